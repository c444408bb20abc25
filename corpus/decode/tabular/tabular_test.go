package tabular_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/tabular"
)

func TestCSV(t *testing.T) {
	t.Parallel()
	row := func(n int, cells ...string) decode.Row { return decode.Row{Number: n, Cells: cells} }
	tests := []struct {
		name, file, content string
		header              []string
		rows                []decode.Row
		warn                string
	}{
		{name: "commas", content: "case, answer \r\nP1,yes\r\nP2,\"no, but\"\r\n", header: []string{"case",
			"answer"},
			rows: []decode.Row{row(2, "P1", "yes"), row(3, "P2", "no, but")}},
		{name: "semicolons, with commas in the text",
			content: "caso;edad;dijo\nP1;30;sí, claro, bueno\nP2;40;no, nada, nunca\n",
			header:  []string{"caso", "edad", "dijo"},
			rows:    []decode.Row{row(2, "P1", "30", "sí, claro, bueno"), row(3, "P2", "40", "no, nada, nunca")}},
		{name: "tabs", file: "a.tsv", content: "a\tb,c\nd\te", header: []string{"a", "b,c"},
			rows: []decode.Row{row(2, "d", "e")}},
		{name: "tabs under another name", content: "a\tb\nc,d\te\n", header: []string{"a", "b"},
			rows: []decode.Row{row(2, "c,d", "e")}},
		{name: "bars", content: "a|b\nc|d\n", header: []string{"a", "b"}, rows: []decode.Row{row(2, "c", "d")}},
		{name: "named by Excel", content: "sep=;\na,b;c\n", header: []string{"a,b", "c"}},
		{name: "one column", content: "answer\nyes\nno\n", header: []string{"answer"}, rows: []decode.Row{row(2,
			"yes"), row(3, "no")}},
		{name: "line breaks and doubled quotes", content: "a,b\n\"one\r\ntwo \"\"x\"\"\",\"\"\n",
			header: []string{"a", "b"},
			rows:   []decode.Row{row(2, "one\ntwo \"x\"", "")}},
		{name: "quotes that quote nothing", content: "a;b\nunclosed \"q;x\n\"he said \"hi\" to me\" ;y\n",
			header: []string{"a", "b"},
			rows:   []decode.Row{row(2, "unclosed \"q", "x"), row(3, "he said \"hi\" to me", "y")},
			warn:   "row 3: quotation marks"},
		{name: "blank rows keep the numbers, ragged ones their cells", content: "\n , \na,b\n\nP1\nP2,x,y\n,,\n",
			header: []string{"a", "b"}, rows: []decode.Row{row(5, "P1"), row(6, "P2", "x", "y")}},
		{name: "guarded formulas", content: "a\n'=1+1\n'-\n''=x\n'tis\n-2\n", header: []string{"a"},
			rows: []decode.Row{row(2, "=1+1"), row(3, "-"), row(4, "'=x"), row(5, "'tis"), row(6, "-2")}},
		{name: "a title and what it is about above the header",
			content: "Study: peer support,,,\n,,,\nDate,3 May,,\nTurn,Time,Speaker,Text\n1,0:01,I,And?\n2,0:04,P,No.\n",
			header:  []string{"Turn", "Time", "Speaker", "Text"},
			rows:    []decode.Row{row(5, "1", "0:01", "I", "And?"), row(6, "2", "0:04", "P", "No.")},
			warn:    `row 1: "Study: peer support" stands above the columns' names, in row 4`},
		{name: "a column without a name", content: ",said\nP1,yes\nP2,no\n", header: []string{"", "said"},
			rows: []decode.Row{row(2, "P1", "yes"), row(3, "P2", "no")}},
		{name: "one column, with commas", content: "text\nyes, well\nno, never\n", header: []string{"text"},
			rows: []decode.Row{row(2, "yes", " well"), row(3, "no", " never")}},
		{name: "not Unicode", content: "a,b\nse\xF1or,x\n", header: []string{"a", "b"}, rows: []decode.Row{row(2,
			"señor", "x")},
			warn: "read as windows-1252"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			name := tt.file
			if name == "" {
				name = "a.csv"
			}
			f := decode.File{Name: name, Content: []byte(tt.content)}
			d, err := tabular.Read(f, tabular.Options{}, decode.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&decode.Table{Header: tt.header, Rows: tt.rows}, d.Table); diff != "" {
				t.Errorf("table (-want +got):\n%s", diff)
			}
			var all []string
			for _, w := range d.Warnings {
				all = append(all, w.String())
			}
			if got := strings.Join(all, "; "); !strings.Contains(got, tt.warn) || tt.warn == "" && got != "" {
				t.Errorf("warnings %q, want %q", got, tt.warn)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	book := workbook(t, func(*excelize.File) {})
	small := decode.DefaultLimits
	small.Cells = 5
	tests := []struct {
		name string
		file decode.File
		o    tabular.Options
		want string
	}{
		{"unclosed quotation mark", decode.File{Name: "a.csv", Content: []byte("a;b\nx;\"y\nz;w\n")},
			tabular.Options{},
			"a.csv: row 2 opens a quotation mark"},
		{"empty", decode.File{Name: "a.csv"}, tabular.Options{}, "a.csv is empty"},
		{"blank", decode.File{Name: "a.csv", Content: []byte(" , \n\n")}, tabular.Options{}, "holds no text"},
		{"too many cells", decode.File{Name: "a.csv", Content: []byte("a,b\n1,2\n3,4\n")}, tabular.Options{},
			"more than 5 cells"},
		{"too many cells in a workbook", workbook(t, func(x *excelize.File) {
			for i := range 3 {
				_ = x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &[]string{"a", "b"})
			}
		}), tabular.Options{}, "more than 5 cells"},
		{"a sheet of a CSV", decode.File{Name: "a.csv", Content: []byte("a\n")}, tabular.Options{Sheet: "x"},
			"no worksheets"},
		{"a sheet that is not there", book, tabular.Options{Sheet: "Shet1"}, `no worksheet "Shet1"`},
		{"an empty sheet", book, tabular.Options{Sheet: "sheet1"}, `"Sheet1" is empty`},
		{"an empty workbook", book, tabular.Options{}, "holds no text"},
		{"no workbook", decode.File{Name: "a.xlsx", Content: []byte("a,b")}, tabular.Options{}, "not a xlsx file"},
		{"cut", decode.File{Name: "a.xlsx", Content: book.Content[:len(book.Content)/2]}, tabular.Options{},
			"its end is missing"},
		{"binary", decode.File{Name: "a.csv", Content: []byte("\x89PNG\r\n")}, tabular.Options{}, "a picture"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := tabular.Read(tt.file, tt.o, small)
			var own *corpus.Error
			if !errors.As(err, &own) || own.Hint() == "" || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q with advice", err, tt.want)
			}
		})
	}
}

func workbook(t testing.TB, fill func(x *excelize.File)) decode.File {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	fill(x)
	var b bytes.Buffer
	if err := x.Write(&b); err != nil {
		t.Fatal(err)
	}
	return decode.File{Name: "a.xlsx", Content: b.Bytes()}
}

func TestWorkbook(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 4, 15, 6, 7, 0, time.UTC)
	f := workbook(t, func(x *excelize.File) {
		must := func(err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		format := func(s *excelize.Style, cell string) {
			id, err := x.NewStyle(s)
			must(err)
			must(x.SetCellStyle("Data", cell, cell, id))
		}
		for _, name := range []string{"Names", "Data", "More", "Nothing"} {
			_, err := x.NewSheet(name)
			must(err)
		}
		must(x.SetCellStr("Names", "A1", "hidden"))
		must(x.SetSheetVisible("Names", false))
		must(x.SetCellStr("More", "B2", "x"))
		must(x.SetSheetRow("Data", "A2", &[]any{" case ", "age", "born", "at", "us", "ok", "long", "rich"}))
		must(x.SetSheetRow("Data", "A4", &[]any{"P1", 34, at, at, at, true, 0.25, ""}))
		must(x.SetCellRichText("Data", "H4", []excelize.RichTextRun{{Text: "so "}, {Text: "well\nyes"}}))
		short, custom, clock := 14, "d \"de\" mmmm yyyy;@", "[h]:mm:ss"
		format(&excelize.Style{NumFmt: short}, "C4")
		format(&excelize.Style{NumFmt: 22}, "D4")
		format(&excelize.Style{CustomNumFmt: &custom}, "E4")
		must(x.SetCellValue("Data", "A6", "P2"))
		must(x.SetCellValue("Data", "C6", 0.5))
		format(&excelize.Style{CustomNumFmt: &clock}, "C6")
	})
	d, err := tabular.Read(f, tabular.Options{}, decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := &decode.Table{
		Sheet: "Data", Header: []string{"case", "age", "born", "at", "us", "ok", "long", "rich"},
		Rows: []decode.Row{
			{Number: 4, Cells: []string{"P1", "34", "2026-03-04", "2026-03-04 15:06:07", "2026-03-04", "TRUE", "0.25",
				"so well\nyes"}},
			{Number: 6, Cells: []string{"P2", "", "12:00:00"}},
		},
		Others: []string{"Names", "More"},
	}
	if diff := cmp.Diff(want, d.Table); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
	d, err = tabular.Read(f, tabular.Options{Sheet: "more"}, decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want = &decode.Table{Sheet: "More", Header: []string{"", "x"}, Others: []string{"Names", "Data"}}
	if diff := cmp.Diff(want, d.Table); diff != "" {
		t.Errorf("table by name (-want +got):\n%s", diff)
	}
}

// Of several worksheets the one that fits is read, else the first with text.
func TestWorkbookFits(t *testing.T) {
	t.Parallel()
	f := workbook(t, func(x *excelize.File) {
		_ = x.SetCellStr("Sheet1", "A1", "This workbook has the answers")
		for _, name := range []string{"Data", "More"} {
			_, _ = x.NewSheet(name)
			_ = x.SetSheetRow(name, "A1", &[]any{"case", "said"})
			_ = x.SetSheetRow(name, "A2", &[]any{"P1", "yes"})
		}
	})
	tests := []struct {
		name, sheet string
		fits        func(*decode.Table) bool
	}{
		{"the first with text", "Sheet1", nil},
		{"the first that fits", "Data", func(t *decode.Table) bool { return len(t.Header) > 1 }},
		{"none fits", "Sheet1", func(*decode.Table) bool { return false }},
	}
	for _, tt := range tests {
		d, err := tabular.Read(f, tabular.Options{Fits: tt.fits}, decode.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		if d.Table.Sheet != tt.sheet || len(d.Table.Others) != 2 {
			t.Errorf("%s: read %q and left %q, want %q", tt.name, d.Table.Sheet, d.Table.Others, tt.sheet)
		}
	}
}

func TestWriteCSV(t *testing.T) {
	t.Parallel()
	header := []string{"case", "quote"}
	rows := [][]string{
		{"P1", "=HYPERLINK(\"http://x.invalid\")"}, {"P2", "+1-1"}, {"P3", "- no sé"}, {"P4", "@SUM(1)"}, {"P5",
			"\t=1"},
		{"P6", "'=already"}, {"P7", "'tis"}, {"P8", "-2"}, {"P9", "+3,5"}, {"P10", "one\ntwo, \"three\""}, {"P11",
			" edge "},
		{"P12", ""}, {"P13", "＝full width"}, {"P14", "-"},
	}
	var b bytes.Buffer
	if err := tabular.WriteCSV(&b, header, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		for _, bad := range []string{",=", ",+1", ",- ", ",@", ",\t", ",\"=", ",\"\t", ",\"- ", ",＝", ",-\r"} {
			if strings.Contains(line, bad) {
				t.Errorf("a spreadsheet would run %q", line)
			}
		}
	}
	d, err := tabular.Read(decode.File{Name: "a.csv", Content: b.Bytes()}, tabular.Options{},
		decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, r := range d.Table.Rows {
		got = append(got, r.Cells)
	}
	if diff := cmp.Diff(rows, got); diff != "" {
		t.Errorf("what was read back (-want +got):\n%s", diff)
	}
	if err := tabular.WriteCSV(failing{}, header, slices.Values(rows)); !errors.Is(err, errDisk) {
		t.Errorf("got %v, want the writer's error", err)
	}
}

type failing struct{}

var errDisk = errors.New("disk full")

func (failing) Write([]byte) (int, error) { return 0, errDisk }

// FuzzCSV holds the reader to its promises, and what it read to surviving a
// round trip.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n1,\"2\n3\"\n", "a;b\n'=x;\"\"\"\n", "sep=|\na|b", "\"a\" x\",b\n",
		"\t\n\ta", "=1,-2,''@"} {
		f.Add([]byte(s))
	}
	lim := decode.DefaultLimits
	lim.Cells = 10_000
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, name := range []string{"a.csv", "a.tsv"} {
			d, err := tabular.Read(decode.File{Name: name, Content: content}, tabular.Options{}, lim)
			if err != nil {
				continue
			}
			rows := [][]string{d.Table.Header}
			number := 0
			for _, r := range d.Table.Rows {
				if r.Number <= number {
					t.Errorf("row %d after %d", r.Number, number)
				}
				number = r.Number
				rows = append(rows, r.Cells)
				for _, c := range r.Cells {
					if clean, _, _ := corpus.Clean(c); clean != c {
						t.Errorf("cell %q", c)
					}
				}
			}
			var b bytes.Buffer
			// A name for every column: fewer would be a title above the header.
			header := []string{"x", "y", "z"}
			for _, r := range rows {
				for len(header) < len(r) {
					header = append(header, "x")
				}
			}
			if err := tabular.WriteCSV(&b, header, slices.Values(rows)); err != nil {
				t.Fatal(err)
			}
			// Columns of ours make the comma the likeliest separator only if the
			// rows have them too.
			again, err := tabular.Read(decode.File{Name: "a.csv", Content: append([]byte("\uFEFFsep=,\n"),
				b.Bytes()[3:]...)},
				tabular.Options{}, decode.DefaultLimits)
			if err != nil {
				t.Fatalf("what was written can't be read: %v", err)
			}
			var got [][]string
			for _, r := range again.Table.Rows {
				got = append(got, r.Cells)
			}
			if diff := cmp.Diff(rows, got); diff != "" {
				t.Errorf("what was read back (-want +got):\n%s", diff)
			}
		}
	})
}

// FuzzWorkbook replaces a worksheet's XML by anything.
func FuzzWorkbook(f *testing.F) {
	for _, s := range []string{"<worksheet/>", `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr">` +
		`<is><t>x</t></is></c></row></sheetData></worksheet>`,
		`<worksheet><sheetData><row r="3"><c r="ZZ3" t="s"><v>9</v></c><c s="1"><v>44000.5</v></c></row>` +
			`</sheetData></worksheet>`} {
		f.Add([]byte(s))
	}
	lim := decode.DefaultLimits
	lim.Cells = 100_000
	f.Fuzz(func(t *testing.T, sheet []byte) {
		d, err := tabular.Read(decode.File{Name: "a.xlsx", Content: bookOf(t, sheet)}, tabular.Options{}, lim)
		if err != nil {
			return
		}
		for _, r := range d.Table.Rows {
			for _, c := range r.Cells {
				if clean, _, _ := corpus.Clean(c); clean != c {
					t.Errorf("cell %q", c)
				}
			}
		}
	})
}

// A sheet for people to fill in comes back as it was written, letter by
// letter, and what is typed into it stays text.
func TestWriteSheet(t *testing.T) {
	rows := [][]string{
		{"P01.docx", "", "=1+1", "2026-05-03"},
		{"", "007", "'quoted", "two\nlines"},
	}
	columns := []tabular.Column{
		{Title: "file", Width: 20}, {Title: "take", Width: 8, Choices: []string{"yes", "no"}},
		{Title: "speaker", Width: 9}, {Title: "date", Width: 12},
	}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := tabular.WriteSheet(b, "Plan", columns, slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same table makes other bytes")
	}
	d, err := tabular.Read(decode.File{Name: "plan.xlsx", Content: first.Bytes()}, tabular.Options{}, decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"file", "take", "speaker", "date"}, d.Table.Header); diff != "" {
		t.Errorf("header (-want +got):\n%s", diff)
	}
	for i, r := range d.Table.Rows {
		if diff := cmp.Diff(rows[i], r.Cells); diff != "" || r.Number != i+2 {
			t.Errorf("row %d (-want +got):\n%s", r.Number, diff)
		}
	}
	x, err := excelize.OpenReader(bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	lists, err := x.GetDataValidations("Plan")
	if err != nil || len(lists) != 1 || lists[0].Sqref != "B2:B1002" || lists[0].Formula1 != `"yes,no"` {
		t.Errorf("lists of choices: %+v, %v", lists, err)
	}
}
