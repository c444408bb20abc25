package xlsx_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/xlsx"
)

var options = xlsx.Options{Version: "0.1", Revision: 42, Words: map[corpus.CaseID]int{"case-P01": 6120}}

// write writes the study's workbook into a folder of the test, or into the
// one named by KEEP_WORKBOOKS, for looking at.
func write(t testing.TB, m *framework.Matrix, o xlsx.Options) (path string, data []byte) {
	t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, m, o); err != nil {
		t.Fatal(err)
	}
	dir := os.Getenv("KEEP_WORKBOOKS")
	if dir == "" {
		dir = t.TempDir()
	}
	path = filepath.Join(dir, filepath.Base(t.Name())+".xlsx")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, out.Bytes()
}

func TestTwoExportsAreTheSameBytes(t *testing.T) {
	t.Parallel()
	_, first := write(t, newStudy().matrix(t, framework.View{}), options)
	for range 5 { // excelize keeps its sheets in a map
		_, again := write(t, newStudy().matrix(t, framework.View{}), options)
		if !bytes.Equal(first, again) {
			t.Fatal("the second export differs from the first")
		}
	}
}
