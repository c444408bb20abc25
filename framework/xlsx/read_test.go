package xlsx_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/xlsx"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// dump prints all that the cells of a workbook say: texts as they are read,
// runs with their font, formulas.
func dump(t *testing.T, f *excelize.File) string {
	t.Helper()
	var out strings.Builder
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&out, "== %s\n", sheet)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, value := range row {
				if value == "" {
					continue
				}
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				fmt.Fprintf(&out, "%s %s", at, strings.ReplaceAll(value, "\n", "⏎"))
				if formula, _ := f.GetCellFormula(sheet, at); formula != "" {
					fmt.Fprintf(&out, "  =%s", formula)
				}
				runs, err := f.GetCellRichText(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				if len(runs) > 1 {
					out.WriteString("  {" + strings.ReplaceAll(marks(runs), "\n", "⏎") + "}")
				}
				out.WriteByte('\n')
			}
		}
	}
	return out.String()
}

// marks writes runs with their fonts: _italic_, *bold*, ~grey~.
func marks(runs []excelize.RichTextRun) string {
	var b strings.Builder
	for _, r := range runs {
		mark := ""
		if r.Font != nil {
			if r.Font.Bold {
				mark += "*"
			}
			if r.Font.Italic {
				mark += "_"
			}
			if strings.HasSuffix(r.Font.Color, "7F7F7F") {
				mark += "~"
			}
		}
		b.WriteString(mark + r.Text + mark)
	}
	return b.String()
}

func TestContent(t *testing.T) {
	t.Parallel()
	_, data := write(t, newStudy().matrix(t, framework.View{}), options)
	got := dump(t, open(t, data))
	const golden = "testdata/study.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the workbook's content changed (-want +got), rewrite with -update if meant:\n%s", diff)
	}
}

func TestSheetsAndManners(t *testing.T) {
	t.Parallel()
	_, data := write(t, newStudy().matrix(t, framework.View{}), options)
	f := open(t, data)
	want := []string{"README", "Central", "1 Lived experience", "2 Love labour caring beyond the", "Cells",
		"Quotes", "Cases", "Participants", "Framework", "Counts", "Memos", "_framewise"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	const chart = "1 Lived experience"
	panes, err := f.GetPanes(chart)
	if err != nil {
		t.Fatal(err)
	}
	if !panes.Freeze || panes.XSplit != 4 || panes.YSplit != 2 || panes.TopLeftCell != "E3" {
		t.Errorf("frozen at %d columns, %d rows, from %s", panes.XSplit, panes.YSplit, panes.TopLeftCell)
	}
	layout, err := f.GetPageLayout(chart)
	if err != nil {
		t.Fatal(err)
	}
	if *layout.Size != 8 || *layout.Orientation != "landscape" ||
		*layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("paper %d, %s, %d pages across, %d down", *layout.Size, *layout.Orientation, *layout.FitToWidth,
			*layout.FitToHeight)
	}
	names := make(map[string]string)
	for _, n := range f.GetDefinedName() {
		names[n.Name+" "+n.Scope] = n.RefersTo
	}
	if got, want := names["_xlnm.Print_Titles "+chart], "'"+chart+"'!$A:$A,'"+chart+"'!$1:$2"; got != want {
		t.Errorf("print titles %q, want %q", got, want)
	}
	if got, want := names["_xlnm._FilterDatabase "+chart], "'"+chart+"'!$A$2:$O$10"; got != want {
		t.Errorf("filter over %q, want %q", got, want)
	}
	if got, want := names["framewise.chart1 Workbook"], "'"+chart+"'!$A$1"; got != want {
		t.Errorf("the chart is held by %q, want %q", got, want)
	}
	props, err := f.GetSheetProps(chart)
	if err != nil {
		t.Fatal(err)
	}
	if got := *props.TabColorRGB; !strings.HasSuffix(got, "4E79A7") || !*props.FitToPage {
		t.Errorf("tab colour %s, fit to page %v", got, *props.FitToPage)
	}
	merged, err := f.GetMergeCells(chart)
	if err != nil {
		t.Fatal(err)
	}
	if len(merged) != 1 || merged[0][0] != "A1:O1" {
		t.Errorf("merged %v, want only the title", merged)
	}
	header, err := f.GetHeaderFooter(chart)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(header.OddHeader, "peer support") ||
		!strings.Contains(header.OddHeader, "Lived experience") ||
		!strings.Contains(header.OddFooter, "&P / &N") {
		t.Errorf("printed header %q, footer %q", header.OddHeader, header.OddFooter)
	}
	notes, err := f.GetComments(chart)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(notes, func(c excelize.Comment) bool {
		return c.Cell == "I2" && strings.Contains(c.Paragraph[0].Text, "makes a future thinkable") &&
			strings.Contains(c.Paragraph[0].Text, "(beside:hope)")
	}) {
		t.Errorf("no definition on the header of 1.2: %+v", notes)
	}
	lists, err := f.GetDataValidations("Cells")
	if err != nil {
		t.Fatal(err)
	}
	var formulas []string
	for _, l := range lists {
		formulas = append(formulas, l.Formula1)
	}
	wantLists := []string{
		"FALSE", "'_framewise'!$C$7:$C$15", "'_framewise'!$C$16:$C$25",
		`"not charted,draft,reviewed,agreed"`, `"not asked,nothing said,not applicable"`,
		`"▲ works as support,▼ works against,◆ mixed,○ neutral"`, `"+2,+1,-1"`,
	}
	if diff := cmp.Diff(wantLists, formulas); diff != "" {
		t.Errorf("drop-down lists (-want +got):\n%s", diff)
	}
	heat, err := f.GetConditionalFormats("Counts")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := heat["F3:N10"]; !ok {
		t.Errorf("no heat map over the counts: %v", heat)
	}
	if visible, err := f.GetSheetVisible(xlsx.OriginSheet); err != nil || visible {
		t.Errorf("the sheet of origin is visible (%v)", err)
	}
	custom, err := f.GetCustomProps()
	if err != nil {
		t.Fatal(err)
	}
	wantProps := []excelize.CustomProperty{
		{Name: "framewise.schema", Value: "2"}, {Name: "framewise.project", Value: "0190-project"},
		{Name: "framewise.framework", Value: "fw"}, {Name: "framewise.revision", Value: "42"},
	}
	if diff := cmp.Diff(wantProps, custom); diff != "" {
		t.Errorf("properties (-want +got):\n%s", diff)
	}
}

// rowsOf reads a sheet with a header in row 1 as one map a row.
func rowsOf(t testing.TB, f *excelize.File, sheet string) []map[string]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := make(map[string]string)
		for i, v := range row {
			m[strings.TrimSuffix(rows[0][i], xlsx.EditMark)] = v
		}
		out = append(out, m)
	}
	return out
}

func TestEveryQuoteAndCellIsThereWhole(t *testing.T) {
	t.Parallel()
	s := newStudy()
	_, data := write(t, s.matrix(t, framework.View{}), options)
	f := open(t, data)
	words := make(map[string]string)
	for _, row := range rowsOf(t, f, "Quotes") {
		words[row["quote id"]] = row["Quote"]
	}
	if len(words) != len(s.codes) {
		t.Errorf("%d quotes, want %d", len(words), len(s.codes))
	}
	for _, c := range s.codes {
		if got := words[string(c.ID)]; got != c.Anchor.Quote {
			t.Errorf("quote %s reads %q, want %q", c.ID, got, c.Anchor.Quote)
		}
	}
	cells := make(map[string]map[string]string)
	for _, row := range rowsOf(t, f, "Cells") {
		cells[row["cell id"]] = row
	}
	for _, c := range s.cells {
		row := cells[string(c.ID)]
		if row["Summary"] != c.Summary || row["Analyst's comment"] != c.Comment || row["Rating"] != c.Rating ||
			row["Status"] != string(c.Status) || row["Empty because"] != string(c.Empty) ||
			row["case id"] != string(c.Case) || row["code id"] != string(c.Code) ||
			row["fingerprint"] != xlsx.Fingerprint(&c) {
			t.Errorf("cell %s reads %v, want %+v", c.ID, row, c)
		}
	}
}

// Links are formulas that look an identifier up: each must name a sheet and a
// key that are there, in the row it names.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	_, data := write(t, newStudy().matrix(t, framework.View{}), options)
	f := open(t, data)
	link := regexp.MustCompile(
		`^HYPERLINK\("#'([^']+)'!([A-Z]+)"&MATCH\("([^"]+)",'([^']+)'!\$([A-Z]+):\$[A-Z]+,0\),"→.*"\)$`)
	columns := make(map[string][]string)
	n := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, value := range row {
				if !strings.HasPrefix(value, "→") || sheet == "README" || sheet == "Framework" {
					continue
				}
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				formula, err := f.GetCellFormula(sheet, at)
				if err != nil {
					t.Fatal(err)
				}
				m := link.FindStringSubmatch(formula)
				if m == nil || m[1] != m[4] {
					t.Errorf("%s!%s: %q is not a link", sheet, at, formula)
					continue
				}
				n++
				column := m[1] + "!" + m[5]
				if columns[column] == nil {
					columns[column] = valuesOf(t, f, m[1], m[5])
				}
				if !slices.Contains(columns[column], m[3]) {
					t.Errorf("%s!%s leads to %q, which is not in %s", sheet, at, m[3], column)
				}
			}
		}
	}
	// 32 crossings from the charts and as many to them, 8 cases by 2 themes on
	// Central, 8 on Cases, and the quotes' both ways.
	if n < 100 {
		t.Errorf("only %d links", n)
	}
}

func valuesOf(t *testing.T, f *excelize.File, sheet, column string) []string {
	t.Helper()
	col, err := excelize.ColumnNameToNumber(column)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, row := range rows {
		if len(row) >= col {
			values = append(values, row[col-1])
		}
	}
	return values
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ñandú 🙂 ", 5000) // 45,000 UTF-16 units
	for _, test := range []struct{ name, text, want string }{
		{"formula", "=HYPERLINK(\"http://example.invalid\")", "=HYPERLINK(\"http://example.invalid\")"},
		{"plus", "+1", "+1"}, {"minus", "-2+3", "-2+3"}, {"at", "@SUM(A1)", "@SUM(A1)"},
		{"control characters", "a\x00b\x07c\x1bd", "abcd"},
		{"line breaks", "a\r\nb\rc\nd", "a\nb\nc\nd"},
		{"not UTF-8", "a\xffb", "a\uFFFDb"},
		{"not a character", "a\uFFFEb\uFFFFc", "abc"},
		{"markup", "<b>&amp;</b> ]]>", "<b>&amp;</b> ]]>"},
		{"escape of Excel", "a _x0041_ b", "a _x0041_ b"},
		{"spaces at the ends", "  a  ", "  a  "},
		{"right to left", "قال لي إنه كان هناك", "قال لي إنه كان هناك"},
		{"combining marks and emoji", "e\u0301 👩🏽‍🚒", "e\u0301 👩🏽‍🚒"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStudy()
			s.codes[0].Anchor.Quote = test.text
			s.cells[1].Summary = test.text
			s.cells[1].Comment = test.text
			s.in.Cases[0].Note = test.text
			m := s.matrix(t, framework.View{})
			_, data := write(t, m, options)
			f := open(t, data)
			quotes, cells := rowsOf(t, f, "Quotes"), rowsOf(t, f, "Cells")
			got := []string{quotes[0]["Quote"], cells[1]["Summary"], cells[1]["Analyst's comment"],
				rowsOf(t, f, "Cases")[0]["Note"]}
			want := []string{test.want, test.want, test.want, test.want}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("read back (-want +got):\n%s", diff)
			}
			if formula, _ := f.GetCellFormula("Cells", "F3"); formula != "" {
				t.Errorf("the summary became the formula %q", formula)
			}
		})
	}
	t.Run("longer than a cell", func(t *testing.T) {
		t.Parallel()
		s := newStudy()
		s.cells[1].Summary = long
		var warnings []string
		o := options
		o.Warn = func(w string) { warnings = append(warnings, w) }
		_, data := write(t, s.matrix(t, framework.View{}), o)
		got := rowsOf(t, open(t, data), "Cells")[1]["Summary"]
		if !strings.HasPrefix(long, got[:30000]) || !strings.Contains(got, "[cut: ") ||
			!strings.HasSuffix(got, "]") {
			t.Errorf("a long summary reads …%q", got[len(got)-100:])
		}
		if len(warnings) != 1 || !strings.Contains(warnings[0], "P01 under 1.1 Being believed") {
			t.Errorf("warnings %q, want one that names the cell", warnings)
		}
	})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	wide := newStudy()
	for i := range 8200 {
		wide.code(fmt.Sprintf("c%d", i), "lived", "", "One of many", "", "")
	}
	for _, test := range []struct {
		name string
		m    *framework.Matrix
		o    xlsx.Options
		want string
	}{
		{"paper", newStudy().matrix(t, framework.View{}), xlsx.Options{Paper: "B5"}, `"B5" is not a paper`},
		{"columns", wide.matrix(t, framework.View{}), xlsx.Options{},
			`the chart of "Lived experience" would have 16416 columns, and Excel has 16384`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			err := xlsx.Write(&out, test.m, test.o)
			if err == nil || err.Error() != test.want || out.Len() > 0 {
				t.Errorf("error %v and %d bytes, want %q and none", err, out.Len(), test.want)
			}
		})
	}
}

func TestSmallAndOddStudies(t *testing.T) {
	t.Parallel()
	nobody := newStudy()
	nobody.in.Cases, nobody.in.Documents, nobody.cells, nobody.codes, nobody.in.Memos = nil, nil, nil, nil, nil
	bare := &study{in: framework.Input{
		Codes: []codebook.Code{{ID: "x", Key: "x", Framework: "f", Name: "[History]", Status: codebook.Active}},
		Cases: []corpus.Case{{ID: "c", Label: "=A1"}},
	}}
	same := newStudy()
	for i := range same.in.Codes {
		if same.in.Codes[i].Parent == "" {
			same.in.Codes[i].Number, same.in.Codes[i].Name = "", "A theme with one and the same long name: "+
				strings.Repeat("🙂", 10)
		}
	}
	for _, test := range []struct {
		name   string
		study  *study
		view   framework.View
		sheets []string // the charts
	}{
		{"no cases", nobody, framework.View{}, []string{"1 Lived experience", "2 Love labour caring beyond the"}},
		{"one code, nothing said", bare, framework.View{}, []string{"History (2)"}},
		{"names alike", same, framework.View{},
			[]string{"A theme with one and the same", "A theme with one and the (2)"}},
		{"one theme of two", newStudy(), framework.View{Codes: []codebook.CodeID{"warmth"}},
			[]string{"2 Love labour caring beyond the"}},
		{"no attributes", newStudy(), framework.View{Attributes: []string{}},
			[]string{"1 Lived experience", "2 Love labour caring beyond the"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			m := test.study.matrix(t, test.view)
			_, data := write(t, m, xlsx.Options{Paper: xlsx.A4})
			f := open(t, data)
			list := f.GetSheetList()
			if diff := cmp.Diff(test.sheets, list[2:2+len(test.sheets)]); diff != "" {
				t.Errorf("charts (-want +got):\n%s", diff)
			}
			for _, sheet := range list {
				if _, err := f.GetRows(sheet); err != nil {
					t.Errorf("sheet %s: %v", sheet, err)
				}
			}
		})
	}
}

// What isn't charted yet shows as many quotes as can be read, and says how
// many there are besides.
func TestUnchartedShowsWhatFits(t *testing.T) {
	t.Parallel()
	s := newStudy()
	for i := range 30 {
		s.quote("P08", 100+i, "limits", neg, "", fmt.Sprintf("Time %d that he said he would come and ", i)+
			strings.Repeat("did not come and ", 1+i%7))
	}
	s.quote("P08", 200, "staying", pos, "", strings.Repeat("and he stayed and stayed ", 100))
	_, data := write(t, s.matrix(t, framework.View{}), xlsx.Options{Paper: xlsx.A4})
	f := open(t, data)
	const chart = "2 Love labour caring beyond the"
	several, err := f.GetCellValue(chart, "K10")
	if err != nil {
		t.Fatal(err)
	}
	shown := strings.Count(several, "Time ")
	if want := fmt.Sprintf("\n+ %d more: see Quotes", 30-shown); shown < 5 ||
		!strings.HasSuffix(several, want) ||
		!strings.HasPrefix(several, "not charted\n▼ P08:100 “Time 0 that") {
		t.Errorf("thirty quotes show as %q", several)
	}
	one, err := f.GetCellValue(chart, "I10")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(one, "stayed … whole in Quotes") {
		t.Errorf("a very long quote shows as %q", one)
	}
	height, err := f.GetRowHeight(chart, 10)
	if err != nil || height < 200 || height > 409 {
		t.Errorf("the row is %v points high (%v)", height, err)
	}
	layout, err := f.GetPageLayout(chart)
	if err != nil {
		t.Fatal(err)
	}
	if *layout.Size != 9 || *layout.AdjustTo < 60 || *layout.AdjustTo > 100 {
		t.Errorf("paper %d at %d per cent; want A4, so that it can be read", *layout.Size, *layout.AdjustTo)
	}
}

func TestStanceWordsThatNoListHolds(t *testing.T) {
	t.Parallel()
	s := newStudy()
	s.in.Framework.StanceLabels[neg] = "works against, or gets in the way"
	_, data := write(t, s.matrix(t, framework.View{}), options)
	lists, err := open(t, data).GetDataValidations("Quotes")
	if err != nil {
		t.Fatal(err)
	}
	if want := `"▲ positive,▼ negative,◆ mixed,○ neutral"`; lists[1].Formula1 != want {
		t.Errorf("stances %s, want %s", lists[1].Formula1, want)
	}
}
