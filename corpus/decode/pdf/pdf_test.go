package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
)

func read(t *testing.T, content []byte, o Options) (texts []string, d *decode.Decoded) {
	t.Helper()
	d, err := Read(decode.File{Name: "a.pdf", Content: content}, o, decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range d.Blocks {
		texts = append(texts, b.Text)
	}
	return texts, d
}

func warnings(d *decode.Decoded) string {
	var all []string
	for _, w := range d.Warnings {
		all = append(all, w.String())
	}
	return strings.Join(all, "; ")
}

// A full line of the text column below: 60 letters, 360 points.
const full = "word and word and word and word and word and word and a word"

func TestLayout(t *testing.T) {
	t.Parallel()
	// Two columns of running text, 30 letters wide.
	left := []string{"In the left column there is a", "text that fills its lines and", "goes on to the next one where",
		"the words don't fit any more,", "as it does in printed papers,", "line by line down to the foot"}
	right := []string{"and then it goes on up here in", "the right one, which is just a", "little longer than a short one",
		"would be, so that it is easily", "seen to be a column of text by", "whoever reads it from above."}
	for _, tt := range []struct {
		name  string
		pages []string
		want  []string
		warn  string
	}{
		{"words by gaps, in whatever order they are painted",
			[]string{at(124, 700, "three") + at(72, 700, "one") + at(98, 700, "two")}, []string{"one two three"}, ""},
		{"kerning is no gap", []string{"BT /F1 10 Tf 72 700 Td [(wo) 50 (rd) -400 (an) -80 (d)] TJ ET"},
			[]string{"word and"}, ""},
		{"a full line goes on, a short one ends",
			[]string{down(72, 700, full, "that ends here.", "Another", full, full, "end")},
			[]string{full + " that ends here.", "Another", full + " " + full + " end"}, ""},
		{"white space between paragraphs", []string{down(72, 700, full, full, "", full, full)},
			[]string{full + " " + full, full + " " + full}, ""},
		{"indents", []string{down(72, 700, "  "+full[:58], full, full, "  "+full[:58], full)},
			[]string{full[:58] + " " + full + " " + full, full[:58] + " " + full}, ""},
		{"labels that come again", []string{down(72, 700, "Ana: "+full[:55], "Luz: "+full[:55], full, "Ana: "+full[:55],
			"Luz: yes")},
			[]string{"Ana: " + full[:55], "Luz: " + full[:55] + " " + full, "Ana: " + full[:55], "Luz: yes"}, ""},
		{"labels in a column of their own, text hanging",
			[]string{at(72, 700, "Interviewer") + at(180, 700, full[:49]) + at(180, 688, full[:49]) +
				at(72, 676, "Participant") + at(180, 676, "Yes.")},
			[]string{"Interviewer\t" + full[:49] + " " + full[:49], "Participant\tYes."}, ""},
		{"a label column close to the text", []string{at(72, 700, "Interviewer") + at(144, 700, full[:49]) +
			at(144, 688, full[:49]) + at(72, 676, "Participant") + at(144, 676, full[:49]) + at(144, 664, "and on.") +
			at(72, 652, "Luz") + at(144, 652, "Yes.")},
			[]string{"Interviewer\t" + full[:49] + " " + full[:49], "Participant\t" + full[:49] + " and on.", "Luz\tYes."}, ""},
		{"rows of a table", []string{at(72, 700, "one") + at(200, 700, "two") + at(420, 700, full[:20]) +
			at(72, 688, "three") + at(200, 688, "four") + at(420, 688, full[:20])},
			[]string{"one\ttwo\t" + full[:20], "three\tfour\t" + full[:20]}, ""},
		{"two columns", []string{at(200, 730, "A heading across both of them") +
			down(72, 700, left...) + down(300, 697, right...)},
			[]string{"A heading across both of them", strings.Join(append(left, right...), " ")},
			"page 1 set in columns"},
		{"two columns, few lines of one full", []string{down(72, 700, slices.Repeat([]string{full[:35], full[:24], full[:25], full[:24],
			full[:24], full[:24]}, 2)...) + down(300, 697, slices.Repeat([]string{full[:35]}, 11)...)},
			append(slices.Repeat([]string{full[:35] + " " + full[:24], full[:25], full[:24], full[:24], full[:24]}, 2),
				strings.TrimSpace(strings.Repeat(full[:35]+" ", 11))), "page 1 set in columns"},
		{"columns in a part of a page", []string{down(72, 750, "A short line.", "Another one.", "- item", "one and", "two") +
			at(72, 680, "who") + at(320, 680, "what") + at(72, 668, "Ana") + at(320, 668, "hi") + at(72, 656, full) +
			down(72, 632, slices.Repeat([]string{full[:35]}, 9)...) + down(300, 632, slices.Repeat([]string{full[:35]}, 9)...)},
			[]string{"A short line.", "Another one.", "- item", "one and", "two", "who\twhat", "Ana\thi", full,
				strings.TrimSpace(strings.Repeat(full[:35]+" ", 18))}, "page 1 set in columns"},
		{"divided words, where words are divided",
			[]string{down(72, 700, full[:53]+" inter-", "view "+full[:49]+" ques-", "tion "+full[:49]+" ans-",
				"wer, question, self-help "+full[:28]+" self-", "help and")},
			[]string{full[:53] + " interview " + full[:49] + " question " + full[:49] + " answer, question, self-help " +
				full[:28] + " self-help and"},
			"3 words that were divided at the end of a line were joined again; 1 word kept the hyphen"},
		{"a paragraph goes on on the next page",
			[]string{down(72, 700, full, full), down(72, 700, "and goes on.", "", "New.")},
			[]string{full + " " + full + " and goes on.", "New."}, ""},
		{"a new one on the next page", []string{down(72, 700, full, "It ends."), down(72, 700, "Next.", full)},
			[]string{full + " It ends.", "Next.", full}, ""},
		{"superscripts", []string{at(72, 700, "a note") + "BT /F1 6 Tf 108 704 Td (1) Tj ET " + at(120, 700, "here")},
			[]string{"a note1 here"}, ""},
		{"bold drawn twice", []string{at(72, 700, "twice") + at(72.4, 700, "twice")}, []string{"twice"}, ""},
		{"blanks drawn over letters", []string{at(72, 700, "under line") + at(72, 700, "     ") + at(78, 700, " ")},
			[]string{"under line"}, ""},
		{"accents beside their letters", []string{"BT /F1 10 Tf 72 700 Td (pais) Tj ET BT /F1 10 Tf 84 700 Td (\\264) Tj ET"},
			[]string{"país"}, ""},
		{"text that runs up the page", []string{"BT /F1 10 Tf 0 1 -1 0 100 100 Tm (upwards it) Tj ET " +
			"BT /F1 10 Tf 0 1 -1 0 112 100 Tm (goes) Tj ET"}, []string{"upwards it", "goes"}, ""},
		{"a watermark", []string{at(72, 700, "text") + "BT /F1 40 Tf .7 .7 -.7 .7 200 200 Tm (DRAFT) Tj ET"},
			[]string{"text"}, "5 characters were left out that run askew"},
		{"beside the page", []string{at(72, 700, "text") + at(-90, 700, "slug") + at(72, 900, "up")}, []string{"text"}, ""},
		{"a page without text", []string{at(72, 700, "one"), "0 0 m", "", at(72, 700, "four")},
			[]string{"one", "four"}, "no text on pages 2–3: scanned?"},
		{"pictures in the text", []string{at(72, 700, "one") + "BI /W 1 /H 1 ID \x00(EI\xFF\nEI " + at(72, 688, "two")},
			[]string{"one", "two"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, d := read(t, new(written).document("", tt.pages...), Options{})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
			if w := warnings(d); !strings.Contains(w, tt.warn) || tt.warn == "" && w != "" {
				t.Errorf("warnings %q, want %q", w, tt.warn)
			}
		})
	}
}

func TestMargins(t *testing.T) {
	t.Parallel()
	var pages []string
	for i, n := range []string{"1", "2", "3"} {
		page := at(72, 770, "Interview P07") + at(400, 770, "confidential") + at(290, 30, n+" of 3")
		for j := range 5 {
			page += at(40, 700-float64(24*j), []string{"", "1", "2"}[i]+string(rune('0'+j+1))) +
				down(72, 700-float64(24*j), "Line "+strings.Repeat("abc"[i:i+1], j+1)+" of page "+n+".")
		}
		pages = append(pages, page)
	}
	content := new(written).document("", pages...)
	got, d := read(t, content, Options{})
	if len(got) != 15 || got[0] != "Line a of page 1." || got[14] != "Line ccccc of page 3." {
		t.Errorf("got %q", got)
	}
	const want = `15 numbers in the margin left out: 1 to 25; running heads and feet left out: ` +
		`"Interview P07 confidential" (3 pages), page numbers (3 pages)`
	if w := warnings(d); w != want {
		t.Errorf("warnings %q", w)
	}
	if d.Blocks[4].Page != 1 || d.Blocks[5].Page != 2 || d.Blocks[14].Page != 3 || d.Blocks[14].Line != 15 {
		t.Errorf("pages %+v", d.Blocks)
	}
	kept, d := read(t, content, Options{KeepMargins: true})
	if len(kept) != 21 || len(d.Warnings) > 0 {
		t.Errorf("kept %q, %v", kept, d.Warnings)
	}
	// Nor is who speaks.
	var talk []string
	for _, words := range strings.Fields("one two three four five") {
		talk = append(talk, down(72, 700, "The chair:", "", "Some "+words+" of theirs."))
	}
	if said, _ := read(t, new(written).document("", talk...), Options{}); len(said) != 10 {
		t.Errorf("got %q", said)
	}
	// What begins two short pages alike is no running head.
	alike, _ := read(t, new(written).document("", down(72, 700, "I: Okay.", "P: one.", "I: two."),
		down(72, 700, "I: Okay.", "P: three.")), Options{})
	if len(alike) != 5 {
		t.Errorf("got %q", alike)
	}
}

func TestBold(t *testing.T) {
	t.Parallel()
	_, d := read(t, new(written).document("", shown("F2", 72, 700, "Ana:")+at(102, 700, full[:50])+
		at(72, 688, full)+shown("F2", 72, 676, "Luz:")+at(102, 676, "yes")), Options{})
	if len(d.Blocks) != 2 || d.Blocks[0].Bold != 4 || d.Blocks[1].Bold != 4 {
		t.Errorf("got %+v", d.Blocks)
	}
}

// TestFonts reads text in the many ways that codes stand for letters.
func TestFonts(t *testing.T) {
	t.Parallel()
	w := &written{}
	simple := w.stream("", "1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <01> <0041> <02> <00660069> "+
		"endbfchar 1 beginbfrange <03> <05> <0062> endbfrange 1 beginbfrange <06> <07> [<0078> <0079>] endbfrange")
	wide := w.stream("", "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0003> <05D0> endbfrange "+
		"2 beginbfchar <0004> <D83DDE00> <0005> <0028> endbfchar")
	inner := w.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/Any/DW 500/W[1[600 600] 3 4 700]>>")
	more := []int{
		w.add("<</Subtype/TrueType/BaseFont/A/FirstChar 1/LastChar 7/Widths[600 600 600 600 600 600 600]/ToUnicode %d 0 R>>", simple),
		w.add("<</Subtype/Type0/BaseFont/B-Bold/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", inner, wide),
		w.add("<</Subtype/Type1/BaseFont/C/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/eacute/f_f_i/uni00F1/u1F600" +
			"/afii10017/Scaron/gcommaaccent/Euro/a.alt 200/dotlessi]>> >>"),
		w.add("<</Subtype/Type0/BaseFont/D/Encoding/90ms-RKSJ-H/DescendantFonts[%d 0 R]>>", inner),
		w.add("<</Subtype/Type0/BaseFont/E/Encoding/UniGB-UCS2-H/DescendantFonts[%d 0 R]>>", inner),
		w.add("<</Subtype/Type1/BaseFont/Symbol>>"),
	}
	entries := ""
	for i, n := range more {
		entries += " /G" + string(rune('1'+i)) + " " + strings.Join([]string{string(rune('0' + n/10)), string(rune('0' + n%10))}, "") + " 0 R"
	}
	var page strings.Builder
	for i, hex := range []string{"01020304050607", "0001000200030004", "4142434445464748497A", "93FA967B41", "4E2D6587", "6162B7"} {
		page.WriteString("BT /G" + string(rune('1'+i)) + " 10 Tf 72 " + []string{"700", "680", "660", "640", "620", "600"}[i] +
			" Td <" + hex + "> Tj ET\n")
	}
	got, _ := read(t, w.document(entries, page.String()), Options{})
	want := []string{"Afibcdxy", "😀גבא", "éffiñ😀АŠģ€az", "日本A", "中文", "αβ•"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRightToLeft(t *testing.T) {
	t.Parallel()
	// Hebrew as it is painted: from left to right, each letter where it stands.
	letters := []rune(".)10%( 2015 ,םלוע םולש :יא")
	w := &written{}
	var cmap, hex strings.Builder
	for i, r := range letters {
		cmap.WriteString("1 beginbfchar <" + hex2(i+1) + "> <" + hex4(r) + "> endbfchar\n")
		hex.WriteString(hex2(i + 1))
	}
	to := w.stream("", cmap.String())
	w.add("<</Subtype/TrueType/BaseFont/A/FirstChar 1/LastChar 60/Widths[%s]/ToUnicode %d 0 R>>", strings.Repeat("600 ", 60), to)
	got, _ := read(t, w.document("/G1 2 0 R", "BT /G1 10 Tf 72 700 Td <"+hex.String()+"> Tj ET"), Options{})
	if diff := cmp.Diff([]string{"אי: שלום עולם, 2015 (10%)."}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A paragraph, a cell and what stands behind a name run to the left on a page
// that runs to the right, with the Latin words, numbers and points in them.
func TestRightToLeftAmongOthers(t *testing.T) {
	t.Parallel()
	painted := func(s string, latin ...string) string {
		r := []rune(s)
		slices.Reverse(r)
		s = string(r)
		for _, l := range latin {
			r := []rune(l)
			slices.Reverse(r)
			s = strings.Replace(s, string(r), l, 1)
		}
		return s
	}
	paragraph := "אבא: גרנו מ־1948, ואז בNew York City. נכון?"
	behind, cell := "באתי ב־1950 דרך Haifa בים.", "לא גרתי שם"
	w := &written{}
	page := at(72, 700, full) + at(72, 688, full) +
		across(72, 660, 5, painted(paragraph, "1948", "New York City")) +
		at(72, 640, "Ana: ") + across(102, 640, 5, painted(behind, "1950", "Haifa")) +
		at(72, 620, "one") + at(150, 620, "two") + across(300, 620, 5, painted(cell)) +
		at(72, 608, "three") + at(150, 608, "four") + across(300, 608, 5, painted(cell)) +
		// A point under a letter, at its left edge and below the line.
		across(72, 580, 5, painted("ורד")) + across(77, 577, 5, "\u05b6")
	got, _ := read(t, w.document(w.han("H", "/Identity-H", ""), page), Options{})
	want := []string{full + " " + full, paragraph, "Ana: " + behind, "one\ttwo\t" + cell, "three\tfour\t" + cell, "ור\u05b6ד"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func hex2(n int) string  { return string("0123456789ABCDEF"[n>>4]) + string("0123456789ABCDEF"[n&15]) }
func hex4(r rune) string { return hex2(int(r>>8)) + hex2(int(r&255)) }

// TestContent reads forms, marked content and pages that are turned.
func TestContent(t *testing.T) {
	t.Parallel()
	w := &written{}
	font := w.add("<</Type/Font/Subtype/Type1/BaseFont/Courier>>")
	form := w.stream("/Type/XObject/Subtype/Form/Matrix[1 0 0 1 0 -100]/Resources<</Font<</X "+"1 0 R>> >>",
		"BT /X 10 Tf 72 700 Td (in a form) Tj ET")
	resources := w.add("<</Font<</F1 %d 0 R>>/XObject<</Fm %d 0 R>> >>", font, form)
	content := w.pages(resources, "/Rotate 90", "q 2 0 0 2 0 0 cm /Fm Do Q",
		"BT /F1 10 Tf 0 1 -1 0 100 100 Tm (upright) Tj ET",
		"/Span <</ActualText (said)>> BDC BT /F1 10 Tf 0 1 -1 0 100 100 Tm (shown) Tj ET EMC "+
			"BT /F1 10 Tf 0 1 -1 0 100 138 Tm (after) Tj ET")
	got, _ := read(t, content, Options{})
	if diff := cmp.Diff([]string{"upright", "said after"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got, _ = read(t, bytes.Replace(content, []byte("q 2 0 0 2 0 0 cm"), []byte("q 1 0 0 1 0 0 cm"), 1), Options{})
	if diff := cmp.Diff([]string{"in a form", "upright", "said after"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDamaged reads files whose tables are wrong or missing.
func TestDamaged(t *testing.T) {
	t.Parallel()
	whole := new(written).document("", at(72, 700, "one"), at(72, 700, "two"))
	xref := bytes.Index(whole, []byte("xref\n0"))
	for name, content := range map[string][]byte{
		"junk before":       append([]byte("\xEF\xBB\xBFjunk\n"), whole...),
		"junk behind":       append(bytes.Clone(whole), bytes.Repeat([]byte("x"), 3000)...),
		"no table":          whole[:xref],
		"wrong offsets":     bytes.Replace(whole, []byte("%PDF-1.7\n"), []byte("%PDF-1.7\n%%%%%%%%\n"), 1),
		"wrong lengths":     bytes.ReplaceAll(whole, []byte("/Length "), []byte("/Length 9")),
		"no end of streams": bytes.ReplaceAll(whole, []byte("\nendstream"), nil),
	} {
		got, _ := read(t, content, Options{})
		if diff := cmp.Diff([]string{"one", "two"}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestEncrypted reads files that an empty password opens, made by qpdf from
// one of ours, and refuses one that asks for it.
func TestEncrypted(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ file, warn string }{
		{"rc4-40.pdf", ""}, {"rc4-128.pdf", "forbidden to copy"}, {"aes-128.pdf", "forbidden to copy"}, {"aes-256.pdf", ""},
	} {
		content, err := os.ReadFile(filepath.Join("testdata", tt.file))
		if err != nil {
			t.Fatal(err)
		}
		got, d := read(t, content, Options{})
		if diff := cmp.Diff([]string{"Ana: It helped.", "Luz: It did."}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.file, diff)
		}
		if w := warnings(d); !strings.Contains(w, tt.warn) || tt.warn == "" && w != "" {
			t.Errorf("%s: warnings %q", tt.file, w)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	locked, err := os.ReadFile(filepath.Join("testdata", "locked.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	w := &written{}
	w.add("<</Subtype/Type0/BaseFont/B/Encoding/Identity-H/DescendantFonts[<</DW 500>>]>>")
	for _, tt := range []struct {
		name    string
		content []byte
		o       Options
		want    string
	}{
		{"empty", nil, Options{}, "is empty"},
		{"something else", []byte("I: hi"), Options{}, "is not a PDF document, though its name says so"},
		{"a header alone", []byte("%PDF-1.7\n"), Options{}, "no page of it can be found"},
		{"a scan", new(written).document("", "0 0 m", "0 0 m"), Options{}, "has no text on its 2 pages: scanned?"},
		{"a password", locked, Options{}, "is protected by a password"},
		{"letters without names", w.document("/G1 1 0 R", "BT /G1 10 Tf 72 700 Td <0001000200030004> Tj ET"), Options{},
			"does not say which letters its signs are"},
		{"no such reader", new(written).document("", at(72, 700, "a")), Options{Via: "acrobat"}, `no PDF reader "acrobat"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := Read(decode.File{Name: "a.pdf", Content: tt.content}, tt.o, decode.DefaultLimits)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v and %+v, want %q", err, d, tt.want)
			}
		})
	}
}
