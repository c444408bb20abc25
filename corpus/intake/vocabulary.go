package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold brings spellings of a label together: lower case, without accents,
// points and surplus spaces.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Mn, r) && r < 0x370 || r == '.' || r == '\u200e' || r == '\u200f':
			continue
		case unicode.IsSpace(r) || r == '_':
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		r = unicode.ToLower(r)
		if r > 0x7F {
			if p, ok := plainLetters[r]; ok {
				b.WriteString(p)
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

var plainLetters = func() map[rune]string {
	m := map[rune]string{'ß': "ss", '’': "'"}
	for plain, accented := range map[string]string{
		"a": "áàâãäå", "e": "éèêë", "i": "íìîï", "o": "óòôõöø", "u": "úùûü", "n": "ñ", "c": "ç",
	} {
		for _, r := range accented {
			m[r] = plain
		}
	}
	return m
}()

func set(words ...string) map[string]bool {
	m := make(map[string]bool)
	for _, list := range words {
		for w := range strings.FieldsSeq(list) {
			m[strings.ReplaceAll(w, "_", " ")] = true
		}
	}
	return m
}

// The words are folded; a low line stands for a space.
var (
	interviewerWords = set(
		"interviewer interviewers int intv interv ivr moderator mod facilitator researcher investigator",
		"questioner question host",
		"entrevistador entrevistadora entrevistador/a entrevistadores entrev moderador moderadora",
		"facilitador",
		"facilitadora investigador investigadora pregunta pesquisador pesquisadora pergunta",
		"entrevistadores",
		"interviewerin moderatorin fragesteller fragestellerin forscher forscherin frage",
		"enqueteur enquetrice intervieweur intervieweuse moderateur moderatrice animateur",
		"animatrice chercheur chercheuse facilitateur facilitatrice",
		"intervistatore intervistatrice moderatore facilitatore ricercatore ricercatrice domanda",
		"מראיין מראיינת المحاور المحاورة محاور الباحث الباحثة مجري_المقابلة",
		"問 问 主持人 訪談者 访谈者 採訪者 采访者 訪問者 聞き手 インタビュアー 면접자 интервьюер модератор साक्षात्कारकर्ता",
	)
	// moderatorWords are those of them who talk with several at once.
	moderatorWords = set(
		"moderator mod facilitator moderador moderadora facilitador facilitadora moderatorin",
		"moderateur moderatrice animateur animatrice facilitateur facilitatrice moderatore",
		"facilitatore facilitatrice moderatrice 主持人 модератор",
	)
	participantWords = set(
		"participant respondent resp interviewee informant subject answer patient client student part",
		"participante entrevistado entrevistada informante respuesta paciente usuario usuaria",
		"estudiante encuestado",
		"encuestada resposta aluno aluna",
		"teilnehmer teilnehmerin befragte befragter befragtes tn antwort student studentin",
		"enquete enquetee participante reponse repondant repondante",
		"intervistato intervistata partecipante risposta",
		"מרואיין מרואיינת المشارك المشاركة 受訪者 受访者 回答者 респондент участник",
	)
	genericWords = set(
		"speaker unknown_speaker unidentified_speaker voice person male female man woman guest",
		"hablante orador oradora voz persona mujer hombre falante sprecher sprecherin locuteur",
		"locutrice intervenant parlant",
		"דובר דוברת متحدث 發言人 发言人 説話者 話者",
	)
	// noteWords begin a transcriber's or observer's remark, which is nobody's
	// speech.
	noteWords = set(
		"note notes nota notas notiz notizen anmerkung anmerkungen remarque remarques comment",
		"comments comentario",
		"comentarios memo observation observations observacion observaciones notas_de_observacion",
		"observacao",
		"notas_de_observacion_probe field_note field_notes fieldnote transcriber transcriber's_note",
		"transcriber_note",
		"nota_del_transcriptor note_to_self stage_direction acotacion",
	)
	// probeWords stand before what the interviewer asks further.
	probeWords = set(
		"probe probes prompt prompts follow-up repregunta repreguntas nachfrage ruckfrage relance sondagem",
	)
	pageWords = set("page pagina pag seite p_")
	// plainWords stand before a colon without anybody speaking.
	plainWords = set(
		"re http https ftp mailto www nb ps ok fyi todo ie eg e.g i.e example examples important",
		"warning caution tip",
		"question_guide objective objectives objetivo objetivos objectif ziel aim source sources",
		"reference references",
		"first second third finally summary conclusion introduction background section chapter part",
		"pro con pros cons",
		"ejemplo importante fuente fuentes referencia referencias resumen introduccion conclusion",
		"seccion capitulo parte",
		"primero segundo tercero beispiel wichtig quelle zusammenfassung abschnitt kapitel exemple source",
		"seguimiento tema theme topic code codigo tel phone telefono email",
		"e-mail correo url web",
		"break intro outro advertisement sponsor end fin indicadores indicators time hora total",
		"figure table cuadro tabla video audio link links media slides transcript transcripcion",
	)
	// bracketWords stand in square brackets for a sound, not for a speaker.
	bracketWords = set(
		"laughter laughs laughing pause long_pause silence inaudible unclear crosstalk music",
		"applause noise sigh sighs crying",
		"cries beeping overlapping redacted blank_audio instrumental_music foreign cough coughs",
		"knock phone_rings",
		"risas rie pausa silencio inaudible musica aplausos llora suspira ruido ininteligible interrupcion",
		"lachen lacht pause unverstandlich schweigen rires rire silence inaudible musique risate pausa",
		"x notas nota completar completar_respuesta sic",
	)
	// headerWords name a line of the head of a transcript.
	headerWords = set(
		"date fecha data datum time hora duration duracion duracao dauer duree durata place lugar",
		"local location ort lieu",
		"luogo study estudio project proyecto projeto projekt projet progetto title titulo titel",
		"titre titolo",
		"participant_id participant_code participant_number codigo_del_participante codigo id",
		"pseudonym seudonimo pseudonimo",
		"pseudonyme interview_id interview_number interview_date interview entrevista language",
		"date_of_interview fecha_de_la_entrevista fecha_de_entrevista data_da_entrevista",
		"idioma lingua sprache langue",
		"transcriber transcriptor transcriptora transcribed_by transcrito_por transkription",
		"recording grabacion file archivo",
		"age edad idade alter gender genero sexo sex geschlecht diagnosis diagnostico site sitio",
		"education_level nivel_educacional nivel_educativo escolaridad escolaridade occupation ocupacion",
		"ethnicity etnia nationality nacionalidad marital_status estado_civil familienstand",
		"setting mode modalidad",
		"start_time end_time hora_de_inicio hora_de_finalizacion present presentes attendees",
		"asistentes version wave ola anwesend anwesende teilnehmende presenti presents participants_presents",
		"נכחו נוכחים מוזמנים חברי_הוועדה חברי_הכנסת ייעוץ_משפטי מנהל_הוועדה מנהלת_הוועדה",
		"סדר_היום משתתפים",
		"出席 出席者 列席 時間 地點 日期",
		"subject asunto case caso group grupo session sesion consent consentimiento",
		"name nombre nome nom full_name nombre_completo nombre_y_apellido rut run dni nie rfc curp cpf nif",
		"name_of_participant participant_name nombre_del_entrevistado nombre_de_la_entrevistada",
		"nombre_del_participante nombre_de_la_participante nome_do_entrevistado nome_do_participante",
		"interviewed_by conducted_by entrevistado_por entrevistada_por realizada_por realizado_por",
		"conduzida_por interviewt_von mene_par intervistato_da",
	)
	// askedBy are those of them that name the interviewer.
	askedBy = set(
		"interviewed_by conducted_by entrevistado_por entrevistada_por realizada_por realizado_por",
		"conduzida_por interviewt_von mene_par intervistato_da",
	)
	// castWords name the people in the head, and speakers further down.
	castWords = set(
		"participant interviewer moderator facilitator researcher interviewee respondent",
		"participants interviewers",
		"participante entrevistador entrevistadora moderador moderadora entrevistado entrevistada",
		"participantes",
		"teilnehmer teilnehmerin interviewerin befragte befragter enqueteur enquetrice",
		"intervistatore intervistato",
		"speaker speakers code codigo id case caso",
	)
	particles = set(
		"de da do dos das del la las los el y e i van von der den di du le al bin ibn of the and d'",
		"et und ter ten zu",
	)
)

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// splitNumber parts a folded label from the number behind it: p and 7 from
// "p07", "p 7" or "p-7"; numbered is false where there is none.
func splitNumber(key string) (stem, number string, numbered bool) {
	i := len(key)
	for i > 0 && isDigit(key[i-1]) {
		i--
	}
	if i == len(key) {
		return key, "", false
	}
	return strings.TrimRight(key[:i], " -#nº°"), strings.TrimLeft(key[i:], "0"), true
}

// isRole says whether a folded label is a role or a voice that any transcript
// may have, with or without a number: interviewer, speaker 2, participant.
func isRole(key string) bool {
	stem, _, _ := splitNumber(key)
	return interviewerWords[stem] || participantWords[stem] || genericWords[stem]
}

// isCode says whether a label is a code for a person: one to four capitals, or
// a few letters with a number (P07, S1, id1, FG2-P3).
func isCode(label string) bool {
	if len(label) > 9 {
		return false
	}
	letters, digits, capitals := 0, 0, 0
	for _, r := range label {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case unicode.IsUpper(r):
			letters++
			capitals++
		case unicode.IsLower(r):
			letters++
		case r == '-' || r == '_' || r == '.' || r == ' ' || r == '#':
		default:
			return false
		}
	}
	if letters == 0 {
		return false
	}
	if digits > 0 {
		return letters <= 5 && digits <= 3
	}
	return capitals == letters && letters <= 4
}

// isName says whether a label can be somebody's name: at most five words, each
// with a capital or in a script that has none.
func isName(label string) bool {
	words, size, caseless := 0, 0, 0
	first := true
	for w := range strings.FieldsSeq(label) {
		if w[0] == '|' { // Zoom: a name, and whom it is of
			break
		}
		words++
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "'’\"“(-"))
		switch {
		case unicode.IsUpper(r) || unicode.IsTitle(r):
		case unicode.Is(unicode.Lo, r):
			if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
				caseless += utf8.RuneCountInString(w)
			}
		case r >= '0' && r <= '9' && !first:
		case !first && (particles[strings.ToLower(w)] || strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "d’")):
		default:
			return false
		}
		size += utf8.RuneCountInString(w)
		first = false
	}
	return words > 0 && words <= 5 && size <= 40 && caseless <= 14
}
