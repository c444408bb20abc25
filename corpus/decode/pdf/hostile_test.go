package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"framewise/corpus"
	"framewise/corpus/decode"
)

func deflated(data []byte) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.String()
}

// TestHostile reads files that are made to take all time or memory there is.
// Each limit that they reach is named.
func TestHostile(t *testing.T) {
	t.Parallel()
	plain := new(written).document("", at(72, 700, "one"))
	forms := func(last string) []byte { // each form paints the next one ten times
		w := &written{}
		font := w.add("<</Type/Font/Subtype/Type1/BaseFont/Courier>>")
		resources := w.add("<</Font<</F1 %d 0 R>>/XObject<</A 3 0 R/B 4 0 R/C 5 0 R/D 6 0 R/E 7 0 R/F 8 0 R/G 9 0 R/H 10 0 R>> >>", font)
		for _, next := range []string{"B", "C", "D", "E", "F", "G", "H"} {
			w.stream("/Subtype/Form", strings.Repeat("/"+next+" Do ", 40))
		}
		w.stream("/Subtype/Form", last)
		return w.pages(resources, "", "/A Do")
	}
	bomb := func() []byte {
		w := &written{}
		font := w.add("<</Type/Font/Subtype/Type1/BaseFont/Courier>>")
		data := deflated(bytes.Repeat([]byte("q "), 20<<20))
		content := w.stream("/Filter/FlateDecode", data)
		page := w.add("<</Type/Page/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>> >> >>", content, font)
		pages := w.add("<</Type/Pages/Kids[%d 0 R]/Count 1>>", page)
		return w.bytes(w.add("<</Type/Catalog/Pages %d 0 R>>", pages), "")
	}
	for _, tt := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"a string without an end", new(written).document("", at(72, 700, "one")+" BT <41"), ""},
		{"a table of 4,000 million objects",
			[]byte("%PDF-1.7\nxref\n4000000000 1\n0000000009 00000 n \ntrailer\n<</Size 5/Root 1 0 R>>\nstartxref\n9\n%%EOF"),
			"no page of it"},
		{"a table that never ends", bytes.Replace(plain, []byte("xref\n0 7"), []byte("xref\n0 7000000000"), 1), ""},
		{"tables in a circle", bytes.Replace(plain, []byte("/Root"),
			fmt.Appendf(nil, "/Prev %d /Root", bytes.Index(plain, []byte("xref\n0"))), 1), ""},
		{"pages in a circle", bytes.Replace(plain, []byte("/Kids[5 0 R"), []byte("/Kids[6 0 R 6 0 R 5 0 R"), 1), ""},
		{"forms within forms", forms("0 0 m"), "more than 40000000 steps"},
		{"a page full of letters", forms(at(72, 700, strings.Repeat("x", 1000))), "more than 300000 characters on one page"},
		{"packed more than anything is", bomb(), "packed more than 200 times"},
		{"arrays within arrays", new(written).document("", at(72, 700, "one")+strings.Repeat("[", 1<<20)), ""},
		{"dictionaries within dictionaries", bytes.Replace(plain, []byte("/Type/Catalog"),
			[]byte("/Type/Catalog/X"+strings.Repeat("<</X", 1<<18)), 1), "*"},
		{"states saved and never restored", new(written).document("", strings.Repeat("q ", 1<<20)+at(72, 700, "one")), ""},
		{"objects without an end", []byte("%PDF-1.7\n" + strings.Repeat("1 0 obj<<>>stream\n", 1<<16)), "no page of it"},
		{"objects that are each other's length", []byte("%PDF-1.7\n1 0 obj<</Length 2 0 R/Type/Catalog>>stream\n" +
			"2 0 obj<</Length 1 0 R>>stream\ntrailer<</Root 1 0 R>>"), "no page of it"},
		{"widths of all codes", bytes.Replace(new(written).document("/G1 1 0 R", "BT /G1 9 Tf <0001> Tj ET "+at(72, 700, "one")),
			[]byte("/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding"),
			[]byte("/Type0/DescendantFonts[<</W["+strings.Repeat("0 4294967295 1 ", 3000)+"]>>]"), 1), "*"},
		{"letters everywhere", new(written).document("", strings.Repeat("BT /F1 9 Tf 1 0 0 1 300 300 Tm (abc) Tj ET ", 30_000)), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			d, err := Read(decode.File{Name: "a.pdf", Content: tt.content}, Options{}, decode.DefaultLimits)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
			switch {
			case tt.want == "*":
			case tt.want == "" && (err != nil || len(d.Blocks) == 0):
				t.Errorf("got %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	lim := decode.DefaultLimits
	lim.Parts = 1
	two := new(written).document("", at(72, 700, "one"), at(72, 700, "two"))
	for want, lim := range map[string]decode.Limits{
		"more than 1 pages":         lim,
		"more than 2 characters":    {FileBytes: 1 << 20, InflatedBytes: 1 << 20, Ratio: 100, Parts: 10, Runes: 2},
		"more than the 0 MB that":   {FileBytes: 10},
		"has more than 1 paragraph": {FileBytes: 1 << 20, InflatedBytes: 1 << 20, Ratio: 100, Parts: 10, Runes: 20},
	} {
		_, err := Read(decode.File{Name: "a.pdf", Content: two}, Options{}, lim)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// TestPoppler has pdftotext read a file, or says that it is not installed.
func TestPoppler(t *testing.T) {
	content := new(written).document("", down(72, 700, "Ana: "+full[:54], "Luz: "+full[:54], full, "Ana: Fine.")+
		at(290, 30, "1"), at(72, 700, "Luz: Yes.")+at(290, 30, "2"))
	if _, err := exec.LookPath("pdftotext"); err == nil {
		got, d := read(t, content, Options{Via: Poppler})
		want := []string{"Ana: " + full[:54], "Luz: " + full[:54] + " " + full, "Ana: Fine.", "Luz: Yes."}
		for i := range want {
			want[i] = strings.TrimSpace(strings.ReplaceAll(want[i], "  ", " "))
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if w := warnings(d); !strings.Contains(w, "page numbers (2 pages)") {
			t.Errorf("warnings %q", w)
		}
		locked, err := os.ReadFile(filepath.Join("testdata", "locked.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = Read(decode.File{Name: "a.pdf", Content: locked}, Options{Via: Poppler}, decode.DefaultLimits)
		if err == nil || !strings.Contains(err.Error(), "pdftotext can't read it: ") {
			t.Errorf("got %v", err)
		}
	} else {
		t.Log("pdftotext is not installed: only its absence is tested")
	}
	t.Setenv("PATH", t.TempDir())
	_, err := Read(decode.File{Name: "a.pdf", Content: content}, Options{Via: Poppler}, decode.DefaultLimits)
	if err == nil || !strings.Contains(err.Error(), "pdftotext is not installed") {
		t.Errorf("got %v", err)
	}
	if got, _ := read(t, content, Options{Via: Auto}); len(got) != 4 {
		t.Errorf("auto without pdftotext: %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(new(written).document("", down(72, 700, "Ana: hi", "Luz: "+full, full)+at(290, 30, "1"), at(72, 700, "[(a)] TJ")))
	w := &written{}
	font := w.add("<</Subtype/Type0/Encoding/Identity-H/ToUnicode 2 0 R/DescendantFonts[<</W[1[500] 2 3 600]>>]>>")
	w.stream("", "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0009> <05D0> endbfrange")
	resources := w.add("<</Font<</F1 %d 0 R>>/XObject<</X 4 0 R>> >>", font)
	w.stream("/Subtype/Form", "BT /F1 9 Tf 50 50 Td <000100020003> Tj ET /X Do")
	f.Add(w.pages(resources, "/Rotate 90", "/X Do BI /W 1 ID xx EI /Span<</ActualText(x)>>BDC BT 9 TL 1 0 0 1 9 9 Tm <0004> ' ET EMC"))
	for _, name := range []string{"rc4-40", "aes-128", "aes-256", "locked"} {
		content, err := os.ReadFile(filepath.Join("testdata", name+".pdf"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<</Contents[4 0 R]" +
		"/Resources<</Font<</F<</Subtype/Type1/Encoding<</Differences[1/a/b_c]>> >> >> >> >>endobj 4 0 obj<</Filter[/AHx/A85/RL/LZW]>>" +
		"stream\n80>endstream endobj"))
	f.Fuzz(func(t *testing.T, content []byte) {
		lim := decode.DefaultLimits
		lim.InflatedBytes = 4 << 20
		d, err := Read(decode.File{Name: "a.pdf", Content: content}, Options{}, lim)
		if err != nil {
			return
		}
		if len(d.Blocks) == 0 {
			t.Error("no blocks and no error")
		}
		page := 1
		for i, b := range d.Blocks {
			if c, _, _ := corpus.Clean(b.Text); c != b.Text || strings.Contains(b.Text, "\n") || b.Text == "" {
				t.Errorf("text %q", b.Text)
			}
			if b.Line != i+1 || b.Page < page || b.Bold < 0 || b.Bold > len([]rune(b.Text)) {
				t.Errorf("block %+v", b)
			}
			page = b.Page
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var pages []string
	for i := range 40 {
		var page strings.Builder
		for j := range 25 {
			page.WriteString(down(72, 750-26*float64(j), fmt.Sprintf("%s: %s", []string{"Ana", "Luz"}[j%2], full[:50]), full))
		}
		page.WriteString(at(290, 30, fmt.Sprint(i+1)))
		pages = append(pages, page.String())
	}
	content := new(written).document("", pages...)
	text := 0
	b.ReportAllocs()
	for b.Loop() {
		d, err := Read(decode.File{Name: "a.pdf", Content: content}, Options{}, decode.DefaultLimits)
		if err != nil {
			b.Fatal(err)
		}
		text = 0
		for _, block := range d.Blocks {
			text += len(block.Text)
		}
	}
	b.SetBytes(int64(text))
	b.ReportMetric(float64(len(content)), "filebytes")
}
