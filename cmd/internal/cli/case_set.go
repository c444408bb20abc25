package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"framewise/framework/project"
)

func newCaseSetCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "set CASE [NAME=VALUE...]",
		Short: "Set attributes of a case, or make a new one",
		Long: `Sets what is known of a case. A case that is not there is made, and so is an
attribute: it is a number, a date, yes or no, or a word, as its first value
suggests. A value of nothing takes an attribute away.`,
		Example: `  framewise case set P07 age=34 gender=woman
  framewise case set P07 "time in service=2 years"
  framewise case set P07 age=`,
		Args:              takes("CASE", "[NAME=VALUE...]"),
		ValidArgsFunction: a.completed(false, someCases),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCaseSet(cmd.Context(), a, args[0], args[1:])
		},
	}
}

func runCaseSet(ctx context.Context, a *app, label string, pairs []string) error {
	values, err := named(pairs)
	if err != nil {
		return err
	}
	return a.with(ctx, func(p *project.Project) error {
		c, err := p.SetCase(ctx, label, values)
		if err != nil {
			return err
		}
		if a.term.JSON {
			return a.term.Object(caseJSON{c.Label, string(c.Kind), c.Values, c.Note})
		}
		a.term.Note("%s has %s", c.Label, plural(len(c.Values), "attribute", "attributes"))
		return nil
	})
}

// named reads name=value pairs.
func named(pairs []string) (map[string]string, error) {
	values := make(map[string]string, len(pairs))
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return nil, usagef("%q is not an attribute and its value", pair).WithHint("write it as age=34")
		}
		values[name] = strings.TrimSpace(value)
	}
	return values, nil
}
