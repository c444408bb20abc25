package xlsx_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/framework"
	"framewise/framework/xlsx"
)

const (
	lived = "1 Lived experience"
	love  = "2 Love labour caring beyond the"
)

// edit applies changes to the study's workbook as a person's program would,
// and reads it.
func edit(t testing.TB, s *study, change func(f *excelize.File)) *xlsx.Edited {
	t.Helper()
	_, data := write(t, s.matrix(t, framework.View{}), options)
	f := open(t, data)
	change(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return read(t, out.Bytes(), xlsx.ReadOptions{})
}

// told prints what was read, a line each, given the cells as exported.
func told(t testing.TB, s *study, e *xlsx.Edited) []string {
	t.Helper()
	var lines []string
	was := make(map[string]framework.CellValue)
	for i := range s.cells {
		was[string(s.cells[i].Case)+string(s.cells[i].Code)] = s.cells[i].Value()
	}
	say := func(kind string, c *xlsx.EditedCell) {
		exported, ok := was[string(c.Case)+string(c.Code)]
		if !ok {
			exported = (*framework.Cell)(nil).Value()
		}
		_, changes := framework.Merge(exported, exported, c.Edits(exported), framework.Ask, false)
		line := fmt.Sprintf("%s %s: %s %s", kind, c.Address, c.Label, c.Key)
		for _, ch := range changes {
			line += fmt.Sprintf(" %s=%q", ch.Field, ch.Workbook)
		}
		lines = append(lines, line)
	}
	for i := range e.Cells {
		say("cell", &e.Cells[i])
	}
	for i := range e.NewRows {
		say("new", &e.NewRows[i])
	}
	for _, q := range e.Quotes {
		lines = append(lines, fmt.Sprintf("quote %s: %s key=%v stance=%q", q.Address, q.ID, *q.Key, *q.Stance))
	}
	for _, c := range e.Cases {
		lines = append(lines, fmt.Sprintf("case %s: %s %v was %v", c.Address, c.Label, c.Values, c.Exported))
	}
	for _, c := range e.Codes {
		lines = append(lines, fmt.Sprintf("code %s: %s %v", c.Address, c.Key, c.Fields))
	}
	for _, n := range e.Notes {
		lines = append(lines, fmt.Sprintf("note %s: %s: %s (%s %s %s)", n.Address, n.Author, n.Text, n.Case, n.Code,
			n.Quote))
	}
	for _, p := range e.Problems {
		skipped := ""
		if p.Skipped {
			skipped = "!"
		}
		lines = append(lines, "problem"+skipped+" "+p.String())
	}
	return lines
}

// replaced types other words over some of a cell.
func replaced(f *excelize.File, sheet, at, old, words string) error {
	text, err := f.GetCellValue(sheet, at)
	if err != nil {
		return err
	}
	if !strings.Contains(text, old) {
		return fmt.Errorf("%s of %s says %q", at, sheet, text)
	}
	return f.SetCellValue(sheet, at, strings.Replace(text, old, words, 1))
}

func TestEdits(t *testing.T) {
	t.Parallel()
	italic := &excelize.Font{Italic: true, Color: "262626"}
	grey := &excelize.Font{Color: "808080"}
	rich := func(f *excelize.File, sheet, at string, runs ...excelize.RichTextRun) error {
		return f.SetCellRichText(sheet, at, runs)
	}
	lastCells := func(f *excelize.File) int { // first empty row of Cells
		rows, err := f.GetRows("Cells")
		if err != nil {
			return 0
		}
		return len(rows) + 1
	}
	for _, test := range []struct {
		name   string
		change func(f *excelize.File) error
		want   []string
	}{
		{"typed over a summary", func(f *excelize.File) error {
			return f.SetCellValue(lived, "G3", "Trusts him.")
		}, []string{`cell 1 Lived experience!G3: P01 credible summary="Trusts him."`}},
		{"changed within, marks kept", func(f *excelize.File) error {
			return f.SetCellValue(lived, "I3", "▲ +2 · A job and a motorbike: “then it isn't over” (P01:31*).\n"+
				"✎ The motorbike comes back at P01:75; a picture of freedom rather than of recovery?")
		}, []string{`cell 1 Lived experience!I3: P01 hope summary="A job and a motorbike: “then it isn't ` +
			`over” (P01:31*)."`}},
		{"stance, rating and comment changed on the chart", func(f *excelize.File) error {
			return f.SetCellValue(lived, "I3",
				"▼ -1 · A job, a child and a motorbike: “then it isn't over” (P01:31*)."+
					"\n✎ No.")
		}, []string{`cell 1 Lived experience!I3: P01 hope comment="No." stance="negative" rating="-1"`}},
		{"marks taken away, summary as it was", func(f *excelize.File) error {
			return f.SetCellValue(lived, "I3", "A job, a child and a motorbike: “then it isn't over” (P01:31*).")
		}, []string{`cell 1 Lived experience!I3: P01 hope comment="" stance="" rating=""`}},
		{"emptied", func(f *excelize.File) error { return f.SetCellValue(lived, "G3", nil) },
			[]string{`cell 1 Lived experience!G3: P01 credible summary=""`}},
		{"a reason typed over", func(f *excelize.File) error { return f.SetCellValue(lived, "G3", "n/a") },
			[]string{`cell 1 Lived experience!G3: P01 credible summary="" empty="not applicable"`}},
		{"a summary over a reason", func(f *excelize.File) error {
			return f.SetCellValue(lived, "I4", "Asked after all: “yes”.")
		}, []string{`cell 1 Lived experience!I4: P02 hope summary="Asked after all: “yes”." empty=""`}},
		{"a reason emptied", func(f *excelize.File) error { return f.SetCellValue(lived, "I4", "") },
			[]string{`cell 1 Lived experience!I4: P02 hope empty=""`}},
		{"typed over what is not charted", func(f *excelize.File) error {
			return f.SetCellValue(love, "I4", "▲ Came five times (P02:51).")
		}, []string{`cell 2 Love labour caring beyond the!I4: P02 staying summary="Came five times (P02:51)." ` +
			`stance="positive"`}},
		{"written below the quotes not charted", func(f *excelize.File) error {
			old, err := f.GetCellValue(love, "I4")
			if err != nil {
				return err
			}
			return f.SetCellValue(love, "I4", old+"\nCame five times.")
		}, []string{`cell 2 Love labour caring beyond the!I4: P02 staying summary="Came five times."`}},
		{"what is not charted, deleted", func(f *excelize.File) error { return f.SetCellValue(love, "I4", "") },
			nil},
		{"typed into an empty cell", func(f *excelize.File) error { return f.SetCellValue(love, "K10", "Fine.") },
			[]string{`cell 2 Love labour caring beyond the!K10: P08 limits summary="Fine."`}},
		{"a theme's summary on Central", func(f *excelize.File) error {
			return f.SetCellValue("Central", "E4", "Mixed, on the whole.")
		}, []string{`cell Central!E4: P02 lived summary="Mixed, on the whole."`}},
		{"what Central shows of a cell, changed only there", func(f *excelize.File) error {
			return replaced(f, "Central", "E4", "Knows about", "Hears of")
		}, []string{`problem! Central!E4: the line shows what P02 says under 1.1 Being believed, and was not read`}},
		{"words replaced in all sheets", func(f *excelize.File) error {
			if err := replaced(f, "Central", "E4", "Knows about", "Hears of"); err != nil {
				return err
			}
			return f.SetCellValue(lived, "G4", "Hears of voices.")
		}, []string{`cell 1 Lived experience!G4: P02 credible summary="Hears of voices."`}},
		{"a shortened text changed at its beginning", func(f *excelize.File) error {
			old, err := f.GetCellValue(lived, "I7")
			if err != nil {
				return err
			}
			return f.SetCellValue(lived, "I7", strings.Replace(old, "Counts", "Reckons", 1))
		}, []string{fmt.Sprintf(`cell 1 Lived experience!I7: P05 hope summary=%q`,
			"Reckons"+strings.TrimPrefix(newStudy().cells[15].Summary, "Counts"))}},
		{"italics and grey", func(f *excelize.File) error {
			return rich(f, love, "K10", excelize.RichTextRun{Text: "Says that "},
				excelize.RichTextRun{Text: "it was good ", Font: italic}, excelize.RichTextRun{Text: "in all. "},
				excelize.RichTextRun{Text: "laughs", Font: grey}, excelize.RichTextRun{Text: " "},
				excelize.RichTextRun{Text: "“already marked”", Font: italic})
		}, []string{`cell 2 Love labour caring beyond the!K10: P08 limits summary="Says that “it was good” in ` +
			`all. ` +
			`[laughs] “already marked”"`}},
		{"italics in Cells", func(f *excelize.File) error {
			return rich(f, "Cells", "F3", excelize.RichTextRun{Text: "Says: "},
				excelize.RichTextRun{Text: "tied to the bed", Font: italic})
		}, []string{`cell Cells!F3: P01 credible summary="Says: “tied to the bed”"`}},
		{"a row of Cells", func(f *excelize.File) error {
			for at, v := range map[string]any{"G3": "Mind this.", "H3": "draft", "J3": "▼ works against", "K3": 1} {
				if err := f.SetCellValue("Cells", at, v); err != nil {
					return err
				}
			}
			return nil
		}, []string{`cell Cells!F3: P01 credible comment="Mind this." status="draft" stance="negative" ` +
			`rating="+1"`}},
		{"words that are none", func(f *excelize.File) error {
			return f.SetSheetRow("Cells", "H3", &[]any{"drafty", "dunno", "uphill"})
		}, []string{`cell Cells!F3: P01 credible`, `problem! Cells!H3: "drafty" is not a status`,
			`problem! Cells!I3: "dunno" is not a reason for an empty cell`,
			`problem! Cells!J3: "uphill" is not a stance`}},
		{"new rows", func(f *excelize.File) error {
			n := lastCells(f)
			if err := f.SetSheetRow("Cells", fmt.Sprintf("A%d", n), &[]any{"P08", nil, "2.3 Limits and leaving", nil,
				nil,
				"Never left.", nil, "draft"}); err != nil {
				return err
			}
			return f.SetSheetRow("Cells", fmt.Sprintf("A%d", n+1), &[]any{"P99", nil, "warmth", nil, nil, "Who?"})
		}, []string{`cell Cells!F32: P08 limits summary="Never left." status="draft"`,
			`new Cells!F33: P99 warmth summary="Who?"`}},
		{"a formula and an error", func(f *excelize.File) error {
			if err := f.SetCellFormula(lived, "G3", `"a"&"b"`); err != nil {
				return err
			}
			return f.SetCellFormula(lived, "I3", `CONCATENATE("x","y")`)
		}, []string{`problem! 1 Lived experience!G3: a formula without a value stands where text belongs`,
			`problem! 1 Lived experience!I3: a formula without a value stands where text belongs`}},
		{"quotes", func(f *excelize.File) error {
			if err := f.SetCellValue("Quotes", "Q3", "*"); err != nil {
				return err
			}
			return f.SetCellValue("Quotes", "P3", "")
		}, []string{`quote Quotes!A3: coding-002 key=true stance=""`}},
		{"what is not read back", func(f *excelize.File) error {
			for sheet, cell := range map[string]string{
				"Quotes": "J3", "Memos": "C2", "Cells": "O2", "Cases": "C2", "Framework": "C3",
			} {
				if err := f.SetCellValue(sheet, cell, "not so"); err != nil {
					return err
				}
			}
			return f.SetCellValue("Quotes", "Q3", "*")
		}, []string{`quote Quotes!A3: coding-002 key=true stance="positive"`,
			"problem! Cells!B2: something was changed in this row that is not read back",
			"problem! Quotes!E3: something was changed in this row that is not read back",
			"problem! Cases!C2: something was changed in this row that is not read back",
			"problem! Framework!A3: something was changed in this row that is not read back",
			"problem! Memos!A2: something was changed in this row that is not read back"}},
		{"attributes", func(f *excelize.File) error {
			if err := f.SetCellValue("Cases", "D2", 25); err != nil {
				return err
			}
			return f.SetCellValue("Cases", "E3", "")
		}, []string{`case Cases!A2: P01 map[Age:25] was map[Age:24]`,
			`case Cases!A3: P02 map[Gender:] was map[Gender:woman]`}},
		{"a definition", func(f *excelize.File) error { return f.SetCellValue("Framework", "E4", "Seeing it.") },
			[]string{`code Framework!E4: hope map[definition:Seeing it.]`}},
		{"notes", func(f *excelize.File) error {
			for _, n := range []struct{ sheet, at string }{{lived, "G3"}, {"Quotes", "I3"}, {"README", "B2"}} {
				if err := f.AddComment(n.sheet, excelize.Comment{Author: "Ana", Cell: n.at, Text: "Is it?"}); err != nil {
					return err
				}
			}
			return nil
		}, []string{`note README!B2: Ana: Is it? (  )`,
			`note 1 Lived experience!G3: Ana: Is it? (case-P01 credible )`,
			`note Quotes!I3: Ana: Is it? (  coding-002)`}},
		{"a sheet renamed, columns inserted, rows moved", func(f *excelize.File) error {
			if err := f.SetCellValue(lived, "G3", "Trusts him."); err != nil {
				return err
			}
			if err := f.SetSheetName(lived, "Vivencia"); err != nil {
				return err
			}
			if err := f.InsertCols("Vivencia", "B", 2); err != nil {
				return err
			}
			if err := f.DuplicateRowTo("Vivencia", 3, 11); err != nil {
				return err
			}
			return f.RemoveRow("Vivencia", 3)
		}, []string{`cell Vivencia!I10: P01 credible summary="Trusts him."`}},
		{"a column deleted", func(f *excelize.File) error {
			if err := f.SetCellValue(lived, "I3", "Kept."); err != nil {
				return err
			}
			return f.RemoveCol(lived, "G")
		}, []string{`cell 1 Lived experience!H3: P01 hope summary="Kept."`,
			`problem 1 Lived experience: the column "1.1 Being believed" is missing: it was deleted or its ` +
				`header changed`}},
		{"a copied row, changed in both", func(f *excelize.File) error {
			if err := f.SetCellValue(lived, "G3", "One."); err != nil {
				return err
			}
			if err := f.DuplicateRowTo(lived, 3, 11); err != nil {
				return err
			}
			return f.SetCellValue(lived, "G11", "Two.")
		}, []string{`cell 1 Lived experience!G3: P01 credible summary="One."`,
			`problem! 1 Lived experience!G11: P01 under 1.1 Being believed was changed twice on this sheet: ` +
				`here and at 1 Lived experience!G3, which was read`}},
		{"a row of an unknown case", func(f *excelize.File) error {
			return f.SetSheetRow(lived, "A11", &[]any{"P77", nil, nil, nil, "He knew.", nil, nil})
		}, []string{`problem! 1 Lived experience!E11: the row's case, "P77", is not one of the export`}},
		{"a row of Cells given another case", func(f *excelize.File) error {
			return f.SetCellValue("Cells", "A3",
				"P08")
		},
			[]string{`cell Cells!F3: P08 credible summary="Believes the peer worker where he doesn't believe the ` +
				`doctor, ` +
				`because he “'d been tied to that same bed” (P01:14*). Is not looked at as if he were “going to break” ` +
				`(P01:22). [said with some anger at the ward]" status="agreed" stance="positive" rating="+2"`,
				`problem Cells!A3: the row shows P08 but carries the identifier of P01; it was read as P08`}},
		{"merged cells", func(f *excelize.File) error {
			if err := f.SetCellValue(lived, "G3", "Both."); err != nil {
				return err
			}
			if err := f.SetCellValue(lived, "G4", nil); err != nil {
				return err
			}
			return f.MergeCell(lived, "G3", "G4")
		}, []string{`cell 1 Lived experience!G3: P01 credible summary="Both."`,
			`problem 1 Lived experience!G3:G4: the cells are merged: only the first one's text is read, the ` +
				`others stay ` +
				`as they were`}},
		{"a copy of a sheet", func(f *excelize.File) error {
			n, err := f.NewSheet("Copy")
			if err != nil {
				return err
			}
			from, err := f.GetSheetIndex(lived)
			if err != nil {
				return err
			}
			return f.CopySheet(from, n)
		}, []string{`problem! Copy: the sheet is a copy of 1 Lived experience and is not read`}},
		{"a sheet deleted", func(f *excelize.File) error { return f.DeleteSheet("Quotes") },
			[]string{`problem Quotes: the sheet is missing, or nothing on it was recognised`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStudy()
			e := edit(t, s, func(f *excelize.File) {
				if err := test.change(f); err != nil {
					t.Fatal(err)
				}
			})
			got := told(t, s, e)
			slices.Sort(got)
			want := slices.Sorted(slices.Values(test.want))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
		})
	}
}
