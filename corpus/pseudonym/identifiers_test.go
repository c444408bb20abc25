package pseudonym

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
)

// All numbers are made up; those with check digits were given fitting ones, or
// are the states' own examples.
func TestIdentifiers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []string // kind: text
	}{
		{"mi RUT es 12.345.678-5, creo", []string{"identity number: 12.345.678-5"}},
		{"or 11111112-K and 12.345.678-4", []string{"identity number: 11111112-K", "identity number: 12.345.678"}},
		{"DNI 12345678Z, no 12345678A", []string{"identity number: 12345678Z", "long number: 12345678"}},
		{"CPF 529.982.247-25", []string{"identity number: 529.982.247-25"}},
		{"NHS 943 476 5919", []string{"identity number: 943 476 5919"}},
		{"SSN 078-05-1120", []string{"identity number: 078-05-1120"}},
		{"IBAN GB82 WEST 1234 5698 7654 32", []string{"bank or card number: GB82 WEST 1234 5698 7654 32"}},
		{"card 4111 1111 1111 1111", []string{"bank or card number: 4111 1111 1111 1111"}},
		{"call +56 9 8765 4321 or 9 8765 4321", []string{"phone number: +56 9 8765 4321", "phone number: 9 8765 4321"}},
		{"ring 020 7946 0018 now", []string{"phone number: 020 7946 0018"}},
		{"write to ana.soto@uno.cl", []string{"e-mail address: ana.soto@uno.cl"}},
		{"see https://uno.cl/a?b or @ana_soto", []string{"link or account: https://uno.cl/a?b", "link or account: @ana_soto"}},
		{"nací el 3 de mayo de 1980", []string{"date of birth: 3 de mayo de 1980"}},
		{"I was born on 3/5/1980.", []string{"date of birth: 3/5/1980"}},
		{"it was on May 3rd, 2021", []string{"full date: May 3rd, 2021"}},
		{"there were 30 people in 2019", nil},
		{"vivo en calle Los Robles 1234, arriba", []string{"address: calle Los Robles 1234"}},
		{"at 12 Acacia Avenue for years", []string{"address: 12 Acacia Avenue"}},
		{"in der Lindenstraße 7", []string{"address: Lindenstraße 7"}},
		{"au 12, rue de Rivoli", []string{"address: 12, rue de Rivoli"}},
		{"hola, me llamo josefa y vengo", []string{"name: josefa"}},
		{"my name is Ana Soto.", []string{"name: Ana Soto"}},
		{"took 20 mg twice, 100-150 people", nil},
	}
	for _, test := range tests {
		f := NewFinder("en")
		var got []string
		for _, i := range f.Find(test.text) {
			got = append(got, string(i.Kind)+": "+i.Text)
			if s := corpus.NewText(test.text).Slice(i.At); s != i.Text {
				t.Errorf("%q: the place of %q holds %q", test.text, i.Text, s)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	text := "Yesterday I saw Josefina de la Cruz. Then we went, and Then is no name. " +
		"Josefina laughed. Elena said on Monday, in La Pintana, that she would. We know. Yesterday again, yesterday."
	f := NewFinder("es", "Elena")
	f.Learn(text)
	f.Learn("then she said so and we know")
	var got []string
	for _, i := range f.Find(text) {
		got = append(got, i.Text)
	}
	if diff := cmp.Diff([]string{"Josefina de la Cruz", "Josefina", "La Pintana"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	german := NewFinder("de-CH")
	german.Learn("Dann kam das Haus.")
	if got := german.Find("Dann kam das Haus, und ich heiße Reto."); len(got) != 1 || got[0].Text != "Reto" {
		t.Errorf("in German: %+v", got)
	}
}

func TestNameLike(t *testing.T) {
	t.Parallel()
	for label, want := range map[string]bool{
		"María": true, "MARÍA GONZÁLEZ": true, "josefa": true, "Dr Salas": true, "王小明": false,
		"P07": false, "IV2": false, "B": false, "CDR": false, "Participant 3": false, "Participante": false, "": false, "—": false,
	} {
		if got := NameLike(label); got != want {
			t.Errorf("%q looks like a name: %v, want %v", label, got, want)
		}
	}
}

func FuzzIdentifiers(f *testing.F) {
	f.Add("nací el 3 de mayo de 1980, RUT 12.345.678-5, +56 9 8765 4321, calle Los Robles 1234")
	f.Add("me llamo ñandú @x_yz GB82 WEST 1234 5698 7654 32")
	f.Fuzz(func(t *testing.T, s string) {
		s, _, _ = corpus.Clean(strings.ToValidUTF8(s, ""))
		finder := NewFinder("")
		finder.Learn(s)
		text, end := corpus.NewText(s), corpus.Pos(0)
		for _, i := range finder.Find(s) {
			if i.At.Start < end || text.Slice(i.At) != i.Text || i.Text == "" {
				t.Fatalf("%q: %+v", s, i)
			}
			end = i.At.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	turns := strings.Split(strings.Repeat(
		"We talked about Josefina and then I went home, we went in the morning.\nWell, it was the 3rd of May.\n"+
			"Nothing is said here, by anybody at all, and it goes on for some time without a name.\n", 200), "\n")
	f := NewFinder("en")
	size := 0
	for _, t := range turns {
		f.Learn(t)
		size += len(t)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, t := range turns {
			f.Find(t)
		}
	}
}

func BenchmarkReplace(b *testing.B) {
	k := testKey(b)
	text := strings.Repeat("We talked about María and then I went home, it was the 3rd of May. ", 2000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		k.Replace(text)
	}
}
