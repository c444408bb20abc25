package pdf

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
)

// han adds a font whose codes are Unicode, a square a character, and returns
// the entry of a page's resources that names it.
func (w *written) han(name, encoding, inner string) string {
	unicode := w.stream("", "1 begincodespacerange <0000> <FFFF> endcodespacerange "+
		"1 beginbfrange <0000> <FFFF> <0000> endbfrange")
	font := w.add("<</Subtype/Type0/BaseFont/H/Encoding %s/ToUnicode %d 0 R/DescendantFonts["+
		"<</DW 1000/W[32 126 500 1424 1535 500]%s>>]>>", encoding, unicode, inner)
	return fmt.Sprintf("/%s %d 0 R ", name, font)
}

// codes are the codes of a text in such a font.
func codes(text string) string {
	var b strings.Builder
	for _, r := range text {
		b.WriteString(hex4(r))
	}
	return "<" + b.String() + ">"
}

// stacked paints a text down from a place, in H character by character or in V,
// whose characters follow below each other: Latin words on their side, numbers
// across.
func stacked(font string, x, y float64, text string) string {
	var b strings.Builder
	for _, part := range regexp.MustCompile(`[A-Za-z]+|[0-9]+|[^A-Za-z0-9]+`).FindAllString(text, -1) {
		high := 10 * float64(utf8.RuneCountInString(part))
		switch {
		case part[0] <= '9':
			high = 10
			fmt.Fprintf(&b, "/H 10 Tf 1 0 0 1 %g %g Tm %s Tj\n", x, y-8.8, codes(part))
		case part[0] <= 'z':
			high /= 2
			fmt.Fprintf(&b, "/H 10 Tf 0 -1 1 0 %g %g Tm %s Tj\n", x+1.2, y, codes(part))
		case font == "V":
			fmt.Fprintf(&b, "/V 10 Tf 1 0 0 1 %g %g Tm [%s -300 300 %s] TJ\n", x+5, y, codes(part[:3]), codes(part[3:]))
		default:
			b.WriteString("/H 10 Tf ")
			for i, r := range []rune(part) {
				fmt.Fprintf(&b, "1 0 0 1 %g %g Tm %s Tj\n", x, y-8.8-10*float64(i), codes(string(r)))
			}
		}
		y -= high
	}
	return "BT " + b.String() + "ET\n"
}

// across paints a text from left to right, each character where it stands.
func across(x, y, step float64, text string) string {
	var b strings.Builder
	for i, r := range []rune(text) {
		fmt.Fprintf(&b, "1 0 0 1 %g %g Tm %s Tj\n", x+step*float64(i), y, codes(string(r)))
	}
	return "BT /H 10 Tf " + b.String() + "ET\n"
}

// Text in lines that run down the page is read from the right to the left,
// however it is painted.
func TestVertical(t *testing.T) {
	t.Parallel()
	lines := []string{"聞：二〇24年のことですね。そのころ、あなたは、家の人たちといっしょに、長い間、どこに",
		"いましたか。", "話：NHKの近くです（笑）。それはとても寒い、雪の多い年の暮れのことで、母と二人きりの長い、",
		"冬でした。"}
	want := []string{lines[0] + lines[1], lines[2] + lines[3]}
	for name, font := range map[string]string{"by character": "H", "by font": "V", "by an embedded map": "M"} {
		w := &written{}
		fonts := w.han("H", "/Identity-H", "")
		if font == "M" {
			m := w.stream("/WMode 1", "1 begincodespacerange <0000> <FFFF> endcodespacerange "+
				"1 begincidrange <0000> <FFFF> 0 endcidrange")
			fonts += w.han("V", fmt.Sprintf("%d 0 R", m), "")
			font = "V"
		} else {
			fonts += w.han("V", "/Identity-V", "/DW2[880 -500]/W2[0 65535 -1000 500 880 65533[-1000 500 880]]")
		}
		page := ""
		for i, l := range lines {
			page += stacked(font, 500-16*float64(i), 700, l)
		}
		got, d := read(t, w.document(fonts, page+across(290, 30, 5, "7"), stacked(font, 500, 700, "終わり。")+
			across(290, 30, 5, "8")), Options{})
		if diff := cmp.Diff(append(want, "終わり。"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if told := warnings(d); !strings.Contains(told, "pages 1–2 set in lines that run down") ||
			!strings.Contains(told, "page numbers (2 pages)") {
			t.Errorf("%s: warnings %q", name, told)
		}
	}
}

// A file of LibreOffice's, made of testdata/vertical.fodt with Noto Sans CJK JP:
//
//	soffice --headless --convert-to pdf vertical.fodt
//
// It has a reading beside a word, which leaves its line a little for it.
func TestVerticalLibreOffice(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join("testdata", "vertical.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	got, d := read(t, content, Options{})
	want := []string{"聞き手：どこで生まれましたか。", "話し手：え——と、長崎です（笑）。NHKの近くで、「母」と二人でした。"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if told := warnings(d); !strings.Contains(told, "how characters are read (ruby) left out on page 1") {
		t.Errorf("warnings %q", told)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Log("pdftotext is not installed: what it makes of the file is not tested")
		return
	}
	_, err = Read(decode.File{Name: "a.pdf", Content: content}, Options{Via: Poppler}, decode.DefaultLimits)
	if err == nil || !strings.Contains(err.Error(), "which pdftotext puts in no order") {
		t.Errorf("poppler: error %v", err)
	}
	if got, _ := read(t, content, Options{Via: Auto}); len(got) != 2 {
		t.Errorf("auto: %q", got)
	}
}

// Chinese and Japanese across the page have no blanks at gaps and line ends;
// single characters under each other are no vertical line, nor are readings
// text.
func TestAcross(t *testing.T) {
	t.Parallel()
	w := &written{}
	page := across(72, 700, 12.5, "話：とても寒い冬でしたから、わたしたちは家の中で、") + // justified
		across(72, 684, 10, "毎日") + across(94, 684, 5, "NHK") +
		across(111, 684, 10, "を聞いていた——そう、あの雪の多い年も次の年も、あの") +
		strings.Replace(across(72, 677.5, 5, "ながさき"), "/H 10 Tf", "/H 5 Tf", 1) + across(72, 668, 10, "長崎で。")
	for i, l := range []string{"男話した人は三人", "女話した人は二人", "他話した人はない"} {
		page += across(72, 640-20*float64(i), 10, l[:3]) + across(200, 640-20*float64(i), 10, l[3:])
	}
	got, d := read(t, w.document(w.han("H", "/Identity-H", ""), page), Options{})
	want := []string{"話：とても寒い冬でしたから、わたしたちは家の中で、毎日NHKを聞いていた——そう、あの雪の多い年も次の年も、あの長崎で。",
		"男\t話した人は三人", "女\t話した人は二人", "他\t話した人はない"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if told := warnings(d); !strings.Contains(told, "(ruby) left out on page 1") || strings.Contains(told, "run down") {
		t.Errorf("warnings %q", told)
	}
}
