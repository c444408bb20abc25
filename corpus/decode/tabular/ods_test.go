package tabular_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/tabular"
)

const odsHead = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet>`

const odsTail = `</office:spreadsheet></office:body></office:document-content>`

// spreadsheetOf zips the smallest spreadsheet around its sheets.
func spreadsheetOf(t testing.TB, sheets string, more ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range append([][2]string{
		{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", odsHead + sheets + odsTail},
	}, more...) {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Invented.
const odsSheets = `<table:table table:name="Notes"><table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row></table:table>
<table:table table:name="People">
<table:table-header-rows><table:table-row><table:table-cell><text:p>case</text:p></table:table-cell><table:table-cell><text:p>seen</text:p></table:table-cell><table:table-cell><text:p>said</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row><table:table-cell><office:annotation><text:p>no words of it</text:p></office:annotation><text:p>P01</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-05-03"><text:p>03.05.26</text:p></table:table-cell><table:table-cell><text:p>Well,<text:s text:c="2"/><text:span>it</text:span> was</text:p><text:p>good.</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
<table:table-row-group><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>P02</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>yes</text:p></table:table-cell></table:table-row></table:table-row-group>
</table:table><table:table table:name="More"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>`

func TestSpreadsheet(t *testing.T) {
	t.Parallel()
	read := func(sheet string) (*decode.Decoded, error) {
		f := decode.File{Name: "people.ods", Content: spreadsheetOf(t, odsSheets)}
		return tabular.Read(f, tabular.Options{Sheet: sheet}, decode.DefaultLimits)
	}
	d, err := read("")
	if err != nil {
		t.Fatal(err)
	}
	want := &decode.Table{
		Sheet: "People", Header: []string{"case", "seen", "said"}, Others: []string{"More"},
		Rows: []decode.Row{
			{Number: 4, Cells: []string{"P01", "2026-05-03", "Well,  it was\ngood."}},
			{Number: 5, Cells: []string{"P02", "", "yes", "yes"}}, {Number: 6, Cells: []string{"P02", "", "yes", "yes"}},
		},
	}
	if diff := cmp.Diff(want, d.Table); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if d, err := read("more"); err != nil || d.Table.Sheet != "More" {
		t.Errorf("the sheet asked for: %+v, %v", d, err)
	}
	if _, err := read("Peeple"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a sheet that there is not: %v", err)
	}
}

func TestHostileSpreadsheets(t *testing.T) {
	t.Parallel()
	row := `<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">` +
		`<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>`
	for name, test := range map[string]struct {
		content []byte
		want    string
	}{
		"all cells full": {spreadsheetOf(t, row), "more than"},
		"no text":        {spreadsheetOf(t, `<table:table table:name="A"/>`), "holds no text"},
		"cut":            {spreadsheetOf(t, `<table:table table:name="A"><table:table-row>`), "not well-formed XML"},
		"encrypted": {spreadsheetOf(t, "", [2]string{"META-INF/manifest.xml",
			`<manifest><file-entry><encryption-data/></file-entry></manifest>`}), "password-protected"},
		"plain text": {[]byte("case;age"), "looks like plain text"},
	} {
		_, err := tabular.Read(decode.File{Name: "a.ods", Content: test.content}, tabular.Options{}, decode.DefaultLimits)
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "a.ods") {
			t.Errorf("%s: got error %v, want %q", name, err, test.want)
		}
	}
}

// A table that LibreOffice saves as a spreadsheet says what it said.
func TestLibreOfficeSpreadsheet(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("FRAMEWISE_CI") != "" {
			t.Fatal("LibreOffice is not installed")
		}
		t.Skip("LibreOffice is not installed")
	}
	dir := t.TempDir()
	const table = "case,age,said\nP01,34,\"Well, it was\ngood.\"\nP02,58,ñandú\n"
	if err := os.WriteFile(filepath.Join(dir, "people.csv"), []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")),
		"--headless", "--infilter=CSV:44,34,76", "--convert-to", "ods", "--outdir", dir, filepath.Join(dir, "people.csv"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	content, err := os.ReadFile(filepath.Join(dir, "people.ods"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := tabular.Read(decode.File{Name: "people.ods", Content: content}, tabular.Options{}, decode.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := []decode.Row{
		{Number: 2, Cells: []string{"P01", "34", "Well, it was\ngood."}}, {Number: 3, Cells: []string{"P02", "58", "ñandú"}},
	}
	if diff := cmp.Diff(want, d.Table.Rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzSpreadsheet(f *testing.F) {
	f.Add(odsSheets)
	f.Add(`<table:table><table:table-row><table:table-cell office:date-value="x"><text:p>a<text:tab/></text:p>`)
	f.Fuzz(func(t *testing.T, sheets string) {
		lim := decode.DefaultLimits
		lim.Cells, lim.Runes = 100_000, 1_000_000
		file := decode.File{Name: "a.ods", Content: spreadsheetOf(t, sheets)}
		d, err := tabular.Read(file, tabular.Options{}, lim)
		if err == nil && d.Table == nil {
			t.Fatal("neither a table nor an error")
		}
	})
}

// A few bytes that say how often a cell comes do not fill the memory.
func TestSpreadsheetRepeats(t *testing.T) {
	cell := `<table:table-cell table:number-columns-repeated="%d"><text:p>x</text:p></table:table-cell>`
	tests := []struct{ name, row, cell string }{
		{"both", `<table:table-row table:number-rows-repeated="1000000000">`, fmt.Sprintf(cell, 1000000000)},
		{"rows", `<table:table-row table:number-rows-repeated="1048576">`, fmt.Sprintf(cell, 3)},
		{"blanks", `<table:table-row>`, `<table:table-cell table:number-columns-repeated="900000000"/>` + fmt.Sprintf(cell, 1)},
	}
	for _, tt := range tests {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := tabular.Read(decode.File{Name: "a.ods", Content: spreadsheetOf(t,
			`<table:table table:name="a">`+tt.row+tt.cell+`</table:table-row></table:table>`)},
			tabular.Options{}, decode.DefaultLimits)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, decode.ErrLimit) || !strings.Contains(err.Error(), "repeats more than 2000000 cells") {
			t.Errorf("%s: got %v, want the limit named", tt.name, err)
		}
		if spent := (after.TotalAlloc - before.TotalAlloc) >> 20; spent > 300 {
			t.Errorf("%s: %d MB were spent on it", tt.name, spent)
		}
	}
}
