package storetest

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/store"
)

// Study is an invented study of any size, made of a seed: the same numbers
// give the same records.
type Study struct {
	Project    framework.Project
	Framework  framework.Framework
	Coders     []codebook.Coder
	Attributes []corpus.Attribute
	Cases      []corpus.Case
	Documents  []corpus.Document
	Texts      []string // of the documents, version 1
	Codes      []codebook.Code
	Codings    []codebook.Coding
	Memos      []codebook.Memo
	Cells      []framework.Cell
	Margins    []framework.Cell // summaries of a column and of a case

	Settlements []framework.Settlement
}

// Size says how large a [Study] is to be.
type Size struct {
	Documents int // transcripts, one for each case
	Turns     int // in each
	Words     int // in each turn
	Codings   int // in all, spread over documents and codes
}

var created = time.Date(2026, 4, 30, 9, 0, 0, 0, time.UTC)

// words are what invented participants say; some are not ASCII.
var words = strings.Fields(`and then the peer worker came with me to the appointment because nobody else
	would it was a good thing I felt heard más tranquilo después señora niño café not once did they ask
	how we lived my sister says otherwise 😊 well you know`)

// New makes a study.
func New(size Size, seed uint64) *Study {
	r := rand.New(rand.NewPCG(seed, 1))
	id := func(what string, n int) string { return fmt.Sprintf("%s-%04d-%08x", what, n, seed) }
	s := &Study{
		Project: framework.Project{
			ID: id("project", 0), Name: "Peer support", Framework: codebook.FrameworkID(id("framework", 0)),
			Language: "en", Created: created,
		},
		Framework: framework.Framework{
			ID: codebook.FrameworkID(id("framework", 0)), Name: "mechanisms", Title: "Five mechanisms",
			Version: "1", Stances: []codebook.Stance{codebook.Positive, codebook.Negative},
			StanceLabels: map[codebook.Stance]string{codebook.Negative: "barrier"},
			Rating: &framework.Rating{
				Name: "strength", Values: []framework.RatingValue{{Value: "-1"}, {Value: "+1", Label: "strong"}},
			},
		},
		Coders: []codebook.Coder{
			{ID: codebook.CoderID(id("coder", 0)), Name: "Amparo Ríos", Initials: "AR", Role: "lead"},
			{ID: codebook.CoderID(id("coder", 1)), Name: "Bruno Soto", Initials: "BS"},
		},
		Attributes: []corpus.Attribute{
			{Name: "age", Type: corpus.NumberAttribute},
			{Name: "site", Type: corpus.CategoryAttribute, Categories: []string{"north", "south"}, Position: 1},
		},
	}
	for i := range 20 {
		c := codebook.Code{
			ID: codebook.CodeID(id("code", i)), Framework: s.Framework.ID, Key: fmt.Sprintf("code-%d", i),
			Position: i, Name: fmt.Sprintf("Code %d", i), Definition: "What <people> say & mean",
			Origin: codebook.APriori, Status: codebook.Active,
		}
		if i >= 5 {
			c.Parent = s.Codes[i%5].ID
		}
		s.Codes = append(s.Codes, c)
	}
	for i := range size.Documents {
		s.addDocument(i, size, id, r)
	}
	prepared := make([]*corpus.Text, len(s.Texts))
	for i, text := range s.Texts {
		prepared[i] = corpus.NewText(text)
	}
	for i := range size.Codings {
		s.addCoding(i, prepared[i%len(prepared)], id, r)
	}
	for i := range min(size.Documents, 10) {
		s.Cells = append(s.Cells, framework.Cell{
			ID: framework.CellID(id("cell", i)), Case: s.Cases[i].ID, Code: s.Codes[i%5].ID,
			Summary: "Felt “heard” [first time] P1:2", Status: framework.Draft, Stance: codebook.Positive,
			Author: s.Coders[0].ID, Evidence: []codebook.CodingID{codebook.CodingID(id("coding", i))},
			Version: 1, Modified: created,
		})
		s.Memos = append(s.Memos, codebook.Memo{
			ID: codebook.MemoID(id("memo", i)), Kind: codebook.Reflexive, Title: "On listening",
			Text: "Who listens to whom?", About: codebook.Ref{Case: s.Cases[i].ID}, Author: s.Coders[1].ID,
			Created: created.Add(time.Duration(i) * time.Minute),
		})
	}
	for _, c := range s.Cells {
		s.Settlements = append(s.Settlements, framework.Settle("cell", codebook.Ref{Case: c.Case, Code: c.Code},
			&framework.FieldChange{Field: framework.SummaryField, Workbook: "Felt alone", Project: c.Summary}))
	}
	slices.SortFunc(s.Settlements, func(a, b framework.Settlement) int { return cmp.Compare(a.ID, b.ID) })
	s.Margins = []framework.Cell{
		{
			ID: framework.CellID(id("margin", 0)), Code: s.Codes[0].ID, Summary: "Most felt “heard” P1:2",
			Range: "From heard to not once asked", Exceptions: "P2 did not", Status: framework.Draft,
			Author: s.Coders[0].ID, Version: 1, Modified: created,
		},
	}
	if len(s.Cases) > 0 {
		s.Margins = append(s.Margins, framework.Cell{
			ID: framework.CellID(id("margin", 1)), Case: s.Cases[0].ID, Summary: "Came to feel heard P1:2",
			Status: framework.Reviewed, Author: s.Coders[0].ID, Reviewer: s.Coders[1].ID, Version: 1,
			Modified: created,
		})
	}
	return s
}

func (s *Study) addDocument(i int, size Size, id func(string, int) string, r *rand.Rand) {
	c := corpus.Case{
		ID: corpus.CaseID(id("case", i)), Label: fmt.Sprintf("P%d", i+1), Kind: corpus.Participant,
		Values: map[string]string{"age": fmt.Sprint(21 + i%45), "site": []string{"north", "south"}[i%2]},
	}
	d := corpus.Document{
		ID: corpus.DocumentID(id("document", i)), Label: c.Label, Kind: corpus.Transcript, Version: 1,
		Language: "en", Date: "2026-04-30", Source: c.Label + ".txt", Case: c.ID,
		Speakers: []corpus.Speaker{{Label: "I", Role: corpus.RoleInterviewer},
			{Label: c.Label, Role: corpus.RoleParticipant, Case: c.ID}},
	}
	var b strings.Builder
	at := corpus.Pos(0)
	write := func(s string) {
		b.WriteString(s)
		at += corpus.Pos(len([]rune(s)))
	}
	for n := range size.Turns {
		write(d.Speakers[n%2].Label + ": ")
		start := at
		for w := range size.Words {
			if w > 0 {
				write(" ")
			}
			write(words[r.IntN(len(words))])
		}
		d.Turns = append(d.Turns, corpus.Turn{
			Span: corpus.Span{Start: start, End: at}, Speaker: n % 2,
			Start: time.Duration(n) * 11 * time.Second, Timed: true,
		})
		write("\n")
	}
	text := b.String()
	d.TextHash = corpus.Hash(text)
	d.SourceHash = corpus.Hash("file of " + text)
	s.Cases, s.Documents, s.Texts = append(s.Cases, c), append(s.Documents, d), append(s.Texts, text)
}

func (s *Study) addCoding(i int, text *corpus.Text, id func(string, int) string, r *rand.Rand) {
	d := &s.Documents[i%len(s.Documents)]
	turn := d.Turns[r.IntN(len(d.Turns))]
	length := min(turn.Span.Len(), corpus.Pos(20+r.IntN(160)))
	start := turn.Span.Start + corpus.Pos(r.IntN(int(turn.Span.Len()-length)+1))
	a, err := text.Anchor(d.ID, 1, corpus.Span{Start: start, End: start + length})
	if err != nil {
		panic(err) // the span was made to lie in the turn
	}
	s.Codings = append(s.Codings, codebook.Coding{
		ID: codebook.CodingID(id("coding", i)), Anchor: a, Code: s.Codes[r.IntN(len(s.Codes))].ID,
		Coder: s.Coders[i%2].ID, Stance: codebook.Stances[i%4], Key: i%10 == 0,
		FrameworkVersion: "1", Created: created.Add(time.Duration(i) * time.Second),
	})
}

// PutFrame stores all of the study that is not documents and codings: the
// project, its framework, codes, coders, attributes and cases.
func (s *Study) PutFrame(ctx context.Context, tx store.Tx) error {
	if err := tx.PutProject(ctx, s.Project); err != nil {
		return err
	}
	if err := tx.PutFramework(ctx, s.Framework); err != nil {
		return err
	}
	return firstError(
		each(s.Codes, func(c codebook.Code) error { return tx.PutCode(ctx, c) }),
		each(s.Coders, func(c codebook.Coder) error { return tx.PutCoder(ctx, c) }),
		each(s.Attributes, func(a corpus.Attribute) error { return tx.PutAttribute(ctx, a) }),
		each(s.Cases, func(c corpus.Case) error { return tx.PutCase(ctx, c) }),
	)
}

// PutDocuments stores the documents with their texts and original files.
func (s *Study) PutDocuments(ctx context.Context, tx store.Tx) error {
	for i, d := range s.Documents {
		if err := tx.PutText(ctx, d.ID, 1, s.Texts[i]); err != nil {
			return err
		}
		if _, err := tx.PutOriginal(ctx, d.Source, []byte("file of "+s.Texts[i])); err != nil {
			return err
		}
		if err := tx.PutDocument(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// Put stores the whole study.
func (s *Study) Put(ctx context.Context, tx store.Tx) error {
	return firstError(
		func() error { return s.PutFrame(ctx, tx) },
		func() error { return s.PutDocuments(ctx, tx) },
		func() error { return tx.PutCoding(ctx, s.Codings...) },
		each(s.Memos, func(m codebook.Memo) error { return tx.PutMemo(ctx, m) }),
		each(s.Cells, func(c framework.Cell) error { return tx.PutCell(ctx, c) }),
		each(s.Margins, func(c framework.Cell) error { return tx.PutCell(ctx, c) }),
		each(s.Settlements, func(x framework.Settlement) error { return tx.PutSettlement(ctx, x) }),
	)
}

func each[T any](all []T, do func(T) error) func() error {
	return func() error {
		for _, v := range all {
			if err := do(v); err != nil {
				return err
			}
		}
		return nil
	}
}

func firstError(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
