package search

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
)

func docID(s string) corpus.DocumentID { return corpus.DocumentID(s) }

func TestSpans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text, query string
		want              []string
	}{
		{"words", "Hope, hopes and hoping; no despair.", "hope", []string{"Hope", "hopes", "hoping"}},
		{"phrase as a whole", "They said: no, me neither. No.", `"no me"`, []string{"no, me"}},
		{"phrase and word", "No me digas que no", `"no me" digas`, []string{"No me", "digas"}},
		{"same word alone and in a phrase", "No me digas que no", `"no me" =no`, []string{"No me", "no"}},
		{"not what is excluded", "no hope", "no -despair", []string{"no"}},
		{"after characters outside ASCII", "¡Qué alegría 🙂 mamá!", "mama", []string{"mamá"}},
		{"decomposed", "el cafe\u0301 frío", "café", []string{"cafe\u0301"}},
		{"Chinese", "我没有希望了", "希望", []string{"希望"}},
		{"full width", "Ｈｏｐｅ is here", "=hope", []string{"Ｈｏｐｅ"}},
		{"elision", "C’est l’espoir", "espoir", []string{"espoir"}},
		{"Hebrew with points", "אני שָׁלוֹם", "שלום", []string{"שָׁלוֹם"}},
		{"prefix", "imaginary images", "imag*", []string{"imaginary", "images"}},
		{"either", "hope and trust", "trust OR hope", []string{"hope", "trust"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			x := openIndex(t, t.TempDir())
			b := x.Batch()
			if err := b.PutDocument(Document{ID: "d", Label: "P1", Language: "en"},
				[]Turn{{Number: 1, Text: c.text}}); err != nil {
				t.Fatal(err)
			}
			if err := b.Commit(1); err != nil {
				t.Fatal(err)
			}
			res := ask(t, x, c.query, Request{})
			if len(res.Hits) != 1 {
				t.Fatalf("%d hits", len(res.Hits))
			}
			text := corpus.NewText(c.text)
			var got []string
			for _, s := range res.Hits[0].Spans(c.text) {
				got = append(got, text.Slice(s))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if !res.Hits[0].Check(c.text) {
				t.Error("the right text does not check")
			}
			if res.Hits[0].Check("Something else altogether") {
				t.Error("another text checks")
			}
		})
	}
}

func TestContext(t *testing.T) {
	t.Parallel()
	family := "👩‍👩‍👧" // one character to a reader, five code points
	for _, c := range []struct {
		name, text, match string
		width             int
		want              []string
	}{
		{"middle", "one two three four five", "three", 4, []string{"two ", "three", " fou"}},
		{"ends", "one", "one", 10, []string{"", "one", ""}},
		{"lines", "one\ntwo\tthree", "two", 20, []string{"one ", "two", " three"}},
		{"no width", "one two three", "two", 0, []string{"", "two", ""}},
		{"joined characters", family + family + "x" + family + family, "x", 1, []string{family, "x", family}},
		{"combining accents", "e\u0301e\u0301 x e\u0301", "x", 2, []string{"e\u0301 ", "x", " e\u0301"}},
		{"flags", "🇨🇱🇨🇱x", "x", 1, []string{"🇨🇱", "x", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := corpus.NewText(c.text)
			at := -1
			for i := range c.text {
				if len(c.text) >= i+len(c.match) && c.text[i:i+len(c.match)] == c.match {
					at = i
					break
				}
			}
			span := corpus.Span{Start: text.AtByte(at), End: text.AtByte(at + len(c.match))}
			before, matched, after := Context(text, span, c.width)
			if diff := cmp.Diff(c.want, []string{before, matched, after}); diff != "" {
				t.Error(diff)
			}
		})
	}
}
