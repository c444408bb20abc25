package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"framewise/corpus/decode"
)

// answerColumns name columns of answers in people's own words, folded.
var answerColumns = names(
	"answer answers response responses comment comments feedback free_text freetext open_answer",
	"respuesta respuestas comentario comentarios texto_libre respuesta_abierta resposta respostas",
	"reponse reponses commentaire commentaires antwort antworten kommentar kommentare freitext",
	"risposta risposte commento commenti",
)

var (
	// questionWords begin a question, folded.
	questionWords = set(
		"what how why que como porque cual cuales quais qual o_que comment pourquoi quoi quel quelle",
		"qu'est-ce was wie warum weshalb wieso welche cosa perche come quale",
	)
	// closedWords are answers that were chosen, not written.
	closedWords = set(
		"yes no y n si sim nao oui non ja nein maybe true false verdadero falso na n/a",
		"male female man woman m f w d x other nonbinary non-binary",
		"hombre mujer masculino femenino otro otra homem mulher outro homme femme autre",
		"mann frau mannlich weiblich divers uomo donna altro maschio femmina",
	)
)

// isQuestion says whether a column's name is a question that was asked.
func isQuestion(header string) bool {
	h := strings.TrimRight(strings.TrimSpace(header), "*: ")
	if r, _ := utf8.DecodeLastRuneInString(h); r == '?' || r == '？' || r == '؟' {
		return true
	}
	h = strings.TrimLeftFunc(h, func(r rune) bool { return !unicode.IsLetter(r) && r != '¿' }) // Q1. Why
	if strings.HasPrefix(h, "¿") {
		return true
	}
	first, rest, _ := strings.Cut(fold(h), " ")
	if stem, _, numbered := splitNumber(first); numbered && len(stem) == 1 { // Q1 Why did you come
		first, rest, _ = strings.Cut(rest, " ")
	}
	return questionWords[first] && rest != ""
}

// openColumns lists the columns with answers in people's own words: of what is
// filled in, most differs and much is longer than a label, or the column's
// name is a question, or the word for an answer.
func openColumns(t *decode.Table, taken func(int) bool) []int {
	var open []int
	for i, h := range t.Header {
		if !taken(i) && !known(h, caseColumns) && isOpen(t, i) {
			open = append(open, i)
		}
	}
	return open
}

func isOpen(t *decode.Table, column int) bool {
	n, long, words, closed, measured := 0, 0, 0, 0, 0
	seen := make(map[string]bool)
	for _, r := range t.Rows {
		v := strings.TrimSpace(r.Cell(column))
		if v == "" || isoDate().MatchString(v) && len(v) < 30 {
			continue
		}
		n++
		seen[v] = true
		spaces := strings.Count(v, " ")
		if size := utf8.RuneCountInString(v); size >= 40 || spaces >= 5 {
			long++
		}
		words += spaces + 1
		switch key := fold(v); {
		case closedWords[key]:
			closed++
		case strings.IndexFunc(v, unicode.IsLetter) < 0, v[0] >= '0' && v[0] <= '9' && spaces <= 2:
			measured++ // 24 years, 3-5
		}
	}
	differs := len(seen)*2 > n
	switch {
	case n == 0:
		return false
	case differs && (long*3 >= n || words >= 5*n):
		return true
	case slices.Contains(answerColumns, fold(t.Header[column])):
		return measured*2 < n
	}
	return isQuestion(t.Header[column]) && differs && (closed+measured)*2 < n
}
