package akoma_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/akoma"
	"framewise/corpus/decode/decodetest"
)

func read(content string) (*decode.Decoded, error) {
	return akoma.Read(decode.File{Name: "a.xml", Content: []byte(content)}, decode.DefaultLimits)
}

func doc(meta, body string) string {
	return `<akomaNtoso><debate><meta>` + meta + `</meta><debateBody>` + body + `</debateBody></debate></akomaNtoso>`
}

const people = `<references><TLCPerson id="ana" showAs="Ana Soto"/><TLCPerson eId="luz" showAs="Luz Vera"/></references>`

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, meta, body, want, warn string }{
		{"speeches", people, `<debateSection><heading>Uno</heading><speech by="#ana"><from>SOTO:</from><p>Hola,
			<i>Luz</i>.</p><p></p><p>¿Vamos?</p></speech><narrative><p><i>(risas)</i></p></narrative>` +
			`<answer by="#luz"><p>Sí.<remark>se levanta</remark></p></answer><scene>Fin</scene></debateSection>`,
			"= Uno\nAna Soto: Hola, Luz.\nAna Soto: ¿Vamos?\n# (risas)\nLuz Vera: Sí. [se levanta]\n# [Fin]\n", ""},
		{"identifiers and labels", "", `<speech by="#p1"><p>Hola.</p></speech><speech><from>La jueza:</from><p>Ya.</p></speech>`,
			"p1: Hola.\nLa jueza: Ya.\n", "1 speaker is named by identifiers alone, since the file does not say who they are\n"},
		{"text of nobody", people, `<p>Uno.</p><speech by="#ana"><p>Dos.</p></speech><p>Tres.</p>`,
			"Uno.\nAna Soto: Dos.\nTres.\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := read(doc(tt.meta, tt.body))
			decodetest.Check(t, d, err)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, decodetest.Text(d)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.warn, decodetest.Warnings(d)); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMeta(t *testing.T) {
	t.Parallel()
	d, err := read(doc(`<FRBRdate date="2016-01-25" name=""/><FRBRdate date="2020-01-01"/><FRBRlanguage language="fra"/>`,
		`<debateSection><debateSection><heading>a</heading></debateSection></debateSection>`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][2]string{{"date", "2016-01-25"}, {"language", "fra"}}, d.Meta); diff != "" {
		t.Errorf("meta (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]decode.Block{{Text: "a", Heading: 2, Line: 1}}, d.Blocks); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(people, `<debateSection><heading>a</heading><speech by="#ana"><from>b</from><p>c<remark>d</remark></p></speech>`+
		`<narrative><p>e</p></narrative></debateSection>`)
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, meta, body string) {
		d, err := akoma.Read(decode.File{Name: "a.xml", Content: []byte(doc(meta, body))}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	speech := `<speech by="#ana"><p>Bueno, yo creo que al principio me costó mucho, pero después ya no tanto, porque la ` +
		`gente me ayudó bastante.</p></speech>` + "\n"
	f := decode.File{Name: "a.xml", Content: []byte(doc(people, strings.Repeat(speech, 5_000)))}
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := akoma.Read(f, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
