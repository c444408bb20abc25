package xlsx_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/framework"
	"framewise/framework/xlsx"
)

// inTongues is the study with an invented translation beside its first quote.
func inTongues(t *testing.T, in framework.QuotesIn, words, beside framework.Words) (*study, *framework.Matrix) {
	t.Helper()
	s := newStudy()
	m := s.matrix(t, framework.View{QuotesIn: in})
	m.Bilingual = beside.Text != ""
	for r := range m.Rows {
		for c := range m.Columns {
			for i := range m.At(r, c).Quotes {
				q := &m.At(r, c).Quotes[i]
				if q.Coding.ID == "coding-001" {
					q.Wording = &framework.Wording{Words: words, Beside: beside, Both: in == framework.QuotesInBoth}
				}
			}
		}
	}
	return s, m
}

// TestQuotesInTongues: the sheet of quotes says in which language they are.
func TestQuotesInTongues(t *testing.T) {
	t.Parallel()
	words := framework.Words{Text: "Estaba ahí.", Language: "es", At: "P01.es:15"}
	beside := framework.Words{Text: "He was there. And so on.", Language: "en", Turns: 1}
	saying := func(w framework.Words) framework.Words { w.Told = true; return w }
	for _, test := range []struct {
		in            framework.QuotesIn
		words, beside framework.Words
		want          [3]string
		shown         [2]bool // the language, the other language
	}{
		{framework.QuotesAsCoded, words, framework.Words{}, [3]string{"Estaba ahí.", "", ""}, [2]bool{false, false}},
		{framework.QuotesAsCoded, words, beside, [3]string{"Estaba ahí.", "", "He was there. And so on. (whole turn)"}, [2]bool{false, true}},
		{"es", words, framework.Words{}, [3]string{"Estaba ahí.", "es, P01.es:15", ""}, [2]bool{true, false}},
		{
			framework.QuotesInBoth, saying(words), saying(beside),
			[3]string{"Estaba ahí.", "es, P01.es:15", "He was there. And so on. (en, whole turn)"}, [2]bool{true, true},
		},
	} {
		s, m := inTongues(t, test.in, test.words, test.beside)
		_, data := write(t, m, options)
		f := open(t, data)
		row := rowsOf(t, f, "Quotes")[0]
		got := [3]string{row["Quote"], row["Language"], row["In the other language"]}
		if diff := cmp.Diff(test.want, got); diff != "" || row["quote id"] != "coding-001" {
			t.Errorf("in %q the quote %s (-want +got):\n%s", test.in, row["quote id"], diff)
		}
		for i, header := range []string{"Language", "In the other language"} {
			if visible := visibleColumn(t, f, "Quotes", header); visible != test.shown[i] {
				t.Errorf("in %q the column %s is visible: %v", test.in, header, visible)
			}
		}
		legend := false
		readme, err := f.GetRows("README")
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range readme {
			for _, text := range row {
				legend = legend || strings.Contains(text, "Places are those of the words that were coded")
			}
		}
		if legend != (test.in != framework.QuotesAsCoded) {
			t.Errorf("in %q the legend tells of languages: %v", test.in, legend)
		}
		if edits := told(t, s, read(t, data, xlsx.ReadOptions{})); len(edits) > 0 {
			t.Errorf("in %q nobody edited %q", test.in, edits)
		}
	}
}

// visibleColumn tells whether the column with a header is not hidden.
func visibleColumn(t *testing.T, f *excelize.File, sheet, header string) bool {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range rows[0] {
		if name != header {
			continue
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			t.Fatal(err)
		}
		visible, err := f.GetColVisible(sheet, column)
		if err != nil {
			t.Fatal(err)
		}
		return visible
	}
	t.Fatalf("%s has no column %s", sheet, header)
	return false
}
