package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// Words in the name of a column that says which case a row is of. A number is
// a person's only beside the word for one.
var (
	idWords = set(
		"id ids pid uid identifier identificador identifiant identificatore kennung code codigo codice",
		"kode folio pseudonym pseudonimo seudonimo pseudonyme alias",
	)
	nameWords   = set("name nombre nome nom vorname prenom nickname apodo apelido")
	numberWords = set("number numero nummer num no nr n nº n° #")
	personWords = set(
		"case caso cas fall participant participante participants teilnehmer teilnehmerin teilnehmende",
		"respondent repondant repondante respondente rispondente encuestado encuestada entrevistado",
		"entrevistada interviewee informant informante befragte befragter subject sujeto sujet proband",
		"probandin patient paciente partecipante intervistato person persona pessoa personne student",
	)
	placeWords = set("postal zip post country pais site sitio region area dial phone bar")
)

// idHeader says whether a column's name is that of what tells people apart:
// Respondent ID, código del participante, nombre.
func idHeader(header string) bool {
	words := strings.FieldsFunc(fold(header), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != 'º' && r != '°' && r != '#'
	})
	if len(words) == 0 || len(words) > 4 || isQuestion(header) {
		return false
	}
	id, number, person := false, false, false
	for _, w := range words {
		if placeWords[w] {
			return false
		}
		id = id || idWords[w]
		number = number || numberWords[w]
		person = person || personWords[w]
	}
	alone := len(words) == 1 && (nameWords[words[0]] || number || person)
	return id || alone || number && person
}

// identifies says whether a column tells people apart: it has another short
// value in every row, and its name says that it is for that or, in the first
// column, the values are codes as P01 is one.
func identifies(t *decode.Table, column int) bool {
	named := idHeader(t.Header[column])
	if !named && column > 0 {
		return false
	}
	seen := make(map[string]bool)
	for _, r := range t.Rows {
		v := strings.TrimSpace(r.Cell(column))
		if v == "" || seen[v] || utf8.RuneCountInString(v) > 30 {
			return false
		}
		if !named && !(isCode(v) && strings.ContainsAny(v, "0123456789") && unicode.IsLetter([]rune(v)[0])) {
			return false
		}
		seen[v] = true
	}
	return len(seen) > 0
}
