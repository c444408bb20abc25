package search

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"framewise/corpus"
)

// generator makes an invented corpus: words of a Zipf–Mandelbrot distribution,
// the same for the same seed.
type generator struct {
	r     *rand.Rand
	words []string
	sums  []float64
	buf   strings.Builder
}

const vocabulary = 60_000

func newGenerator(seed uint64) *generator {
	g := &generator{r: rand.New(rand.NewPCG(seed, 1))}
	syllables := strings.Fields("a e o la de que no me por ti es ra ma men to ción se ve ha bla ta ba mos " +
		"ing the an re con pro per in ter gu sta dor vi da su fri fa mi lia gen te ca sa so lo tra jo")
	endings := []string{"", "s", "ed", "ing", "", "ción", "aba", "mente"}
	seen := make(map[string]bool, vocabulary)
	sum := 0.0
	for k := 0; len(g.words) < vocabulary; k++ {
		n := k
		var b strings.Builder
		for {
			b.WriteString(syllables[n%len(syllables)])
			n /= len(syllables)
			if n == 0 {
				break
			}
		}
		w := b.String()
		if k > 200 {
			w += endings[g.r.IntN(len(endings))]
		}
		if seen[w] {
			continue
		}
		seen[w] = true
		g.words = append(g.words, w)
		sum += math.Pow(float64(len(g.words))+1.7, -1.05)
		g.sums = append(g.sums, sum)
	}
	return g
}

// word draws a word.
func (g *generator) word() string { return g.words[g.rank()] }

func (g *generator) rank() int {
	x := g.r.Float64() * g.sums[len(g.sums)-1]
	lo, hi := 0, len(g.sums)-1
	for lo < hi {
		if mid := (lo + hi) / 2; g.sums[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// text makes about n bytes of sentences.
func (g *generator) text(n int) string {
	g.buf.Reset()
	start := true
	for g.buf.Len() < n {
		w := g.word()
		if start {
			w = strings.ToUpper(w[:1]) + w[1:]
			start = false
		}
		g.buf.WriteString(w)
		switch x := g.r.IntN(100); {
		case x < 8:
			g.buf.WriteString(". ")
			start = true
		case x < 14:
			g.buf.WriteString(", ")
		default:
			g.buf.WriteByte(' ')
		}
	}
	return strings.TrimSpace(g.buf.String())
}

const (
	turnsEach  = 150
	quotesEach = 60
	bytesEach  = 38_000 // of a document
)

// document makes document i with its turns.
func (g *generator) document(i int) (Document, []Turn) {
	label := fmt.Sprintf("P%d", i+1)
	d := Document{ID: corpus.DocumentID(fmt.Sprintf("0197a000-0000-7000-8000-%012x", i)), Label: label,
		Language: []string{"es", "en"}[i%2]}
	turns := make([]Turn, turnsEach)
	for n := range turns {
		t := Turn{Number: n + 1, Speaker: "I", Role: corpus.RoleInterviewer, Text: ""}
		length := bytesEach / turnsEach / 2
		if n%2 == 1 {
			t.Speaker, t.Role, t.Case = label, corpus.RoleParticipant, label
			length *= 3
		}
		t.Text = g.text(length/2 + g.r.IntN(length))
		turns[n] = t
	}
	return d, turns
}

// quotes makes the quotes of document i from its turns.
func (g *generator) quotes(i int, d Document, turns []Turn) []Quote {
	list := make([]Quote, quotesEach)
	for k := range list {
		t := turns[g.r.IntN(len(turns)/2)*2+1]
		theme, code := g.r.IntN(5), g.r.IntN(20)
		list[k] = Quote{
			ID:   fmt.Sprintf("0197b000-0000-7000-8000-%06x%06x", i, k),
			Kind: KindQuote, Document: d.ID, Locator: corpus.Locator{Label: d.Label, First: t.Number, Last: t.Number},
			Case: d.Label, Speaker: t.Speaker, Role: t.Role, Language: d.Language, Text: t.Text,
			Codes:  []string{fmt.Sprintf("theme-%d", theme), fmt.Sprintf("code-%d-%d", theme, code)},
			Coder:  []string{"CM", "JR", "AB"}[g.r.IntN(3)],
			Stance: []string{"positive", "negative", "mixed", ""}[g.r.IntN(4)],
			Key:    g.r.IntN(10) == 0,
			Values: map[string]string{"gender": []string{"woman", "man"}[i%2], "age": fmt.Sprint(21 + i%45),
				"site": fmt.Sprintf("site %d", i%12)},
			Created: time.Date(2026, 1, 1+k, 0, 0, 0, 0, time.UTC),
		}
	}
	return list
}
