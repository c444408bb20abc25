package intake

import (
	"slices"
	"strings"

	"framewise/corpus/decode"
)

// Names that the columns of a forum have, folded, the most telling first.
var (
	authorColumns = names(
		"author author_name user username user_name usuario usuaria autor autora auteur poster",
		"utilisateur utilizador benutzer nutzer utente autore",
	)
	// A name beside words may as well be a speaker's or a respondent's.
	authorNames = names("name nombre nome nom")
	postColumns = names(
		"post post_text message body texto mensaje mensagem publicacion beitrag nachricht messaggio",
		"text content contenido comment comentario commentaire",
	)
	plainTexts    = names("text content contenido comment comentario commentaire")
	dateColumns   = names("date fecha data datum datetime date_time")
	threadColumns = names(
		"thread thread_id thread_title hilo topic topic_id discussion discusion topico fio sujet fil",
		"strang diskussion discussione",
	)
)

// forumColumns finds the columns of who wrote and of what they wrote; both are
// -1 where the table is no forum: it lacks one of them; or it has names, and
// one is an interviewer's or other columns describe everybody once.
func forumColumns(t *decode.Table, c columns) (author, post int) {
	find := func(at int, list []string) int {
		if at >= 0 {
			if !known(t.Header[at], list) {
				return -1
			}
			return at
		}
		for _, name := range list {
			if i := slices.IndexFunc(t.Header, func(h string) bool { return fold(h) == name }); i >= 0 {
				return i
			}
		}
		return -1
	}
	text := c.text
	if text < 0 && len(c.texts) == 1 {
		text = c.texts[0]
	}
	post = find(text, postColumns)
	if author = find(c.speaker, authorColumns); author >= 0 || post < 0 {
		return orNone(author, post)
	}
	author = find(c.speaker, authorNames)
	if author < 0 || slices.Contains(plainTexts, fold(t.Header[post])) {
		return -1, -1
	}
	for _, r := range t.Rows {
		if v := (voice{label: r.Cell(author)}); v.called(interviewerWords) {
			return -1, -1
		}
	}
	if !recurs(t, author) && slices.ContainsFunc(t.Header, func(h string) bool {
		return !known(h, slices.Concat(authorNames, postColumns, threadColumns, timeColumns, dateColumns))
	}) {
		return -1, -1
	}
	return author, post
}

// authorName is the name of who wrote a post, without an address: Ana Soto of
// Ana Soto <ana@example.org>, and of an address alone what stands before its @.
func authorName(s string) string {
	if open := strings.LastIndexByte(s, '<'); open > 0 && strings.ContainsRune(s[open:], '@') {
		s = s[:open]
	}
	s = strings.Trim(s, ` "'<>`)
	if local, host, ok := strings.Cut(s, "@"); ok && local != "" && strings.Contains(host, ".") &&
		!strings.Contains(s, " ") {
		return local
	}
	return s
}

func orNone(author, post int) (int, int) {
	if author < 0 || post < 0 {
		return -1, -1
	}
	return author, post
}

// isForum says whether the table is one. Beside a question, and
// where nobody answers twice, a comment is a respondent's.
func isForum(t *decode.Table, c columns) bool {
	author, post := forumColumns(t, c)
	if author < 0 || slices.ContainsFunc(t.Header, isQuestion) {
		return false
	}
	return !slices.Contains(answerColumns, fold(t.Header[post])) || recurs(t, author)
}
