package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"framewise/framework"
	"framewise/framework/project"
)

// quotesIn is the value of --quotes-in, the same for every command that prints
// quotes.
type quotesIn framework.QuotesIn

// quotesInFlag adds --quotes-in to a command.
func quotesInFlag(a *app, cmd *cobra.Command, in *quotesIn) {
	cmd.Flags().Var(in, "quotes-in", "print quotes in this `language` (en, es), in original or in both (else as coded)")
	a.completeFlag(cmd, "quotes-in", someLanguages)
}

// Set reads the flag.
func (in *quotesIn) Set(s string) error {
	*in = quotesIn(framework.ParseQuotesIn(s))
	return nil
}

// String is what the flag was set to.
func (in *quotesIn) String() string { return string(*in) }

// Type is what the flag takes.
func (in *quotesIn) Type() string { return "language" }

// printQuotes puts quotes into the language that was asked for.
func printQuotes(ctx context.Context, p *project.Project, in quotesIn, quotes ...*framework.Quote) error {
	if framework.QuotesIn(in) == framework.QuotesAsCoded {
		return nil
	}
	return p.PrintQuotes(ctx, framework.QuotesIn(in), quotes...)
}

// printCells puts the quotes of cells into the language that was asked for.
func printCells(ctx context.Context, p *project.Project, in quotesIn, m *framework.Matrix, places []framework.CellAt) error {
	var quotes []*framework.Quote
	for _, at := range places {
		x := m.At(at.Row, at.Column)
		for i := range x.Quotes {
			quotes = append(quotes, &x.Quotes[i])
		}
	}
	return printQuotes(ctx, p, in, quotes...)
}

func someLanguages(ctx context.Context, a *app) []string {
	names := []string{
		"original\twhat was said", "both\tas coded and in another language", "coded\tas they were coded",
	}
	_ = a.with(ctx, func(p *project.Project) error {
		documents, err := p.Documents(ctx)
		for _, d := range documents {
			if d.Language != "" && !slices.Contains(names, d.Language) {
				names = append(names, d.Language)
			}
		}
		return err
	})
	return names
}
