package xlsx_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/framework"
	"framewise/framework/xlsx"
)

func read(t testing.TB, data []byte, o xlsx.ReadOptions) *xlsx.Edited {
	t.Helper()
	e, err := xlsx.Read(decode.File{Name: "matrix.xlsx", Content: data}, o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// unedited checks that a workbook that nobody wrote in says so, and that all
// that was read of it is what was exported.
func unedited(t testing.TB, m *framework.Matrix, data []byte) {
	t.Helper()
	e := read(t, data, xlsx.ReadOptions{})
	if n := len(e.Cells) + len(e.NewRows) + len(e.Quotes) + len(e.Cases) + len(e.Codes) + len(e.Notes); n > 0 {
		t.Errorf("%d edits in a workbook that nobody edited: %+v", n, e)
	}
	for _, p := range e.Problems {
		t.Errorf("problem: %s", p)
	}
	exported(t, m, read(t, data, xlsx.ReadOptions{All: true}))
}

// exported checks that everything read is as it is in the matrix.
func exported(t testing.TB, m *framework.Matrix, e *xlsx.Edited) {
	t.Helper()
	if e.Project != m.Project.ID || e.Name != m.Project.Name || e.Framework != m.Framework.ID {
		t.Errorf("read %q, %q, %q", e.Project, e.Name, e.Framework)
	}
	seen := make(map[string]int)
	for i := range e.Cells {
		c := &e.Cells[i]
		cell := cellAt(t, m, c.Case, c.Code)
		if xlsx.Fingerprint(cell) != c.Fingerprint || cell != nil && (cell.ID != c.Cell ||
			cell.Version != c.Version) {
			t.Errorf("%s: cell %q, version %d, fingerprint %s of %+v", c.Address, c.Cell, c.Version, c.Fingerprint,
				cell)
		}
		want := cell.Value()
		for f, got := range c.Edits(want) {
			if got != want.Get(f) {
				t.Errorf("%s: %s is %q, want %q", c.Address, f, got, want.Get(f))
			}
		}
		seen[string(c.Case)+"|"+string(c.Code)]++
	}
	for r := framework.All; r < len(m.Rows); r++ {
		for col := framework.All; col < len(m.Columns); col++ {
			if c := m.At(r, col).Cell; c != nil && seen[string(c.Case)+"|"+string(c.Code)] < 2 {
				t.Errorf("%s under %s was read %d times", c.Case, c.Code, seen[string(c.Case)+"|"+string(c.Code)])
			}
		}
	}
	quotes := make(map[codebook.CodingID]xlsx.QuoteMarks)
	for _, q := range e.Quotes {
		quotes[q.ID] = xlsx.QuoteMarks{Key: *q.Key, Stance: *q.Stance}
	}
	for r := range m.Rows {
		for col := range m.Columns {
			for _, q := range m.At(r, col).Quotes {
				want := xlsx.QuoteMarks{Key: q.Coding.Key, Stance: q.Coding.Stance}
				if got, ok := quotes[q.Coding.ID]; !ok || got != want {
					t.Errorf("quote %s: %+v, want %+v", q.Coding.ID, got, want)
				}
			}
		}
		who := &m.Rows[r].Case
		if len(e.Cases) > r {
			for name, v := range e.Cases[r].Values {
				if v != who.Values[name] {
					t.Errorf("%s: %s is %q, want %q", who.Label, name, v, who.Values[name])
				}
			}
		}
	}
	if len(e.Cases) != len(m.Rows) || len(e.Codes) != len(m.Tree.Codes()) {
		t.Errorf("%d cases and %d codes, want %d and %d", len(e.Cases), len(e.Codes), len(m.Rows),
			len(m.Tree.Codes()))
	}
	for _, c := range e.Codes {
		code, _ := m.Tree.Code(c.ID)
		if c.Fields[xlsx.Definition] != code.Definition || c.Fields[xlsx.Include] != code.Include ||
			c.Fields[xlsx.Exclude] != code.Exclude || c.Fields[xlsx.Example] != code.Example {
			t.Errorf("code %s reads %+v, want %+v", c.Key, c.Fields, code)
		}
	}
}

func cellAt(t testing.TB, m *framework.Matrix, who corpus.CaseID, code codebook.CodeID) *framework.Cell {
	t.Helper()
	col := m.ColumnOf(code)
	switch {
	case who == "":
		return m.At(framework.All, col).Cell
	case code == "":
		col = framework.All
	case col < 0:
		return nil
	}
	for r := range m.Rows {
		if m.Rows[r].Case.ID == who {
			return m.At(r, col).Cell
		}
	}
	t.Errorf("no case %s", who)
	return nil
}

func TestUneditedStudy(t *testing.T) {
	t.Parallel()
	m := newStudy().matrix(t, framework.View{})
	_, data := write(t, m, options)
	unedited(t, m, data)
	e := read(t, data, xlsx.ReadOptions{})
	if e.Revision != 42 || e.Schema != xlsx.Schema || e.LastEditor != "Framewise 0.1" {
		t.Errorf("revision %d, schema %d, last editor %q", e.Revision, e.Schema, e.LastEditor)
	}
}

// TestUneditedRandom: whatever stands in the cells, marks that look like the
// workbook's own too, nothing of it counts as edited, and what is read is
// what was exported.
func TestUneditedRandom(t *testing.T) {
	t.Parallel()
	rounds := 25
	if testing.Short() {
		rounds = 10
	}
	for seed := range rounds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			m := randomStudy(rand.New(rand.NewPCG(uint64(seed), 7))).matrix(t, framework.View{})
			_, data := write(t, m, options)
			unedited(t, m, data)
		})
	}
}

// scraps are what random texts are made of: all that reading could trip over.
var scraps = []string{
	"“she waited”", "[sic]", "▲ ", "▼", "◆ +2 · ", " · ", "+2 · ", "✎ ", "\n✎ not a comment", "\n",
	"not charted", "–",
	"n/a", "not asked", " … whole text in Cells", "…", "P01:14*", "(P02:9–12)", "=1+1", "-2", "_x000D_",
	"_x0041_",
	"& < > \"straight\"", "“unclosed", "[open", "ñandú 🙂", "e\u0301", "قال", "\t", "  ", "+ 3 more: see Quotes",
	"(but coded: 2, see Quotes)", "plain words of the analyst", "don't", "«guillemets»", "]", "”", "'", "<b>",
	"2.1 Warmth: ",
}

func scrap(r *rand.Rand, n int) string {
	var b strings.Builder
	for range r.IntN(n + 1) {
		b.WriteString(scraps[r.IntN(len(scraps))])
		if r.IntN(3) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// randomStudy is the study with cells, quotes, attributes and codes of random
// content; every tenth text is too long for a chart.
func randomStudy(r *rand.Rand) *study {
	s := newStudy()
	text := func(n int) string {
		t := scrap(r, n)
		if r.IntN(10) == 0 {
			t = strings.Repeat(t+"and so on, ", 1+r.IntN(150))
		}
		return strings.TrimSpace(t)
	}
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	s.cells = nil
	for i := range s.in.Cases {
		for _, code := range s.in.Codes {
			c := framework.Cell{
				ID: framework.CellID(fmt.Sprintf("cell-%d-%s", i, code.ID)), Case: s.in.Cases[i].ID, Code: code.ID,
				Status: framework.Statuses[r.IntN(4)], Version: 1 + r.IntN(5), Modified: day,
				Stance:  codebook.Stance(pick("", "positive", "negative", "mixed", "neutral")),
				Rating:  pick("", "", "+2", "-1", "odd one"),
				Comment: pick("", text(4)),
			}
			switch r.IntN(5) {
			case 0:
				continue
			case 1:
				c.Empty = framework.EmptyReasons[r.IntN(3)]
			case 2:
			default:
				c.Summary = text(9)
			}
			s.cells = append(s.cells, c)
		}
		s.summary("", s.in.Cases[i].Label, text(9), pick("", text(4)), pick("", text(4)))
		s.in.Cases[i].Values["Age"] = pick("", "24", "31.50", "007", "1e3")
		s.in.Cases[i].Values["Group"] = text(3)
	}
	for i := range s.in.Codes {
		if r.IntN(3) > 0 {
			s.summary(string(s.in.Codes[i].ID), "", pick("", text(9)), text(6), pick("", text(4)))
			c := &s.cells[len(s.cells)-1]
			c.Comment, c.Rating, c.Stance = pick("", text(4)), pick("", "+2"), codebook.Stance(pick("", "mixed"))
			if c.Text() == "" && r.IntN(2) == 0 {
				c.Empty = framework.EmptyReasons[r.IntN(3)]
			}
		}
		s.in.Codes[i].Include, s.in.Codes[i].Example = text(4), text(4)
	}
	for i := range s.codes {
		s.codes[i].Key = r.IntN(2) == 0
		s.codes[i].Stance = codebook.Stance(pick("", "positive", "negative", "mixed", "neutral"))
		if q := text(5); q != "" {
			s.codes[i].Anchor.Quote = q
		}
	}
	return s
}
