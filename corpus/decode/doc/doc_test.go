package doc_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/doc"
)

// invented is a document that LibreOffice made of testdata/invented.fodt:
//
//	soffice --headless --convert-to doc:"MS Word 97" invented.fodt
func invented(t testing.TB) []byte {
	t.Helper()
	content, err := os.ReadFile("testdata/invented.doc")
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func read(content []byte, lim decode.Limits) (*decode.Decoded, error) {
	return doc.Read(decode.File{Name: "P1.doc", Content: content}, lim)
}

func TestRead(t *testing.T) {
	t.Parallel()
	d, err := read(invented(t), decode.DefaultLimits)
	decodetest.Check(t, d, err)
	if err != nil {
		t.Fatal(err)
	}
	want := &decode.Decoded{
		Blocks: []decode.Block{
			{Text: "Interview", Style: "Heading 2", Heading: 2, Line: 1},
			{Text: "I: How was it? Здравствуйте 😀", Style: "Speaker", Bold: 2, Line: 3},
			{Text: "P: I was always heard [by whom?] there\tcafé\nand a link.", Bold: 2, Line: 4},
			{Text: "who\twhat", Cells: 2, Line: 5},
			{Text: "Ana\thi", Cells: 2, Line: 7},
			{Text: "more", Line: 9},
			{Text: "Eva\tin side", Cells: 2, Line: 10},
			{Text: "below", Line: 13},
			{Text: "With a box here [the end].", Line: 14},
			{Text: "boxed", Style: "Frame Contents", Line: 15},
			{Text: "Ana: as styles have it", Style: "Louder", Bold: 4, Line: 15},
			{Text: "Last 東京.", Line: 16},
		},
		Comments: []decode.Comment{
			{Author: "Ana Soto", Date: "2026-05-03T10:00:00Z", Text: "warmth +",
				FromBlock: 2, FromOffset: 16, ToBlock: 2, ToOffset: 21},
		},
		Warnings: []decode.Warning{
			{Message: "tracked changes are read as if accepted: 1 deletion was left out: “never”"},
			{Message: "2 notes stand in the text, in square brackets"},
			{Message: "hidden text was left out (2 stretches)"},
			{Message: "the text of 1 header or footer was left out"},
		},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("read (-want +got)\n%s", diff)
	}
}

// A document of a line or two has all its streams in the mini stream, and a
// directory that is a bent tree; LibreOffice made it of testdata/short.fodt.
func TestReadShort(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/short.doc")
	if err != nil {
		t.Fatal(err)
	}
	d, err := read(content, decode.DefaultLimits)
	decodetest.Check(t, d, err)
	if err != nil {
		t.Fatal(err)
	}
	want := []decode.Block{
		{Text: "I: Hello there", Line: 1},
		{Text: "P: The link end", Line: 2},
	}
	if diff := cmp.Diff(want, d.Blocks); diff != "" {
		t.Errorf("read (-want +got)\n%s", diff)
	}
}

// A comment has no date where the file keeps none, or none that there is.
func TestUndated(t *testing.T) {
	t.Parallel()
	good := invented(t)
	fib := bytes.Index(good, []byte{0xEC, 0xA5})
	// 10:00 on 3 May 2026, as AtrdExtra has it.
	date := binary.LittleEndian.AppendUint32(nil, 10<<6|3<<11|5<<16|(2026-1900)<<20)
	at := bytes.Index(good, date[:3])
	if at < 0 {
		t.Fatal("no date in the file")
	}
	for name, change := range map[string]func(c []byte){
		"written by Word 2000":          func(c []byte) { c[fib+152] = 108 },
		"no date":                       func(c []byte) { copy(c[at:], []byte{0, 0, 0, 0}) },
		"no such day":                   func(c []byte) { c[at+1] = 0 },
		"of another number of comments": func(c []byte) { c[fib+154+8*112+4] = 36 },
	} {
		c := bytes.Clone(good)
		change(c)
		d, err := read(c, decode.DefaultLimits)
		decodetest.Check(t, d, err)
		if err != nil || len(d.Comments) != 1 || d.Comments[0].Date != "" {
			t.Errorf("%s: %+v, error %v", name, d, err)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	good := invented(t)
	// fib is where the document's stream begins, in its container.
	fib := bytes.Index(good, []byte{0xEC, 0xA5})
	with := func(at int, b ...byte) []byte {
		c := bytes.Clone(good)
		copy(c[at:], b)
		return c
	}
	small := decode.DefaultLimits
	small.Runes = 200
	tests := []struct {
		name    string
		content []byte
		lim     decode.Limits
		want    string
	}{
		{"empty", nil, decode.DefaultLimits, "is empty"},
		{"cut in the header", good[:300], decode.DefaultLimits, "is damaged"},
		{"cut", good[:4000], decode.DefaultLimits, "is damaged"},
		{"Word 95", with(fib+2, 0x68, 0), decode.DefaultLimits, "Word 95 or older"},
		{"encrypted", with(fib+11, good[fib+11]|1), decode.DefaultLimits, "is password-protected"},
		{"no pieces", with(fib+418, 0, 0, 0, 0, 0, 0, 0, 0), decode.DefaultLimits, "is damaged"},
		{"long", good, small, "more than 200 characters"},
		{"a workbook", bytes.Replace(good, []byte("W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00"),
			[]byte("W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00\x00\x00\x00\x00\x00\x00\x00\x00"), 1), decode.DefaultLimits,
			"an Excel workbook of the old kind"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := read(tt.content, tt.lim)
			decodetest.Check(t, d, err)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// FuzzRead reads anything as a document.
func FuzzRead(f *testing.F) {
	f.Add(invented(f))
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, content []byte) {
		d, err := read(content, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	content := invented(b)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(content, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
