package mail

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strings"

	"framewise/corpus/decode"
)

// Limits of what a message may hold: parts within parts, and parts in one.
const (
	deepest   = 10
	mostParts = 1000
)

// part is the text of a message's body or of a part of it.
func (r *reader) part(contentType, encoding, disposition string, body []byte, depth int) string {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil && kind == "" {
		kind = "text/plain"
	}
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(disposition)), "attachment") {
		r.attachments++
		return ""
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" && depth < deepest:
		return r.parts(kind, params["boundary"], body, depth)
	case kind == "text/html":
		text, quotes := decode.Markup(r.charset(params["charset"], decode.Transfer(encoding, body)))
		r.quotes += quotes
		return text
	case strings.HasPrefix(kind, "text/") && kind != "text/calendar" && kind != "text/x-vcard":
		text := r.charset(params["charset"], decode.Transfer(encoding, body))
		if params["format"] == "flowed" {
			text = unfold(text)
		}
		return text
	}
	r.attachments++
	return ""
}

// parts is the text of a body in parts: of alternatives the plain one, or else
// the first with text.
func (r *reader) parts(kind, boundary string, body []byte, depth int) string {
	m := multipart.NewReader(bytes.NewReader(body), boundary)
	var texts []string
	plain := -1
	kept, quotes := r.attachments, r.quotes
	for n := 0; n < mostParts; n++ {
		p, err := m.NextRawPart()
		if err != nil {
			break // the end, or a part that is cut
		}
		content, err := io.ReadAll(p)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		t := p.Header.Get("Content-Type")
		text := r.part(t, p.Header.Get("Content-Transfer-Encoding"), p.Header.Get("Content-Disposition"), content,
			depth+1)
		if strings.TrimSpace(text) == "" {
			continue
		}
		if plain < 0 && (t == "" || strings.HasPrefix(strings.ToLower(t), "text/plain")) {
			plain = len(texts)
		}
		texts = append(texts, text)
	}
	if kind != "multipart/alternative" || len(texts) == 0 {
		return strings.Join(texts, "\n")
	}
	r.attachments = kept
	if plain >= 0 {
		r.quotes = quotes
		return texts[plain]
	}
	return texts[0]
}

// unfold joins the lines of a flowed text: one that ends with a space goes on
// in the next.
func unfold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.SplitAfterSeq(text, "\n") {
		if bare, ok := strings.CutSuffix(line, " \n"); ok && bare != "--" && !strings.HasPrefix(line, ">") {
			b.WriteString(bare + " ")
			continue
		}
		b.WriteString(line)
	}
	return b.String()
}

// own is what the author of a message wrote in it: without quoted lines and
// what announces them, a forwarded original, and the signature.
func (r *reader) own(text string) string {
	lines := strings.Split(text, "\n")
	var kept []string
	quoting := false
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, ">") && !strings.HasPrefix(trimmed, ">From "):
			if !quoting {
				r.quotes++
				kept = unannounced(kept)
			}
			quoting = true
			continue
		case line == "-- " || line == "--" && i > 0 && len(lines)-i < 12:
			r.signatures++
			return join(kept)
		case original(trimmed):
			r.quotes++
			return join(kept)
		}
		if trimmed != "" {
			quoting = false
		} else if quoting {
			continue // between quoted lines
		}
		if strings.HasPrefix(line, ">From ") {
			line = line[1:] // as mailboxes write a line that begins so
		}
		kept = append(kept, strings.TrimRight(line, " \t\r"))
	}
	return join(kept)
}

func join(lines []string) string { return strings.TrimSpace(strings.Join(lines, "\n")) }

// wrote are words with which a mail program announces what is quoted.
var wrote = []string{
	"wrote", "writes", "escribió", "escribio", "escreveu", "écrit", "schrieb", "scritto", "va escriure", "skrev",
	"schreef", "napisał", "пишет", "写道", "寫道",
}

// unannounced takes away the line or two that announce a quotation: On 3 May,
// Ana wrote:
func unannounced(lines []string) []string {
	end := len(lines)
	for end > 0 && strings.TrimSpace(lines[end-1]) == "" {
		end--
	}
	for n := 1; n <= 3 && n <= end; n++ {
		said := strings.Join(lines[end-n:end], " ")
		last := strings.TrimSpace(lines[end-1])
		if !strings.HasSuffix(last, ":") && !strings.HasSuffix(last, "：") || len(said) > 300 {
			break
		}
		lower := strings.ToLower(said)
		for _, w := range wrote {
			if strings.Contains(lower, w) && (n == 1 && strings.ContainsAny(said, "0123456789@") ||
				n > 1 && announces(lines[end-n])) {
				return lines[:end-n]
			}
		}
	}
	return lines
}

// announces says whether a line begins to announce a quotation: On Mon, 3 May.
func announces(line string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch strings.ToLower(strings.Trim(first, ",")) {
	case "on", "am", "el", "le", "em", "il", "op", "den", "a", "at":
		return true
	}
	return false
}

// original recognises the line above an original that a mail program put below
// an answer.
func original(line string) bool {
	if !strings.HasPrefix(line, "-----") || !strings.HasSuffix(line, "-----") {
		return false
	}
	lower := strings.ToLower(strings.Trim(line, "- "))
	for _, w := range []string{
		"original message", "mensaje original", "mensagem original", "message d'origine", "messaggio originale",
		"ursprüngliche nachricht", "original-nachricht", "missatge original", "forwarded message", "mensaje reenviado",
	} {
		if strings.HasPrefix(lower, w) {
			return true
		}
	}
	return false
}
