package decode_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"
	"time"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/intake"
)

// dataDir finds the research data beside the checkout, or skips the test.
func dataDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("FRAMEWISE_DATA")
	if dir == "" {
		root, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			if root == filepath.Dir(root) {
				t.Fatal("no go.mod above the package")
			}
			root = filepath.Dir(root)
		}
		dir = filepath.Join(root, "..", "shared", "data")
	}
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("FRAMEWISE_CI") != "" {
			t.Fatalf("no research data at %s, which CI has", dir)
		}
		t.Skipf("no research data at %s: set FRAMEWISE_DATA to test against real transcripts", dir)
	}
	return dir
}

// read decodes a file as an importer would.
func read(f decode.File, o decode.TextOptions) (*decode.Decoded, error) {
	d, _, err := intake.Decode(f, intake.Options{Encoding: o.Encoding, Language: o.Language}, decode.DefaultLimits)
	return d, err
}

// readPath decodes a file and holds the result to the promises of the package
// and to limits of time and memory.
func readPath(t *testing.T, path string, o decode.TextOptions) (*decode.Decoded, error) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	peak, stop := watchHeap()
	start := time.Now()
	d, err := read(decode.File{Name: filepath.Base(path), Content: content}, o)
	took := time.Since(start)
	stop()
	if took > 5*time.Second {
		t.Errorf("%s took %v", filepath.Base(path), took)
	}
	if most := uint64(64<<20 + 12*len(content)); *peak > most {
		t.Errorf("%s needed %d MB of memory, more than %d", filepath.Base(path), *peak>>20, most>>20)
	}
	if len(content) > 1<<20 {
		t.Logf("%s: %d MB in %v, %d MB of memory", filepath.Base(path), len(content)>>20, took, *peak>>20)
	}
	decodetest.Check(t, d, err)
	return d, err
}

// watchHeap samples how far the heap grows until stop is called.
func watchHeap() (peak *uint64, stop func()) {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	base, peak := sample[0].Value.Uint64(), new(uint64)
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			metrics.Read(sample)
			if now := sample[0].Value.Uint64(); now > base {
				*peak = max(*peak, now-base)
			}
			select {
			case <-quit:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	}()
	return peak, func() { close(quit); <-done }
}

// all is everything that was decoded, one text a line, then the warnings.
func all(d *decode.Decoded) (text, warnings string) {
	var b, w strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(block.Text + "\n")
	}
	if d.Table != nil {
		b.WriteString(strings.Join(d.Table.Header, "\t") + "\n")
		for _, r := range d.Table.Rows {
			b.WriteString(strings.Join(r.Cells, "\t") + "\n")
		}
	}
	for _, warning := range d.Warnings {
		w.WriteString(warning.String() + "\n")
	}
	return b.String(), w.String()
}

// TestRealFiles decodes every transcript and sample in our formats. Those that
// hold nothing to read say so.
func TestRealFiles(t *testing.T) {
	dir := dataDir(t)
	refused := map[string]string{
		"poi_TestTableColumns.docx": "holds no text",    // four empty cells
		"poi_comment.docx":          "holds no text",    // a comment on nothing
		"tika_english.cp500.txt":    "EBCDIC",           // no encoding named
		"he_cp1255.txt":             "can't be guessed", // no language named
		"zh_big5.txt":               "can't be guessed",
		"tika_testOCR.pdf":          "scanned?",
	}
	n := 0
	for _, sub := range []string{"formats", "interviews"} {
		err := filepath.WalkDir(filepath.Join(dir, sub), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil || decode.Sniff(content, e.Name()) == decode.Unknown {
				return err
			}
			n++
			_, err = readPath(t, path, decode.TextOptions{})
			want := refused[e.Name()]
			if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("%s: got error %v, want %q", e.Name(), err, want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n == 0 {
		t.Error("no files in our formats")
	}
	t.Logf("%d files", n)
}

// TestEncodings compares texts in many encodings with the Unicode ones they
// were made from.
func TestEncodings(t *testing.T) {
	dir := dataDir(t)
	text := func(path string, o decode.TextOptions) string {
		content, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		s, _, err := decode.Text(decode.File{Name: path, Content: content}, o, decode.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	const spanish = "interviews/es/guionistas-py/Entrevista_E1.md"
	for _, tt := range []struct{ file, language, origin string }{
		{"es_cp1252_crlf.txt", "", spanish}, {"es_macroman_cr.txt", "", spanish}, {"es_utf16le-bom_crlf.txt", "",
			spanish},
		{"es_utf16le-nobom.txt", "", spanish}, {"es_utf8-bom_crlf.txt", "", spanish}, {"es_utf8_cr.txt", "",
			spanish},
		{"de_cp1252.txt", "", "interviews/de/divekit/nnWMA2_transkript.md"},
		{"hi_utf16le-bom.txt", "", "interviews/hi/doctor-patient/hindi_convo_001.txt"},
		{"zh_big5.txt", "zh-Hant", "formats/txt/encodings/zh_utf8.txt"},
		{"he_cp1255.txt", "he", "interviews/he/knesset/20_ptv_317899.txt"},
	} {
		got := text("formats/txt/encodings/"+tt.file, decode.TextOptions{Language: tt.language})
		// Two were made without the beginning of their origin.
		want := text(tt.origin, decode.TextOptions{})
		_, body, _ := strings.Cut(got, "\n\n")
		if !strings.HasSuffix(want, body) || len(got) < len(want)*9/10 {
			i := 0
			for i < min(len(got), len(want)) && got[i] == want[i] {
				i++
			}
			t.Errorf("%s differs from its origin at byte %d: %.60q, want %.60q", tt.file, i, got[i:], want[i:])
		}
	}
}

// outcome is what must become of a hostile or malformed file.
type outcome struct {
	err  string // part of the error; empty if the file is read
	text string // part of the text
	not  string // what the text must not hold
	warn string // part of the warnings
}

var generated = map[string]outcome{
	"docx_ok_control.docx":      {text: "I: How are you?\nP1: Fine, thanks.\n"},
	"zip_truncated.docx":        {err: "its end is missing"},
	"zip_bad_crc.docx":          {err: "word/document.xml can't be read"},
	"zip_empty.docx":            {err: "no document part"},
	"not_a_zip.docx":            {err: "looks like plain text"},
	"rtf_named.doc":             {text: "I: hi\nP1: hello\n"},
	"zip_bomb_small.docx":       {err: "unpacks to far more"},
	"zip_nested.docx":           {err: "no document part"},
	"zip_traversal.docx":        {text: "I: How are you?\nP1: Fine, thanks.\n"},
	"zip_symlink.docx":          {err: "not well-formed"},
	"zip_duplicate_entry.docx":  {err: "two parts named word/document.xml"},
	"docx_no_document.docx":     {err: "no document part"},
	"docx_xxe_file.docx":        {err: "defines entities"},
	"docx_billion_laughs.docx":  {err: "defines entities"},
	"docx_remote_template.docx": {text: "P1: Fine, thanks."},
	"docx_bad_xml.docx":         {err: "word/document.xml is not well-formed"},
	"docx_deep_nesting.docx":    {err: "more than 256 deep"},
	"docx_tracked.docx": {text: "P1: I was always heard.\n", not: "never",
		warn: "1 deletion was left out"},
	"docx_comment_only_name.docx": {text: "P1: Fine, thanks.", not: "Ana",
		warn: "1 comment that is tied to no place"},
	"txt_empty.txt":             {err: "is empty"},
	"txt_only_bom.txt":          {err: "holds no text"},
	"txt_only_newlines.txt":     {err: "holds no text"},
	"txt_nul_bytes.txt":         {text: "I: hello there\nP1: ok\n", warn: "3 control characters"},
	"txt_invalid_utf8.txt":      {text: "I: café ÿþ", not: "\uFFFD", warn: "read as windows-1252"},
	"txt_truncated_utf8.txt":    {text: "P1: canci", warn: "ends inside a character"},
	"txt_utf7.txt":              {text: "+/v8-I: ni+APE-o"},
	"txt_bidi_override.txt":     {text: "P1: access \u202Elevel\u202C user\nP2: \u2066شكرا\u2069"},
	"txt_combining_marks.txt":   {text: "cafe\u0301 / café, A\u030a / Å / Å, ﬁ"},
	"txt_emoji_zwj.txt":         {text: "👨‍👩‍👧‍👦"},
	"txt_speaker_traps.txt":     {text: "P1：full-width colon\n[00:01:02] P1: stamp first\n"},
	"txt_html_injection.txt":    {text: "<script>alert(1)</script>"},
	"csv_formula_injection.csv": {text: "C1\t=cmd|'/c calc'!A1\n"},
	"csv_quote_traps.csv":       {err: "row 4 opens a quotation mark that is never closed"},
	"vtt_no_header.vtt":         {text: "I: hi\n", warn: "WEBVTT header is missing"},
	"vtt_bad_times.vtt": {text: "backwards\nP1: bad\ncomma\nMaría>unclosed tags <ok>",
		warn: "ends before it begins"},
	"srt_traps.srt":            {text: "42\n- two\n- speakers\n"},
	"json_lone_surrogate.json": {text: "P1: bad \uFFFD half, \uFFFD low", warn: "2 codes are no characters"},
	"json_deep.json":           {err: "more than 256 deep"},
	"json_bom_trailing.json":   {text: "a\nb\n", warn: "2 values, one behind the other"},
	"xml_deep.xml":             {err: "an XML file"},
	"xml_billion_laughs.eaf":   {err: "defines entities"},
	"html_script.html": {text: "I: hi\nP1: a\nb\nP2\tcell\nx��&bogus;\n", not: "hidden",
		warn: "hidden text was left out (1 stretch)"},
	"rtf_traps.rtf": {text: "linkI: café ñ𝘀 €\nP1:  ok\n", not: "gone",
		warn: "1 deletion was left out: “gone”\nhidden text was left out (1 stretch)"},
	"pdf_header_only.pdf": {err: "no page of it can be found"},
}

var real = map[string]outcome{
	"pdfplumber_empty.pdf":                                                   {err: "is empty"},
	"pdfplumber_malformed-from-issue-932.pdf":                                {text: "2021\t3\t31"},
	"pdfplumber_password-example.pdf":                                        {err: "protected by a password"},
	"poi_ExternalEntityInText.docx":                                          {err: "defines entities"},
	"poi_bug53475-password-is-pass.docx":                                     {err: "password-protected"},
	"poi_clusterfuzz-testcase-minimized-POIXWPFFuzzer-4791943399604224.docx": {err: "is damaged"},
	"poi_clusterfuzz-testcase-minimized-POIXWPFFuzzer-5313273089884160.docx": {err: "is damaged"},
	"poi_crash-517626e815e0afa9decd0ebb6d1dee63fb9907dd.docx":                {err: "is damaged"},
	"poi_protected_sample.docx":                                              {text: "Un due tre prova"},
	"striprtf_issue_20.rtf":                                                  {text: "Test\n"},
	"tika_file10_permahang.txt":                                              {err: "is empty"},
	"tika_testExternalRefs.docx":                                             {text: "[Text placeholder]"},
	"tika_testODTEncrypted.odt":                                              {err: "password-protected"},
	"tika_testODTnotaZipFile.odt":                                            {err: "looks like plain text"},
	"tika_testPDF_no_extract_no_accessibility_owner_empty.pdf":               {text: "Hello", warn: "forbidden to copy"},
	"tika_testRTFTIKA_2150.rtf":                                              {text: "TO\tFROM\tTEXT\naa bb cc dd\n"},
	"tika_testWORD_truncated.docx":                                           {err: "is damaged"},
	"webvtt-py_empty.vtt":                                                    {err: "is empty"},
	"webvtt-py_invalid_format4.srt": {text: "some text",
		warn: "has no times"},
	"webvtt-py_no_captions.vtt": {err: "holds no text"},
}

var big = map[string]outcome{
	"huge_single_line.txt": {err: "more than 50000000 characters"},
	"huge_turns.txt":       {text: "P1: turn 199999 sobre"},
	"huge_cell.csv":        {err: "more than 50000000 characters"},
	"huge_zip_bomb.docx":   {err: "unpacks to far more"},
	"huge_deep.xml":        {err: "an XML file"},
}

func (want outcome) hold(t *testing.T, path string) {
	t.Helper()
	d, err := readPath(t, path, decode.TextOptions{})
	name := filepath.Base(path)
	if want.err != "" || err != nil {
		if err == nil || want.err == "" || !strings.Contains(err.Error(), want.err) ||
			!strings.Contains(err.Error(), name) {
			t.Errorf("%s: got error %v, want %q with the file's name", name, err, want.err)
		}
		return
	}
	text, warnings := all(d)
	if !strings.Contains(text, want.text) || want.not != "" && strings.Contains(text, want.not) {
		t.Errorf("%s: got %.300q, want %q and not %q", name, text, want.text, want.not)
	}
	if !strings.Contains(warnings, want.warn) || want.warn == "" && warnings != "" {
		t.Errorf("%s: got warnings %q, want %q", name, warnings, want.warn)
	}
}

// TestHostileFiles reads every file of the adversarial sets.
func TestHostileFiles(t *testing.T) {
	dir := filepath.Join(dataDir(t), "adversarial")
	for sub, outcomes := range map[string]map[string]outcome{"generated": generated, "real": real} {
		entries, err := os.ReadDir(filepath.Join(dir, sub))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.IsDir() || e.Name() == "EXPECT.tsv" {
				continue
			}
			want, ok := outcomes[e.Name()]
			if !ok {
				t.Errorf("%s: nobody said what must become of it", e.Name())
				continue
			}
			want.hold(t, filepath.Join(dir, sub, e.Name()))
		}
	}
	expect, err := os.ReadFile(filepath.Join(dir, "generated", "EXPECT.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(expect)) {
		file, _, _ := strings.Cut(line, "\t")
		name, ok := strings.CutPrefix(file, "names/")
		if !ok {
			continue
		}
		// Awkward names, all of the same content.
		name, err := strconv.Unquote(`"` + name + `"`)
		if err != nil {
			t.Fatal(err)
		}
		d, err := read(decode.File{Name: name, Content: []byte("I: name test\nP1: ok\n")}, decode.TextOptions{})
		decodetest.Check(t, d, err)
		if err != nil {
			t.Errorf("%q: %v", name, err)
		} else if text, _ := all(d); text != "I: name test\nP1: ok\n" {
			t.Errorf("%q: got %q", name, text)
		}
	}
}

// TestHugeFiles makes the huge ones, a gigabyte in all.
func TestHugeFiles(t *testing.T) {
	dir := dataDir(t)
	if os.Getenv("FRAMEWISE_BIG") == "" {
		t.Skip("set FRAMEWISE_BIG=1 to test with files of 100 MB")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3, which makes the files, is not installed")
	}
	out := t.TempDir()
	cmd := exec.CommandContext(t.Context(), python, filepath.Join(dir, "adversarial", "gen_adversarial.py"),
		out, "--big")
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	for name, want := range big {
		want.hold(t, filepath.Join(out, name))
	}
}
