package xlsx_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/framework"
	"framewise/framework/xlsx"
)

// What a reader that is not excelize makes of the workbook.

const openpyxlReads = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
chart = book["1 Lived experience"]
values = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
rows = list(values["1 Lived experience"].rows)
print(json.dumps({
    "sheets": [s.title + ("" if s.sheet_state == "visible" else " " + s.sheet_state) for s in book],
    "panes": chart.freeze_panes, "filter": chart.auto_filter.ref,
    "no buttons": [c.colId for c in chart.auto_filter.filterColumn if c.hiddenButton],
    "titles": [chart.print_title_rows, chart.print_title_cols],
    "merged": [str(r) for r in chart.merged_cells.ranges],
    "summary": chart["G3"].value, "fill": chart["G3"].fill.fgColor.rgb,
    "wrap": chart["G3"].alignment.wrap_text,
    "hatch": chart["I4"].fill.patternType, "quoted": book["Quotes"]["J14"].quotePrefix,
    "link": chart["H3"].value, "arrow": rows[2][7].value,
    "note": chart["I2"].comment.text.split("\n")[1],
    "lists": len(book["Cells"].data_validations.dataValidation),
    "protected": [chart.protection.sheet, chart.protection.sort, chart.protection.password],
    "locked": [chart["A2"].protection.locked, chart["A3"].protection.locked, chart["G3"].protection.locked],
    "prompt": [v.prompt for v in chart.data_validations.dataValidation if "I3" in v.sqref][0],
    "hidden": [c for c in "PQRSTUVW" if book["Cells"].column_dimensions[c].hidden],
    "seen whole": [len(rows), len(rows[2])],
    "age": chart["B3"].value,
}))
book.save(sys.argv[2])
`

// python finds an interpreter that has openpyxl.
func python(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import openpyxl").Run() == nil {
			return name
		}
	}
	if os.Getenv("FRAMEWISE_CI") != "" {
		t.Fatal("no python3 with openpyxl, which .ci/run should have installed")
	}
	t.Skip("no python3 with openpyxl here")
	return ""
}

func TestOpenpyxlReadsAndSaves(t *testing.T) {
	t.Parallel()
	interpreter := python(t)
	path, _ := write(t, newStudy().matrix(t, framework.View{}), options)
	again := filepath.Join(t.TempDir(), "again.xlsx")
	var stderr bytes.Buffer
	cmd := exec.Command(interpreter, "-c", openpyxlReads, path, again)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	var got map[string]any
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"sheets": []any{"README", "Central", "1 Lived experience", "2 Love labour caring beyond the", "Cells",
			"Quotes", "Cases", "Participants", "Framework", "Counts", "Memos", "_framewise veryHidden"},
		"panes": "E3", "filter": "$A$2:$O$10", "no buttons": []any{5.0, 7.0, 9.0, 11.0, 13.0},
		"titles": []any{"$1:$2", "$A:$A"}, "merged": []any{"A1:O1"},
		"summary": "▲ +2 · Believes the peer worker where he doesn't believe the doctor, because he “'d been " +
			"tied to " +
			"that same bed” (P01:14*). Is not looked at as if he were “going to break” (P01:22). " +
			"[said with some anger at the ward]",
		"fill": "FFE2F1EC", "wrap": true, "hatch": "lightUp", "quoted": true,
		"link": `=HYPERLINK("#'Cells'!A"&MATCH("P01|credible",'Cells'!$V:$V,0),"→")`, "arrow": "→",
		"protected": []any{true, false, nil}, "locked": []any{true, false, false},
		"prompt": "Seeing somebody who has come through makes a future thinkable.",
		"note":   "Seeing somebody who has come through makes a future thinkable.",
		"lists":  7.0, "hidden": []any{"R", "S", "T", "U", "V", "W"}, "seen whole": []any{14.0, 15.0}, "age": 24.0,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("openpyxl reads (-want +got):\n%s", diff)
	}
	survives(t, path, again)
}

func TestLibreOfficeReadsAndSaves(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("LibreOffice takes its time; run without -short")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("FRAMEWISE_CI") != "" {
			t.Fatal("no LibreOffice, which .ci/run should have installed")
		}
		t.Skip("no LibreOffice here")
	}
	path, _ := write(t, newStudy().matrix(t, framework.View{}), options)
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), office,
		"-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML",
		"--outdir", filepath.Join(dir, "out"), path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	survives(t, path, filepath.Join(dir, "out", filepath.Base(path)))
}

// survives checks that a workbook saved again by another program still has
// all that reading it back needs, and links that found their targets.
func survives(t *testing.T, path, again string) {
	t.Helper()
	read := func(path string) map[string][][]string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f := open(t, data)
		sheets := make(map[string][][]string)
		for _, sheet := range []string{"Cells", "Quotes", "1 Lived experience", xlsx.OriginSheet} {
			rows, err := f.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for r, row := range rows {
				for c := range row {
					// A program that doesn't compute drops the values of formulas.
					if strings.HasPrefix(row[c], "→") {
						row[c] = ""
					}
				}
				for len(row) > 0 && row[len(row)-1] == "" {
					row = row[:len(row)-1]
				}
				rows[r] = row
			}
			sheets[sheet] = rows
		}
		return sheets
	}
	if diff := cmp.Diff(read(path), read(again)); diff != "" {
		t.Errorf("saved again (-before +after):\n%s", diff)
	}
}
