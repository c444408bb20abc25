package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/packs"
	"framewise/framework/project"
)

func newFrameworkShowCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "show [NAME]",
		Short: "Show a framework's codes with their definitions",
		Long: `Shows the tree of codes of a framework, each with its definition and with what
to include and exclude. Without a name it is the one in use. A built-in
framework can be shown before it is taken into use.`,
		Example: `  framewise framework show
  framewise framework show chime`,
		Args:              takes("[NAME]"),
		ValidArgsFunction: a.completed(false, someFrameworks),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := ""
			if len(args) > 0 {
				name = args[0]
			}
			return runFrameworkShow(cmd.Context(), a, name)
		},
	}
}

// codeJSON is a line of framework show, code list and code add --json.
type codeJSON struct {
	Framework  string              `json:"framework"`
	Code       string              `json:"code"`
	Number     string              `json:"number,omitempty"`
	Name       string              `json:"name"`
	Parent     string              `json:"parent,omitempty"`
	Level      int                 `json:"level"` // 1 is a theme
	Definition string              `json:"definition,omitempty"`
	Include    string              `json:"include,omitempty"`
	Exclude    string              `json:"exclude,omitempty"`
	Example    string              `json:"example,omitempty"`
	Colour     string              `json:"colour,omitempty"`
	Origin     codebook.Origin     `json:"origin,omitempty"`
	Status     codebook.CodeStatus `json:"status"`
	Other      bool                `json:"other,omitempty"`
	Codings    *int                `json:"codings,omitempty"`
}

func jsonOf(fw *framework.Framework, tree *codebook.Tree, c codebook.Code) codeJSON {
	out := codeJSON{
		Framework: fw.Name, Code: c.Key, Number: c.Number, Name: c.Name, Level: len(tree.Ancestors(c.ID)) + 1,
		Definition: c.Definition, Include: c.Include, Exclude: c.Exclude, Example: c.Example,
		Colour: c.Colour, Origin: c.Origin, Status: c.Status, Other: c.Other,
	}
	if up, ok := tree.Code(c.Parent); ok {
		out.Parent = up.Key
	}
	return out
}

func runFrameworkShow(ctx context.Context, a *app, name string) error {
	// A built-in framework needs no project.
	if _, err := a.find(); err != nil && name != "" {
		f, err := packs.Open(name)
		if err != nil {
			return err
		}
		fw, codes, _ := framework.FromFile(f, nil, nil)
		tree, err := codebook.NewTree(codes)
		if err != nil {
			return err
		}
		return showFramework(a, &fw, tree)
	}
	return a.with(ctx, func(p *project.Project) error {
		fw, tree, err := p.Framework(ctx, name)
		if err != nil {
			return err
		}
		return showFramework(a, &fw, tree)
	})
}

func showFramework(a *app, fw *framework.Framework, tree *codebook.Tree) error {
	t := a.term
	if t.OutTTY && !t.JSON {
		title := fw.Name
		if fw.Title != "" {
			title += ": " + fw.Title
		}
		if err := t.Print(t.Styled(term.Safe(title), term.Strong)); err != nil {
			return err
		}
		for _, text := range []string{fw.Citation, fw.Note} {
			if err := indented(t, text, 2, term.Faint); err != nil {
				return err
			}
		}
	}
	for _, c := range tree.Codes() {
		if err := showCode(t, jsonOf(fw, tree, c)); err != nil {
			return err
		}
	}
	return nil
}

func showCode(t *term.Terminal, c codeJSON) error {
	switch {
	case t.JSON:
		return t.Object(c)
	case !t.OutTTY:
		return t.Table().Row(c.Number, c.Code, c.Name, c.Parent, string(c.Status), c.Definition, c.Include, c.Exclude, c.Example)
	}
	margin := 2 * (c.Level - 1)
	head := strings.TrimSpace(c.Number + " " + c.Name)
	if c.Level == 1 {
		if err := t.Print(); err != nil {
			return err
		}
	}
	style := term.Plain
	if c.Level == 1 {
		style = term.Strong
	}
	end := "  " + c.Code
	if c.Status != codebook.Active {
		end += " (" + string(c.Status) + ")"
	}
	err := t.Print(strings.Repeat(" ", margin), t.Styled(term.Safe(head), style), t.Styled(term.Safe(end), term.Place))
	for _, part := range []struct{ before, text string }{
		{"", c.Definition}, {"Include: ", c.Include}, {"Exclude: ", c.Exclude}, {"Example: ", c.Example},
	} {
		if err == nil && part.text != "" {
			err = indented(t, part.before+part.text, margin+4, term.Faint)
		}
	}
	return err
}

// indented prints a text in a column that begins some way in.
func indented(t *term.Terminal, text string, margin int, style term.Style) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	for _, line := range term.Wrap(term.SafeLines(text), min(t.Columns, 100)-margin) {
		if err := t.Print(strings.Repeat(" ", margin), t.Styled(line, style)); err != nil {
			return err
		}
	}
	return nil
}
