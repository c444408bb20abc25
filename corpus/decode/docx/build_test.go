package docx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"framewise/corpus/decode"
)

const (
	wordNS   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictNS = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	others   = ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
		` xmlns:v="urn:schemas-microsoft-com:vml"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
)

// root wraps content into a part's root element.
func root(name, content string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><w:%s xmlns:w="%s"%s>%s</w:%[1]s>`,
		name, wordNS, others, content)
}

func document(body string) string { return root("document", "<w:body>"+body+"<w:sectPr/></w:body>") }

// par is a paragraph of plain runs.
func par(texts ...string) string {
	var b strings.Builder
	b.WriteString("<w:p>")
	for _, t := range texts {
		b.WriteString(run(t))
	}
	return b.String() + "</w:p>"
}

func run(t string) string { return `<w:r><w:t xml:space="preserve">` + t + `</w:t></w:r>` }

func bold(t string) string {
	return `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + t + `</w:t></w:r>`
}

// pack zips parts, in the order given: name, content, name, content, …
func pack(t testing.TB, parts ...string) decode.File {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return decode.File{Name: "interview.docx", Content: b.Bytes()}
}
