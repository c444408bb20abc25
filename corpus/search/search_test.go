package search

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
)

var bg = context.Background()

func openIndex(t *testing.T, dir string) *Index {
	t.Helper()
	x, err := Open(dir, Options{Project: "p", Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}

// texts are the turns of a small study, by document.
var texts = map[string][]string{
	"P1": {
		"How did it begin?",
		"No one told me. Nobody said no, it was not easy.",
		"I was hoping they would stop. My hopes were high, but hope is not a plan.",
		"They stopped. It's well-being that counts, mother’s well-being.",
		"She was happy; happiness came later. Not me.",
	},
	"P2": {
		"¿Cómo empezó todo?",
		"Mi mamá me dijo que la imaginación ayuda. No me creyeron, no.",
		"Las imaginaciones de un niño de ocho años. El cafe\u0301 estaba frío.",
		"Mama estaba bien, el café también. No hay mal que por bien no venga.",
		"Qu’elle vienne : l’espoir fait vivre, l'amour aussi.",
	},
	"P10": {
		"我没有希望了。医院很远。",
		"病院に行きたくない。カタカナ",
		"אני לא מרגיש שָׁלוֹם, אין תקווה",
		"لا أَمَلَ لديّ في المستشفى",
		"희망을 잃었다",
	},
}

var labels = []string{"P10", "P2", "P1"}

func feed(t *testing.T, x *Index, revision int64) {
	t.Helper()
	b := x.Batch()
	for i, label := range labels {
		d := Document{ID: docID("doc-" + label), Label: label, Language: []string{"zh", "es-CL", "en"}[i]}
		var turns []Turn
		for n, text := range texts[label] {
			turn := Turn{Number: n + 1, Speaker: "María", Role: corpus.RoleParticipant, Case: label, Text: text}
			if n == 0 {
				turn.Speaker, turn.Role, turn.Case = "I", corpus.RoleInterviewer, ""
			}
			turns = append(turns, turn)
		}
		if err := b.PutDocument(d, turns); err != nil {
			t.Fatal(err)
		}
	}
	for i, q := range []Quote{
		{Kind: KindQuote, Locator: corpus.Locator{Label: "P1", First: 3}, Case: "P1", Text: texts["P1"][2],
			Codes: []string{"mechanisms", "watson:hope"}, Coder: "CM", Stance: "positive", Key: true, Language: "en",
			Values:  map[string]string{"gender": "woman", "age": "45", "Sitio": "San Joaquín", "born": "1981-03-02"},
			Created: time.Date(2026, 4, 30, 12, 0, 0, 0, time.UTC)},
		{Kind: KindQuote, Locator: corpus.Locator{Label: "P2", First: 2}, Case: "P2", Text: texts["P2"][1],
			Codes: []string{"mechanisms", "watson:trust"}, Coder: "JR", Stance: "negative", Language: "es",
			Values:  map[string]string{"gender": "man", "age": "9", "born": "2017-11-20"},
			Created: time.Date(2026, 5, 2, 12, 0, 0, 0, time.UTC)},
		{Kind: KindMemo, Text: "The word hope in Chile: a cultural memo", Coder: "CM"},
		{Kind: KindCell, Locator: corpus.Locator{Label: "P1"}, Case: "P1", Text: "Hope was high",
			Codes: []string{"watson:hope"}},
	} {
		q.ID = fmt.Sprintf("q%d", i+1)
		if q.Locator.First > 0 {
			q.Document = corpus.DocumentID("doc-" + q.Locator.Label)
		}
		if err := b.PutQuote(&q); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Commit(revision); err != nil {
		t.Fatal(err)
	}
}

// found lists the hits as P1:3 or by identifier.
func found(hits []Hit) []string {
	list := []string{}
	for _, h := range hits {
		if h.Kind == KindTurn {
			list = append(list, fmt.Sprintf("%s:%d", h.Label, h.Turn))
		} else {
			list = append(list, h.ID)
		}
	}
	return list
}

func ask(t *testing.T, x *Index, query string, r Request) *Result {
	t.Helper()
	q, err := Parse(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	res, err := x.Search(bg, q, r)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return res
}

func TestSearch(t *testing.T) {
	t.Parallel()
	x := openIndex(t, t.TempDir())
	feed(t, x, 7)
	for _, c := range []struct{ name, query, want string }{
		{"word with its endings", "hope", "P1:3"},
		{"ending to ending", "stopping", "P1:3 P1:4"},
		{"y and i", "happy", "P1:5"},
		{"i and y", "happiness", "P1:5"},
		{"exact word", "=hopes", "P1:3"},
		{"exact word that is not there", "'hopeful", ""},
		{"stop words are words", "no", "P1:2 P2:2 P2:4"},
		{"not", "not", "P1:2 P1:3 P1:5"},
		{"nobody", "nobody", "P1:2"},
		{"phrase of stop words", `"no me"`, "P2:2"},
		{"phrase across punctuation", `"me nobody said"`, "P1:2"},
		{"phrase in another order", `"me no"`, ""},
		{"phrase of one word is exact", `"hope"`, "P1:3"},
		{"phrase without accents", `"mi mama me"`, "P2:2"},
		{"two words", "hope plan", "P1:3"},
		{"or", "plan OR imaginación", "P1:3 P2:2 P2:3"},
		{"bar", "plan | happy", "P1:3 P1:5"},
		{"minus", "not -hope", "P1:2 P1:5"},
		{"not in capitals", "no NOT creyeron", "P1:2 P2:4"},
		{"only not", "-no case:P2", "P2:3 P2:5"},
		{"parentheses", "(plan OR happy) not", "P1:3 P1:5"},
		{"prefix", "imagin*", "P2:2 P2:3"},
		{"prefix in a phrase", "well-be*", "P1:4"},
		{"hyphenated", "well-being", "P1:4"},
		{"possessive", "mother", "P1:4"},
		{"accent typed or not", "mama", "P2:2 P2:4"},
		{"accent too much", "mamá", "P2:2 P2:4"},
		{"exact with accent", "=mamá", "P2:2"},
		{"composed and decomposed", "café", "P2:3 P2:4"},
		{"ending without the accent typed", "imaginacion", "P2:2 P2:3"},
		{"ñ typed", "años", "P2:3"},
		{"ñ not typed", "anos", "P2:3"},
		{"upper case", "NADIE | MAMÁ", "P2:2 P2:4"},
		{"elision", "espoir", "P2:5"},
		{"elision typed", "l'amour", "P2:5"},
		{"elision with a curly mark", "l’espoir", "P2:5"},
		{"Chinese of two characters", "希望", "P10:1"},
		{"Chinese in the wrong order", "望希", ""},
		{"Japanese", "病院", "P10:2"},
		{"Katakana inside", "タカ", "P10:2"},
		{"Hebrew without points", "שלום", "P10:3"},
		{"Arabic without vowels", "أمل", "P10:4"},
		{"Arabic without hamza", "امل", "P10:4"},
		{"Korean without its particle", "희망", "P10:5"},
		{"role", "role:interviewer", "P1:1 P2:1 P10:1"},
		{"speaker without accent", "speaker:maria mama", "P2:2 P2:4"},
		{"document", "doc:p2 no", "P2:2 P2:4"},
		{"language with its regions", "lang:es no", "P2:2 P2:4"},
		{"code asks for quotes", "code:hope", "q1 q4"},
		{"code with its namespace", "code:watson:hope", "q1 q4"},
		{"code above", "code:mechanisms", "q1 q2"},
		{"code and word", "code:mechanisms mamá", "q2"},
		{"stance", "stance:Negative", "q2"},
		{"coder", "coder:cm", "q1 q3"},
		{"key", "key:yes", "q1"},
		{"not key", "key:no code:mechanisms", "q2"},
		{"kind", "kind:memo hope", "q3"},
		{"attribute", "gender:woman", "q1"},
		{"attribute with a space", `sitio:"san joaquin"`, "q1"},
		{"number above", "age>9", "q1"},
		{"number from", "age>=9", "q1 q2"},
		{"number below", "age<10", "q2"},
		{"number range", "age:40..50", "q1"},
		{"date", "created>2026-04-30", "q2"},
		{"month", "created:2026-04*", "q1"},
		{"born before", "born<2000-01-01", "q1"},
		{"not a filter's value", "code:mechanisms -gender:woman", "q2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			res := ask(t, x, c.query, Request{})
			if got := strings.Join(found(res.Hits), " "); got != c.want {
				t.Errorf("%s: got %q, want %q", c.query, got, c.want)
			}
			if res.Total != len(res.Hits) {
				t.Errorf("%s: total %d of %d hits", c.query, res.Total, len(res.Hits))
			}
			for _, h := range res.Hits {
				if h.Kind == KindTurn && !h.Check(texts[h.Label][h.Turn-1]) {
					t.Errorf("%s: %s:%d does not check", c.query, h.Label, h.Turn)
				}
			}
		})
	}
}

func TestBothAndFacets(t *testing.T) {
	t.Parallel()
	x := openIndex(t, t.TempDir())
	feed(t, x, 1)
	res := ask(t, x, "hope", Request{What: Both, Facets: []string{"kind", "code", "case", "Gender"}})
	if diff := cmp.Diff([]string{"P1:3", "q1", "q4", "q3"}, found(res.Hits)); diff != "" {
		t.Error(diff)
	}
	want := map[string][]Count{
		"kind":   {{"cell", 1}, {"memo", 1}, {"quote", 1}, {"turn", 1}},
		"code":   {{"watson:hope", 2}, {"mechanisms", 1}},
		"case":   {{"P1", 3}},
		"Gender": {{"woman", 1}},
	}
	if diff := cmp.Diff(want, res.Facets); diff != "" {
		t.Error(diff)
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	x := openIndex(t, t.TempDir())
	feed(t, x, 1)
	for _, o := range []Order{ByDocument, ByRelevance} {
		for _, what := range []What{Turns, Both} {
			all := ask(t, x, "no OR not OR hope", Request{Limit: -1, Order: o, What: what})
			var paged []string
			for at := 0; at < all.Total; at += 2 {
				page := ask(t, x, "no OR not OR hope", Request{Offset: at, Limit: 2, Order: o, What: what})
				if page.Total != all.Total {
					t.Errorf("total %d on the page from %d, %d on all", page.Total, at, all.Total)
				}
				paged = append(paged, found(page.Hits)...)
			}
			if diff := cmp.Diff(found(all.Hits), paged); diff != "" {
				t.Errorf("order %d, where %d: %s", o, what, diff)
			}
			if beyond := ask(t, x, "no", Request{Offset: 1000, Order: o, What: what}); len(beyond.Hits) != 0 {
				t.Errorf("hits beyond the end")
			}
		}
	}
}

// TestManyPages pages through more than are simply sorted, of documents that
// are spread over several segments.
func TestManyPages(t *testing.T) {
	t.Parallel()
	x := openIndex(t, t.TempDir())
	put := func(revision int64, from, to int) {
		t.Helper()
		b := x.Batch()
		for i := from; i < to; i++ {
			d := Document{ID: docID(fmt.Sprintf("doc-%d", i)), Label: fmt.Sprintf("P%d", i/2)}
			turns := make([]Turn, 20)
			for n := range turns {
				turns[n] = Turn{Number: n + 1, Text: "no, not again"}
			}
			if err := b.PutDocument(d, turns); err != nil {
				t.Fatal(err)
			}
		}
		for n := range 400 {
			q := Quote{ID: fmt.Sprintf("q%d-%d", revision, n), Kind: KindQuote, Text: "no, not again"}
			if n%100 > 0 { // a memo without a document is neither of a label nor of a place
				i := from + n%(to-from)
				q.Document, q.Locator = docID(fmt.Sprintf("doc-%d", i)), corpus.Locator{Label: fmt.Sprintf("P%d", i/2), First: n%20 + 1}
			}
			if err := b.PutQuote(&q); err != nil {
				t.Fatal(err)
			}
		}
		if err := b.Commit(revision); err != nil {
			t.Fatal(err)
		}
	}
	put(1, 0, 40)
	put(2, 30, 70) // some anew
	put(3, 5, 10)
	for _, what := range []What{Turns, Quotes, Both} {
		all := ask(t, x, "not", Request{Limit: -1, What: what})
		if all.Total <= small {
			t.Fatalf("%d hits are too few to tell", all.Total)
		}
		for _, limit := range []int{7, 130, 5000} {
			var paged []string
			for at := 0; at < all.Total; at += limit {
				paged = append(paged, found(ask(t, x, "not", Request{Offset: at, Limit: limit, What: what}).Hits)...)
			}
			if diff := cmp.Diff(found(all.Hits), paged); diff != "" {
				t.Errorf("%d hits where %d by %d: %s", all.Total, what, limit, diff)
			}
		}
		if beyond := ask(t, x, "not", Request{Offset: all.Total, What: what}); len(beyond.Hits) != 0 {
			t.Errorf("hits beyond the end")
		}
	}
}

func TestRelevance(t *testing.T) {
	t.Parallel()
	x := openIndex(t, t.TempDir())
	feed(t, x, 1)
	res := ask(t, x, "no", Request{Order: ByRelevance})
	for i, h := range res.Hits {
		if h.Score <= 0 || i > 0 && h.Score > res.Hits[i-1].Score {
			t.Errorf("scores out of order: %v", res.Hits)
		}
	}
	// All say it twice, in 11, 12 and 14 words.
	if diff := cmp.Diff([]string{"P1:2", "P2:2", "P2:4"}, found(res.Hits)); diff != "" {
		t.Error(diff)
	}
}

func TestChangedDocuments(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := openIndex(t, dir)
	feed(t, x, 1)
	d := Document{ID: "doc-P1", Label: "P1", Language: "en"}
	b := x.Batch()
	steps := []func() error{
		func() error {
			return b.PutDocument(d, []Turn{{Number: 1, Text: "Only hope"}, {Number: 9, Text: "hoped"}})
		},
		func() error { return b.PutDocument(d, []Turn{{Number: 9, Text: "again hoping"}}) },
		func() error { return b.DeleteDocument("doc-P2") },
		func() error { return b.DeleteDocument("never there") },
		func() error { return b.DeleteQuote("q1", "never there") },
		func() error {
			return b.PutQuote(&Quote{ID: "q2", Kind: KindQuote, Text: "hope anew", Codes: []string{"new"}})
		},
		func() error { return b.Commit(2) },
	}
	for i, step := range steps {
		if err := step(); err != nil {
			t.Fatal(i, err)
		}
	}
	check := func(x *Index) {
		t.Helper()
		for query, want := range map[string][]string{
			"hope": {"P1:9"}, "mama": {}, "code:hope": {"q4"}, "code:new": {"q2"}, "code:mechanisms": {},
		} {
			if diff := cmp.Diff(want, found(ask(t, x, query, Request{}).Hits)); diff != "" {
				t.Errorf("%s: %s", query, diff)
			}
		}
		if x.Revision() != 2 || x.Size(Turns) != 6 || x.Size(Quotes) != 3 {
			t.Errorf("revision %d, %d turns, %d quotes", x.Revision(), x.Size(Turns), x.Size(Quotes))
		}
	}
	check(x)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	check(openIndex(t, dir))
}

// One piece or many, the answers are the same, before and after it is opened
// anew.
func TestMerge(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	x := openIndex(t, dir)
	for revision := range int64(5) { // each a piece of its own
		feed(t, x, revision+1)
	}
	queries := []string{"hope", "no", `"no one"`, "café"}
	answers := func(x *Index) (all [][]string) {
		for _, q := range queries {
			all = append(all, found(ask(t, x, q, Request{}).Hits))
		}
		return all
	}
	want := answers(x)
	if len(want[0]) == 0 {
		t.Fatal("nothing is found before")
	}
	if err := x.Merge(bg, Both); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, answers(x)); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	again := openIndex(t, dir)
	if diff := cmp.Diff(want, answers(again)); diff != "" {
		t.Errorf("opened anew (-want +got):\n%s", diff)
	}
	if again.Revision() != 5 {
		t.Errorf("revision %d, want 5", again.Revision())
	}
}

func TestTwoTurnsOfOneNumber(t *testing.T) {
	t.Parallel()
	x := openIndex(t, t.TempDir())
	err := x.Batch().PutDocument(Document{ID: "d", Label: "P1"}, []Turn{{Number: 1}, {Number: 1}})
	if !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("got %v", err)
	}
}

func TestSearchErrors(t *testing.T) {
	t.Parallel()
	x := openIndex(t, t.TempDir())
	feed(t, x, 1)
	for _, c := range []struct {
		name, query string
		r           Request
		message     string
		hint        string
	}{
		{"turns by code", "code:hope", Request{What: Turns}, "turns can't be searched by code", "leave code out"},
		{"unknown attribute", "gendre:woman", Request{Attributes: []string{"gender"}}, `"gendre"`, "gender:woman"},
		{"unknown field", "stanec:negative", Request{Attributes: []string{}}, `"stanec"`, "stance:negative"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := Parse(c.query)
			if err != nil {
				t.Fatal(err)
			}
			_, err = x.Search(bg, q, c.r)
			var e *corpus.Error
			if !errors.Is(err, corpus.ErrInvalid) || !errors.As(err, &e) ||
				!strings.Contains(err.Error(), c.message) || !strings.Contains(e.Hint(), c.hint) {
				t.Errorf("got %v", err)
			}
		})
	}
	cancelled, cancel := context.WithCancel(bg)
	cancel()
	if _, err := x.Search(cancelled, Word{Text: "hope"}, Request{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := x.Search(bg, nil, Request{}); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("got %v", err)
	}
	if _, err := x.Search(bg, And{}, Request{}); !errors.Is(err, corpus.ErrInvalid) {
		t.Errorf("got %v", err)
	}
	// None of these is taken for damage.
	if n := ask(t, x, "hope", Request{}).Total; n != 1 {
		t.Errorf("got %d hits afterwards", n)
	}
}
