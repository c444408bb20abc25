package pdf

import (
	"bytes"
	"fmt"
	"strings"
)

// written is a PDF being written for a test: objects by number, from 1.
type written struct {
	objects []string
}

func (w *written) add(format string, args ...any) int {
	w.objects = append(w.objects, fmt.Sprintf(format, args...))
	return len(w.objects)
}

func (w *written) stream(entries, data string) int {
	return w.add("<</Length %d %s>>\nstream\n%s\nendstream", len(data), entries, data)
}

// bytes writes the file with a classic cross-reference table.
func (w *written) bytes(root int, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(w.objects))
	for i, o := range w.objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(w.objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d /Root %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(w.objects)+1, root, trailer, table)
	return b.Bytes()
}

// document makes a file of pages: each a content stream, in the fonts F1
// (Courier, whose letters are 0.6 of the size wide), F2 (bold) and those of
// more.
func (w *written) document(more string, pages ...string) []byte {
	regular := w.add("<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>")
	bold := w.add("<</Type/Font/Subtype/Type1/BaseFont/Courier-Bold/Encoding/WinAnsiEncoding>>")
	resources := w.add("<</Font<</F1 %d 0 R/F2 %d 0 R %s>> >>", regular, bold, more)
	return w.pages(resources, "", pages...)
}

func (w *written) pages(resources int, entries string, pages ...string) []byte {
	var kids strings.Builder
	parent := len(w.objects) + 2*len(pages) + 1
	for _, p := range pages {
		content := w.stream("", p)
		page := w.add("<</Type/Page/Parent %d 0 R/Contents %d 0 R %s>>", parent, content, entries)
		fmt.Fprintf(&kids, "%d 0 R ", page)
	}
	w.add("<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 600 800]/Resources %d 0 R>>", kids.String(), len(pages), resources)
	return w.bytes(w.add("<</Type/Catalog/Pages %d 0 R>>", parent), "")
}

// at shows text in F1 at a place, in 10 points: a letter is 6 points wide.
func at(x, y float64, text string) string { return shown("F1", x, y, text) }

func shown(font string, x, y float64, text string) string {
	text = strings.NewReplacer("(", `\(`, ")", `\)`).Replace(text)
	return fmt.Sprintf("BT /%s 10 Tf %g %g Td (%s) Tj ET\n", font, x, y, text)
}

// down shows lines under each other, 12 points apart, from a height on.
func down(x, y float64, lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		indent := len(l) - len(strings.TrimLeft(l, " "))
		if l = strings.TrimSpace(l); l != "" {
			b.WriteString(at(x+6*float64(indent), y-12*float64(i), l))
		}
	}
	return b.String()
}
