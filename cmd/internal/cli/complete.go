package cli

import (
	"context"

	"github.com/spf13/cobra"

	"framewise/codebook"
	"framewise/framework"
	"framewise/framework/packs"
	"framewise/framework/project"
)

// completer lists what may stand in one place of a command line. Whatever goes
// wrong, there is then nothing to suggest.
type completer func(ctx context.Context, a *app) []string

// completed completes a command's arguments, one completer for each; the last
// goes on for all that follow if more is true.
func (a *app) completed(more bool, list ...completer) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		i := len(args)
		if more {
			i = min(i, len(list)-1)
		}
		if i >= len(list) || a.settle() != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return list[i](cmd.Context(), a), cobra.ShellCompDirectiveNoFileComp
	}
}

// completedThenFiles completes a command's first argument; the next is a file.
func (a *app) completedThenFiles(first completer) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) == 1 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return a.completed(false, first)(cmd, args, typed)
	}
}

// completeFlag completes the value of a flag.
func (a *app) completeFlag(cmd *cobra.Command, flag string, c completer) {
	err := cmd.RegisterFlagCompletionFunc(flag, a.completed(true, c))
	if err != nil {
		panic(err) // there is no such flag
	}
}

// complete completes the value of a flag from a few words.
func complete(cmd *cobra.Command, flag string, words ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // there is no such flag
	}
}

// words turns a list of any kind of word into strings.
func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

func someCases(ctx context.Context, a *app) (names []string) {
	_ = a.with(ctx, func(p *project.Project) error {
		cases, _, err := p.Cases(ctx)
		for _, c := range cases {
			names = append(names, c.Label)
		}
		return err
	})
	return names
}

func someAttributes(ctx context.Context, a *app) (names []string) {
	_ = a.with(ctx, func(p *project.Project) error {
		_, attributes, err := p.Cases(ctx)
		for _, attribute := range attributes {
			names = append(names, attribute.Name+"\t"+string(attribute.Type))
		}
		return err
	})
	return names
}

// orAll offers all besides, for commands on the margins of the matrix.
func orAll(c completer) completer {
	return func(ctx context.Context, a *app) []string {
		return append([]string{framework.AllWord + "\tits own summary, over all"}, c(ctx, a)...)
	}
}

func someDocuments(ctx context.Context, a *app) (names []string) {
	_ = a.with(ctx, func(p *project.Project) error {
		documents, err := p.Documents(ctx)
		for _, d := range documents {
			names = append(names, d.Name()+"\t"+d.Source)
		}
		return err
	})
	return names
}

func someCodes(ctx context.Context, a *app) (names []string) {
	_ = a.with(ctx, func(p *project.Project) error {
		_, tree, err := p.Framework(ctx, "")
		if err != nil {
			return err
		}
		for _, c := range tree.Codes() {
			if c.Status == codebook.Active {
				names = append(names, c.Key+"\t"+c.Title())
			}
		}
		return nil
	})
	return names
}

func someFrameworks(ctx context.Context, a *app) (names []string) {
	_ = a.with(ctx, func(p *project.Project) error {
		all, _, err := p.Frameworks(ctx)
		for _, f := range all {
			names = append(names, f.Name+"\t"+f.Title)
		}
		return err
	})
	for _, f := range packs.All() {
		names = append(names, f.Framework+"\t"+f.Title)
	}
	return names
}
