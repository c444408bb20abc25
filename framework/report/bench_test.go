package report

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// BenchmarkWrite writes a matrix of 1,000 cases by 20 codes, all charted, with
// 60,000 quotes.
func BenchmarkWrite(b *testing.B) {
	var in framework.Input
	for i := range 20 {
		id := fmt.Sprintf("code-%d", i)
		in.Codes = append(in.Codes, codebook.Code{
			ID: codebook.CodeID(id), Framework: "f", Key: id, Name: id, Position: i, Status: codebook.Active,
		})
	}
	var cells []framework.Cell
	var codings []codebook.Coding
	for i := range 1000 {
		id := fmt.Sprintf("P%04d", i+1)
		d := corpus.Document{ID: corpus.DocumentID(id), Label: id, Case: corpus.CaseID(id)}
		for n := range 60 {
			start := corpus.Pos(n * 300)
			d.Turns = append(d.Turns, corpus.Turn{Span: corpus.Span{Start: start, End: start + 299}, Speaker: corpus.NoSpeaker})
			codings = append(codings, codebook.Coding{
				ID: codebook.CodingID(fmt.Sprintf("%s-%d", id, n)), Code: in.Codes[n%20].ID,
				Anchor: corpus.Anchor{
					Document: d.ID, Span: corpus.Span{Start: start, End: start + 200},
					Quote: strings.Repeat("she came on Sundays, ", 10),
				},
			})
		}
		in.Cases = append(in.Cases, corpus.Case{ID: corpus.CaseID(id), Label: id})
		in.Documents = append(in.Documents, d)
		for n, code := range in.Codes {
			cells = append(cells, framework.Cell{
				ID: framework.CellID(fmt.Sprintf("%s-%d", id, n)), Case: corpus.CaseID(id), Code: code.ID,
				Status: framework.Draft, Summary: fmt.Sprintf("Came “on Sundays” (%s:%d), [always?] (%s:%d*).", id, n+1, id, n+21),
			})
		}
	}
	in.Cells, in.Codings = seq(cells...), seq(codings...)
	m, err := framework.Build(in, framework.View{})
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range Formats {
		b.Run(string(f), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, m, Options{Format: f}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("check", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if found, err := framework.Check(m, nil); err != nil || len(found) != 20_000 {
				b.Fatalf("%d findings, %v", len(found), err)
			}
		}
	})
}
