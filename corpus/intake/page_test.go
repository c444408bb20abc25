package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// TestPages reads the ways in which web pages, and documents with the same
// styles and tables, say who speaks. Their talk is invented.
func TestPages(t *testing.T) {
	t.Parallel()
	type turn struct{ Who, Words string }
	want := []turn{
		{"Interviewer", "What did she do, then?"}, {"Ana Soto", "She came on Sundays too, and sat with us."},
		{"Interviewer", "And after that?"}, {"Ana Soto", "We lost touch."},
	}
	page := func(before, between, after string) string {
		s := "<!DOCTYPE html><h1>Interview</h1>"
		for _, t := range want {
			s += before + t.Who + between + t.Words + after
		}
		return s
	}
	tests := map[string]string{
		"definitions":       page("<dl><dt>", "<dd>", "</dl>"),
		"a style for names": page("<div class=turn><div class=speaker>", "</div><div class=text>", "</div></div>"),
		"a class for names": page("<p><span class=speaker>", "</span> ", ""),
		"bold and a break":  page("<p><strong>", "</strong><br>", "</p>"),
		"bold and breaks":   page("<b>", "</b> ", "<br>"),
		"bold headings":     page("<h2><b>Pregunta 5</b></h2><p><b>", ":</b> ", "</p>"),
		"cite and time":     page("<cite>", ":</cite><time>0:03</time><p>", "</p>"),
		"a table":           page("<table><tr><td>00:00:03<td>", "<td>", "</table>"),
		"a table with names of columns": "<table><tr><th>Time<th>Speaker<th>Text" +
			page("<tr><td>00:00:03<td>", "<td>", "")[len("<!DOCTYPE html><h1>Interview</h1>"):] + "</table>",
		"time stamps": page("<p><span class=timestamp>00:12</span> ", ": ", "<br></p>"),
	}
	for name, content := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			drafts, err := Read(decode.File{Name: "P1.html", Content: []byte(content)}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			d := drafts[0]
			checkDraft(t, &d)
			if n := len(d.Document.Speakers); n != 2 {
				t.Errorf("%d speakers: %+v", n, d.Document.Speakers)
			}
			text := corpus.NewText(d.Text)
			var got []turn
			for _, u := range d.Document.Turns {
				who := ""
				if u.Speaker != corpus.NoSpeaker {
					who = d.Document.Speakers[u.Speaker].Label
				}
				got = append(got, turn{who, text.Slice(u.Span)})
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("turns (-want +got)\n%s", diff)
			}
		})
	}
}

// Headings and labels are text where there is no other.
func TestNothingUnder(t *testing.T) {
	t.Parallel()
	for content, want := range map[string]int{
		"<h1>Interview</h1><h2>About the clinic</h2>": 2, "<p>A<p>B<p>A<p>B": 4,
		"<p>Ana:<p>Eva:<p>Ana:": 3,
	} {
		drafts, err := Read(decode.File{Name: "P1.html", Content: []byte("<!DOCTYPE html>" + content)}, Options{})
		if err != nil {
			t.Errorf("%s: %v", content, err)
			continue
		}
		checkDraft(t, &drafts[0])
		if n := len(drafts[0].Document.Turns); n != want {
			t.Errorf("%s: %d turns, want %d", content, n, want)
		}
	}
}
