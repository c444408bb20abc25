package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/framework/project"
)

var attributeTypes = []corpus.AttributeType{
	corpus.NumberAttribute, corpus.CategoryAttribute, corpus.DateAttribute, corpus.BooleanAttribute, corpus.TextAttribute,
}

func newCaseAttributeCommand(a *app) *cobra.Command {
	var change project.AttributeChange
	var kind string
	cmd := &cobra.Command{
		Use:   "attribute [NAME]",
		Short: "List the attributes, or change one",
		Long: `Without a name lists the attributes that cases have. With one, changes it: its
name, its type, the order of its categories (low before high), the words that
stand for an unknown value. All values are read anew: one that does not fit is
named, and then nothing is changed.`,
		Example: `  framewise case attribute
  framewise case attribute age --type number --missing "not told,-99"
  framewise case attribute severity --order "mild,moderate,severe"
  framewise case attribute sex --rename gender`,
		Args:              takes("[NAME]"),
		ValidArgsFunction: a.completed(false, someAttributes),
		RunE: func(cmd *cobra.Command, args []string) error {
			changes := cmd.Flags().Changed("type") || cmd.Flags().Changed("order") ||
				cmd.Flags().Changed("missing") || cmd.Flags().Changed("rename")
			switch change.Type = corpus.AttributeType(strings.ToLower(kind)); {
			case kind != "" && !slices.Contains(attributeTypes, change.Type):
				return usagef("%q is not a type of attribute", kind).
					WithHint("use %s", strings.Join(words(attributeTypes), ", "))
			case len(args) == 0 && changes:
				return usagef("which attribute is to be changed?").WithHint("framewise case attribute lists them")
			case len(args) == 0 || !changes:
				return runCaseAttributes(cmd.Context(), a, args)
			}
			return runCaseAttribute(cmd.Context(), a, args[0], change)
		},
	}
	f := cmd.Flags()
	f.StringVar(&kind, "type", "", "the `type` of its values: number, category, date, boolean or text")
	f.StringSliceVar(&change.Order, "order", nil, "its `categories` in their order, with commas between")
	f.StringSliceVar(&change.Missing, "missing", nil, "further `words` that stand for an unknown value")
	f.StringVar(&change.Name, "rename", "", "a new `name`")
	complete(cmd, "type", words(attributeTypes)...)
	return cmd
}

// runCaseAttributes lists all attributes, or those named.
func runCaseAttributes(ctx context.Context, a *app, names []string) error {
	return a.with(ctx, func(p *project.Project) error {
		_, attributes, err := p.Cases(ctx)
		if err != nil {
			return err
		}
		table := a.term.Table(term.Column{Title: "attribute", Style: term.Strong, Keep: true}, term.Column{Title: "type"},
			term.Column{Title: "categories"}, term.Column{Title: "missing", Style: term.Faint})
		found := len(names) == 0
		for _, attribute := range attributes {
			if len(names) > 0 && !strings.EqualFold(attribute.Name, names[0]) {
				continue
			}
			found = true
			if a.term.JSON {
				err = a.term.Object(attribute)
			} else {
				err = table.Row(attribute.Name, string(attribute.Type), strings.Join(attribute.Categories, ", "),
					strings.Join(attribute.Missing, ", "))
			}
			if err != nil {
				return err
			}
		}
		if !found {
			return corpus.Errorf(corpus.ErrNotFound, "there is no attribute %q", names[0]).
				WithHint("framewise case attribute lists them")
		}
		if len(attributes) == 0 {
			a.term.Note("there are no attributes yet: framewise case import brings them")
		}
		return table.Flush()
	})
}

func runCaseAttribute(ctx context.Context, a *app, name string, change project.AttributeChange) error {
	return a.with(ctx, func(p *project.Project) error {
		attribute, err := p.ChangeAttribute(ctx, name, change)
		if err != nil {
			return err
		}
		if a.term.JSON {
			return a.term.Object(attribute)
		}
		text := string(attribute.Type)
		if len(attribute.Categories) > 0 {
			text += " of " + strings.Join(attribute.Categories, ", ")
		}
		if len(attribute.Missing) > 0 {
			text += "; missing: " + strings.Join(attribute.Missing, ", ")
		}
		a.term.Note("%s is a %s", attribute.Name, text)
		return nil
	})
}
