package examples

import (
	"encoding/csv"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"framewise/codebook"
	"framewise/codebook/codefile"
	"framewise/codebook/guide"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/intake"
	"framewise/framework"
)

// study is the study as its files have it.
type study struct {
	cases, codings, cells, memos, summaries []map[string]string
	tree                                    *codebook.Tree
	transcripts                             map[string]*transcript // by document: P01, P02.es, P02.en
}

// transcript is what intake makes of one file.
type transcript struct {
	intake.Draft
	text  *corpus.Text
	turns []string
}

func readStudy(t *testing.T) *study {
	t.Helper()
	files := PeerSupport()
	s := &study{
		cases: readTable(t, files, "cases.csv"), codings: readTable(t, files, "codings.csv"),
		cells: readTable(t, files, "cells.csv"), memos: readTable(t, files, "memos.csv"),
		summaries:   readTable(t, files, "summaries.csv"),
		transcripts: make(map[string]*transcript),
	}
	content, err := fs.ReadFile(files, "framework.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file, err := codefile.Read("framework.yaml", content)
	if err != nil {
		t.Fatal(err)
	}
	_, codes, _ := framework.FromFile(file, nil, nil)
	if s.tree, err = codebook.NewTree(codes); err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(files, "transcripts/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		drafts, err := intake.Read(decode.File{Name: path.Base(name), Content: content}, intake.Options{})
		if err != nil || len(drafts) != 1 {
			t.Fatalf("%s: %d documents, %v", name, len(drafts), err)
		}
		tr := &transcript{Draft: drafts[0], text: corpus.NewText(drafts[0].Text)}
		for _, turn := range tr.Document.Turns {
			tr.turns = append(tr.turns, tr.text.Slice(turn.Span))
		}
		s.transcripts[strings.TrimSuffix(path.Base(name), path.Ext(name))] = tr
	}
	return s
}

// coded is the transcript of a case in the language that was coded.
func (s *study) coded(label string) (tr *transcript, document string) {
	if tr := s.transcripts[label+".en"]; tr != nil {
		return tr, label + ".en"
	}
	return s.transcripts[label], label
}

// quotes are the codings at a paragraph, Word comments included.
func (s *study) quotes(label string, paragraph int) (quotes []map[string]string) {
	tr, document := s.coded(label)
	for _, c := range s.codings {
		if c["document"] == document && c["paragraph"] == strconv.Itoa(paragraph) {
			quotes = append(quotes, c)
		}
	}
	for _, c := range tr.Comments {
		if first, last := tr.Document.TurnsIn(c.Span); first <= paragraph && paragraph <= last {
			quotes = append(quotes, map[string]string{"quote": tr.text.Slice(c.Span)})
		}
	}
	return quotes
}

func readTable(t *testing.T, files fs.FS, name string) []map[string]string {
	t.Helper()
	f, err := files.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	rows := make([]map[string]string, 0, len(records))
	for _, record := range records[1:] {
		row := make(map[string]string, len(record))
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestParticipants(t *testing.T) {
	t.Parallel()
	s := readStudy(t)
	if len(s.cases) != 15 {
		t.Errorf("%d participants, want 15", len(s.cases))
	}
	counts := make(map[string]int)
	youngest, oldest := 200, 0
	for _, c := range s.cases {
		counts[c["gender"]]++
		counts[c["diagnosis"]]++
		age, err := strconv.Atoi(c["age"])
		if err != nil {
			t.Errorf("%s: %v", c["case"], err)
		}
		youngest, oldest = min(youngest, age), max(oldest, age)
		tr, document := s.coded(c["case"])
		if tr == nil {
			t.Fatalf("%s has no transcript", c["case"])
		}
		if tr.Case != c["case"] {
			t.Errorf("%s is taken for the account of %q", document, tr.Case)
		}
		if date := tr.Document.Date; date != "" && date != c["interview_date"] {
			t.Errorf("%s: date %s in the transcript, %s in cases.csv", c["case"], date, c["interview_date"])
		}
	}
	for value, want := range map[string]int{"man": 10, "woman": 5, "non-affective": 7, "affective": 8} {
		if counts[value] != want {
			t.Errorf("%d are %s, want %d", counts[value], value, want)
		}
	}
	if youngest != 21 || oldest != 65 {
		t.Errorf("ages %d to %d, want 21 to 65", youngest, oldest)
	}
}

func TestTranscripts(t *testing.T) {
	t.Parallel()
	s := readStudy(t)
	interviews := 0
	for name, tr := range s.transcripts {
		words := 0
		for i, turn := range tr.turns {
			words += len(strings.Fields(turn))
			speaker, ok := tr.Document.SpeakerAt(i + 1)
			if !ok {
				t.Errorf("%s:%d is nobody's", name, i+1)
			}
			if before, _ := tr.Document.SpeakerAt(i); i > 0 && before == speaker {
				t.Errorf("%s:%d: %s goes on in a turn of its own", name, i+1, speaker.Label)
			}
		}
		if words < 1500 {
			t.Errorf("%s has %d words", name, words)
		}
		if len(tr.Warnings) > 0 {
			t.Errorf("%s: %v", name, tr.Warnings)
		}
		label, isOriginal := strings.CutSuffix(name, ".es")
		if !isOriginal {
			continue
		}
		interviews++
		translation := s.transcripts[label+".en"]
		if translation == nil {
			t.Errorf("%s has no translation", name)
			continue
		}
		pairs, fit := corpus.AlignTurns(&tr.Document, &translation.Document)
		if len(tr.Document.Turns) != len(translation.Document.Turns) || len(pairs) != len(tr.Document.Turns) || fit < 1 {
			t.Errorf("%s: %d turns and %d in translation, of which %.0f %% correspond", label, len(tr.Document.Turns),
				len(translation.Document.Turns), 100*fit)
		}
	}
	if interviews != 8 {
		t.Errorf("%d interviews in two languages, want 8", interviews)
	}
}

func TestCodings(t *testing.T) {
	t.Parallel()
	s := readStudy(t)
	type stanceOf struct {
		theme  string
		stance codebook.Stance
	}
	counts := make(map[stanceOf]int)
	coders := make(map[string]int)
	passages := make(map[string]int)
	seen := make(map[string]bool)
	for i, c := range s.codings {
		row := i + 2
		tr := s.transcripts[c["document"]]
		n, err := strconv.Atoi(c["paragraph"])
		if tr == nil || err != nil || n < 1 || n > len(tr.turns) {
			t.Errorf("row %d: there is no %s:%s", row, c["document"], c["paragraph"])
			continue
		}
		if !strings.Contains(tr.turns[n-1], c["quote"]) {
			t.Errorf("row %d: the quote is not in %s:%d", row, c["document"], n)
		}
		if speaker, _ := tr.Document.SpeakerAt(n); speaker.Role != corpus.RoleParticipant {
			t.Errorf("row %d: %s:%d is said by %s", row, c["document"], n, speaker.Label)
		}
		code, err := s.tree.Find(c["code"])
		if err != nil || code.Parent == "" {
			t.Errorf("row %d: %q is no code to code with (%v)", row, c["code"], err)
			continue
		}
		stance, err := codebook.ParseStance(c["stance"])
		if err != nil || stance == codebook.NoStance {
			t.Errorf("row %d: stance %q", row, c["stance"])
		}
		theme, _ := s.tree.Theme(code.ID)
		counts[stanceOf{theme.Key, stance}]++
		coders[c["coder"]]++
		passage := c["document"] + "\x00" + c["quote"]
		passages[passage]++
		if key := passage + "\x00" + c["code"] + "\x00" + c["coder"]; seen[key] {
			t.Errorf("row %d is there twice", row)
		} else {
			seen[key] = true
		}
	}
	for _, theme := range s.tree.Themes() {
		good := counts[stanceOf{theme.Key, codebook.Positive}]
		bad := counts[stanceOf{theme.Key, codebook.Negative}] + counts[stanceOf{theme.Key, codebook.Mixed}]
		if good < 5 || bad < 5 {
			t.Errorf("%s: %d good and %d bad perceptions, want 5 of each", theme.Name, good, bad)
		}
	}
	if a, b := coders["Catalina Muñoz"], coders["Javier Riquelme"]; a+b != len(s.codings) || min(a, b)*10 < max(a, b)*8 {
		t.Errorf("the coders' shares are %v", coders)
	}
	double := 0
	for _, n := range passages {
		if n > 1 {
			double++
		}
	}
	if double < 5 {
		t.Errorf("%d passages are coded twice", double)
	}
}

func TestWordComments(t *testing.T) {
	t.Parallel()
	s := readStudy(t)
	tr := s.transcripts["P13"]
	if n := len(tr.Comments); n < 4 {
		t.Errorf("P13.docx has %d comments", n)
	}
	for _, c := range tr.Comments {
		words := tr.text.Slice(c.Span)
		first, _, _ := strings.Cut(c.Text, "\n")
		name := strings.TrimRight(first, " +−±")
		if _, err := s.tree.Find(name); err != nil {
			t.Errorf("the comment on %q names no code: %v", words, err)
		}
		if c.Author != "Catalina Muñoz" {
			t.Errorf("a comment by %q", c.Author)
		}
		for _, coding := range s.codings {
			if coding["document"] == "P13" && coding["quote"] == words {
				t.Errorf("the comment on %q doubles a coding of the table", words)
			}
		}
	}
}

func TestCells(t *testing.T) {
	t.Parallel()
	s := readStudy(t)
	charted := make(map[string]bool)
	empty := make(map[framework.Emptiness]int)
	for i, c := range s.cells {
		row := i + 2
		tr, _ := s.coded(c["case"])
		code, err := s.tree.Find(c["code"])
		if tr == nil || err != nil {
			t.Errorf("row %d: %s × %s: %v", row, c["case"], c["code"], err)
			continue
		}
		crossing := c["case"] + " × " + code.Key
		if charted[crossing] {
			t.Errorf("row %d: %s is there twice", row, crossing)
		}
		charted[crossing] = true
		reason, err := framework.ParseEmptiness(c["empty"])
		if err != nil || (reason == framework.NotEmpty) != (c["summary"] != "") {
			t.Errorf("row %d: %s needs a summary or a reason (%v)", row, crossing, err)
		}
		empty[reason]++
		if status, err := framework.ParseStatus(c["status"]); err != nil {
			t.Errorf("row %d: %v", row, err)
		} else if (status == framework.Draft) != (c["reviewer"] == "") || c["reviewer"] == c["author"] {
			t.Errorf("row %d: a %s cell of %q, reviewed by %q", row, status, c["author"], c["reviewer"])
		}
		if _, err := codebook.ParseStance(c["stance"]); err != nil {
			t.Errorf("row %d: %v", row, err)
		}
		for _, column := range []string{"summary", "comment"} {
			for _, words := range quoted(c[column]) {
				if !slices.ContainsFunc(tr.turns, func(turn string) bool { return strings.Contains(turn, words) }) {
					t.Errorf("row %d: nobody says “%s” in %s", row, words, c["case"])
				}
			}
		}
		s.checkLocators(t, row, c["case"], c["summary"])
	}
	for _, c := range s.cases {
		for _, theme := range s.tree.Themes() {
			if !charted[c["case"]+" × "+theme.Key] {
				t.Errorf("%s × %s is not charted", c["case"], theme.Key)
			}
		}
	}
	for _, reason := range framework.EmptyReasons {
		if empty[reason] == 0 {
			t.Errorf("no cell is empty for being %q", reason)
		}
	}
	left := 0
	for _, c := range s.codings {
		label, _, _ := strings.Cut(c["document"], ".")
		if !charted[label+" × "+c["code"]] {
			left++
		}
	}
	if left == 0 {
		t.Error("every coded crossing is charted: nothing is left to do")
	}
}

// TestSummaries: every case and every mechanism has a summary of its own, with
// range and exceptions in those of the mechanisms; what they quote was said by
// somebody they cite, in the passages of that case.
func TestSummaries(t *testing.T) {
	t.Parallel()
	s := readStudy(t)
	have := make(map[string]bool)
	for i, c := range s.summaries {
		row := i + 2
		place := c["case"] + " × " + c["code"]
		if have[place] {
			t.Errorf("row %d: %s is there twice", row, place)
		}
		have[place] = true
		if (c["case"] == framework.AllWord) == (c["code"] == framework.AllWord) {
			t.Errorf("row %d: %s is in no margin", row, place)
		}
		if _, err := s.tree.Find(c["code"]); err != nil && c["code"] != framework.AllWord {
			t.Errorf("row %d: %v", row, err)
		}
		if status, err := framework.ParseStatus(c["status"]); err != nil {
			t.Errorf("row %d: %v", row, err)
		} else if (status == framework.Draft) != (c["reviewer"] == "") || c["reviewer"] == c["author"] {
			t.Errorf("row %d: a %s summary of %q, reviewed by %q", row, status, c["author"], c["reviewer"])
		}
		if c["summary"] == "" || c["case"] == framework.AllWord && (c["range"] == "" || c["exceptions"] == "") {
			t.Errorf("row %d: %s lacks a summary, a range of views or exceptions", row, place)
		}
		whole := strings.Join([]string{c["summary"], c["range"], c["exceptions"]}, "\n")
		if n := utf8.RuneCountInString(c["summary"]); n > framework.MaxSummary/2 {
			t.Errorf("row %d: %d characters are a chapter, and no summary of summaries", row, n)
		}
		label := c["case"]
		if label == framework.AllWord {
			label = ""
		}
		s.checkLocators(t, row, label, whole)
		var turns []string
		for _, l := range corpus.FindLocators(whole) {
			if tr, _ := s.coded(l.Label); tr != nil {
				turns = append(turns, tr.turns...)
			}
		}
		for _, words := range quoted(whole + c["comment"]) {
			if !slices.ContainsFunc(turns, func(turn string) bool { return strings.Contains(turn, words) }) {
				t.Errorf("row %d: nobody cited in %s says “%s”", row, place, words)
			}
		}
	}
	for _, c := range s.cases {
		if !have[c["case"]+" × "+framework.AllWord] {
			t.Errorf("%s has no summary of its own", c["case"])
		}
	}
	for _, theme := range s.tree.Themes() {
		if !have[framework.AllWord+" × "+theme.Key] {
			t.Errorf("%s has no summary of its own", theme.Key)
		}
	}
}

// checkLocators holds every locator of a summary to a coded paragraph of the
// case, or of any where label is empty, and a marked one to a key quote.
func (s *study) checkLocators(t *testing.T, row int, label, summary string) {
	t.Helper()
	locators := corpus.FindLocators(summary)
	if summary != "" && len(locators) == 0 {
		t.Errorf("row %d: the summary leads nowhere", row)
	}
	for _, l := range locators {
		tr, _ := s.coded(l.Label)
		if label != "" && l.Label != label || tr == nil || l.First < 1 || l.Last > len(tr.turns) {
			t.Errorf("row %d: %s is no place in %q", row, l.Locator, label)
			continue
		}
		var quotes []map[string]string
		for n := l.First; n <= l.Last; n++ {
			quotes = append(quotes, s.quotes(l.Label, n)...)
		}
		if len(quotes) == 0 {
			t.Errorf("row %d: nothing is coded at %s", row, l.Locator)
		}
		key := func(q map[string]string) bool { return q["key"] == "yes" }
		if l.Key && !slices.ContainsFunc(quotes, key) {
			t.Errorf("row %d: no key quote at %s", row, l.Locator)
		}
	}
}

// quoted lists what stands in curly double quotes.
func quoted(s string) (words []string) {
	for {
		_, after, ok := strings.Cut(s, "“")
		if !ok {
			return words
		}
		var inside string
		inside, s, _ = strings.Cut(after, "”")
		words = append(words, inside)
	}
}

func TestMemos(t *testing.T) {
	t.Parallel()
	s := readStudy(t)
	cultural := 0
	for i, m := range s.memos {
		row := i + 2
		kind := codebook.MemoKind(m["kind"])
		if !slices.Contains(codebook.MemoKinds, kind) || m["title"] == "" || m["text"] == "" {
			t.Errorf("row %d: a memo of kind %q without a title or a text", row, kind)
		}
		if kind == codebook.Cultural {
			cultural++
		}
		label, code := "", ""
		switch what, name, _ := strings.Cut(m["about"], " "); what {
		case "study":
		case "case":
			label = name
		case "code":
			code = name
		case "cell":
			label, code, _ = strings.Cut(name, "×")
		default:
			t.Errorf("row %d: a memo about %q", row, m["about"])
		}
		if tr, _ := s.coded(label); label != "" && tr == nil {
			t.Errorf("row %d: no case %q", row, label)
		}
		if _, err := s.tree.Find(code); code != "" && err != nil {
			t.Errorf("row %d: %v", row, err)
		}
		// Drafts of April to August, after the first interviews.
		if m["date"] < "2026-04-06" || m["date"] > "2026-08-28" {
			t.Errorf("row %d: written on %s", row, m["date"])
		}
	}
	if cultural*3 < len(s.memos) {
		t.Errorf("%d of %d memos are cultural", cultural, len(s.memos))
	}
}

// TestGuide: every question of the guide about a code is asked somewhere, and
// its code is there.
func TestGuide(t *testing.T) {
	t.Parallel()
	s := readStudy(t)
	var turns, questions []string
	for _, d := range s.transcripts {
		for n, words := range d.turns {
			if who, ok := d.Document.SpeakerAt(n + 1); ok && who.Role == corpus.RoleInterviewer {
				turns = append(turns, words)
			}
		}
	}
	for _, row := range readTable(t, PeerSupport(), "guide.csv") {
		if row["code"] == "" {
			continue
		}
		if _, err := s.tree.Find(row["code"]); err != nil {
			t.Errorf("%q: %v", row["question"], err)
		}
		questions = append(questions, row["question"])
	}
	g := guide.New(questions, slices.Values(turns))
	asked := make([]bool, len(questions))
	for _, turn := range turns {
		for _, m := range g.Find(turn, guide.Near) {
			asked[m.Question] = true
		}
	}
	for i, q := range questions {
		if !asked[i] {
			t.Errorf("nobody asked %q", q)
		}
	}
}
