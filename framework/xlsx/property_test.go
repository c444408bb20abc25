package xlsx_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/framework"
	"framewise/framework/xlsx"
)

// TestEditsRandom: random studies, on which people do at random what people do
// with a sheet: write into cells of all kinds, sort, hide, insert and move
// columns, insert rows, rename and move sheets, and save without the runs of
// rich text. All that was written comes back, and nothing else is an edit.
func TestEditsRandom(t *testing.T) {
	t.Parallel()
	rounds := 8
	if testing.Short() {
		rounds = 8
	}
	for seed := range rounds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(uint64(seed), 17))
			s := randomStudy(r)
			withoutEscapes(s)
			m := s.matrix(t, framework.View{})
			_, data := write(t, m, options)
			w := &writer{t: t, r: r, m: m, f: open(t, data), want: make(map[string]string), text: make(map[string]string)}
			w.everywhere()
			var out bytes.Buffer
			if err := w.f.Write(&out); err != nil {
				t.Fatal(err)
			}
			edited := out.Bytes()
			if seed%6 == 0 { // saved once more by another program
				path := filepath.Join(t.TempDir(), "edited.xlsx")
				if err := os.WriteFile(path, edited, 0o600); err != nil {
					t.Fatal(err)
				}
				saved := path + ".saved.xlsx"
				run(t, python(t), "-c", openpyxlSaves, path, saved)
				edited = content(t, saved)
			}
			e := read(t, edited, xlsx.ReadOptions{})
			got := cameBack(t, m, e)
			for _, p := range e.Problems { // what can't be read is named
				if !p.Skipped {
					continue
				}
				if w.text[p.Address] == "" || !strings.Contains(p.Message, "marks of its own") {
					t.Errorf("problem: %s", p)
				}
				maps.DeleteFunc(w.want, func(_, text string) bool { return text == w.text[p.Address] })
			}
			if diff := cmp.Diff(w.want, got); diff != "" {
				t.Errorf("came back (-written +read):\n%s", diff)
			}
		})
	}
}

// withoutEscapes takes from a study what looks like an escape of ECMA-376,
// 22.9.2.19: excelize and openpyxl before 3.1, which play the person's program
// here, read those and do not write them.
func withoutEscapes(s *study) {
	drop := func(texts ...*string) {
		for _, text := range texts {
			*text = strings.ReplaceAll(*text, "_x", "")
		}
	}
	for i := range s.cells {
		drop(&s.cells[i].Summary, &s.cells[i].Comment, &s.cells[i].Range, &s.cells[i].Exceptions)
	}
	for i := range s.in.Codes {
		drop(&s.in.Codes[i].Include, &s.in.Codes[i].Example)
	}
	for i := range s.codes {
		drop(&s.codes[i].Anchor.Quote)
	}
	for _, c := range s.in.Cases {
		c.Values["Group"] = strings.ReplaceAll(c.Values["Group"], "_x", "")
	}
}

// cameBack says what was read, by what it is about.
func cameBack(t *testing.T, m *framework.Matrix, e *xlsx.Edited) map[string]string {
	t.Helper()
	got := make(map[string]string)
	put := func(key, value string) {
		if old, twice := got[key]; twice && old != value {
			t.Errorf("%s was read as %q and as %q", key, old, value)
		}
		got[key] = value
	}
	for i := range e.Cells {
		c := &e.Cells[i]
		exported := cellAt(t, m, c.Case, c.Code).Value()
		_, changes := framework.Merge(exported, exported, c.Edits(exported), framework.Ask, false)
		for _, ch := range changes {
			put(fmt.Sprintf("cell %s %s %s", c.Case, c.Code, ch.Field), ch.Workbook)
		}
	}
	for _, q := range e.Quotes {
		if *q.Key != q.Exported.Key {
			put("quote "+string(q.ID)+" key", fmt.Sprint(*q.Key))
		}
		if *q.Stance != q.Exported.Stance {
			put("quote "+string(q.ID)+" stance", string(*q.Stance))
		}
	}
	for _, c := range e.Cases {
		for name, v := range c.Values {
			put("case "+string(c.ID)+" "+name, v)
		}
	}
	for _, c := range e.Codes {
		for field, v := range c.Fields {
			put("code "+string(c.ID)+" "+string(field), v)
		}
	}
	for _, c := range e.NewRows {
		t.Errorf("a new row at %s", c.Address)
	}
	for _, n := range e.Notes {
		t.Errorf("a note at %s", n.Address)
	}
	return got
}

// writer writes into a workbook as people do, and remembers what.
type writer struct {
	t    *testing.T
	r    *rand.Rand
	m    *framework.Matrix
	f    *excelize.File
	want map[string]string
	text map[string]string // written, by address
	n    int               // edits, so that no two are alike
}

// words are a new text. It holds nothing that looks like the workbook's own
// marks of stance, rating or comment, which on a chart would be taken for them.
func (w *writer) words() string {
	w.n++
	return fmt.Sprintf("Felt “known” to all (P02:%d) [%s]: ñandú & <b> 🙂", w.n, []string{"sic", "laughs"}[w.r.IntN(2)])
}

func (w *writer) everywhere() {
	w.t.Helper()
	cells := w.load("Cells", 1)
	done := make(map[string]bool) // crossings: each is edited on one sheet
	for _, row := range cells.body() {
		who, code := cells.at(row, "case id"), cells.at(row, "code id")
		if w.r.IntN(4) > 0 || who == "" {
			continue
		}
		who, code = strings.Trim(who, "*"), strings.Trim(code, "*") // in the margins
		done[who+" "+code] = true
		w.cell(cells, row, "cell "+who+" "+code+" ")
	}
	cells.rearrange()
	for _, name := range w.f.GetSheetList() {
		if name[0] < '1' || name[0] > '9' {
			continue
		}
		chart := w.load(name, 2)
		for _, row := range chart.body() {
			for _, code := range w.m.Columns {
				col := slices.Index(chart.rows[chart.head-1], any(code.Title()+" ✎"))
				who := chart.at(row, "Case")
				i := slices.IndexFunc(w.m.Rows, func(r framework.Row) bool { return r.Case.Label == who })
				if col < 0 || i < 0 {
					continue
				}
				id := string(w.m.Rows[i].Case.ID)
				if done[id+" "+string(code.ID)] || w.r.IntN(4) > 0 {
					continue
				}
				text := w.words()
				chart.rows[row][col] = text
				w.want["cell "+id+" "+string(code.ID)+" summary"] = text
				if cell := w.m.At(i, w.m.ColumnOf(code.ID)).Cell; cell != nil && cell.Empty != framework.NotEmpty {
					w.want["cell "+id+" "+string(code.ID)+" empty"] = ""
				}
			}
		}
		if w.r.IntN(3) == 0 {
			chart.name = fmt.Sprintf("Mine %d", w.n)
			if err := w.f.SetSheetName(name, chart.name); err != nil {
				w.t.Fatal(err)
			}
		}
		chart.rearrange()
	}
	w.lists()
}

// cell edits one field of a row of Cells.
func (w *writer) cell(g *grid, row int, key string) {
	switch w.r.IntN(5) {
	case 0, 1:
		text := w.words()
		g.set(row, "Summary ✎", text)
		w.want[key+"summary"] = text
	case 2:
		text := w.words()
		g.set(row, "Analyst's comment ✎", text)
		w.want[key+"comment"] = text
	case 3:
		was := g.at(row, "Status ✎")
		status := string(framework.Statuses[1+w.r.IntN(3)])
		g.set(row, "Status ✎", status)
		if status != was {
			w.want[key+"status"] = status
		}
	case 4:
		if g.at(row, "Summary ✎") != "" {
			return
		}
		reason := string(framework.EmptyReasons[w.r.IntN(3)])
		if g.at(row, "Empty because ✎") != reason {
			w.want[key+"empty"] = reason
		}
		g.set(row, "Empty because ✎", reason)
	}
}

// lists edits Quotes, Cases and Framework.
func (w *writer) lists() {
	quotes := w.load("Quotes", 1)
	for _, row := range quotes.body() {
		id := quotes.at(row, "quote id")
		if id == "" || w.r.IntN(3) > 0 {
			continue
		}
		was := quotes.at(row, "Key ✎") != ""
		quotes.set(row, "Key ✎", map[bool]string{true: "", false: "*"}[was])
		w.want["quote "+id+" key"] = fmt.Sprint(!was)
	}
	quotes.rearrange()
	cases := w.load("Cases", 1)
	for _, row := range cases.body() {
		if id := cases.at(row, "case id"); id != "" && w.r.IntN(3) == 0 {
			text := w.words()
			cases.set(row, "Group ✎", text)
			w.want["case "+id+" Group"] = text
		}
	}
	cases.rearrange()
	codes := w.load("Framework", 1)
	for _, row := range codes.body() {
		if id := codes.at(row, "code id"); id != "" && w.r.IntN(3) == 0 {
			text := w.words()
			codes.set(row, "Definition ✎", text)
			w.want["code "+id+" definition"] = text
		}
	}
	codes.rearrange()
}

// grid is a sheet as a person's program holds it.
type grid struct {
	w    *writer
	name string
	head int // the header's row, from 1
	rows [][]any
	wide int
}

func (w *writer) load(name string, head int) *grid {
	w.t.Helper()
	rows, err := w.f.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		w.t.Fatal(err)
	}
	g := &grid{w: w, name: name, head: head}
	for _, row := range rows {
		g.wide = max(g.wide, len(row))
	}
	for i, row := range rows {
		cells := make([]any, g.wide)
		for j := range cells {
			cells[j] = ""
			if j >= len(row) {
				continue
			}
			cells[j] = row[j]
			at, _ := excelize.CoordinatesToCellName(j+1, i+1)
			kind, err := w.f.GetCellType(name, at)
			if err != nil {
				w.t.Fatal(err)
			}
			if n, err := strconv.ParseFloat(row[j], 64); err == nil && (kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber) {
				cells[j] = n
			}
		}
		g.rows = append(g.rows, cells)
	}
	return g
}

// body are the indexes of the rows below the header.
func (g *grid) body() []int {
	var list []int
	for i := g.head; i < len(g.rows); i++ {
		list = append(list, i)
	}
	return list
}

func (g *grid) column(header string) int {
	g.w.t.Helper()
	i := slices.Index(g.rows[g.head-1], any(header))
	if i < 0 {
		g.w.t.Fatalf("%s has no column %q: %q", g.name, header, g.rows[g.head-1])
	}
	return i
}

func (g *grid) at(row int, header string) string {
	g.w.t.Helper()
	return strings.TrimSpace(fmt.Sprint(g.rows[row][g.column(header)]))
}

func (g *grid) set(row int, header, text string) {
	g.w.t.Helper()
	g.rows[row][g.column(header)] = text
}

// rearrange sorts the rows anew, inserts and moves columns, inserts empty rows,
// hides some, and writes the sheet back, as plain texts and numbers.
func (g *grid) rearrange() {
	g.w.t.Helper()
	r := g.w.r
	for row := range g.rows { // what was there before
		for col := range g.wide {
			g.write(row, col, nil)
		}
	}
	head, body := g.rows[:g.head], g.rows[g.head:]
	r.Shuffle(len(body), func(i, j int) { body[i], body[j] = body[j], body[i] })
	for range r.IntN(3) {
		body = slices.Insert(body, r.IntN(len(body)+1), make([]any, g.wide))
	}
	order := make([]int, 0, g.wide+2) // of the columns; -1 is a new one
	for i := range g.wide {
		order = append(order, i)
	}
	if r.IntN(2) == 0 {
		i, j := r.IntN(len(order)), r.IntN(len(order))
		order[i], order[j] = order[j], order[i]
	}
	for range r.IntN(3) {
		order = slices.Insert(order, r.IntN(len(order)+1), -1)
	}
	for i, row := range append(slices.Clone(head), body...) {
		for j, from := range order {
			switch {
			case from >= 0 && row[from] != "":
				g.write(i, j, row[from])
			case from < 0 && i == g.head-1:
				g.write(i, j, fmt.Sprintf("My column %d", j))
			case from < 0 && i > g.head:
				g.write(i, j, fmt.Sprintf("mine %d", i))
			}
		}
		if i > g.head && r.IntN(5) == 0 {
			if err := g.w.f.SetRowVisible(g.name, i+1, false); err != nil {
				g.w.t.Fatal(err)
			}
		}
	}
	hidden, _ := excelize.ColumnNumberToName(1 + r.IntN(len(order)))
	if err := g.w.f.SetColVisible(g.name, hidden, false); err != nil {
		g.w.t.Fatal(err)
	}
}

func (g *grid) write(row, col int, v any) {
	g.w.t.Helper()
	at, err := excelize.CoordinatesToCellName(col+1, row+1)
	if text, ok := v.(string); ok {
		g.w.text[g.name+"!"+at] = text
	}
	if err == nil {
		err = g.w.f.SetCellValue(g.name, at, v)
	}
	if err != nil {
		g.w.t.Fatal(err)
	}
}
