package xlsx_test

import (
	"bytes"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/xlsx"
)

// Workbooks that other programs saved. Those in testdata were saved once, by
// LibreOffice and openpyxl (-update makes them anew where both are installed);
// those of earlier layouts are kept as they are. Where the programs are there,
// the same is done again on the whole study.

// few is a small part of the study, for workbooks that are kept.
func few(t testing.TB) (*study, *framework.Matrix) { return fewOf(t, summedUp()) }

func fewOf(t testing.TB, s *study) (*study, *framework.Matrix) {
	t.Helper()
	s.in.Memos = nil
	return s, s.matrix(t, framework.View{
		Cases: []string{"P01", "P02", "P03", "P04"}, Codes: []codebook.CodeID{"love"}, Attributes: []string{"Age",
			"Group"},
	})
}

const openpyxlSaves = `
import sys, openpyxl
rich = {} if openpyxl.__version__.startswith("3.0.") else {"rich_text": True} # it keeps runs since 3.1
openpyxl.load_workbook(sys.argv[1], **rich).save(sys.argv[2])
`

// openpyxlEdits does what people do: sorts a chart by age, the rows below the
// cases in among them, inserts a column, renames the chart, edits texts, marks a
// quote, pins a note.
const openpyxlEdits = `
import sys, copy, openpyxl
from openpyxl.comments import Comment
book = openpyxl.load_workbook(sys.argv[1])
name = [s.title for s in book if s.title.startswith("2 Love")][0]
chart = book[name]
heads = {c.value: c.column for c in chart[2] if c.value}
def row(sheet, label, head=1):
    return [r[0].row for r in sheet.iter_rows(min_row=head + 1) if r[0].value == label][0]
rows = [[(c.value, c._style) for c in r] for r in chart.iter_rows(min_row=3)]
rows.sort(key=lambda r: r[heads["Age"] - 1][0] or 23)
for i, cells in enumerate(rows):
    for j, (value, style) in enumerate(cells):
        chart.cell(3 + i, j + 1).value = value
        chart.cell(3 + i, j + 1)._style = copy.copy(style)
chart.cell(row(chart, "P02", 2), heads["2.2 Staying with it ✎"]).value = "Came back “four times” (P02:51)."
chart.cell(row(chart, "P01", 2), heads["2.1 Warmth ✎"]).value = "▲ Visits on a Sunday (P01:57)."
chart.cell(row(chart, "P03", 2), heads["Case summary ✎"]).value = "Keeps his distance (P03:40)."
chart.cell(row(chart, "All cases", 2), heads["2.1 Warmth ✎"]).value = "Sundays and washed cups (P01:57)."
chart.cell(row(chart, "Exceptions", 2), heads["Theme summary ✎"]).value = "P03 only reads (P03:40)."
chart.insert_cols(2)
chart["B2"] = "My column"
chart["B3"] = "mine"
chart.title = "Love"
cells = book["Cells"]
heads = {c.value: c.column for c in cells[1] if c.value}
for r in cells.iter_rows(min_row=2):
    if r[0].value == "P04" and r[heads["code id"] - 1].value == "limits":
        r[heads["Status ✎"] - 1].value = "draft"
        r[heads["Analyst's comment ✎"] - 1].value = "Eight months?"
        r[heads["Summary ✎"] - 1].comment = Comment("Is this in the contract?", "Marta Núñez")
new = max(r[0].row for r in cells.iter_rows(min_row=2) if r[heads["key"] - 1].value) + 1
cells.cell(new, 1).value = "P03"
cells.cell(new, heads["Code"]).value = "2.3 Limits and leaving"
cells.cell(new, heads["Summary ✎"]).value = "Says nothing of an end."
cells.cell(new + 1, 1).value = "All cases"
cells.cell(new + 1, heads["Code"]).value = "2.3 Limits and leaving"
cells.cell(new + 1, heads["Range of views ✎"]).value = "From a light bulb to eight months."
quotes = book["Quotes"]
heads = {c.value: c.column for c in quotes[1] if c.value}
quotes.cell(2, heads["Key ✎"]).value = "*"
cases = book["Cases"]
heads = {c.value: c.column for c in cases[1] if c.value}
cases.cell(row(cases, "P03"), heads["Age ✎"]).value = 22
framework = book["Framework"]
heads = {c.value: c.column for c in framework[1] if c.value}
for r in framework.iter_rows(min_row=2):
    if r[heads["code id"] - 1].value == "warmth":
        r[heads["Exclude ✎"] - 1].value = "Politeness."
book.properties.lastModifiedBy = "Marta Núñez"
book.save(sys.argv[2])
`

// editsTold is what was done there, as it is read, in any layout.
var editsTold = []string{
	`case Cases!A4: P03 map[Age:22] was map[Age:21]`,
	`code Framework!E8: warmth map[exclude:Politeness.]`,
	`quote Quotes!A2: coding-004 key=true stance="positive"`,
}

// editsIn is what is told besides, where it stands in the layouts.
var editsIn = map[string][]string{
	"layout-1": {
		`cell Cells!F10: P03 limits summary="Says nothing of an end." empty=""`,
		`cell Cells!F9: P04 limits comment="Eight months?" status="draft"`,
		`cell Love!G4: P01 warmth summary="Visits on a Sunday (P01:57)."`,
		`cell Love!I5: P02 staying summary="Came back “four times” (P02:51)."`,
		`note Cells!F9: Marta Núñez: Is this in the contract? (case-P04 limits )`,
	},
	"": {
		`cell Cells!F10: P04 limits comment="Eight months?" status="draft"`,
		`cell Cells!F13: P03 limits summary="Says nothing of an end." empty=""`,
		`cell Cells!F14: all limits range="From a light bulb to eight months."`,
		`cell Love!E7: all love exceptions="P03 only reads (P03:40)."`,
		`cell Love!G5: all warmth summary="Sundays and washed cups (P01:57)."`,
		`cell Love!G8: P01 warmth summary="Visits on a Sunday (P01:57)."`,
		`cell Love!I9: P02 staying summary="Came back “four times” (P02:51)."`,
		`cell Love!M3: P03 all summary="Keeps his distance (P03:40)."`,
		`note Cells!F10: Marta Núñez: Is this in the contract? (case-P04 limits )`,
	},
}

func run(t testing.TB, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func office(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("FRAMEWISE_CI") != "" {
			t.Fatal("no LibreOffice, which .ci/run should have installed")
		}
		t.Skip("no LibreOffice here")
	}
	return path
}

// resave saves a workbook again by LibreOffice.
func resave(t testing.TB, path string) string {
	t.Helper()
	dir := t.TempDir()
	run(t, office(t), "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), path)
	return filepath.Join(dir, "out", filepath.Base(path))
}

func content(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSavedElsewhere(t *testing.T) {
	t.Parallel()
	if *update {
		keepSaved(t)
	}
	for layout, its := range editsIn {
		s, m := few(t)
		if layout == "layout-1" {
			s, m = fewOf(t, newStudy())
		}
		for _, name := range []string{"libreoffice.xlsx", "openpyxl.xlsx", "both.xlsx"} {
			t.Run(path.Join(layout, name), func(t *testing.T) {
				t.Parallel()
				unedited(t, m, content(t, path.Join("testdata", layout, name)))
			})
		}
		for _, name := range []string{"edited-openpyxl.xlsx", "edited-libreoffice.xlsx"} {
			t.Run(path.Join(layout, name), func(t *testing.T) {
				t.Parallel()
				data := content(t, path.Join("testdata", layout, name))
				if len(data) > 60_000 {
					t.Errorf("%d bytes are more than a file that is kept should have", len(data))
				}
				e := read(t, data, xlsx.ReadOptions{})
				got := told(t, s, e)
				slices.Sort(got)
				want := slices.Concat(editsTold, its)
				if name == "edited-libreoffice.xlsx" {
					for i := range want { // it saves a note without its author
						want[i] = strings.Replace(want[i], ": Marta Núñez: ", ": : ", 1)
					}
				} else if e.LastEditor != "Marta Núñez" {
					t.Errorf("last saved by %q", e.LastEditor)
				}
				if diff := cmp.Diff(slices.Sorted(slices.Values(want)), got); diff != "" {
					t.Errorf("read (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// keepSaved makes the workbooks in testdata.
func keepSaved(t *testing.T) {
	interpreter := python(t)
	_, m := few(t)
	written, _ := write(t, m, options)
	dir := t.TempDir()
	saved, edited := filepath.Join(dir, "saved.xlsx"), filepath.Join(dir, "edited.xlsx")
	run(t, interpreter, "-c", openpyxlSaves, written, saved)
	run(t, interpreter, "-c", openpyxlEdits, written, edited)
	for name, from := range map[string]string{
		"openpyxl.xlsx": saved, "edited-openpyxl.xlsx": edited, "libreoffice.xlsx": resave(t, written),
		"both.xlsx": resave(t, saved), "edited-libreoffice.xlsx": resave(t, inItalics(t, edited)),
	} {
		if err := os.WriteFile(filepath.Join("testdata", name), content(t, from), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// inItalics takes the quotation marks off an edited text and sets what they
// held in italics instead.
func inItalics(t *testing.T, path string) string {
	f := open(t, content(t, path))
	if err := f.SetCellRichText("Love", "I9", []excelize.RichTextRun{
		{Text: "Came back "}, {Text: "four times", Font: &excelize.Font{Italic: true}}, {Text: " (P02:51)."},
	}); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "italics.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSavedByOpenpyxl(t *testing.T) {
	t.Parallel()
	interpreter := python(t)
	m := summedUp().matrix(t, framework.View{})
	path, _ := write(t, m, options)
	for name, script := range map[string]string{
		"with runs": openpyxlSaves,
		// As most scripts do: texts lose their runs.
		"without": "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])",
	} {
		saved := filepath.Join(t.TempDir(), name+".xlsx")
		run(t, interpreter, "-c", script, path, saved)
		unedited(t, m, content(t, saved))
	}
}

func TestSavedByLibreOffice(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("LibreOffice takes its time; run without -short")
	}
	m := summedUp().matrix(t, framework.View{})
	path, _ := write(t, m, options)
	unedited(t, m, content(t, resave(t, path)))
}

// FuzzRead: whatever the file, reading ends, without a panic, and says what is
// wrong.
func FuzzRead(f *testing.F) {
	_, m := few(f)
	_, data := write(f, m, options)
	f.Add(data)
	for _, name := range []string{"libreoffice.xlsx", "edited-openpyxl.xlsx"} {
		f.Add(content(f, "testdata/"+name))
	}
	f.Add([]byte("PK\x03\x04"))
	f.Add(bytes.Repeat([]byte("a"), 100))
	f.Fuzz(func(t *testing.T, data []byte) { readHostile(t, data) })
}
