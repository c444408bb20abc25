package decode_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
)

// incomparable are files that the other reader reads worse, or otherwise, and
// why.
var incomparable = map[string]string{
	"mammoth_strict-format.docx":               "pandoc does not read the strict kind",
	"pandoc_paragraph_insertion_deletion.docx": "pandoc does not join paragraphs whose mark is deleted",
	"tika_testAltChunkHTML.docx":               "pandoc does not read the page that it embeds",
	"poi_TestTableColumns.docx":                "no text",
	"poi_comment.docx":                         "no text",
	"poi_drawing.docx":                         "pandoc splits words at optional hyphens",
	"tika_testOptionalHyphen.docx":             "pandoc splits words at optional hyphens",
	"tika_testHTMLNoisyMetaEncoding_1.html":    "pandoc reads UTF-8 only",
	"tika_testHTML_charset_utf16le.html":       "pandoc reads UTF-8 only",
}

// patient skips a test that takes a minute, for the other programs that it
// asks, where not everything is checked.
func patient(t *testing.T) {
	t.Helper()
	if os.Getenv("FRAMEWISE_CI") == "" {
		t.Skip("asks other programs about every file: set FRAMEWISE_CI to run it")
	}
}

// program finds a program, or skips the test; where everything is checked it
// must be there.
func program(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("FRAMEWISE_CI") != "" {
			t.Fatalf("no %s, which .ci/run should have installed", name)
		}
		t.Skipf("no %s here", name)
	}
	return path
}

// saveAsWord has LibreOffice save files as .docx in a folder.
func saveAsWord(t *testing.T, office, folder string, paths []string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), office, append([]string{
		"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless",
		"--convert-to", "docx", "--outdir", folder}, paths...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// pandocText is the text that pandoc finds: its strings, without the numbers
// of lists and notes, which it makes itself.
func pandocText(t *testing.T, pandoc, path string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), pandoc, "-t", "json", path).Output()
	if err != nil {
		t.Fatalf("pandoc %s: %v", filepath.Base(path), err)
	}
	var document struct{ Blocks any }
	if err := json.Unmarshal(out, &document); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, v := range v {
				walk(v)
			}
		case map[string]any:
			switch c := v["c"].(type) {
			case string: // Str
				b.WriteString(c)
				return
			case []any:
				switch v["t"] {
				case "Code", "CodeBlock", "Math", "RawInline", "RawBlock":
					if s, ok := c[len(c)-1].(string); ok && v["t"] != "RawInline" && v["t"] != "RawBlock" {
						b.WriteString(s)
					}
					return
				case "Emph", "Strong", "Span", "Link", "Underline", "Superscript", "Subscript", "Strikeout", "SmallCaps",
					"Quoted":
				default:
					b.WriteByte(' ')
				}
				walk(c)
				if v["t"] == "Para" || v["t"] == "Plain" || v["t"] == "Header" || v["t"] == "Note" {
					b.WriteByte(' ')
				}
			default:
				b.WriteByte(' ') // Space, SoftBreak, LineBreak
			}
		}
	}
	walk(document.Blocks)
	return b.String()
}

// words counts the words of a text, without regard to capitals. A character
// of a script without blanks is a word.
func words(text string) map[string]int {
	count := make(map[string]int)
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			count[word.String()]++
			word.Reset()
		}
	}
	for _, r := range text {
		switch {
		case r >= 0x2E80 && unicode.IsLetter(r):
			end()
			count[string(r)]++
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			word.WriteRune(unicode.ToLower(r))
		case r == 0xAD || r == 0x200B || unicode.Is(unicode.Cf, r): // no ends of words
		default:
			end()
		}
	}
	end()
	return count
}

// TestSameEverywhere has LibreOffice save one invented document in all the
// formats that people have, and finds the same text and comments in each.
func TestSameEverywhere(t *testing.T) {
	t.Parallel()
	patient(t)
	office, work := program(t, "soffice"), t.TempDir()
	const origin = "doc/testdata/invented.fodt"
	decoded := func(path string) (text string, comments []decode.Comment) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := read(decode.File{Name: filepath.Base(path), Content: content}, decode.TextOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Comments {
			d.Comments[i].Date = "" // written in several ways, and not at all
		}
		text, warnings := all(d)
		return text + strings.ReplaceAll(warnings, "word/document.xml: ", ""), d.Comments
	}
	want, comments := decoded(origin)
	for _, format := range []string{"odt", "docx", "rtf", "doc"} {
		cmd := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(work, "profile"),
			"--headless", "--convert-to", format, "--outdir", work, origin)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		got, found := decoded(filepath.Join(work, "invented."+format))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", format, diff)
		}
		if diff := cmp.Diff(comments, found); diff != "" {
			t.Errorf("comments of %s (-want +got)\n%s", format, diff)
		}
	}
}
