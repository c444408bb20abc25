package chat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/chat"
	"framewise/corpus/decode/decodetest"
)

func read(content string) (*decode.Decoded, error) {
	return chat.Read(decode.File{Name: "a.cha", Content: []byte(content)}, decode.TextOptions{}, decode.DefaultLimits)
}

func TestRead(t *testing.T) {
	t.Parallel()
	d, err := read("@UTF8\n@Begin\n@Languages:\tspa, eng\n@Participants:\tINV Rosa Investigator, PAR Participant\n" +
		"@Date:\t03-MAY-2021\n@Situation:\tcocina\n*INV:\t¿cómo está? \x15120_2400\x15\n" +
		"*PAR:\tbien , y\n\tusted ? \x152500_3000\x15\n%mor:\tadv|bien\n%com:\tsonríe\n\tmucho\n" +
		"@Comment:\tsuena el timbre\n*PAR:\tya .\nperdido\n@ID:\tspa|c|PAR|45;06.|female|||Participant|||\n@End\n")
	decodetest.Check(t, d, err)
	if err != nil {
		t.Fatal(err)
	}
	ms := time.Millisecond
	if diff := cmp.Diff([]decode.Block{
		{Text: "cocina", Heading: 1, Line: 6},
		{Text: "¿cómo está?", Speaker: "INV", Start: 120 * ms, End: 2400 * ms, Timed: true, Line: 7},
		{Text: "bien, y usted?", Speaker: "PAR", Start: 2500 * ms, End: 3000 * ms, Timed: true, Line: 8},
		{Text: "[suena el timbre]", Aside: true, Line: 13}, {Text: "ya.", Speaker: "PAR", Line: 14},
		{Text: "perdido", Aside: true, Line: 15},
	}, d.Blocks); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][2]string{{"language", "spa"}, {"Participants", "INV Rosa Investigator, PAR Participant"},
		{"date", "03 MAY 2021"}}, d.Meta); diff != "" {
		t.Errorf("meta (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]decode.Person{{Speaker: "INV", Role: "Investigator"},
		{Speaker: "PAR", Role: "Participant", Fields: [][2]string{{"age", "45"}, {"sex", "female"}}}}, d.People); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
	if got, want := decodetest.Warnings(d), "2 lines of dependent tiers were left out: %com, %mor\n"+
		"1 line belongs to no speaker\n"; got != want {
		t.Errorf("warnings %q, want %q", got, want)
	}
}

func TestReadable(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ from, want string }{
		{"I <want a> [//] need it .", "I want a need it."},
		{"&-um I [/] I &+fr friend &~gaga .", "um I I fr- friend gaga."},
		{"yes &=laughs [=! whispering] no [% looks up] .", "yes [laughs] [whispering] no [looks up]."},
		{"&=clears:throat well &*MOT:oh_yes .", "[clears throat] well [MOT: oh yes]."},
		{"xxx (.) so (2.5) yyy [?] .", "xxx (.) so (2.5) yyy [?]."},
		{"(be)cause it goed [: went] [* m] doin(g) New_York .", "because it goed doing New York."},
		{"hola@s:spa mama@f +... ", "hola mama…"},
		{"0is 0 [=! cries] it [= the cup] [+ gram] +/.", "[cries] it [the cup] –"},
		{"+< and [>] <so> [<] , „ you +\"/.", "and so,, you:"},
		{"plain words stay", "plain words stay"}, {"no:: [x 3] .", "no:: [x 3]."},
	} {
		d, err := read("@UTF8\n@Begin\n*A:\t" + tt.from + "\n@End\n")
		if err != nil {
			t.Errorf("%s: %v", tt.from, err)
		} else if got := d.Blocks[0].Text; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.from, got, tt.want)
		}
	}
}

func TestBullets(t *testing.T) {
	t.Parallel()
	for _, bullet := range []string{"\x15%d_%d\x15", "%d_%d", "•%d_%d•", "\x15%%snd:\"a_1\"_%d_%d\x15"} {
		d, err := read("@UTF8\n@Begin\n*A:\tyes " + fmt.Sprintf(bullet, 100, 200) + " no " + fmt.Sprintf(bullet, 200, 900) + "\n")
		if err != nil {
			t.Fatal(err)
		}
		want := decode.Block{Text: "yes no", Speaker: "A", Start: 1e8, End: 9e8, Timed: true, Line: 3}
		if diff := cmp.Diff([]decode.Block{want}, d.Blocks); diff != "" {
			t.Errorf("%s (-want +got):\n%s", bullet, diff)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("@UTF8\n@Begin\n@Participants:\tA B Investigator\n*A:\t&-um <a b> [//] c . \x151_2\x15\n%mor:\tx\n@Comment:\td\n")
	f.Add("@Begin\n@Participants:\n*A:\t0 (be)c@s:x +... &*B:c [: d] [=! e\n\tf_g h+i\n")
	lim := decode.DefaultLimits
	lim.Runes = 50_000
	f.Fuzz(func(t *testing.T, content string) {
		d, err := chat.Read(decode.File{Name: "a.cha", Content: []byte(content)}, decode.TextOptions{}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	s.WriteString("@UTF8\n@Begin\n")
	for i := range 10_000 {
		fmt.Fprintf(&s, "*PAR:\t&-um <I like> [//] I said it was (be)cause of them . \x15%d_%d\x15\n", i*900, i*900+800)
		s.WriteString("%mor:\tpro|I v|like pro|I v|say-PAST pro|it cop|be-PAST conj|because prep|of pro|them .\n")
	}
	f := decode.File{Name: "a.cha", Content: []byte(s.String())}
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := chat.Read(f, decode.TextOptions{}, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
