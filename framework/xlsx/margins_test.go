package xlsx_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/xlsx"
)

// TestMarginsShown: what stands where, and outside of what is sorted.
func TestMarginsShown(t *testing.T) {
	t.Parallel()
	s := summedUp()
	_, data := write(t, s.matrix(t, framework.View{}), options)
	f := open(t, data)
	at := func(sheet string, cells ...string) (texts []string) {
		for _, c := range cells {
			text, err := f.GetCellValue(sheet, c)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, text)
		}
		return texts
	}
	for _, test := range []struct {
		name      string
		want, got []string
	}{
		{"the rows below a chart", []string{"", "All cases", "Range of views", "Exceptions", ""},
			at(lived, "A11", "A12", "A13", "A14", "A15")},
		{"a column summary", []string{
			"Where hope is believed it has a body: a job, a child, a motorbike (P01:31*).",
			"From “then it isn't over” (P01:31*) to “a story they tell you so you take the pills” (P03:13).",
			"P03 rejects it outright (P03:12); [one voice, and a loud one].",
		}, at(lived, "I12", "I13", "I14")},
		{"a theme's on its chart and on Central", []string{"Care is what is done beyond the hour (P02:44, P06:61).",
			"Care is what is done beyond the hour (P02:44, P06:61)."}, append(at(love, "E12"), at("Central", "G12")...)},
		{"the column of cases on a chart", []string{"Case summary ✎", "case id @love"}, at(love, "M2", "O2")},
		{"and on Central, with what some case has", []string{"Case summary ✎", "Exceptions ✎", "case id @",
			"Calm, named, laughed with (P07:22, P07:57).", "One story cost too much (P07:90)."},
			at("Central", "I2", "K2", "L2", "I9", "K9")},
		{"a stance before the summary", []string{"▲ "}, []string{at(love, "I12")[0]}},
	} {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm._FilterDatabase" && name.Scope == love && !strings.HasSuffix(name.RefersTo, "$O$10") {
			t.Errorf("the filter takes in %s, and the cases end in row 10", name.RefersTo)
		}
	}
	rows := rowsOf(t, f, "Cells")
	var margins []string
	for _, r := range rows {
		if r["case id"] == "*" || r["code id"] == "*" {
			margins = append(margins, r["Case"]+" × "+r["Code"]+": "+r["Exceptions"]+r["Evidence"])
		}
	}
	if diff := cmp.Diff([]string{
		"P01 × All codes: ", "P07 × All codes: One story cost too much (P07:90).",
		"All cases × 1.2 Proof that it gets better: P03 rejects it outright (P03:12); [one voice, and a loud one].",
		"All cases × 2 Love labour: caring beyond the role / hours: ", "All cases × 2.2 Staying with it: ",
	}, margins); diff != "" {
		t.Errorf("rows of Cells (-want +got):\n%s", diff)
	}

	// Where no case has a summary, charts of themes have no column for it.
	_, data = write(t, newStudy().matrix(t, framework.View{}), options)
	f = open(t, data)
	if got := append(at(love, "M2"), at("Central", "I2", "K2")...); !slices.Equal(got,
		[]string{"case id @love", "Case summary ✎", "case id @"}) {
		t.Errorf("headers behind the codes: %q", got)
	}
}

func TestMarginEdits(t *testing.T) {
	t.Parallel()
	grey := &excelize.Font{Color: "808080"}
	for _, test := range []struct {
		name   string
		change func(f *excelize.File) error
		want   []string
	}{
		{"a first summary of a column", func(f *excelize.File) error {
			return f.SetCellValue(lived, "G12", "Most believe “who was there” (P01:14*).")
		}, []string{`cell 1 Lived experience!G12: all credible summary="Most believe “who was there” (P01:14*)."`}},
		{"its range and exceptions, with a remark in grey", func(f *excelize.File) error {
			return f.SetCellRichText(lived, "G14", []excelize.RichTextRun{{Text: "Not P04 (P04:21) "}, {Text: "paid work", Font: grey}})
		}, []string{`cell 1 Lived experience!G14: all credible exceptions="Not P04 (P04:21) [paid work]"`}},
		{"a stance taken with the words", func(f *excelize.File) error {
			return f.SetCellValue(love, "I12", "▲ They stay.")
		}, []string{`cell 2 Love labour caring beyond the!I12: all staying summary="They stay."`}},
		{"a range emptied", func(f *excelize.File) error {
			return f.SetCellValue(love, "I13", "")
		}, []string{`cell 2 Love labour caring beyond the!I13: all staying range=""`}},
		{"n/a is a word in a range", func(f *excelize.File) error {
			return f.SetCellValue(love, "I13", "n/a")
		}, []string{`cell 2 Love labour caring beyond the!I13: all staying range="n/a"`}},
		{"a column that nobody was asked about", func(f *excelize.File) error {
			return f.SetCellValue(love, "M12", "")
		}, nil},
		{"a case's own summary, on a chart and on Central", func(f *excelize.File) error {
			if err := f.SetCellValue(love, "M4", "A mother first (P02:9)."); err != nil {
				return err
			}
			return f.SetCellValue("Central", "K5", "Nobody else says so.")
		}, []string{
			`cell Central!K5: P03 all exceptions="Nobody else says so."`,
			`cell 2 Love labour caring beyond the!M4: P02 all summary="A mother first (P02:9)."`,
		}},
		{"in Cells", func(f *excelize.File) error {
			rows, err := f.GetRows("Cells")
			if err != nil {
				return err
			}
			for i, r := range rows {
				if len(r) > 1 && r[0] == "All cases" && r[2] == "1.2 Proof that it gets better" {
					return f.SetSheetRow("Cells", "H"+strconv.Itoa(i+1), &[]any{"reviewed", "", "◆ mixed", "", "Narrow.", ""})
				}
			}
			return nil
		}, []string{`cell Cells!F34: all hope status="reviewed" stance="mixed" range="Narrow." exceptions=""`}},
		{"new rows in Cells", func(f *excelize.File) error {
			if err := f.SetSheetRow("Cells", "A40", &[]any{"All cases", "", "2.3 Limits and leaving", "", "", "Doors."}); err != nil {
				return err
			}
			if err := f.SetSheetRow("Cells", "A41", &[]any{"P05", "", "All codes", "", "", "Years."}); err != nil {
				return err
			}
			return f.SetSheetRow("Cells", "A42", &[]any{"All cases", "", "A new code", "", "", "Something."})
		}, []string{
			`cell Cells!F40: all limits summary="Doors."`,
			`cell Cells!F41: P05 all summary="Years."`,
			`new Cells!F42: all A new code summary="Something."`,
		}},
		{"where the margins meet", func(f *excelize.File) error {
			return f.SetCellValue(love, "M12", "Everything.")
		}, []string{"problem! 2 Love labour caring beyond the!M12: what all cases say over all codes has no place in the project"}},
		{"a note", func(f *excelize.File) error {
			return f.AddComment(love, excelize.Comment{Cell: "G12", Author: "Marta", Paragraph: []excelize.RichTextRun{{Text: "Whose?"}}})
		}, []string{"note 2 Love labour caring beyond the!G12: Marta: Whose? ( warmth )"}},
		// Somebody who sorts all that stands there, hidden column too, moves the
		// rows up among the cases.
		{"sorted in among the cases", func(f *excelize.File) error {
			if err := reversed(f, lived, 3, 14); err != nil {
				return err
			}
			return f.SetCellValue(lived, "I3", "P03 and P09.")
		}, []string{`cell 1 Lived experience!I3: all hope exceptions="P03 and P09."`}},
		{"the hidden column gone", func(f *excelize.File) error {
			if err := f.RemoveCol(love, "O"); err != nil {
				return err
			}
			return f.SetCellValue(love, "E13", "Wide.")
		}, []string{`cell 2 Love labour caring beyond the!E13: all love range="Wide."`}},
		{"a case pasted over them", func(f *excelize.File) error {
			return f.SetSheetRow(lived, "A13", &[]any{"P03", "", "", "", "", "", "Doubts him.", "", "", "", "", "", "", ""})
		}, []string{
			`cell 1 Lived experience!G13: P03 credible summary="Doubts him."`,
			`cell 1 Lived experience!I13: P03 hope summary=""`,
			`problem 1 Lived experience!A13: the row shows P03 but carries the identifier of Range of views; it was read as P03`,
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := summedUp()
			e := edit(t, s, func(f *excelize.File) {
				if err := test.change(f); err != nil {
					t.Fatal(err)
				}
			})
			got := told(t, s, e)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
		})
	}
}

// reversed turns the order of the rows of a sheet about, as sorting does.
func reversed(f *excelize.File, sheet string, first, last int) error {
	rows, err := f.GetRows(sheet)
	if err != nil {
		return err
	}
	for i := first; i <= last; i++ {
		var from []string
		if n := first + last - i; n <= len(rows) {
			from = rows[n-1]
		}
		cells := make([]any, 20)
		for c := range cells {
			cells[c] = ""
			if c < len(from) {
				cells[c] = from[c]
			}
		}
		if err := f.SetSheetRow(sheet, "A"+strconv.Itoa(i), &cells); err != nil {
			return err
		}
	}
	return nil
}

// TestNameOfMargin: cases may have the very names that the margins have.
func TestNameOfMargin(t *testing.T) {
	t.Parallel()
	s := summedUp()
	s.in.Cases[2].Label, s.in.Cases[3].Label = "All_cases", "exceptions"
	m := s.matrix(t, framework.View{})
	_, data := write(t, m, options)
	unedited(t, m, data)
}

// TestLongMargins: what is too long for a chart stands whole in Cells, and what
// is changed on the chart changes the part that is shown.
func TestLongMargins(t *testing.T) {
	t.Parallel()
	s := newStudy()
	long := strings.Repeat("Some say it and some don't. ", 90) + "The end."
	s.summary("warmth", "", long, long, "")
	e := edit(t, s, func(f *excelize.File) {
		for _, at := range []string{"G12", "G13"} {
			text, err := f.GetCellValue(love, at)
			if err != nil || !strings.HasSuffix(text, " … whole text in Cells") {
				t.Fatalf("%s reads %q (%v)", at, text, err)
			}
			if err := f.SetCellValue(love, at, strings.Replace(text, "Some say", "All say", 1)); err != nil {
				t.Fatal(err)
			}
		}
	})
	want := strings.Replace(long, "Some say", "All say", 1)
	for i, f := range []framework.Field{framework.SummaryField, framework.RangeField} {
		if len(e.Cells) != 2 || e.Cells[i].Code != codebook.CodeID("warmth") {
			t.Fatalf("read %+v", e)
		}
		was := s.cells[len(s.cells)-1]
		if got := e.Cells[i].Edits(was.Value())[f]; got != want {
			t.Errorf("%s reads …%q", f, got[max(0, len(got)-60):])
		}
	}
}

// TestRowsOfLayoutOne: a workbook from before the margins lacks nothing.
func TestRowsOfLayoutOne(t *testing.T) {
	t.Parallel()
	e := read(t, content(t, "testdata/layout-1/openpyxl.xlsx"), xlsx.ReadOptions{All: true})
	if e.Schema != 1 || len(e.Problems) > 0 {
		t.Errorf("layout %d, problems %v", e.Schema, e.Problems)
	}
	for _, c := range e.Cells {
		if c.Range != nil || c.Exceptions != nil {
			t.Errorf("%s has a range or exceptions", c.Address)
		}
	}
}
