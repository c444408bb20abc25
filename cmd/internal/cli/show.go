package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
	"framewise/framework/project"
)

type showOptions struct {
	turn     string
	page     int
	codings  bool
	version  int
	quotesIn quotesIn
}

func newShowCommand(a *app) *cobra.Command {
	var o showOptions
	cmd := &cobra.Command{
		Use:   "show DOC",
		Short: "Read a transcript, with its codings in the margin",
		Long: `Shows a document turn by turn: the number that locators cite, the speaker, the
time or the page of the source, and the words. Under each turn stand what it
asks about, where that was tagged, and its codings: the code, the coder, the
stance and the words. What is coded in the original or in a translation stands
there too, with its document. With --version it shows an earlier text, as
framewise document versions lists them, with the codings that it had when another
took its place; not those of its translations.

DOC is a document (P07, P07.t2), a translation (P07.en), a place in one
(P07:12–15), a file name, or a case, whose first document is shown.`,
		Example: `  framewise show P07
  framewise show P07:12-15
  framewise show P07 --page 4
  framewise show P07.en --codings
  framewise show P07 --quotes-in en
  framewise show P07 --version 1`,
		Args:              takes("DOC"),
		ValidArgsFunction: a.completed(false, someDocuments),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runShow(cmd.Context(), a, args[0], o)
		},
	}
	cmd.Flags().StringVar(&o.turn, "turn", "", "only this `turn`, or these: 12, 12-15")
	cmd.Flags().IntVar(&o.page, "page", 0, "only turns that begin on this `page` of the file they came from")
	cmd.Flags().IntVar(&o.version, "version", 0, "an earlier `version` of the text")
	quotesInFlag(a, cmd, &o.quotesIn)
	cmd.Flags().BoolVar(&o.codings, "codings", false, "only turns that are coded")
	return cmd
}

// turnJSON is a line of show --json.
type turnJSON struct {
	Document string        `json:"document"`
	Language string        `json:"language,omitempty"`
	Turn     int           `json:"turn"`
	Speaker  string        `json:"speaker,omitempty"`
	Role     corpus.Role   `json:"role,omitempty"`
	Start    *float64      `json:"start_seconds,omitempty"`
	Media    string        `json:"recording,omitempty"` // the file, if it is known
	Page     int           `json:"page,omitempty"`      // of the source, from 1
	Line     int           `json:"line,omitempty"`      // line, paragraph, caption or row of the source, from 1
	Heading  string        `json:"heading,omitempty"`
	Text     string        `json:"text"`
	Asks     []string      `json:"asks,omitempty"` // codes that the question is about
	Codings  []shownCoding `json:"codings,omitempty"`
	Span     corpus.Span   `json:"span"`
}

type shownCoding struct {
	ID     codebook.CodingID `json:"id"`
	Code   string            `json:"code"`
	Coder  string            `json:"coder"`
	Stance codebook.Stance   `json:"stance,omitempty"`
	Key    bool              `json:"key,omitempty"`
	Quote  string            `json:"quote"`
	Memo   string            `json:"memo,omitempty"`
	In     string            `json:"in,omitempty"` // another language of the document, where it was coded
	framework.WordsTold
}

func runShow(ctx context.Context, a *app, name string, o showOptions) error {
	return a.with(ctx, func(p *project.Project) error {
		name = o.placed(name)
		v, err := versionWanted(ctx, p, name, o.version)
		if err != nil {
			return err
		}
		first, last, err := turnsWanted(o.turn, &v.Document)
		if err != nil {
			return err
		}
		var quotes []*framework.Quote
		for i := range v.Codings {
			quotes = append(quotes, &v.Codings[i].Quote)
		}
		for i := range v.Across {
			quotes = append(quotes, &v.Across[i].Quote)
		}
		if err := printQuotes(ctx, p, o.quotesIn, quotes...); err != nil {
			return err
		}
		if err := pageWanted(o.page, &v.Document); err != nil {
			return err
		}
		at := make(map[int][]project.CodingAcross)
		put := func(c project.CodingAcross, from, to int) {
			if from < first && to >= first {
				from = first // it began before what is shown
			}
			at[from] = append(at[from], c)
		}
		for _, c := range v.Codings {
			from, to := v.TurnsIn(c.Coding.Anchor.Span)
			put(project.CodingAcross{CodingView: c}, from, to)
		}
		for _, c := range v.Across {
			put(c, c.Turns.First, c.Turns.Last)
		}
		if len(v.Others) > 0 && (o.turn == "" || !strings.EqualFold(name, v.Label)) {
			a.term.Note("this is %s; of %s there is %s too", v.Name(), name, strings.Join(v.Others, ", "))
		}
		s := shower{a: a, view: &v, asks: make(map[int][]string), few: o.turn != ""}
		for _, c := range v.Asked {
			n, _ := v.TurnsIn(c.Coding.Anchor.Span)
			s.asks[n] = append(s.asks[n], c.Code.Key)
		}
		if v.Recording != nil {
			s.media = p.RecordingFile(v.Recording)
		}
		if !a.term.JSON && a.term.OutTTY && o.turn == "" {
			if err := s.head(); err != nil {
				return err
			}
		}
		for n := first; n <= last; n++ {
			if o.codings && len(at[n]) == 0 || o.page > 0 && v.Turns[n-1].Page != o.page {
				continue
			}
			if err := s.turn(n, at[n]); err != nil {
				return err
			}
		}
		return nil
	})
}

// placed parts a locator into its document and --turn: P07.t2:12 is turn 12 of
// P07.t2, P07:12 that of the first document of P07 where no other is called so.
func (o *showOptions) placed(name string) (document string) {
	if l, err := corpus.ParseLocator(name); err == nil && o.turn == "" {
		o.turn = l.Turns()
		return l.Label
	}
	return name
}

// turnsWanted reads --turn.
func turnsWanted(s string, d *corpus.Document) (first, last int, err error) {
	if s == "" {
		return 1, len(d.Turns), nil
	}
	if !strings.Contains(s, ":") {
		s = d.Label + ":" + s
	}
	l, err := corpus.ParseLocator(s)
	if err != nil {
		return 0, 0, usagef("--turn takes a turn's number or a range, as in 12 or 12-15")
	}
	if !strings.EqualFold(l.Label, d.Label) && !strings.EqualFold(l.Label, d.Name()) {
		return 0, 0, usagef("--turn is of %s, and %s is shown", l.Label, d.Name()).
			WithHint("framewise show %s", l)
	}
	if l.First > len(d.Turns) {
		return 0, 0, corpus.Errorf(corpus.ErrNotFound, "%s has no turn %d", d.Name(), l.First).
			WithHint("it has %s", plural(len(d.Turns), "turn", "turns"))
	}
	return l.First, min(l.Last, len(d.Turns)), nil
}

// pageWanted checks --page; 0 is any.
func pageWanted(page int, d *corpus.Document) error {
	if page == 0 {
		return nil
	}
	if page < 0 {
		return usagef("pages count from 1")
	}
	last := 0
	for _, t := range d.Turns {
		if t.Page == page {
			return nil
		}
		last = max(last, t.Page)
	}
	err := corpus.Errorf(corpus.ErrNotFound, "no turn of %s begins on page %d", d.Name(), page)
	if last == 0 {
		return err.WithHint("the file it came from has no pages that can be told: ask for turns")
	}
	return err.WithHint("the last one begins on page %d", last)
}

// shower prints the turns of one document.
type shower struct {
	a     *app
	view  *project.DocumentView
	asks  map[int][]string // codes that a turn asks about
	page  int              // of the source, of the turn before
	few   bool             // whether only some turns are shown, without the head
	media string           // the file of the recording, if it is known
}

// head says what document it is.
func (s *shower) head() error {
	t, v := s.a.term, s.view
	facts := []string{string(v.Kind)}
	for _, c := range v.Cases {
		if c.Label != v.Label {
			facts = append(facts, "case "+c.Label)
		}
	}
	for _, fact := range []string{v.Language, v.Date, v.Source} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	facts = append(facts, plural(len(v.Turns), "turn", "turns"), plural(len(v.Codings), "coding", "codings"))
	above := make([]string, len(v.Properties))
	for i, p := range v.Properties {
		above[i] = p[0] + ": " + p[1]
	}
	lines := []string{strings.Join(facts, " · ")}
	if s.media != "" {
		lines = append(lines, "recording: "+s.media)
	}
	lines = append(lines, term.Wrap(strings.Join(above, " · "), min(t.Columns, 100))...)
	for i, line := range lines {
		if line = t.Styled(term.Safe(line), term.Faint); i == 0 {
			line = t.Styled(term.Safe(v.Name()), term.Strong) + "  " + line
		}
		if line != "" {
			if err := t.Print(line); err != nil {
				return err
			}
		}
	}
	return t.Print()
}

func (s *shower) turn(n int, codings []project.CodingAcross) error {
	t, v := s.a.term, s.view
	turn := v.Turns[n-1]
	words := v.Text.Slice(turn.Span)
	speaker, _ := v.SpeakerAt(n)
	clock := ""
	if turn.Timed {
		clock = corpus.FormatClock(turn.Start.Seconds())
	}
	switch {
	case t.JSON:
		out := turnJSON{
			Document: v.Label, Language: v.Language, Turn: n, Speaker: speaker.Label, Role: speaker.Role,
			Heading: turn.Heading, Text: words, Span: turn.Span, Asks: s.asks[n],
			Page: turn.Page, Line: turn.Line,
		}
		if turn.Timed {
			seconds := turn.Start.Round(time.Millisecond).Seconds()
			out.Start, out.Media = &seconds, s.media
		}
		for _, c := range codings {
			out.Codings = append(out.Codings, shownCoding{
				c.Coding.ID, c.Code.Key, c.CoderName, c.Coding.Stance, c.Coding.Key, c.Words().Text, c.Coding.Memo,
				c.Name, c.WordsTold(),
			})
		}
		return t.Object(out)
	case !t.OutTTY:
		var marks []string
		for _, code := range s.asks[n] {
			marks = append(marks, code+"?")
		}
		for _, c := range codings {
			mark := c.Code.Key + "/" + c.CoderName + c.Coding.Stance.Symbol()
			if c.Name != "" {
				mark += "@" + c.Name
			}
			marks = append(marks, mark)
		}
		return t.Table().Row(fmt.Sprint(n), clock, speaker.Label, words, strings.Join(marks, " "))
	}
	return s.print(n, clock, speaker, words, codings)
}

// print prints a turn for a person: the words in a column, the number before
// them, the page of the source where another begins, the codings below.
func (s *shower) print(n int, clock string, speaker corpus.Speaker, words string, codings []project.CodingAcross) error {
	t, heading, page := s.a.term, s.view.Turns[n-1].Heading, s.view.Turns[n-1].Page
	margin := len(fmt.Sprint(len(s.view.Turns))) + 2
	indent := strings.Repeat(" ", margin)
	width := min(t.Columns, 100) - margin
	if heading != "" {
		for _, line := range term.Wrap(term.Safe(heading), width) {
			if err := t.Print(indent, t.Styled(line, term.Faint)); err != nil {
				return err
			}
		}
	}
	number := fmt.Sprintf("%*d  ", margin-2, n)
	who := term.Safe(speaker.Label)
	if speaker.Role == corpus.RoleInterviewer {
		who = t.Styled(who, term.Faint)
	} else {
		who = t.Styled(who, term.Strong)
	}
	if page == s.page {
		page = 0
	} else {
		s.page = page
	}
	if s.media != "" && clock != "" && s.few {
		clock += " of " + term.Safe(s.media)
	}
	for _, place := range []string{clock, pageText(page)} {
		if place != "" {
			who += t.Styled("  "+place, term.Faint)
		}
	}
	lines := term.Wrap(term.SafeLines(words), width)
	for i, line := range lines {
		lines[i] = s.asides(line)
	}
	if who != "" {
		lines = append([]string{who}, lines...)
	}
	for i, line := range lines {
		before := indent
		if i == 0 {
			before = t.Styled(number, term.Place)
		}
		if err := t.Print(before, line); err != nil {
			return err
		}
	}
	if asks := s.asks[n]; len(asks) > 0 {
		if err := t.Print(indent, t.Styled("? asks about "+term.Safe(strings.Join(asks, ", ")), term.Place)); err != nil {
			return err
		}
	}
	for _, c := range codings {
		for _, line := range s.coding(c, width) {
			if err := t.Print(indent, line); err != nil {
				return err
			}
		}
	}
	return t.Print()
}

// asides is a line with what the transcriber noted in it faint: (laughs).
func (s *shower) asides(line string) string {
	var b strings.Builder
	from := 0
	for _, at := range corpus.Asides(line) {
		b.WriteString(line[from:at[0]])
		b.WriteString(s.a.term.Styled(line[at[0]:at[1]], term.Faint))
		from = at[1]
	}
	b.WriteString(line[from:])
	return b.String()
}

// pageText is a page as people cite it; nothing where it is not known.
func pageText(page int) string {
	if page == 0 {
		return ""
	}
	return fmt.Sprintf("p. %d", page)
}

// coding is one mark under a turn: a line, with the words, and one more where
// they are printed in another language too.
func (s *shower) coding(c project.CodingAcross, width int) []string {
	t := s.a.term
	head := "▸ " + c.Code.Key + " · " + c.CoderName
	if symbol := c.Coding.Stance.Symbol(); symbol != "" {
		head += " " + symbol
	}
	if c.Coding.Key {
		head += " *"
	}
	if c.Name != "" {
		head += " in " + c.Name
	}
	head = term.Safe(head)
	var lines []string
	for i, w := range c.Printed() {
		before := "  "
		if i > 0 {
			before = strings.Repeat(" ", term.Width(head)+2)
		}
		if note := w.Note(); note != "" {
			before += "(" + term.Safe(note) + ") "
		}
		room := width
		if i == 0 {
			room -= term.Width(head)
		}
		quote := t.Styled(term.Truncate(before+"“"+term.Safe(w.Text)+"”", max(room, 12)), term.Faint)
		if i == 0 {
			quote = t.Styled(head, stanceStyle(c.Coding.Stance)) + quote
		}
		lines = append(lines, quote)
	}
	return lines
}

// stanceStyle is the look of a stance; its symbol always stands with it.
func stanceStyle(s codebook.Stance) term.Style {
	switch s {
	case codebook.Positive:
		return term.Good
	case codebook.Negative, codebook.Mixed:
		return term.Bad
	}
	return term.Place
}
