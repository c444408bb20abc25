package framework

import (
	"strings"

	"framewise/codebook"
	"framewise/corpus"
)

// SettlementID identifies a [Settlement].
type SettlementID string

// Settlement remembers a conflict between an edited workbook and the project in
// which somebody kept the project's side, so that nobody is asked again while
// both sides say the same. It holds no words: the identifier is made of them.
type Settlement struct {
	ID    SettlementID `json:"id"`
	Kind  string       `json:"kind"`  // cell, quote, case or code
	About codebook.Ref `json:"about"` // the one in conflict
	Field Field        `json:"field"`
}

// Settle is the settlement of a conflict about a field of something.
func Settle(kind string, about codebook.Ref, c *FieldChange) Settlement {
	parts := []string{
		kind, string(about.Case), string(about.Code), string(about.Coding), string(c.Field), tidy(c.Workbook), tidy(c.Project),
	}
	for i, part := range parts {
		parts[i] = corpus.Hash(part)
	}
	return Settlement{ID: SettlementID(corpus.Hash(strings.Join(parts, ""))), Kind: kind, About: about, Field: c.Field}
}
