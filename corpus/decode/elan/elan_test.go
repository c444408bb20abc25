package elan_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/elan"
)

func read(content string, tiers ...string) (*decode.Decoded, error) {
	f := decode.File{Name: "a.eaf", Content: []byte(content)}
	return elan.Read(f, elan.Options{Tiers: tiers}, decode.DefaultLimits)
}

func doc(tiers string) string {
	return `<?xml version="1.0"?><ANNOTATION_DOCUMENT><TIME_ORDER>
		<TIME_SLOT TIME_SLOT_ID="t1" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="t2" TIME_VALUE="1500"/>
		<TIME_SLOT TIME_SLOT_ID="t3"/><TIME_SLOT TIME_SLOT_ID="t4" TIME_VALUE="3500"/></TIME_ORDER>` + tiers +
		`<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="fixed" CONTROLLED_VOCABULARY_REF="x"/></ANNOTATION_DOCUMENT>`
}

func tier(attributes string, annotations ...string) string {
	return "<TIER " + attributes + "><ANNOTATION>" + strings.Join(annotations, "</ANNOTATION><ANNOTATION>") +
		"</ANNOTATION></TIER>"
}

func said(id, from, to, text string) string {
	return fmt.Sprintf(`<ALIGNABLE_ANNOTATION ANNOTATION_ID="%s" TIME_SLOT_REF1="%s" TIME_SLOT_REF2="%s">`+
		`<ANNOTATION_VALUE>%s</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>`, id, from, to, text)
}

func on(id, ref, text string) string {
	return fmt.Sprintf(`<REF_ANNOTATION ANNOTATION_ID="%s" ANNOTATION_REF="%s"><ANNOTATION_VALUE>%s</ANNOTATION_VALUE>`+
		`</REF_ANNOTATION>`, id, ref, text)
}

var talk = doc(
	tier(`TIER_ID="a" PARTICIPANT="Ana"`, said("a1", "t2", "t3", "hola\n luz"), said("a2", "t3", "t4", " ")) +
		tier(`TIER_ID="b"`, said("b1", "t1", "t2", "sí")) +
		tier(`TIER_ID="b-gloss" PARENT_REF="b"`, on("c1", "b1", "yes")) +
		tier(`TIER_ID="W-Gestures"`, said("d1", "t1", "t2", "nods")) +
		tier(`TIER_ID="empty"`, said("e1", "t1", "t2", "")) +
		tier(`TIER_ID="kind" LINGUISTIC_TYPE_REF="fixed"`, said("f1", "t1", "t2", "q")))

func at(line int, from, to time.Duration, speaker, text string) decode.Block {
	return decode.Block{Text: text, Speaker: speaker, Line: line, Timed: true,
		Start: from * time.Millisecond, End: to * time.Millisecond}
}

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		tiers         []string
		want          []decode.Block
		warn          string
	}{
		{"tiers of speech", talk, nil, []decode.Block{at(1, 0, 1500, "b", "sí"), at(2, 1500, 2500, "Ana", "hola luz")},
			"3 tiers that are not speech, or say it again, were left out: b-gloss, W-Gestures, kind\n"},
		{"tiers by name", talk, []string{"B-gloss"}, []decode.Block{at(1, 0, 1500, "b-gloss", "yes")}, ""},
		{"nothing but markers", doc(tier(`TIER_ID="marker"`, said("a", "t1", "t2", "x"))), nil,
			[]decode.Block{at(1, 0, 1500, "marker", "x")}, ""},
		{"no times", doc(tier(`TIER_ID="a"`, said("a", "t9", "t2", "x"), on("b", "b", "y"))), nil,
			[]decode.Block{{Text: "x", Speaker: "a", Line: 1}, {Text: "y", Speaker: "a", Line: 2}},
			"2 annotations are without a time and stand first\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := read(tt.content, tt.tiers...)
			decodetest.Check(t, d, err)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, d.Blocks); diff != "" {
				t.Errorf("blocks (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.warn, decodetest.Warnings(d)); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ content, tier, want string }{
		{doc(""), "", "holds no text"}, {talk, "b-glos", `has no tier "b-glos"`}, {talk[:400], "", "not well-formed"},
	} {
		var tiers []string
		if tt.tier != "" {
			tiers = []string{tt.tier}
		}
		d, err := read(tt.content, tiers...)
		decodetest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %q", err, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(talk)
	f.Add(doc(tier(`TIER_ID="a"`, said("a", "t1", "t1", "x"), on("b", "a", "y"))))
	lim := decode.DefaultLimits
	lim.Runes = 50_000
	f.Fuzz(func(t *testing.T, content string) {
		d, err := elan.Read(decode.File{Name: "a.eaf", Content: []byte(content)}, elan.Options{}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	var slots, a strings.Builder
	for i := range 5_000 {
		fmt.Fprintf(&slots, `<TIME_SLOT TIME_SLOT_ID="ts%d" TIME_VALUE="%d"/>`+"\n", i, i*900)
		if i > 0 {
			a.WriteString("<ANNOTATION>" + said(fmt.Sprint("a", i), fmt.Sprint("ts", i-1), fmt.Sprint("ts", i),
				"Bueno, yo creo que al principio me costó mucho, pero después ya no tanto.") + "</ANNOTATION>\n")
		}
	}
	f := decode.File{Name: "a.eaf", Content: []byte(`<ANNOTATION_DOCUMENT><TIME_ORDER>` + slots.String() +
		`</TIME_ORDER><TIER TIER_ID="a">` + a.String() + `</TIER></ANNOTATION_DOCUMENT>`)}
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := elan.Read(f, elan.Options{}, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
