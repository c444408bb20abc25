package html

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// unpack takes the page out of a file that packs it with its pictures (MHTML).
// charset is the encoding that the file says it is in. Another file is the
// page itself.
func unpack(f decode.File) (page []byte, charset string, err error) {
	if !decode.IsArchive(f.Content) {
		return f.Content, "", nil
	}
	m, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(f.Content, "\xEF\xBB\xBF\r\n")))
	if err == nil {
		_, params, _ := mime.ParseMediaType(m.Header.Get("Content-Type"))
		if page, charset = pageIn(m.Body, params["boundary"]); page != nil {
			return page, charset, nil
		}
	}
	return nil, "", corpus.Errorf(corpus.ErrInvalid, "%s is a web archive without a page in it", f.Name).
		WithHint("open it in a browser or Word and save it as .html or .docx")
}

// pageIn is the first page among the parts of a body.
func pageIn(body io.Reader, boundary string) (page []byte, charset string) {
	const mostParts = 1000
	if boundary == "" {
		return nil, ""
	}
	parts := multipart.NewReader(body, boundary)
	for range mostParts {
		p, err := parts.NextRawPart()
		if err != nil {
			break // the end, or a part that is cut
		}
		kind, params, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if kind != "text/html" && kind != "application/xhtml+xml" {
			continue
		}
		content, _ := io.ReadAll(p) // of a file that is cut, what there is
		return decode.Transfer(p.Header.Get("Content-Transfer-Encoding"), content), strings.ToLower(params["charset"])
	}
	return nil, ""
}
