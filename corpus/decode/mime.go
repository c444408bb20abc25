package decode

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"strings"
)

// Transfer undoes the encoding that a part of a message has for its transfer,
// as far as it can be undone.
func Transfer(encoding string, body []byte) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		out, _ := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
		return out
	case "base64":
		body = bytes.Map(func(c rune) rune {
			if c <= ' ' {
				return -1
			}
			return c
		}, body)
		out, _ := io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(body)))
		return out
	}
	return body
}

// IsArchive recognises a web page that is packed with its pictures into a
// message (MHTML), as browsers, Word and Confluence save one: nobody sent it.
func IsArchive(content []byte) bool {
	text := strings.TrimLeft(head(content), "\uFEFF\r\n")
	related, name := false, ""
	for line := range strings.Lines(text) {
		value := line
		if line[0] != ' ' && line[0] != '\t' {
			var ok bool
			if name, value, ok = strings.Cut(strings.TrimRight(line, "\r\n"), ":"); !ok {
				break
			}
			name = strings.ToLower(name)
		}
		switch {
		case name == "from" && !strings.Contains(value, "<Saved by "):
			return false
		case name == "content-type":
			related = related || strings.Contains(strings.ToLower(value), "multipart/related")
		}
	}
	return related
}
