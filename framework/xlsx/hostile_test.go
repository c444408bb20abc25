package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/framework"
	"framewise/framework/xlsx"
)

// readHostile reads a file that may be anything.
func readHostile(t *testing.T, data []byte) {
	t.Helper()
	e, err := xlsx.Read(decode.File{Name: "any.xlsx", Content: data}, xlsx.ReadOptions{All: true})
	if err != nil {
		if !errors.Is(err, corpus.ErrInvalid) {
			t.Errorf("the error %v says not what is wrong with the file", err)
		}
		return
	}
	if len(e.Problems) > 1001 {
		t.Errorf("%d problems", len(e.Problems))
	}
	for i := range e.Cells {
		for _, v := range e.Cells[i].Edits(framework.CellValue{}) {
			if !utf8.ValidString(v) {
				t.Errorf("%q is not valid UTF-8", v)
			}
		}
	}
}

// parts unpacks a workbook.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	chartPart  = "xl/worksheets/sheet3.xml"
	originPart = "xl/worksheets/sheet12.xml"
)

func TestHostileWorkbooks(t *testing.T) {
	t.Parallel()
	_, data := write(t, newStudy().matrix(t, framework.View{}), options)
	for _, test := range []struct {
		name   string
		change func(p map[string]string)
		want   string // of the error; empty reads
	}{
		{"as it is", func(map[string]string) {}, ""},
		{"a sheet cut", func(p map[string]string) { p[chartPart] = p[chartPart][:len(p[chartPart])/2] },
			"matrix.xlsx is damaged: xl/worksheets/sheet3.xml ends in its middle"},
		{"a document type", func(p map[string]string) {
			p[chartPart] = `<!DOCTYPE x [<!ENTITY a "b">]>` + p[chartPart]
		}, "matrix.xlsx declares a document type (xl/worksheets/sheet3.xml), as no honest workbook"},
		{"too deep", func(p map[string]string) { p[chartPart] = strings.Repeat("<a>", 1000) },
			"matrix.xlsx is damaged: xl/worksheets/sheet3.xml nests its elements too deep"},
		{"a text without end", func(p map[string]string) {
			p[chartPart] = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>" + noise(5<<20)
		}, "matrix.xlsx is damaged: xl/worksheets/sheet3.xml holds a text of more than 4 MB"},
		{"a zip bomb", func(p map[string]string) { p[chartPart] = strings.Repeat("<a/>", 30<<20/4) },
			"matrix.xlsx unpacks to far more than its size: its part xl/worksheets/sheet3.xml is not read"},
		{"a text that is not there", func(p map[string]string) {
			p[chartPart] = strings.Replace(p[chartPart], "<sheetData>",
				`<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row>`, 1)
		}, "matrix.xlsx is damaged: xl/worksheets/sheet3.xml refers to a text that is not there"},
		{"closed twice", func(p map[string]string) { p[chartPart] += "</worksheet>" },
			"matrix.xlsx is damaged: xl/worksheets/sheet3.xml closes what it never opened"},
		{"a row beyond Excel's", func(p map[string]string) {
			p[chartPart] = strings.Replace(p[chartPart], `<row r="4"`, `<row r="99999999"`, 1)
		}, "matrix.xlsx is damaged: xl/worksheets/sheet3.xml has more rows than Excel"},
		{"no origin", func(p map[string]string) {
			delete(p, originPart)
			p["xl/workbook.xml"] =
				strings.Replace(p["xl/workbook.xml"], "_framewise", "elsewhere", 1)
		},
			"matrix.xlsx is no workbook of Framewise: it has no sheet _framewise"},
		{"no workbook", func(p map[string]string) { delete(p, "xl/workbook.xml") },
			"matrix.xlsx is not an Excel workbook"},
		{"a newer layout", func(p map[string]string) {
			p[originPart] = strings.Replace(p[originPart], ">2</t>", ">9</t>", 1)
		}, "matrix.xlsx was written by a newer Framewise (layout 9, this one reads 2)"},
		{"styles that are none", func(p map[string]string) { p["xl/styles.xml"] = "<styleSheet/>" }, ""},
		{"comments and processing instructions", func(p map[string]string) {
			p[chartPart] = "<!-- <row> > --><?x <y> ?>" + p[chartPart]
		}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := parts(t, data)
			if _, have := p[originPart]; !have {
				t.Fatal("the parts of the workbook have other names now")
			}
			test.change(p)
			e, err := xlsx.Read(decode.File{Name: "matrix.xlsx", Content: packed(t, p)}, xlsx.ReadOptions{})
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (err == nil || err.Error() != test.want || !errors.Is(err, corpus.ErrInvalid)):
				t.Errorf("error %v, want %s", err, test.want)
			case err == nil && len(e.Cells)+len(e.Problems) > 0:
				t.Errorf("%d cells, problems %v", len(e.Cells), e.Problems)
			}
		})
	}
}

// noise is text that hardly shrinks.
func noise(n int) string {
	var b strings.Builder
	x := uint32(1)
	for b.Len() < n {
		x = x*1664525 + 1013904223
		b.WriteByte('a' + byte(x>>24)%26)
		b.WriteByte('A' + byte(x>>16)%26)
	}
	return b.String()
}

// FuzzSheet puts any XML in the place of a chart and of the shared texts.
func FuzzSheet(f *testing.F) {
	_, m := few(f)
	_, data := write(f, m, options)
	p := parts(f, data)
	f.Add(p[chartPart])
	f.Add(`<worksheet><sheetData><row r="2"><c r="A2" t="inlineStr"><is><t>Case</t></is></c>` +
		`<c r="B2" t="inlineStr"><is><t>2.1 Warmth ✎</t></is></c></row><row><c ` +
		`t="e"><v>#REF!</v></c><c><f>1</f></c></row>` +
		`</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`)
	f.Add(`<sst><si><t>a&#x41;_x000D_</t></si><si><r><rPr><i/><color theme="0" ` +
		`tint="-0.5"/></rPr><t><![CDATA[<]]></t></r></si></sst>`)
	f.Fuzz(func(t *testing.T, text string) {
		q := make(map[string]string, len(p))
		for name, part := range p {
			q[name] = part
		}
		q[chartPart], q["xl/sharedStrings.xml"] = text, text
		readHostile(t, packed(t, q))
	})
}
