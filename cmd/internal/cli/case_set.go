package cli

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/corpus"
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
		cases, attributes, err := p.Cases(ctx)
		if err != nil {
			return err
		}
		c, err := p.SetCase(ctx, label, values)
		if err != nil {
			return err
		}
		a.warnSlips(attributes, values)
		if a.term.JSON {
			return a.term.Object(caseJSON{c.Label, string(c.Kind), c.Values, c.Note})
		}
		count := plural(len(c.Values), "attribute", "attributes")
		if !slices.ContainsFunc(cases, func(old corpus.Case) bool { return old.ID == c.ID }) {
			a.term.Note("made the case %s, with %s", c.Label, count)
			return nil
		}
		a.term.Note("%s has %s", c.Label, count)
		return nil
	})
}

// warnSlips tells of attributes and categories that are new and nearly others,
// as a slip of the keys makes them.
func (a *app) warnSlips(attributes []corpus.Attribute, values map[string]string) {
	names := make([]string, len(attributes))
	for i, attribute := range attributes {
		names[i] = attribute.Name
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		i := slices.IndexFunc(names, func(old string) bool { return strings.EqualFold(old, name) })
		if i < 0 {
			if near := corpus.Nearest(name, names); near != "" {
				a.term.Warn("%s is a new attribute", name)
				a.term.Hint("framewise undo takes it back, if %s was meant", near)
			}
			continue
		}
		attribute := &attributes[i]
		if _, err := attribute.Parse(values[name]); err == nil || attribute.Type != corpus.CategoryAttribute {
			continue
		}
		if near := corpus.Nearest(values[name], attribute.Categories); near != "" {
			a.term.Warn("%q is new among the values of %s", values[name], attribute.Name)
			a.term.Hint("framewise undo takes it back, if %s was meant", near)
		}
	}
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
