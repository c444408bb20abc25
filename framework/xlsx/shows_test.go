package xlsx_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/framework"
	"framewise/framework/xlsx"
)

// editView is edit for another view, written otherwise.
func editView(t testing.TB, s *study, v framework.View, o xlsx.Options, change func(f *excelize.File) error) []string {
	t.Helper()
	_, data := write(t, s.matrix(t, v), o)
	f := open(t, data)
	if err := change(f); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return told(t, s, read(t, out.Bytes(), xlsx.ReadOptions{}))
}

func value(t testing.TB, f *excelize.File, sheet, at string) string {
	t.Helper()
	v, err := f.GetCellValue(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

var wide = xlsx.Options{Wide: true, Paper: xlsx.Letter, Revision: 42}

// Whatever a workbook shows and however it is laid out, what nobody edited is
// no edit.
func TestUneditedViews(t *testing.T) {
	t.Parallel()
	for _, v := range []framework.View{
		{}, {GroupBy: []string{"Gender"}, OrderBy: []string{"Age"}}, {Depth: 1}, {Consensus: true},
		{Show: framework.ShowQuotes}, {Show: framework.ShowCounts, GroupBy: []string{"Gender", "Group"}},
		{Show: framework.ShowPresence, Depth: 1},
	} {
		for _, o := range []xlsx.Options{options, wide} {
			t.Run(fmt.Sprintf("%+v wide %v", v, o.Wide), func(t *testing.T) {
				t.Parallel()
				s := newStudy()
				_, data := write(t, s.matrix(t, v), o)
				if got := told(t, s, read(t, data, xlsx.ReadOptions{})); len(got) > 0 {
					t.Errorf("nobody edited %q", got)
				}
				m := s.matrix(t, v)
				if m.Show == framework.ShowSummary {
					exported(t, m, read(t, data, xlsx.ReadOptions{All: true}))
				}
			})
		}
	}
}

func TestWideSheet(t *testing.T) {
	t.Parallel()
	s := newStudy()
	_, data := write(t, s.matrix(t, framework.View{}), wide)
	f := open(t, data)
	want := []string{"README", "Central", "Matrix", "Cells", "Quotes", "Cases", "Participants", "Framework", "Counts", "Memos", "_framewise"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	var heads []string
	for _, at := range []string{"A1", "E1", "O1", "E2", "G2", "O2", "Q2"} {
		heads = append(heads, value(t, f, "Matrix", at))
	}
	want = []string{"All themes", "1 Lived experience", "2 Love labour: caring beyond the role / hours",
		"1 Lived experience ✎", "1.1 Being believed ✎", "2 Love labour: caring beyond the role / hours ✎", "2.1 Warmth ✎"}
	if diff := cmp.Diff(want, heads); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
	formula, err := f.GetCellFormula("Cells", "D2")
	if err != nil || formula != `HYPERLINK("#'Matrix'!E"&MATCH("P01",'Matrix'!$A:$A,0),"→ chart")` {
		t.Errorf("a cell leads to %s (%v)", formula, err)
	}
	got := editView(t, s, framework.View{}, wide, func(f *excelize.File) error {
		if err := f.SetSheetName("Matrix", "Everything"); err != nil {
			return err
		}
		return f.SetCellValue("Everything", "Q3", "▲ Visits on a Sunday (P01:57).")
	})
	want = []string{`cell Everything!Q3: P01 warmth summary="Visits on a Sunday (P01:57)."`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

func TestGroupedRows(t *testing.T) {
	t.Parallel()
	s := newStudy()
	v := framework.View{GroupBy: []string{"Gender"}, OrderBy: []string{"Age"}}
	_, data := write(t, s.matrix(t, v), options)
	f := open(t, data)
	var labels []string
	for row := range 10 {
		labels = append(labels, value(t, f, lived, fmt.Sprint("A", 3+row)))
	}
	want := []string{"Gender: man (5 cases)", "P03", "P01", "P04", "P06", "P08", "Gender: woman (3 cases)", "P07", "P02", "P05"}
	if diff := cmp.Diff(want, labels); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if got := value(t, f, lived, "B2"); got != "Gender" {
		t.Errorf("beside the case stands %s", got)
	}
	got := editView(t, s, v, options, func(f *excelize.File) error {
		if err := f.SetCellValue(lived, "G5", "Trusts him."); err != nil {
			return err
		}
		return f.SetCellValue(lived, "G3", "All men trust.")
	})
	want = []string{`cell 1 Lived experience!G5: P01 credible summary="Trusts him."`,
		`problem! 1 Lived experience!G3: the row's case, "Gender: man (5 cases)", is not one of the export`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

// Charts of numbers or quotes are only read; what is written in Cells comes
// back from such a workbook too, and a note keeps its cell.
func TestChartsThatAreOnlyRead(t *testing.T) {
	t.Parallel()
	for show, want := range map[framework.Show]string{
		framework.ShowCounts: "2", framework.ShowPresence: "1",
		framework.ShowQuotes: "▲ P01:14* “When the doctor says it, it's a doctor saying it. When Nico said it I believed " +
			"him, because he'd been tied to that same bed.”\n▲ P01:22 “he doesn't look at me like I'm going to break”",
	} {
		s := newStudy()
		v := framework.View{Show: show}
		got := editView(t, s, v, options, func(f *excelize.File) error {
			if got := value(t, f, lived, "G3"); got != want {
				t.Errorf("%s show %q, want %q", show, got, want)
			}
			if got := value(t, f, lived, "G2"); got != "1.1 Being believed" {
				t.Errorf("%s: the header %q", show, got)
			}
			if got := value(t, f, lived, "K4"); show.Numbers() && got != "1" {
				t.Errorf("%s of P02 under the cost of sharing: %q", show, got)
			}
			if got := value(t, f, lived, "I4"); show.Numbers() && got != "not asked" {
				t.Errorf("%s where nobody asked: %q", show, got)
			}
			for _, e := range []error{
				f.SetCellValue(lived, "G3", "99"), f.SetCellValue("Central", "E3", nil), f.SetCellValue("Cells", "H2", "draft"),
				f.AddComment(lived, excelize.Comment{Cell: "G3", Author: "R", Paragraph: []excelize.RichTextRun{{Text: "So many?"}}}),
			} {
				if e != nil {
					return e
				}
			}
			return f.RemoveCol(lived, "I")
		})
		want := []string{`cell Cells!F2: P01 lived status="draft"`, `note 1 Lived experience!G3: R: So many? (case-P01 credible )`}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: read (-want +got):\n%s", show, diff)
		}
	}
}

// What is charted deeper than the columns shows where it begins, and writing
// over it makes a summary of the column's own.
func TestDepthOfColumns(t *testing.T) {
	t.Parallel()
	s := newStudy()
	s.cells = s.cells[1:] // the theme's own summary of P01
	got := editView(t, s, framework.View{Depth: 1}, options, func(f *excelize.File) error {
		const want = "1.1 Being believed: ▲ +2 · Believes the peer worker where he doesn't believe the doctor, because he " +
			"“'d been tied to that same bed” (P01:14*). Is not looked at as if he were …\n1.2 Proof that it gets better: " +
			"▲ +2 · A job, a child and a motorbike: “then it isn't over” (P01:31*).\n1.3 The cost of sharing: nothing said"
		if diff := cmp.Diff(want, value(t, f, lived, "E3")); diff != "" {
			t.Errorf("P01 (-want +got):\n%s", diff)
		}
		return f.SetCellValue(lived, "E3", "Trust and hope.")
	})
	want := []string{`cell 1 Lived experience!E3: P01 lived summary="Trust and hope."`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

var readOptions = xlsx.ReadOptions{}

// Pages that are too narrow for a sheet end between columns: no summary is cut
// or parted from its arrow, and each has the title.
func TestPagesAcross(t *testing.T) {
	t.Parallel()
	brk := regexp.MustCompile(`<brk id="(\d+)"`)
	for _, o := range []xlsx.Options{{Paper: xlsx.A4}, {Paper: xlsx.Letter, Wide: true}, {Paper: xlsx.A3, Wide: true}} {
		_, data := write(t, newStudy().matrix(t, framework.View{GroupBy: []string{"Gender"}}), o)
		f := open(t, data)
		all := parts(t, data)
		breaks := 0
		for i, sheet := range f.GetSheetList() {
			_, cols, _ := strings.Cut(all[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)], "<colBreaks")
			props, err := f.GetSheetProps(sheet)
			if err != nil {
				t.Fatal(err)
			}
			found := brk.FindAllStringSubmatch(cols, -1)
			if sheet != xlsx.OriginSheet && *props.FitToPage != (len(found) == 0) {
				t.Errorf("%s fits to the page: %v, with %d breaks, which Excel then leaves out", sheet, *props.FitToPage, len(found))
			}
			for _, m := range found {
				breaks++
				n, _ := strconv.Atoi(m[1])
				name, _ := excelize.ColumnNumberToName(n + 1)
				head, title := value(t, f, sheet, name+"2"), value(t, f, sheet, name+"1")
				if titled := value(t, f, sheet, "A2") == "Case"; titled && (head == "" || title == "") || !titled && title == "" {
					t.Errorf("%v: %s goes on at %s under %q, %q", o, sheet, name, title, head)
				}
			}
		}
		if breaks == 0 {
			t.Errorf("%v: no sheet is wider than a page", o)
		}
	}
}
