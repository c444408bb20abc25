package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/framework/project"
)

type chartSampleOptions struct {
	seed                    uint64
	agree, disagree, result bool
	note                    string
	quotesIn                quotesIn
}

func newChartSampleCommand(a *app) *cobra.Command {
	var o chartSampleOptions
	cmd := &cobra.Command{
		Use:   "sample PERCENT | NUMBER | --agree CASE CODE | --disagree CASE CODE | --result",
		Short: "Have a second reader check a random sample of cells",
		Long: `Draws charted cells at random, so many or so many in a hundred, and shows each
with its summary and quotes. The seed is told: the same seed draws the same cells
again, as long as the same cells are charted.

At a terminal it asks after each cell whether the summary agrees with its quotes;
elsewhere --agree and --disagree tell it. The judgement is kept as a
methodological memo on the cell. --result counts them, for the methods section.`,
		Example: `  framewise chart sample 10%
  framewise chart sample 20 --seed 7
  framewise chart sample --disagree P07 warmth --note 'It leaves out Sundays.' --as JR
  framewise chart sample --result`,
		ValidArgsFunction: a.completed(false, someCases, someCodes),
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case o.agree && o.disagree, o.result && (o.agree || o.disagree):
				return usagef("only one of --agree, --disagree and --result at a time")
			case o.agree || o.disagree:
				return takes("CASE", "CODE")(cmd, args)
			case o.result:
				return takes()(cmd, args)
			}
			return takes("PERCENT-OR-NUMBER")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			switch {
			case o.result:
				return runChartReadings(ctx, a)
			case o.agree || o.disagree:
				return runChartReading(ctx, a, args[0], args[1], o)
			}
			if !cmd.Flags().Changed("seed") {
				o.seed = uint64(time.Now().UnixMilli()) % 1e6
			}
			return runChartSample(ctx, a, args[0], o)
		},
	}
	f := cmd.Flags()
	f.Uint64Var(&o.seed, "seed", 0, "draw with this `number` (else with one of the clock)")
	f.BoolVar(&o.agree, "agree", false, "the summary agrees with its quotes")
	f.BoolVar(&o.disagree, "disagree", false, "the summary does not agree with its quotes")
	f.StringVar(&o.note, "note", "", "`why`, with --agree or --disagree")
	f.BoolVar(&o.result, "result", false, "count the judgements")
	quotesInFlag(a, cmd, &o.quotesIn)
	return cmd
}

func runChartSample(ctx context.Context, a *app, size string, o chartSampleOptions) error {
	n, share := 0, 0.0
	if percent, ok := strings.CutSuffix(size, "%"); ok {
		v, err := strconv.ParseFloat(percent, 64)
		if err != nil || !(v > 0 && v <= 100) {
			return usagef("%q is not a share", size).WithHint("write it as 10%%, or a number of cells")
		}
		share = v / 100
	} else {
		var err error
		if n, err = strconv.Atoi(size); err != nil || n < 1 {
			return usagef("%q is not a number of cells", size).WithHint("write 20, or a share as 10%%")
		}
	}
	return a.with(ctx, func(p *project.Project) error {
		m, drawn, of, err := p.SampleCells(ctx, n, share, o.seed)
		if err != nil {
			return err
		}
		if err := printCells(ctx, p, o.quotesIn, m, drawn); err != nil {
			return err
		}
		for _, at := range drawn {
			if err := showCell(a.term, jsonOfCell(m, at.Row, at.Column), m.Columns[at.Column].Title()); err != nil {
				return err
			}
			if !a.term.CanAsk() || !a.term.OutTTY {
				continue
			}
			if on, err := a.judge(ctx, p, m.Label(at.Row), m.Key(at.Column)); err != nil || !on {
				return err
			}
		}
		a.term.Note("%d of %s, drawn with --seed %d", len(drawn), plural(of, "charted cell", "charted cells"), o.seed)
		return nil
	})
}

// judge asks a second reader about a cell, and keeps the answer; on is whether
// to go on to the next.
func (a *app) judge(ctx context.Context, p *project.Project, label, code string) (on bool, err error) {
	letter, err := a.term.Choose("Does the summary agree with the quotes?", term.Answer{Letter: "a", Says: "agrees"},
		term.Answer{Letter: "d", Says: "disagrees"}, term.Answer{Letter: "l", Says: "later"}, term.Answer{Letter: "q", Says: "quit"})
	if err != nil || letter == "" || letter == "q" {
		return false, err
	}
	if letter == "l" {
		return true, nil
	}
	note := ""
	if letter == "d" {
		if note, err = a.term.Ask("Why? (an empty line is no note)"); err != nil {
			return false, err
		}
	}
	r, err := p.RecordReading(ctx, label, code, letter == "a", note)
	if err == nil && r.Own {
		a.term.Warn("%s charted the cell: a second reader is somebody else", r.Reader)
	}
	return true, err
}

// readingJSON is a line of chart sample --result --json, and of a judgement.
type readingJSON struct {
	Case    string    `json:"case"`
	Code    string    `json:"code"`
	Reader  string    `json:"reader"`
	Agrees  bool      `json:"agrees"`
	Note    string    `json:"note,omitempty"`
	Time    time.Time `json:"time"`
	Changed bool      `json:"changed_since,omitempty"`
	Own     bool      `json:"own,omitempty"`
}

func runChartReading(ctx context.Context, a *app, label, code string, o chartSampleOptions) error {
	return a.with(ctx, func(p *project.Project) error {
		r, err := p.RecordReading(ctx, label, code, o.agree, o.note)
		if err != nil {
			return err
		}
		if r.Own {
			a.term.Warn("%s charted the cell: a second reader is somebody else", r.Reader)
		}
		if a.term.JSON {
			return a.term.Object(readingJSON(r))
		}
		word := "agrees"
		if !o.agree {
			word = "disagrees"
		}
		a.term.Note("%s %s with %s × %s", r.Reader, word, label, code)
		return nil
	})
}

func runChartReadings(ctx context.Context, a *app) error {
	return a.with(ctx, func(p *project.Project) error {
		list, of, err := p.Readings(ctx)
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "case", Style: term.Strong, Keep: true}, term.Column{Title: "code"},
			term.Column{Title: "judgement", Keep: true}, term.Column{Title: "reader"}, term.Column{Title: "remarks", Keep: true},
			term.Column{Title: "note"})
		agreed := 0
		read := make(map[string]bool)
		for _, r := range list {
			read[r.Case+" "+r.Code] = true
			if r.Agrees {
				agreed++
			}
			if a.term.JSON {
				if err := a.term.Object(readingJSON(r)); err != nil {
					return err
				}
				continue
			}
			word, remark := "agrees", ""
			if !r.Agrees {
				word = "disagrees"
			}
			switch {
			case r.Changed:
				remark = "charted anew since"
			case r.Own:
				remark = "own cell"
			}
			if err := table.Row(r.Case, r.Code, word, r.Reader, remark, r.Note); err != nil {
				return err
			}
		}
		if err := table.Flush(); err != nil {
			return err
		}
		percent := ""
		if len(list) > 0 {
			percent = fmt.Sprintf(" (%.0f %%)", 100*float64(agreed)/float64(len(list)))
		}
		a.term.Note("%d of %d judgements agree%s; %d of %s read by a second reader", agreed, len(list), percent, len(read),
			plural(of, "charted cell", "charted cells"))
		return nil
	})
}
