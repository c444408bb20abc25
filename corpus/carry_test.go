package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// carried is where the marked words of an invented text have come to: the
// stretch between ⟦ and ⟧ of old, in new.
func carried(old, new string) (words string, at Pos, fate Fate) {
	start := strings.Index(old, "⟦")
	end := strings.Index(old, "⟧") - len("⟦")
	before := NewText(strings.NewReplacer("⟦", "", "⟧", "").Replace(old))
	after := NewText(new)
	span, fate := NewCarry(before, after).Span(Span{before.AtByte(start), before.AtByte(end)})
	return after.Slice(span), span.Start, fate
}

func TestCarry(t *testing.T) {
	t.Parallel()
	const talk = "I: What did she do?\nP: She ⟦came on Sundays⟧ too.\nI: And then?\nP: Nobody rang any more.\n"
	const mumble = "I: Yes?\nP: Mm. Yes.\nI: Was she there?\nP: Mm. ⟦Yes.⟧\nI: And he?\nP: Mm. Yes.\n"
	tests := []struct {
		name, old, new, words string
		fate                  Fate
	}{
		{"the same text", talk, "I: What did she do?\nP: She came on Sundays too.\nI: And then?\nP: Nobody rang any more.\n", "came on Sundays", Unmoved},
		{"a word before it", talk, "I: What did she actually do?\nP: She came on Sundays too.\nI: And then?\nP: Nobody rang any more.\n", "came on Sundays", Moved},
		{"a word behind it", talk, "I: What did she do?\nP: She came on Sundays as well.\nI: And then?\nP: Nobody rang any more.\n", "came on Sundays", Unmoved},
		{"a word put before it", talk, "I: What did she do?\nP: She always came on Sundays too.\n", "came on Sundays", Moved},
		{"a word put behind it", talk, "I: What did she do?\nP: She came on Sundays, always, too.\n", "came on Sundays", Unmoved},
		{"a letter of its first word", talk, "I: What did she do?\nP: She cme on Sundays too.\n", "cme on Sundays", Changed},
		{"a letter of its last word", talk, "I: What did she do?\nP: She came on Sunday too.\n", "came on Sunday", Changed},
		{"a word in it more", talk, "I: What did she do?\nP: She came to me on Sundays too.\n", "came to me on Sundays", Changed},
		{"a word of it replaced", talk, "I: What did she do?\nP: She came on Mondays too.\n", "came on Mondays", Changed},
		{"its first word gone", talk, "I: What did she do?\nP: She on Sundays too.\n", "on Sundays", Changed},
		{"most of it gone", talk, "I: What did she do?\nP: She came too.\nI: And then?\nP: Nobody rang any more.\n", "", Unplaced},
		{"its turn gone", talk, "I: What did she do?\nI: And then?\nP: Nobody rang any more.\n", "", Unplaced},
		{"its turn replaced", talk, "I: What did she do?\nP: I can't remember.\nI: And then?\nP: Nobody rang any more.\n", "", Unplaced},
		{"other labels everywhere", talk, "Interviewer: What did she do?\nRosa: She came on Sundays too.\nInterviewer: And then?\nRosa: Nobody rang any more.\n", "came on Sundays", Moved},
		{"other line breaks", talk, "I: What did she\ndo?\nP: She came\non Sundays too. I: And then?\n", "came\non Sundays", Moved},
		{"cut and pasted", talk, "I: And then?\nP: Nobody rang any more.\nI: What did she do?\nP: She came on Sundays too.\n", "came on Sundays", Moved},
		{"all gone", talk, "", "", Unplaced},
		{"another text", talk, "Q: How old are you?\nA: Forty-one in March, I think.\n", "", Unplaced},

		{"a repeated answer, nothing near it changed", mumble, "I: Yes?\nP: Mm. Yes.\nI: Was she there?\nP: Mm. Yes.\nI: And he?\nP: Mm. No.\n", "Yes.", Unmoved},
		{"a repeated answer before it gone", mumble, "I: Yes?\nI: Was she there?\nP: Mm. Yes.\nI: And he?\nP: Mm. Yes.\n", "Yes.", Moved},
		{"a repeated answer put before it", mumble, "I: Hello?\nP: Mm. Yes.\nI: Yes?\nP: Mm. Yes.\nI: Was she there?\nP: Mm. Yes.\nI: And he?\nP: Mm. Yes.\n", "Yes.", Moved},
		{"the repeated answer itself gone", mumble, "I: Yes?\nP: Mm. Yes.\nI: Was she there?\nI: And he?\nP: Mm. Yes.\n", "", Unplaced},
		{"the repeated answer itself replaced", mumble, "I: Yes?\nP: Mm. Yes.\nI: Was she there?\nP: Mm. Never.\nI: And he?\nP: Mm. Yes.\n", "", Unplaced},

		{"part of a word", "P: un⟦forget⟧table", "P: so unforgettable", "forget", Moved},
		{"part of a word with another letter", "P: un⟦forget⟧able", "P: unforgetable, really unforgettable", "forget", Unmoved},
		{"two words made one", "P: she said ⟦every one⟧ came", "P: she said everyone came", "everyone", Changed},
		{"emoji and marks", "P: 👩‍👩‍👧 y ⟦tambie\u0301n 👍🏽⟧ él", "P: 👩‍👩‍👧 sí y tambie\u0301n 👍🏽 él", "tambie\u0301n 👍🏽", Moved},
		{"without spaces", "問：⟦毎週日曜日⟧に来ました。", "問：はい、毎週日曜日に来ました。", "毎週日曜日", Moved},
		{"spaces at its ends", "P: a⟦ long way ⟧home", "P: quite a long way home", " long way ", Moved},
		{"white space only", "P: a⟦ ⟧b", "P: a b", "", Unplaced},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			words, at, fate := carried(tt.old, tt.new)
			if words != tt.words || fate != tt.fate {
				t.Errorf("%q at %d, %v; want %q, %v", words, at, fate, tt.words, tt.fate)
			}
		})
	}
}

// TestCarryRepeated looks at which of several equal answers is kept.
func TestCarryRepeated(t *testing.T) {
	t.Parallel()
	ask := func(n int) string { return fmt.Sprintf("I: And in year %d?\nP: Mm. I don't know.\n", n) }
	var before, after strings.Builder
	want := map[Pos]Pos{} // of every answer that stays
	for n := range 60 {
		gone := n == 7 || n == 30
		answer := strings.Index(ask(n), "I don't know")
		if !gone {
			want[Pos(before.Len()+answer)] = Pos(after.Len() + answer)
			after.WriteString(ask(n))
		}
		before.WriteString(ask(n))
		if n == 20 {
			after.WriteString("I: Do you mean that?\nP: Mm. I don't know.\n")
		}
	}
	c := NewCarry(NewText(before.String()), NewText(after.String()))
	for from, to := range want {
		at, fate := c.Span(Span{from, from + 12})
		if at != (Span{to, to + 12}) || fate == Changed {
			t.Errorf("the answer at %d is now at %v (%v), want %d", from, at, fate, to)
		}
	}
}

// talk makes an invented transcript of words that often come again, in lines
// that mostly do not, and says where its words are.
func talk(r *rand.Rand, turns int) (text string) {
	common := strings.Fields("yes no mm the and I you she he they know think was not it that so well really one day 是 también naïve 🙂")
	var b strings.Builder
	for n := range turns {
		who := "P: "
		if n%2 == 0 {
			who = "I: "
		}
		b.WriteString(who)
		if r.IntN(3) == 0 { // an answer as often before
			b.WriteString([]string{"Mm.", "Yes.", "I don't know.", "No, no, no."}[r.IntN(4)])
		} else {
			for range 3 + r.IntN(25) {
				b.WriteString(common[r.IntN(len(common))])
				if r.IntN(6) == 0 {
					fmt.Fprintf(&b, " w%d", r.IntN(1_000_000))
				}
				b.WriteString([]string{" ", " ", " ", ", ", ". "}[r.IntN(5)])
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// correction replaces old[from:to] by words.
type correction struct {
	from, to int // in runes
	words    []rune
}

// corrected makes random corrections to a text, apart from each other, each
// beginning and ending with words that stand nowhere else, so that it can be
// told from the two texts what was corrected.
func corrected(r *rand.Rand, old []rune, number int) (list []correction, text []rune) {
	fresh := 0
	word := func() string { fresh++; return fmt.Sprintf("x%dx%d", fresh, r.IntN(1_000_000)) }
	at := 0
	for range number {
		from := at + r.IntN(max(1, (len(old)-at)/number+1))
		for from < len(old) && old[from] != ' ' { // between words
			from++
		}
		if from++; from >= len(old) {
			break
		}
		to := from
		if r.IntN(2) == 0 { // what goes begins and ends with a word that stands once
			for range r.IntN(80) {
				to++
			}
			if to = min(to, len(old)); !marked(old, from, to) {
				to = from
			}
		}
		var words string
		if to == from || r.IntN(2) == 0 {
			words = word() + " "
			if r.IntN(3) == 0 {
				words += "yes mm I don't know\nP: she was " + word() + " "
			}
		}
		list = append(list, correction{from, to, []rune(words)})
		at = to + 60
	}
	at = 0
	for _, c := range list {
		text = append(append(text, old[at:c.from]...), c.words...)
		at = c.to
	}
	return list, append(text, old[at:]...)
}

// marked says whether a stretch is whole words, of which the first and the
// last stand nowhere else.
func marked(old []rune, from, to int) bool {
	if to <= from || to < len(old) && old[to-1] != ' ' {
		return false
	}
	fields := strings.Fields(string(old[from:to]))
	return len(fields) > 0 && fields[0][0] == 'w' && len(fields[0]) > 3 && fields[len(fields)-1][0] == 'w' &&
		len(fields[len(fields)-1]) > 3
}

// TestCarryProperty: whatever is corrected in whatever text, a stretch of
// which no word was touched is where it was.
func TestCarryProperty(t *testing.T) {
	t.Parallel()
	rounds := 600
	if testing.Short() {
		rounds = 100
	}
	stayed, touched := 0, 0
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 4))
		old := []rune(talk(r, 1+r.IntN(120)))
		list, text := corrected(r, old, r.IntN(12))
		c := NewCarry(NewText(string(old)), NewText(string(text)))
		for range 40 {
			start := r.IntN(len(old))
			s := Span{Pos(start), Pos(start + 1 + r.IntN(min(120, len(old)-start)))}
			if strings.TrimSpace(string(old[s.Start:s.End])) == "" {
				continue
			}
			shift, whole := 0, true
			for _, e := range list {
				switch {
				case e.to <= int(s.Start):
					shift += len(e.words) - (e.to - e.from)
				case e.from < int(s.End):
					whole = false
				}
			}
			at, fate := c.Span(s)
			if !whole {
				touched++
				if fate == Moved && !sameWords(string(old[s.Start:s.End]), string(text[at.Start:at.End])) {
					t.Fatalf("seed %d: %v is said to be moved to %v, where other words are", seed, s, at)
				}
				continue
			}
			stayed++
			want := Span{s.Start + Pos(shift), s.End + Pos(shift)}
			wantFate := Moved
			if shift == 0 {
				wantFate = Unmoved
			}
			if at != want || fate != wantFate {
				t.Fatalf("seed %d: %v (%q) is now at %v (%v), want %v (%v)\n--- old\n%s\n--- new\n%s",
					seed, s, string(old[s.Start:s.End]), at, fate, want, wantFate, string(old), string(text))
			}
		}
	}
	if stayed < 10*rounds || touched < rounds {
		t.Errorf("only %d stretches untouched and %d touched in %d rounds", stayed, touched, rounds)
	}
}

// TestCarryUnchanged: an unchanged text moves nothing, whatever is in it.
func TestCarryUnchanged(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a", "yes yes yes yes", strings.Repeat("Mm. ", 500), "\n\n \t"} {
		x := NewText(text)
		c := NewCarry(x, x)
		if c.Kept() != 1 {
			t.Errorf("%.10q: kept %v", text, c.Kept())
		}
		for i := range x.Len() {
			s := Span{i, min(i+5, x.Len())}
			if strings.TrimSpace(x.Slice(s)) == "" {
				continue
			}
			if at, fate := c.Span(s); at != s || fate != Unmoved {
				t.Fatalf("%.10q: %v is at %v, %v", text, s, at, fate)
			}
		}
	}
}

func FuzzCarry(f *testing.F) {
	f.Add("P: one two three", "P: two three four", 3, 6)
	f.Add("yes yes yes", "yes yes", 4, 7)
	f.Add("", "x", 0, 0)
	f.Add("a\u0301 b👩‍👩‍👧c", "b👩‍👩‍👧c a\u0301", 1, 3)
	f.Fuzz(func(t *testing.T, old, new string, start, end int) {
		old, _, _ = Clean(old)
		new, _, _ = Clean(new)
		a, b := NewText(old), NewText(new)
		s := Span{Pos(start), Pos(end)}
		if s.Start < 0 || s.End > a.Len() || s.Empty() || len(old)+len(new) > 1<<16 {
			return
		}
		c := NewCarry(a, b)
		at, fate := c.Span(s)
		switch {
		case fate == Unplaced && at != Span{}:
			t.Fatalf("unplaced at %v", at)
		case fate != Unplaced && (at.Empty() || at.Start < 0 || at.End > b.Len()):
			t.Fatalf("%v at %v of %d", fate, at, b.Len())
		case fate == Unmoved && (at != s || a.Slice(s) != b.Slice(at)):
			t.Fatalf("unmoved from %v to %v: %q, %q", s, at, a.Slice(s), b.Slice(at))
		case fate == Moved && !sameWords(a.Slice(s), b.Slice(at)):
			t.Fatalf("moved: %q is %q", a.Slice(s), b.Slice(at))
		}
		if bounds := c.Bounds(s); !bounds.Empty() && (bounds.Start < 0 || bounds.End > b.Len()) {
			t.Fatalf("bounds %v of %d", bounds, b.Len())
		}
		for i := 1; i < len(c.partner); i++ {
			if p := c.partner[i]; p >= 0 && c.before[i-1] >= 0 && c.partner[c.before[i-1]] >= p {
				t.Fatal("partners out of order")
			}
		}
	})
}

// BenchmarkCarryHostile compares texts of a megabyte that are made to be slow.
func BenchmarkCarryHostile(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	long := func(make func(i int) string) string {
		var b strings.Builder
		for i := 0; b.Len() < 1<<20; i++ {
			b.WriteString(make(i))
		}
		return b.String()
	}
	letters := func(int) string { return string(rune('a'+r.IntN(26))) + " " }
	for name, pair := range map[string][2]string{
		"nothing in common": {
			long(func(i int) string { return fmt.Sprintf("a%d ", i) }), long(func(i int) string { return fmt.Sprintf("b%d ", i) }),
		},
		"letters at random": {long(letters), long(letters)},
		"one word":          {long(func(int) string { return "yes " }), "no " + long(func(int) string { return "yes " }) + " no"},
		"no spaces":         {long(func(int) string { return "a" }), long(func(int) string { return "b" })},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				c := NewCarry(NewText(pair[0]), NewText(pair[1]))
				_, _ = c.Span(Span{1000, 1100})
			}
		})
	}
}

func TestIncreasing(t *testing.T) {
	t.Parallel()
	got := increasing([][2]int{{0, 5}, {1, 1}, {2, 2}, {3, 9}, {4, 3}, {5, 4}, {6, 0}})
	if diff := cmp.Diff([][2]int{{1, 1}, {2, 2}, {4, 3}, {5, 4}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDiffLines(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, a, b string
		want       []Hunk
	}{
		{"both empty", "", "", nil},
		{"one empty", "", "a b", []Hunk{{0, 0, 0, 2, false}}},
		{"the same", "a b", "a b", []Hunk{{0, 2, 0, 2, true}}},
		{"one changed", "a b c", "a x c", []Hunk{{0, 1, 0, 1, true}, {1, 2, 1, 2, false}, {2, 3, 2, 3, true}}},
		{"one gone, one more", "a b c", "b c d", []Hunk{{0, 1, 0, 0, false}, {1, 3, 0, 2, true}, {3, 3, 2, 3, false}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, DiffLines(strings.Fields(tt.a), strings.Fields(tt.b))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
