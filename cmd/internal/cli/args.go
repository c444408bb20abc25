package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"framewise/corpus"
)

// takes says which arguments a command takes, in the words of its usage line:
// "CASE", "[DIR]", "FILE...", "CASE [CODE]". Anything else is a usage error.
func takes(names ...string) cobra.PositionalArgs {
	least, most := 0, 0
	for _, name := range names {
		switch {
		case strings.HasSuffix(strings.TrimSuffix(name, "]"), "..."):
			if !strings.HasPrefix(name, "[") {
				least++
			}
			most = 1 << 20
		case strings.HasPrefix(name, "["):
			most++
		default:
			least++
			most++
		}
	}
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("%s needs %s", cmd.CommandPath(), strings.Join(names[len(args):least], " and ")).
				WithHint("usage: %s", cmd.UseLine())
		case len(args) > most && most == 0:
			return usagef("%s takes no arguments, and %q is one", cmd.CommandPath(), args[0]).
				WithHint("usage: %s", cmd.UseLine())
		case len(args) > most:
			return usagef("%s takes %s: %q is too much", cmd.CommandPath(), strings.Join(names, " "), args[most]).
				WithHint("usage: %s; put quotes around what has spaces", cmd.UseLine())
		}
		return nil
	}
}

// group makes a command that only holds others: by itself it shows its help,
// and a word that it doesn't know is a usage error that suggests the nearest.
func group(cmd *cobra.Command, commands ...*cobra.Command) *cobra.Command {
	cmd.AddCommand(commands...)
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		var names []string
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				names = append(names, c.Name())
			}
		}
		err := usagef("%s has no command %q", cmd.CommandPath(), args[0])
		if near := corpus.Nearest(args[0], names); near != "" {
			return err.WithHint("did you mean %s %s?", cmd.CommandPath(), near)
		}
		if near := begins(args[0], names); near != "" {
			return err.WithHint("did you mean %s %s?", cmd.CommandPath(), near)
		}
		return err.WithHint("%s --help lists the commands", cmd.CommandPath())
	}
	return cmd
}

// begins is the one name that begins with what was typed, or nothing.
func begins(typed string, names []string) string {
	found := ""
	for _, name := range names {
		if strings.HasPrefix(name, strings.ToLower(typed)) {
			if found != "" {
				return ""
			}
			found = name
		}
	}
	return found
}

// flagError makes a usage error of a flag that can't be read.
func flagError(cmd *cobra.Command, err error) error {
	text := err.Error()
	made := usagef("%s", text)
	if typed, ok := strings.CutPrefix(text, "unknown flag: --"); ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				names = append(names, f.Name)
			}
		})
		made = usagef("%s has no flag --%s", cmd.CommandPath(), typed)
		if near := corpus.Nearest(typed, names); near != "" {
			return made.WithHint("did you mean --%s?", near)
		}
	}
	return made.WithHint("%s --help lists the flags", cmd.CommandPath())
}
