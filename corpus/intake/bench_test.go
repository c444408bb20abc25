package intake_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"framewise/corpus/decode"
	"framewise/corpus/intake"
)

// talk invents a transcript of about so many bytes. say writes a turn.
func talk(size int, say func(b *strings.Builder, i int, who, words string)) []byte {
	words := strings.Fields("well the ward was quiet and nobody asked me what I wanted until she sat down " +
		"and said she had been there too so I thought maybe it is not only me you know and después todo cambió")
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		who, n, end := "P", 20+r.IntN(60), "."
		if i%2 == 0 {
			who, n, end = "I", 6+r.IntN(12), "?"
		}
		var said []string
		for range n {
			said = append(said, words[r.IntN(len(words))])
		}
		say(&b, i, who, strings.Join(said, " ")+end)
	}
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	const size = 8 << 20
	files := map[string][]byte{
		"colon.txt": talk(size, func(b *strings.Builder, _ int, who, words string) {
			fmt.Fprintf(b, "%s: %s\n\n", who, words)
		}),
		"plain.txt": talk(size, func(b *strings.Builder, _ int, _, words string) {
			fmt.Fprintf(b, "%s\n\n", words)
		}),
		"heads.txt": talk(size, func(b *strings.Builder, i int, who, words string) {
			fmt.Fprintf(b, "Speaker %s  %d:%02d:%02d\n%s\n\n", who, i/3600, i/60%60, i%60, words)
		}),
		"cues.vtt": talk(size, func(b *strings.Builder, i int, who, words string) {
			if i == 0 {
				b.WriteString("WEBVTT\n\n")
			}
			fmt.Fprintf(b, "%02d:%02d:%02d.000 --> %02d:%02d:%02d.900\n<v %s>%s\n\n",
				i/3600, i/60%60, i%60, i/3600, i/60%60, i%60, who, words)
		}),
	}
	for _, name := range []string{"colon.txt", "plain.txt", "heads.txt", "cues.vtt"} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(files[name])))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := intake.Read(decode.File{Name: name, Content: files[name]}, intake.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
