package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/project"
)

func newSearchCommand(a *app) *cobra.Command {
	var o project.SearchOptions
	var all bool
	var in quotesIn
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find words in the transcripts, or quotes by code",
		Long: `Finds turns that have all the words, in any of their forms; "between quotes"
as a phrase, and hous* for all that begins so. Conditions narrow it down:
case:P07, speaker:Ana, code:warmth, coder:CM, stance:negative, age>=40. What
asks for a code, coder or stance looks among the quotes; attributes of the
case, like age, go with either.

Every find shows where it stands, who speaks and the words around it. More on
the language: framewise help query`,
		Example: `  framewise search loneliness
  framewise search '"waiting list" OR queue' gender:woman
  framewise search code:organisation stance:negative --facets`,
		Args: takes("QUERY..."),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.QuotesIn = framework.QuotesIn(in)
			switch {
			case all:
				o.Limit = -1
			case o.Limit < 1 || o.Offset < 0:
				return usagef("--limit counts from 1 and --offset from 0").WithHint("--all shows everything that is found")
			}
			return runSearch(cmd.Context(), a, strings.Join(args, " "), o)
		},
	}
	f := cmd.Flags()
	f.IntVarP(&o.Limit, "limit", "n", 20, "how `many` to show")
	f.IntVar(&o.Offset, "offset", 0, "how `many` to leave out first")
	f.BoolVar(&all, "all", false, "show all that is found")
	f.BoolVar(&o.Quotes, "quotes", false, "look among quotes, cells and memos")
	f.BoolVar(&o.Relevance, "best", false, "the best first (else by document and place)")
	quotesInFlag(a, cmd, &in)
	f.BoolVar(&o.Facets, "facets", false, "count the finds by case, speaker, code and the like")
	return cmd
}

// foundJSON is a line of search --json.
type foundJSON struct {
	Kind    string          `json:"kind"` // turn, quote, cell or memo
	Locator string          `json:"locator,omitempty"`
	Lang    string          `json:"language,omitempty"`
	Case    string          `json:"case,omitempty"`
	Code    string          `json:"code,omitempty"`
	Coder   string          `json:"coder,omitempty"`
	Speaker string          `json:"speaker,omitempty"`
	Stance  codebook.Stance `json:"stance,omitempty"`
	Key     bool            `json:"key,omitempty"`
	Clock   string          `json:"clock,omitempty"`
	Page    int             `json:"page,omitempty"` // of the source, from 1
	Line    int             `json:"line,omitempty"`
	Text    string          `json:"text"`
	Matches []corpus.Span   `json:"matches,omitempty"` // in code points of text
	// Unplaced says that the locator is only the place that the quote had last.
	Unplaced bool `json:"unplaced,omitempty"`
	framework.WordsTold
}

// facetJSON is a line of search --facets --json, before the finds.
type facetJSON struct {
	Facet string `json:"facet"`
	Value string `json:"value"`
	Count int    `json:"count"`
}

func runSearch(ctx context.Context, a *app, query string, o project.SearchOptions) error {
	return a.with(ctx, func(p *project.Project) error {
		var bar *term.Progress
		o.Progress = func(done, total int) {
			if bar == nil {
				bar = a.term.Progress("making the search index", total)
			}
			bar.To(done)
		}
		result, err := p.Search(ctx, query, o)
		if bar != nil {
			bar.Close()
		}
		if err != nil {
			return err
		}
		if result.Warning != "" {
			a.term.Warn("%s", result.Warning)
		}
		if err := showFacets(a.term, result); err != nil {
			return err
		}
		for _, f := range result.Found {
			if err := showFound(a.term, f); err != nil {
				return err
			}
		}
		shown := o.Offset + len(result.Found)
		switch {
		case result.Total == 0 && !o.Quotes:
			a.term.Note("nothing was found; --quotes looks among summaries and memos too")
		case result.Total == 0:
			a.term.Note("nothing was found")
		case len(result.Found) == 0:
			verb := "are"
			if result.Total == 1 {
				verb = "is"
			}
			a.term.Note("there %s only %s; --offset %d leaves out all of that",
				verb, plural(result.Total, "find", "finds"), o.Offset)
		case shown < result.Total:
			a.term.Note("%d–%d of %s; --offset %d goes on, --all shows everything",
				min(o.Offset+1, shown), shown, thousands(result.Total), shown)
		default:
			a.term.Note("%s", plural(result.Total, "find", "finds"))
		}
		return nil
	})
}

func showFacets(t *term.Terminal, result project.SearchResult) error {
	table := t.Table(term.Column{Title: "by", Style: term.Faint}, term.Column{Title: "value"},
		term.Column{Title: "finds", Right: true})
	for _, field := range slices.Sorted(maps.Keys(result.Facets)) {
		for _, c := range result.Facets[field] {
			var err error
			if t.JSON {
				err = t.Object(facetJSON{field, c.Value, c.Count})
			} else {
				err = table.Row(field, c.Value, fmt.Sprint(c.Count))
			}
			if err != nil {
				return err
			}
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if t.OutTTY && !t.JSON && len(result.Facets) > 0 {
		return t.Print()
	}
	return nil
}

func showFound(t *term.Terminal, f project.Found) error {
	locator := ""
	if f.Locator.Label != "" {
		locator = f.Locator.String()
	}
	switch {
	case t.JSON:
		return t.Object(foundJSON{
			string(f.Kind), locator, f.Language, f.Case, f.Code, f.Coder, f.Speaker, f.Stance, f.Key, f.Clock,
			f.Page, f.Line, f.Text, f.Matches, f.Unplaced, f.Quote.WordsTold(),
		})
	case !t.OutTTY:
		words := marked(f.Text, f.Matches, func(s string) string { return "**" + s + "**" }, func(s string) string { return s })
		words = f.Quote.Words().Noted(words)
		if beside := f.Quote.Beside(); beside.Text != "" {
			words += " / " + beside.Noted(beside.Text)
		}
		return t.Table().Row(string(f.Kind), locator, f.Case, f.Speaker, f.Code, f.Coder, string(f.Stance), f.Clock, words)
	}
	head := t.Styled(term.Safe(locator), term.Place)
	if locator == "" {
		head = string(f.Kind)
	}
	who := []string{}
	if f.Unplaced {
		who = append(who, "unplaced")
	}
	if f.Case != "" && f.Case != f.Locator.Label {
		who = append(who, f.Case)
	}
	elsewhere := f.Quote.Words() // whose language stands there anyway
	elsewhere.Told = false
	for _, s := range []string{f.Speaker, f.Clock, pageText(f.Page), f.Language, elsewhere.Note()} {
		if s != "" {
			who = append(who, s)
		}
	}
	if f.Code != "" {
		code := f.Code
		if f.Coder != "" {
			code += " (" + f.Coder + ")"
		}
		who = append(who, strings.TrimSpace(code+" "+f.Stance.Symbol()))
	}
	if err := t.Print(head, "  ", t.Styled(term.Safe(strings.Join(who, " · ")), term.Faint)); err != nil {
		return err
	}
	width := min(t.Columns, 100) - 2
	lines := excerpt(f, width, t.Marked)
	if beside := f.Quote.Beside(); beside.Text != "" {
		beside := project.Found{Text: "(" + beside.Note() + ") " + beside.Text}
		lines = append(lines, excerpt(beside, width, t.Marked)...)
	}
	for _, line := range lines {
		if err := t.Print("  ", line); err != nil {
			return err
		}
	}
	return nil
}

// marked is a text with its matches marked and made safe to print.
func marked(text string, matches []corpus.Span, mark, rest func(string) string) string {
	points := corpus.NewText(text)
	var b strings.Builder
	at := corpus.Pos(0)
	for _, m := range matches {
		b.WriteString(rest(points.Slice(corpus.Span{Start: at, End: m.Start})))
		b.WriteString(mark(points.Slice(m)))
		at = m.End
	}
	b.WriteString(rest(points.Slice(corpus.Span{Start: at, End: points.Len()})))
	return b.String()
}
