package decode_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/pdf"
	"framewise/corpus/intake"
)

var update = flag.Bool("update", false, "rewrite testdata/fidelity.md")

const fidelityHead = `# What is read of the research data

Made by a test (` + "`FRAMEWISE_CI=1 go test ./corpus/decode -run TestFidelity -update`" + `), not by hand. For every transcript and sample
of the research data: the words that another reader finds, and how many of them come in; then the turns, the speakers and
the warnings of the import. Running heads and numbers in the margin of a PDF, which are left out and told, are counted as
found. The other reader is pandoc for docx, odt, html; pandoc behind LibreOffice for rtf and doc; poppler for pdf; for the
rest a tokenizer in the test, which knows the markup and no more. Tiers of ELAN files and TextGrids that hold no speech but
glosses, translations and sounds are left out, and the words that TEI repeats in its notes: there it finds more than is to
be found. A dash is a file that no other reader can tell about, and why. A file that is refused has the reason instead.

| file | other reader | words | found | % | turns | speakers | warnings |
|---|---|--:|--:|--:|--:|--:|--:|
`

// fidelity is a row of the table.
type fidelity struct {
	file, reader              string
	words, found              int
	turns, speakers, warnings int
	refused                   string
}

func (f fidelity) String() string {
	if f.refused != "" {
		return fmt.Sprintf("| %s | %s | | | | | | |", f.file, f.refused)
	}
	if f.words == 0 {
		// Nothing to compare with.
		return fmt.Sprintf("| %s | %s | – | – | – | %d | %d | %d |", f.file, f.reader, f.turns, f.speakers, f.warnings)
	}
	return fmt.Sprintf("| %s | %s | %d | %d | %.1f | %d | %d | %d |", f.file, f.reader, f.words, f.found, f.share(),
		f.turns, f.speakers, f.warnings)
}

// share is rounded down: 100 is all.
func (f fidelity) share() float64 { return math.Floor(1000*float64(f.found)/float64(f.words)) / 10 }

// least is what must be found, in percent, by the other reader.
var least = map[string]float64{"pandoc": 99.5, "pandoc, LibreOffice": 99.5, "poppler": 97}

// TestFidelity reads every file as an import does and holds the result to the
// table in testdata, with some tolerance: other readers change too.
func TestFidelity(t *testing.T) {
	dir := dataDir(t)
	patient(t)
	o := &others{
		pandoc: program(t, "pandoc"), office: program(t, "soffice"), poppler: program(t, "pdftotext"),
		iconv: program(t, "iconv"), work: t.TempDir(),
	}
	var paths []string
	for _, sub := range []string{"formats", "interviews"} {
		err := filepath.WalkDir(filepath.Join(dir, sub), func(p string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				paths = append(paths, p)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(paths)
	o.convert(t, paths)
	var rows []fidelity
	for _, p := range paths {
		name, err := filepath.Rel(dir, p)
		if err != nil {
			t.Fatal(err)
		}
		row := o.read(t, p, filepath.ToSlash(name))
		if most := least[row.reader]; row.words > 0 && row.share() < most {
			t.Errorf("%s: %d of %d words, less than %.1f %%", row.file, row.found, row.words, most)
		}
		rows = append(rows, row)
	}
	golden := filepath.Join("testdata", "fidelity.md")
	if *update {
		var b strings.Builder
		b.WriteString(fidelityHead)
		for _, row := range rows {
			b.WriteString(row.String() + "\n")
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	content, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	before := parseFidelity(string(content))
	for _, row := range rows {
		was, ok := before[row.file]
		switch {
		case !ok:
			t.Errorf("%s is not in the table: run the test with -update", row.file)
		case was.refused == "" && row.refused != "":
			t.Errorf("%s is refused now: %s", row.file, row.refused)
		case was.refused != "" && row.refused == "":
			t.Errorf("%s is read now: run the test with -update", row.file)
		case row.refused != "":
		case row.words > 0 && was.words > 0 && row.share() < was.share()-0.5:
			t.Errorf("%s: %.1f %% of the words, where it was %.1f", row.file, row.share(), was.share())
		case apart(row.turns, was.turns), apart(row.speakers, was.speakers), apart(row.warnings, was.warnings):
			t.Errorf("%s: the table has\n%s, now it is\n%s", row.file, was, row)
		}
		delete(before, row.file)
	}
	for name := range before {
		t.Errorf("%s is in the table and not in the data", name)
	}
}

// apart says that a count is not what it was, give or take one in fifty.
func apart(a, b int) bool { return max(a-b, b-a)*50 > max(a, b) }

func parseFidelity(text string) map[string]fidelity {
	rows := map[string]fidelity{}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 8 || strings.HasPrefix(cells[0], "-") || cells[0] == " file " {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		number := func(i int) int { n, _ := strconv.Atoi(cells[i]); return n }
		row := fidelity{
			file: cells[0], reader: cells[1], words: number(2), found: number(3),
			turns: number(5), speakers: number(6), warnings: number(7),
		}
		if cells[5] == "" {
			row = fidelity{file: cells[0], refused: cells[1]}
		}
		rows[row.file] = row
	}
	return rows
}

// others are the readers that are not ours.
type others struct {
	pandoc, office, poppler, iconv, work string
}

// convert has LibreOffice save what pandoc does not read.
func (o *others) convert(t *testing.T, paths []string) {
	t.Helper()
	var foreign []string
	for _, p := range paths {
		if ext := filepath.Ext(p); ext == ".rtf" || ext == ".doc" {
			foreign = append(foreign, p)
		}
	}
	saveAsWord(t, o.office, o.work, foreign)
}

// read makes a row of a file.
func (o *others) read(t *testing.T, p, name string) fidelity {
	t.Helper()
	content, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	row := fidelity{file: strings.ReplaceAll(name, "|", "¦")}
	f := decode.File{Name: path.Base(name), Content: content}
	options := intake.Options{Language: languageOf[path.Base(name)]}
	drafts, err := intake.Read(f, options)
	if err != nil {
		var own *corpus.Error
		if !errors.As(err, &own) {
			t.Errorf("%s: %v", name, err)
		}
		row.refused = "refused: " + strings.TrimPrefix(strings.TrimPrefix(err.Error(), f.Name), " ")
		return row
	}
	var b strings.Builder
	speakers := map[string]bool{}
	for i := range drafts {
		d := &drafts[i]
		row.turns += len(d.Document.Turns)
		row.warnings += len(d.Warnings)
		b.WriteString(d.Text + "\n" + d.Case + " " + d.Document.Label + " " + d.Document.Date + "\n")
		for _, s := range d.Document.Speakers {
			speakers[s.Label] = true
		}
		for _, p := range d.Properties {
			b.WriteString(p[0] + " " + p[1] + "\n")
		}
		for question, answer := range d.Attributes {
			b.WriteString(question + " " + answer + "\n")
		}
		for _, turn := range d.Document.Turns {
			b.WriteString(turn.Heading + "\n")
		}
	}
	row.speakers = len(speakers)
	row.reader, err = incomparable[f.Name], nil
	if row.reader != "" {
		row.reader = "none: " + row.reader
		return row
	}
	var want string
	row.reader, want = o.text(t, p, f, options)
	found := b.String()
	if row.reader == "poppler" {
		d, err := pdf.Read(f, pdf.Options{KeepMargins: true}, decode.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		found, _ = all(d)
	}
	got := words(norm.NFKC.String(found))
	for w, n := range words(norm.NFKC.String(want)) {
		row.words += n
		row.found += min(n, got[w])
	}
	return row
}

// languageOf and encodingOf are what a person would know of files whose bytes
// don't tell.
var languageOf = map[string]string{"he_cp1255.txt": "he", "zh_big5.txt": "zh-TW", "tika_testRTF-ms932.rtf": "ja"}

var encodingOf = map[string]string{
	"de_cp1252.txt": "CP1252", "es_cp1252_crlf.txt": "CP1252", "es_macroman_cr.txt": "MACINTOSH",
	"es_utf16le-nobom.txt": "UTF-16LE", "es_utf16le-bom_crlf.txt": "UTF-16", "hi_utf16le-bom.txt": "UTF-16",
	"fr_latin9.txt": "ISO-8859-15", "he_cp1255.txt": "CP1255", "zh_big5.txt": "BIG5", "tika_testTXT_win-1252.txt": "CP1252",
	"tika_multi-language.txt":         "CP1252",
	"astisub_example-in-non-utf8.srt": "UTF-16", "astisub_example-in-non-utf8.vtt": "UTF-16",
}

var (
	angled       = regexp.MustCompile(`<[^<>\n]{0,300}>`)
	braced       = regexp.MustCompile(`\{\\[^}\n]*\}`)
	timing       = regexp.MustCompile(`-->`)
	metaBlock    = regexp.MustCompile(`(?s)^(NOTE|STYLE|REGION|WEBVTT)\b`)
	gridText     = regexp.MustCompile(`(?m)(?:^|\s)"((?:[^"]|"")*)"`)
	chatCode     = regexp.MustCompile(`\x15[^\x15]*\x15|\[[^\]]*\]|&[-+=~]?\S+|\+\S*|@\S*|0\S*`)
	speakerLabel = regexp.MustCompile(`^[\p{Lu}][^:\n]{1,40}: `)
	markdownURL  = regexp.MustCompile(`\]\([^)\s]*\)|https?://\S+`)
)

// text is what another reader finds in a file.
func (o *others) text(t *testing.T, p string, f decode.File, options intake.Options) (reader, text string) {
	t.Helper()
	run := func(program string, args ...string) string {
		out, err := exec.CommandContext(t.Context(), program, args...).Output()
		if err != nil {
			t.Fatalf("%s %s: %v", filepath.Base(program), f.Name, err)
		}
		return string(out)
	}
	raw := string(f.Content)
	if e := encodingOf[f.Name]; e != "" {
		raw = run(o.iconv, "-c", "-f", e, "-t", "UTF-8", p)
	}
	raw = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\uFEFF", "").Replace(raw)
	switch format := decode.Sniff(f.Content, f.Name); format {
	case decode.Word, decode.Writer, decode.HTML, decode.EPUB:
		return "pandoc", pandocText(t, o.pandoc, p)
	case decode.RichText, decode.OldWord:
		base := strings.TrimSuffix(f.Name, filepath.Ext(f.Name))
		return "pandoc, LibreOffice", pandocText(t, o.pandoc, filepath.Join(o.work, base+".docx"))
	case decode.PDF:
		return "poppler", run(o.poppler, "-raw", p, "-")
	case decode.Excel:
		return "shared strings", sharedStrings(t, f.Content)
	case decode.WebVTT, decode.SRT:
		return "captions", captionText(raw)
	case decode.CSV, decode.TSV:
		return "fullest column", fullestColumn(raw)
	case decode.Markdown:
		return "tokenizer", markdownURL.ReplaceAllString(raw, " ")
	case decode.ELAN:
		return "elements", elementText(t, raw, "ANNOTATION_VALUE")
	case decode.TEI:
		return "elements", elementText(t, raw, "text")
	case decode.Akoma:
		return "elements", elementText(t, raw, "debateBody")
	case decode.Talk:
		return "strings", jsonText(t, f.Content)
	case decode.TextGrid:
		var b strings.Builder
		for _, m := range gridText.FindAllStringSubmatch(raw[strings.Index(raw, "TextGrid")+8:], -1) {
			if m[1] != "IntervalTier" && m[1] != "TextTier" {
				b.WriteString(m[1] + "\n")
			}
		}
		return "strings", b.String()
	case decode.CHAT:
		var b strings.Builder
		spoken := false
		for line := range strings.Lines(raw) {
			if line[0] != '\t' {
				spoken = line[0] == '*'
				_, line, _ = strings.Cut(line, ":")
			}
			if spoken {
				b.WriteString(chatCode.ReplaceAllString(line, " ") + "\n")
			}
		}
		return "lines", b.String()
	}
	return "tokenizer", raw
}

// captionText is what captions say: no header, notes, names and times.
func captionText(raw string) string {
	rolling, label := strings.Contains(raw, "><c>"), ""
	var b strings.Builder
	for block := range strings.SplitSeq(raw, "\n\n") {
		lines := strings.Split(strings.Trim(block, "\n"), "\n")
		at := slices.IndexFunc(lines, timing.MatchString)
		if at < 0 && metaBlock.MatchString(lines[0]) {
			continue
		}
		for i, line := range lines[at+1:] {
			if rolling && !strings.Contains(line, "<c>") {
				continue // shown again
			}
			next := at + 1 + i + 1
			if next < len(lines) && timing.MatchString(lines[next]) || timing.MatchString(line) {
				continue // the next caption follows without a blank line
			}
			line = braced.ReplaceAllString(angled.ReplaceAllStringFunc(line, func(tag string) string {
				if strings.HasPrefix(tag, "<0") || strings.HasPrefix(tag, "<c") || strings.HasPrefix(tag, "</c") {
					return ""
				}
				return " "
			}), "")
			line = html.UnescapeString(line)
			// Who goes on speaking is not named again.
			if who := speakerLabel.FindString(line); who != "" && who == label {
				line = line[len(who):]
			} else if who != "" {
				label = who
			}
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// fullestColumn is the column of a table that has most words in it: what was
// said, and not who, when and where.
func fullestColumn(raw string) string {
	r := csv.NewReader(strings.NewReader(raw))
	first, _, _ := strings.Cut(raw, "\n")
	for _, comma := range ",;\t" {
		if strings.Count(first, string(comma)) > strings.Count(first, string(r.Comma)) {
			r.Comma = comma
		}
	}
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	var columns []string
	for {
		row, err := r.Read()
		if err != nil {
			break
		}
		for i, cell := range row {
			if i == len(columns) {
				columns = append(columns, "")
			}
			columns[i] += cell + "\n"
		}
	}
	most := ""
	for _, c := range columns {
		if len(c) > len(most) {
			most = c
		}
	}
	return most
}

func sharedStrings(t *testing.T, content []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("xl/sharedStrings.xml")
	if err != nil {
		return ""
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return elementText(t, string(raw), "t")
}

// elementText is the text within all elements of a name.
func elementText(t *testing.T, raw, name string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(raw))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var b strings.Builder
	for depth := 0; ; {
		token, err := d.Token()
		if err != nil {
			return b.String()
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == name || depth > 0 {
				depth++
			}
		case xml.EndElement:
			if depth > 0 {
				depth--
			}
			b.WriteByte(' ')
		case xml.CharData:
			if depth > 0 {
				b.Write(token)
			}
		}
	}
}

// jsonText is the strings of the place in a JSON file that holds most: the
// text or content of each segment.
func jsonText(t *testing.T, content []byte) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF")), &v); err != nil {
		return ""
	}
	places := map[string]*strings.Builder{}
	var walk func(v any, place string)
	walk = func(v any, place string) {
		switch v := v.(type) {
		case string:
			if places[place] == nil {
				places[place] = &strings.Builder{}
			}
			places[place].WriteString(v + "\n")
		case []any:
			for _, v := range v {
				walk(v, place+"[]")
			}
		case map[string]any:
			for key, v := range v {
				walk(v, place+"."+key)
			}
		}
	}
	walk(v, "")
	most := ""
	for _, b := range places {
		if b.Len() > len(most) {
			most = b.String()
		}
	}
	return most
}
