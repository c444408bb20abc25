package xlsx_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/framework"
)

// TestProposedEmptiness: what the questions propose for an empty cell stands
// there faintly; it is no edit, and typed without its mark it is confirmed.
func TestProposedEmptiness(t *testing.T) {
	t.Parallel()
	s := newStudy()
	s.cells = nil
	for _, of := range []struct{ beside, code codebook.CodeID }{{"limits", "warmth"}, {"staying", "limits"}} {
		for _, q := range s.codes {
			if q.Code == of.beside {
				q.ID, q.Code, q.Asks = "ask-"+q.ID, of.code, true
				s.codes = append(s.codes, q)
			}
		}
	}
	_, data := write(t, s.matrix(t, framework.View{}), options)
	unedited(t, s.matrix(t, framework.View{}), data)
	got := told(t, s, edit(t, s, func(f *excelize.File) {
		for at, want := range map[string]string{"G5": "not asked?", "K5": "nothing said?", "G6": "nothing said?", "K10": ""} {
			if got, err := f.GetCellValue(love, at); err != nil || got != want {
				t.Errorf("%s says %q (%v), want %q", at, got, err, want)
			}
		}
		for at, text := range map[string]string{"G5": "not asked", "K5": "Ends badly.", "G6": ""} {
			if err := f.SetCellValue(love, at, text); err != nil {
				t.Fatal(err)
			}
		}
	}))
	want := []string{
		`cell 2 Love labour caring beyond the!G5: P03 warmth empty="not asked"`,
		`cell 2 Love labour caring beyond the!K5: P03 limits summary="Ends badly."`,
	}
	if diff := cmp.Diff(want, slices.Sorted(slices.Values(got))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
