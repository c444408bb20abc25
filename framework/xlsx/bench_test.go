package xlsx_test

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/framework"
	"framewise/framework/xlsx"
)

// large generates a study of a given size, with a fixed seed: cases by 20
// codes in five themes, quotes spread over them, two crossings in three
// charted. Cells and codings are made as they are read, as a database would.
func large(cases, quotes int) framework.Input {
	in := framework.Input{
		Project:   framework.Project{ID: "p", Name: "Large", Created: day},
		Framework: framework.Framework{ID: "fw", Name: "large", Title: "Large"},
		Attributes: []corpus.Attribute{
			{Name: "Age", Type: corpus.NumberAttribute}, {Name: "Gender"}, {Name: "Site"},
		},
		Coders: []codebook.Coder{{ID: "c1", Name: "Ana Rojas", Initials: "AR"}},
	}
	var keys []codebook.CodeID
	for theme := range 5 {
		parent := codebook.CodeID("")
		for i := range 4 {
			id := codebook.CodeID(fmt.Sprintf("code-%d-%d", theme, i))
			in.Codes = append(in.Codes, codebook.Code{
				ID: id, Key: string(id), Framework: "fw", Parent: parent, Position: i + 4*theme,
				Number: fmt.Sprintf("%d.%d", theme+1, i), Name: fmt.Sprintf("Code %d of theme %d", i, theme),
				Definition: "What is said about it.", Status: codebook.Active,
			})
			if i == 0 {
				parent = id
			}
			keys = append(keys, id)
		}
	}
	for i := range cases {
		label := fmt.Sprintf("P%04d", i+1)
		id := corpus.NewID[corpus.CaseID]()
		in.Cases = append(in.Cases, corpus.Case{
			ID: id, Label: label, Kind: corpus.Participant,
			Values: map[string]string{"Age": fmt.Sprint(18 + i%50), "Gender": "woman", "Site": "Santiago"},
		})
		d := corpus.Document{
			ID: corpus.DocumentID("d" + label), Label: label, Case: id, Version: 1,
			Speakers: []corpus.Speaker{{Label: label, Role: corpus.RoleParticipant, Case: id}},
		}
		for t := range 150 {
			start := corpus.Pos(250 * t)
			d.Turns = append(d.Turns, corpus.Turn{Span: corpus.Span{Start: start, End: start + 249}, Timed: true})
		}
		in.Documents = append(in.Documents, d)
	}
	in.Codings = func(yield func(codebook.Coding, error) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		for i := range quotes {
			d := &in.Documents[i%cases]
			words := sentence(r, 15+r.IntN(50))
			start := corpus.Pos(r.IntN(150 * 250))
			c := codebook.Coding{
				ID: codebook.CodingID(fmt.Sprintf("0190a1b2-0000-7000-8000-%012d", i)), Code: keys[r.IntN(len(keys))],
				Coder: "c1", Stance: codebook.Stances[r.IntN(4)], Key: i%9 == 0, Created: day,
				Anchor: corpus.Anchor{Document: d.ID, Version: 1, Quote: words,
					Span: corpus.Span{Start: start, End: start + corpus.Pos(len(words))}},
			}
			if !yield(c, nil) {
				return
			}
		}
	}
	in.Cells = cellsOf(in.Cases, keys)
	return in
}

func cellsOf(cases []corpus.Case, keys []codebook.CodeID) iter.Seq2[framework.Cell, error] {
	return func(yield func(framework.Cell, error) bool) {
		r := rand.New(rand.NewPCG(3, 4))
		for i, who := range cases {
			for j, code := range keys {
				if (i+j)%3 == 0 {
					continue
				}
				c := framework.Cell{
					ID: framework.CellID(fmt.Sprintf("0190a1b2-1111-7000-8000-%012d", i*100+j)), Case: who.ID, Code: code,
					Summary: sentence(r, 20+r.IntN(30)) + " (" + who.Label + ":12), “" + sentence(r, 8) + "” (" + who.Label +
						":40*). [" + sentence(r, 5) + "]",
					Stance: codebook.Stances[r.IntN(4)], Status: framework.Draft, Author: "c1", Version: 1,
					Modified: day.Add(time.Duration(i) * time.Minute),
				}
				if !yield(c, nil) {
					return
				}
			}
		}
	}
}

var vocabulary = strings.Fields("she he came again on a Sunday with bread and we sat there because " +
	"nobody else had " +
	"time for that and I thought perhaps it is not over yet although my brother laughed about it")

func sentence(r *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(vocabulary[r.IntN(len(vocabulary))])
	}
	return b.String()
}

// BenchmarkWrite builds a matrix and writes its workbook. Run it alone under
// /usr/bin/time -v for the peak of memory.
func BenchmarkWrite(b *testing.B) {
	for _, size := range []struct{ cases, quotes int }{{100, 6_000}, {1_000, 60_000}} {
		b.Run(fmt.Sprintf("%d cases, %d quotes", size.cases, size.quotes), func(b *testing.B) {
			in := large(size.cases, size.quotes)
			b.ReportAllocs()
			cpu := cpuSeconds()
			n := 0
			for b.Loop() {
				m, err := framework.Build(in, framework.View{})
				if err != nil {
					b.Fatal(err)
				}
				f, err := os.Create(b.TempDir() + "/large.xlsx")
				if err != nil {
					b.Fatal(err)
				}
				if err := xlsx.Write(f, m, xlsx.Options{}); err != nil {
					b.Fatal(err)
				}
				if err := f.Close(); err != nil {
					b.Fatal(err)
				}
				n++
			}
			b.ReportMetric((cpuSeconds()-cpu)/float64(n), "cpu-s/op")
			b.ReportMetric(peakMB(), "peak-MB")
		})
	}
}

// BenchmarkRead reads back the workbook of a large study.
func BenchmarkRead(b *testing.B) {
	const cases, quotes = 1_000, 60_000
	m, err := framework.Build(large(cases, quotes), framework.View{})
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	if err := xlsx.Write(&out, m, xlsx.Options{}); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	cpu := cpuSeconds()
	n := 0
	for b.Loop() {
		e, err := xlsx.Read(decode.File{Name: "large.xlsx", Content: out.Bytes()}, xlsx.ReadOptions{})
		if err != nil || len(e.Cells) > 0 || len(e.Problems) > 0 {
			b.Fatalf("%v, %d cells, %d problems", err, len(e.Cells), len(e.Problems))
		}
		n++
	}
	b.ReportMetric((cpuSeconds()-cpu)/float64(n), "cpu-s/op")
	b.ReportMetric(peakMB(), "peak-MB")
}
