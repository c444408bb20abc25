package project

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/pseudonym"
	"framewise/framework"
	"framewise/framework/audit"
	"framewise/framework/store"
)

// corrected1 is interview1 after somebody listened to the recording again: a
// question more at the start, a slip in what is coded, an answer gone.
const corrected1 = `I: Can you hear me?
P: Yes.
I: How did you meet her?
P: At the centre, on a Thursday. I was not well, no, not well at all.
I: And then?
P: She said she'd been there too. That was the first time anybody told me that.
I: What did that mean for you?
P: That one can get out.
`

// places lists the codings of a document: where, and which words.
func places(t *testing.T, p *Project, document string) (list []string) {
	t.Helper()
	for _, c := range must[[]CodingView](t)(p.Codings(t.Context(), CodingsWanted{Document: document})) {
		list = append(list, c.Place()+" "+c.Coding.Anchor.Quote)
	}
	return list
}

func TestReplaceDocument(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	must[framework.Quote](t)(p.AddCoding(ctx, NewCoding{Document: "P01", Quote: "At the centre", Code: "lived-experience"}))
	chart(t, p, "P01", "lived-experience", "Not alone (P01:4); compared herself (P01:6). See P01:2–4, P02:4 and P01:99.")
	chart(t, p, "P02", "love-labour", "Waited (P02:2).")
	must[codebook.Memo](t)(p.AddMemo(ctx, NewMemo{Title: "On P01:6", Text: "Cf. P01:4", About: "case P01"}))
	before := places(t, p, "P01")
	p.now = func() time.Time { return day().Add(time.Hour) }

	r, err := p.ReplaceDocument(ctx, "P01", text("P01 corrected.txt", corrected1), ReplaceOptions{})
	if !errors.Is(err, ErrPartly) {
		t.Fatal(err)
	}
	for i := range r.Codings {
		r.Codings[i].ID = ""
	}
	want := Replacement{
		Document: "P01", Version: 2, TurnsOld: 6, Turns: 8, Moved: 1, Changed: 1, Unplaced: 1,
		Codings: []CarriedCoding{
			{Code: "lived-experience", Coder: "CM2", Fate: "moved", From: "P01:2", To: "P01:4", Before: "At the centre", After: "At the centre"},
			{
				Code: "lived-experience", Coder: "CM", Fate: "changed", From: "P01:4*", To: "P01:6*",
				Before: "She said she had been there too", After: "She said she'd been there too",
			},
			{Code: "lived-experience", Coder: "JR", Fate: "unplaced", From: "P01:6", Before: "I compared myself"},
		},
		Citing: []Citing{
			{
				Subject: "P01 × lived-experience", Written: true,
				Was: []string{"P01:4", "P01:6", "P01:2–4"}, Now: []string{"P01:6", "P01:8", "P01:4–6"},
			},
			{Subject: "the memo “On P01:6”", Written: true, Was: []string{"P01:6", "P01:4"}, Now: []string{"P01:8", "P01:6"}},
		},
	}
	r.Kept, r.Assumed = 0, nil
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	verified(t, p)
	if got := summaryAt(t, p, "P01", "lived-experience"); got != "Not alone (P01:6); compared herself (P01:8). See P01:4–6, P02:4 and P01:99." {
		t.Errorf("the summary is %q", got)
	}
	_, tasks, err := p.ChartWork(ctx, CellsWanted{Case: "P01"}, "")
	if err != nil || len(tasks) != 1 || tasks[0].Need != framework.Corrected || len(tasks[0].Revised) != 2 {
		t.Errorf("work %+v, %v", tasks, err)
	}
	m := must[*framework.Matrix](t)(p.Matrix(ctx, MatrixView{}))
	if len(m.Loose) != 1 || m.Loose[0].Place() != "P01:6 (unplaced)" {
		t.Errorf("loose quotes %v", m.Loose)
	}

	// Both versions stay readable, and the index follows.
	old := must[DocumentView](t)(p.ShowVersion(ctx, "P01", 1))
	if old.Text.String() != strings.TrimSpace(interview1) && old.Text.String() != interview1 || len(old.Turns) != 6 {
		t.Errorf("version 1 has %d turns: %q", len(old.Turns), old.Text)
	}
	asCoded := func(d DocumentView) (at []string) {
		for _, c := range d.Codings {
			at = append(at, c.Locator.String()+" "+c.CoderName+" "+c.Code.Key+" "+c.Coding.Anchor.Quote)
		}
		return at
	}
	first := []string{
		"P01:2 CM2 lived-experience At the centre", "P01:4* CM lived-experience She said she had been there too",
		"P01:6 JR lived-experience I compared myself",
	}
	if diff := cmp.Diff(first, asCoded(old)); diff != "" || len(old.Unplaced) > 0 {
		t.Errorf("version 1 (-want +got):\n%s", diff)
	}
	view := must[DocumentView](t)(p.Show(ctx, "P01"))
	if len(view.Codings) != 2 || len(view.Unplaced) != 1 || view.Speakers[0].Role != corpus.RoleInterviewer {
		t.Errorf("version 2 has %d codings, %d without a place", len(view.Codings), len(view.Unplaced))
	}
	found := func(query string, quotes bool) (at []string) {
		for _, f := range must[SearchResult](t)(p.Search(ctx, query, SearchOptions{Quotes: quotes})).Found {
			at = append(at, fmt.Sprint(f.Kind, " ", f.Locator, " ", f.Unplaced))
		}
		return at
	}
	for query, want := range map[string][]string{
		`"can you hear me"`: {"turn P01:1 false"}, "compared": nil, `"first time anybody"`: {"turn P01:6 false"},
		"kind:quote code:lived-experience compared": {"quote P01:6 true"}, `kind:quote code:lived-experience "been there"`: {"quote P01:6* false"},
	} {
		if diff := cmp.Diff(want, found(query, strings.HasPrefix(query, "kind:"))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
	}

	// Undone, all is as it was; redone, as it became.
	after := places(t, p, "P01")
	if _, err := p.Undo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, places(t, p, "P01")); diff != "" {
		t.Errorf("undone (-want +got):\n%s", diff)
	}
	if got := summaryAt(t, p, "P01", "lived-experience"); !strings.HasPrefix(got, "Not alone (P01:4)") {
		t.Errorf("undone the summary is %q", got)
	}
	if got := found("compared", false); len(got) != 1 {
		t.Errorf("undone %v is found", got)
	}
	if _, err := p.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(after, places(t, p, "P01")); diff != "" {
		t.Errorf("redone (-want +got):\n%s", diff)
	}
	verified(t, p)
	if diff := cmp.Diff(first, asCoded(must[DocumentView](t)(p.ShowVersion(ctx, "P01", 1)))); diff != "" {
		t.Errorf("version 1, redone (-want +got):\n%s", diff)
	}

	// What is coded, changed and removed in a version is as it was last.
	second := must[DocumentView](t)(p.Show(ctx, "P01"))
	if err := p.RemoveCodings(ctx, string(second.Codings[0].Coding.ID)); err != nil {
		t.Fatal(err)
	}
	must[framework.Quote](t)(p.AddCoding(ctx, NewCoding{Document: "P01", Quote: "That was the first time", Code: "love-labour", Coder: "JR"}))
	if _, _, err := p.TagQuestion(ctx, "P01:5", "lived-experience"); err != nil {
		t.Fatal(err)
	}
	second = must[DocumentView](t)(p.Show(ctx, "P01"))

	// The words come back with the next correction, and the coding with them.
	r = must[Replacement](t)(p.ReplaceDocument(ctx, "P01", text("P01.txt", "I: Hello?\n"+interview1), ReplaceOptions{}))
	if r.Version != 3 || r.Unplaced != 0 || len(places(t, p, "P01")) != 3 {
		t.Errorf("%+v, %v", r, places(t, p, "P01"))
	}
	verified(t, p)
	versions := must[[]DocumentVersion](t)(p.DocumentVersions(ctx, "P01"))
	was := must[DocumentView](t)(p.ShowVersion(ctx, "P01", 2))
	if diff := cmp.Diff(asCoded(second), asCoded(was)); diff != "" || len(was.Codings) != 2 || len(was.Asked) != 1 {
		t.Errorf("version 2 with %d questions (-want +got):\n%s", len(was.Asked), diff)
	}
	if len(versions) != 3 || !versions[2].Present || versions[1].Document.Source != "P01 corrected.txt" {
		t.Errorf("versions %+v", versions)
	}
}

// TestReplaceBySame: a file without a change changes nothing, whatever is coded.
func TestReplaceBySame(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	before, acts := places(t, p, "P01"), must[int](t)(revision(p))
	for _, source := range []Source{text("P01.txt", interview1), text("another name.txt", interview1+"\n\n")} {
		r := must[Replacement](t)(p.ReplaceDocument(ctx, "P01", source, ReplaceOptions{}))
		if !r.Same || r.Version != 1 || r.Unmoved != 2 || len(r.Codings)+len(r.Citing) > 0 {
			t.Errorf("%+v", r)
		}
	}
	view := must[DocumentView](t)(p.Show(ctx, "P01"))
	for _, text := range []string{view.Text.String(), view.Text.String() + "\n", "\uFEFF" + view.Text.String() + "\n\n"} {
		if r := must[Replacement](t)(p.EditDocument(ctx, "P01", 1, text, ReplaceOptions{})); !r.Same {
			t.Errorf("%+v", r)
		}
	}
	if diff := cmp.Diff(before, places(t, p, "P01")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if now := must[int](t)(revision(p)); now != acts {
		t.Errorf("%d acts for nothing", now-acts)
	}
}

func TestReplaceRefuses(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	long := strings.Repeat(interview1, 4)
	must[[]Imported](t)(p.Import(ctx, []Source{text("P09.txt", long)}, ImportOptions{}, nil))
	other := strings.Repeat("Q: Quite another talk altogether?\nA: Nothing of it was ever said before, I believe.\n", 12)
	_, err := p.ReplaceDocument(ctx, "P09", text("P10.txt", other), ReplaceOptions{})
	var made *corpus.Error
	if !errors.Is(err, corpus.ErrConflict) || !errors.As(err, &made) || made.Advice == "" {
		t.Errorf("another talk: %v", err)
	}
	r := must[Replacement](t)(p.ReplaceDocument(ctx, "P09", text("P10.txt", other), ReplaceOptions{Force: true}))
	if r.Version != 2 || r.Turns != 24 {
		t.Errorf("forced: %+v", r)
	}
	if _, err := p.ReplaceDocument(ctx, "P77", text("P10.txt", other), ReplaceOptions{}); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("no such document: %v", err)
	}
	if _, err := p.ReplaceDocument(ctx, "P01", text("P01.txt", ""), ReplaceOptions{}); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("an empty file: %v", err)
	}
	if _, err := p.EditDocument(ctx, "P01", 7, "x", ReplaceOptions{}); !errors.Is(err, corpus.ErrConflict) {
		t.Errorf("an edit of another version: %v", err)
	}
	if _, err := p.EditDocument(ctx, "P01", 1, " \n", ReplaceOptions{Force: true}); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("an edit that leaves nothing: %v", err)
	}
	verified(t, p)
}

// TestEditCaptions: captions have no labels in their text; the turns are
// carried over.
func TestEditCaptions(t *testing.T) {
	t.Parallel()
	p, ctx := open(t), t.Context()
	const vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana>How was it with them?\n\n00:05.000 --> 00:09.000\n<v Leo>They came on Sundays.\n\n" +
		"00:10.000 --> 00:12.000\n<v Ana>Every one of them?\n\n00:13.000 --> 00:15.000\n<v Leo>Yes, they did.\n"
	must[[]Imported](t)(p.Import(ctx, []Source{text("P03.vtt", vtt)}, ImportOptions{}, nil))
	view := must[DocumentView](t)(p.Show(ctx, "P03"))
	edited := strings.NewReplacer("on Sundays.", "on most Sundays, I think.", "Every one", "So every one", "Yes, they did.", "Yes.").Replace(view.Text.String())
	must[Replacement](t)(p.EditDocument(ctx, "P03", 1, edited, ReplaceOptions{}))
	now := must[DocumentView](t)(p.Show(ctx, "P03"))
	var got []string
	for n, turn := range now.Turns {
		s, _ := now.SpeakerAt(n + 1)
		got = append(got, fmt.Sprint(s.Label, " ", turn.Start, " ", now.Text.Slice(turn.Span)))
	}
	want := []string{
		"Ana 1s How was it with them?", "Leo 5s They came on most Sundays, I think.", "Ana 10s So every one of them?", "Leo 13s Yes.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	verified(t, p)
}

// TestEditTurns: where labels are in the text, new paragraphs are turns.
func TestEditTurns(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	view := must[DocumentView](t)(p.Show(ctx, "P02"))
	edited := strings.Replace(view.Text.String(), "I: And what", "I: In the rain?\nP: In the rain too.\nI: And what", 1)
	r := must[Replacement](t)(p.EditDocument(ctx, "P02", 1, edited, ReplaceOptions{KeepLocators: true}))
	if r.Turns != 6 || r.Unmoved != 1 || r.Moved != 1 || len(r.Warnings) > 0 {
		t.Errorf("%+v", r)
	}
	if diff := cmp.Diff([]string{"P02:2 He came on Tuesdays. We walked to the market and he waited with me", "P02:6 Sundays are long"}, places(t, p, "P02")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	verified(t, p)
}

func TestPlaceCoding(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	if _, err := p.ReplaceDocument(ctx, "P01", text("P01.txt", corrected1), ReplaceOptions{}); !errors.Is(err, ErrPartly) {
		t.Fatal(err)
	}
	lost := must[[]CodingView](t)(p.Codings(ctx, CodingsWanted{Unplaced: true}))
	if len(lost) != 1 {
		t.Fatalf("%d codings without a place", len(lost))
	}
	id := string(lost[0].Coding.ID)
	if _, err := p.PlaceCoding(ctx, id, "", ""); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("its own words are found: %v", err)
	}
	q := must[framework.Quote](t)(p.PlaceCoding(ctx, id[len(id)-6:], "one can get out", ""))
	if q.Locator.String() != "P01:8" || !q.Coding.Placed() {
		t.Errorf("placed at %v", q.Place())
	}
	if lost := must[[]CodingView](t)(p.Codings(ctx, CodingsWanted{Unplaced: true})); len(lost) != 0 {
		t.Errorf("%d codings without a place", len(lost))
	}
	verified(t, p)
}

// TestReplaceWithPseudonyms: names that a document does not have do not come in
// with its correction, and a copy with pseudonyms has the codings that wait.
func TestReplaceWithPseudonyms(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	key := must[*pseudonym.Key](t)(ReadKey("key.csv", []byte("name,pseudonym\nRosa,Ana\n"), ""))
	withNames := strings.Replace(corrected1, "She said", "Rosa said", 1)
	r, err := p.ReplaceDocument(ctx, "P01", text("Rosa.txt", withNames), ReplaceOptions{Pseudonyms: key})
	if !errors.Is(err, ErrPartly) || r.Unplaced != 1 {
		t.Fatal(r, err)
	}
	view := must[DocumentView](t)(p.Show(ctx, "P01"))
	if strings.Contains(view.Text.String()+view.Source, "Rosa") || !strings.Contains(view.Text.String(), "Ana said") {
		t.Errorf("%s: %s", view.Source, view.Text)
	}
	err = p.store.View(ctx, func(r store.Reader) error {
		_, err := r.Original(ctx, view.SourceHash)
		return err
	})
	if !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("the file with the names was kept: %v", err)
	}
	// A file as it is may bring the names back: it is refused, and nothing of it
	// is kept, not even for undo. Once its file was not kept, no other is.
	slip := strings.Replace(withNames, "Yes", "Oh yes", 1)
	_, err = p.ReplaceDocument(ctx, "P01", text("P01.txt", slip), ReplaceOptions{})
	if !errors.Is(err, corpus.ErrConflict) || !strings.Contains(err.Error(), "pseudonyms were put into P01") {
		t.Errorf("%v", err)
	}
	r = must[Replacement](t)(p.ReplaceDocument(ctx, "P01", text("P01.txt", view.Text.String()), ReplaceOptions{Speakers: "paragraph"}))
	if r.Same || r.Version != 2 {
		t.Errorf("the very text, read otherwise: %+v", r)
	}
	must[[]audit.Event](t)(p.Undo(ctx, 0))
	if versions := must[[]DocumentVersion](t)(p.DocumentVersions(ctx, "P01")); len(versions) != 2 {
		t.Errorf("%d versions", len(versions))
	}
	r = must[Replacement](t)(p.ReplaceDocument(ctx, "P01", text("P01.txt", "I: Hello?\n"+interview1), ReplaceOptions{Force: true}))
	if diff := cmp.Diff([]string{"its file was not kept, nor is this one"}, r.Warnings); diff != "" {
		t.Errorf("warnings (-want +got):\n%s", diff)
	}
	if _, err = p.ReplaceDocument(ctx, "P01", text("P01.txt", corrected1), ReplaceOptions{Pseudonyms: key}); !errors.Is(err, ErrPartly) {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "copy")
	must[Pseudonymised](t)(p.Pseudonymise(ctx, must[*pseudonym.Key](t)(ReadKey("key.csv", []byte("name,pseudonym\nThursday,Monday\ncompared,likened\n"), "")), dir))
	copied := must[*Project](t)(Open(ctx, dir, Options{Now: day}))
	defer copied.Close()
	if diff := cmp.Diff([]string{"P01:6* She said she'd been there too", "P01:7 (unplaced) I likened myself"}, places(t, copied, "P01")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	verified(t, copied)
}

// TestReplaceOriginal: a turn more in an original leaves its translation and
// what is coded there alone, and everything is still cited rightly.
func TestReplaceOriginal(t *testing.T) {
	t.Parallel()
	p, ctx := open(t), t.Context()
	must[framework.Framework](t)(p.UseFramework(ctx, "watson", ""))
	const spanish = "E: ¿Cómo la conoció?\nP: En el centro, un jueves. No estaba bien, no señor, nada de bien.\nE: ¿Y después?\nP: Dijo que ella también había estado ahí, y eso fue todo.\n"
	const english = "E: How did you meet her?\nP: At the centre, a Thursday. I was not well, no sir, not well at all.\nE: And then?\nP: She said she had been there too, and that was all.\n"
	must[[]Imported](t)(p.Import(ctx, []Source{text("P01.es.txt", spanish), text("P01.en.txt", english)}, ImportOptions{}, nil))
	documents := must[[]corpus.Document](t)(p.Documents(ctx))
	if len(documents) != 2 || documents[1].Label != "P01" {
		t.Fatalf("%v", documents)
	}
	original, translation := documents[0], documents[1]
	quote := map[string][2]string{"es": {"un jueves", "también había estado ahí"}, "en": {"a Thursday", "been there too"}}
	must[framework.Quote](t)(p.AddCoding(ctx, NewCoding{Document: "P01." + original.Language, Quote: quote[original.Language][0], Code: "lived-experience"}))
	must[framework.Quote](t)(p.AddCoding(ctx, NewCoding{Document: translation.Name(), Quote: quote[translation.Language][1], Code: "lived-experience"}))
	chart(t, p, "P01", "lived-experience", "Met (P01:2), and not alone (P01:4).")
	texts := map[string]string{"es": "E: ¿Empezamos?\nP: Sí.\n" + spanish, "en": "E: Shall we begin?\nP: Yes.\n" + english}
	r := must[Replacement](t)(p.ReplaceDocument(ctx, "P01", text("P01.txt", texts[original.Language]), ReplaceOptions{}))
	name := "P01." + translation.Language
	if got, want := summaryAt(t, p, "P01", "lived-experience"), "Met (P01:4), and not alone ("+name+":4)."; got != want {
		t.Errorf("the summary is %q, want %q (%+v)", got, want, r)
	}
	if found := must[[]framework.Finding](t)(staleIn(p, t)); len(found) > 0 {
		t.Errorf("stale: %v", found)
	}
	view := must[Translation](t)(p.Translation(ctx, "P01"))
	if got := corpus.Rendered(view.Pairs, corpus.TurnRange{First: 6, Last: 6}); got.First != 4 {
		t.Errorf("turn 6 is rendered by %v", got)
	}
	verified(t, p)
	if _, err := p.Undo(ctx, 0); err != nil {
		t.Fatal(err)
	}
	if got := summaryAt(t, p, "P01", "lived-experience"); got != "Met (P01:2), and not alone (P01:4)." {
		t.Errorf("undone the summary is %q", got)
	}

	// The translation itself: its codings are cited by its new name.
	must[Replacement](t)(p.ReplaceDocument(ctx, translation.Name(), text("P01.txt", texts[translation.Language]), ReplaceOptions{}))
	if got, want := summaryAt(t, p, "P01", "lived-experience"), "Met (P01:2), and not alone ("+name+":6)."; got != want {
		t.Errorf("the summary is %q, want %q", got, want)
	}
	verified(t, p)
}

func staleIn(p *Project, t *testing.T) ([]framework.Finding, error) {
	_, found, err := p.CheckChart(t.Context(), CellsWanted{}, framework.StaleLocator)
	return found, err
}
