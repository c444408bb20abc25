package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"framewise/corpus"
)

func newHelpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help on a command or a topic",
		Long: `Shows what a command does, its flags and some examples.

The topics exit-codes, environment, formats and query explain what several
commands share.`,
		Example: `  framewise help import
  framewise help coding import
  framewise help formats`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			cmd, _, err := root.Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []string
			for _, c := range cmd.Commands() {
				if c.IsAvailableCommand() {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				var names []string
				for _, c := range root.Commands() {
					names = append(names, c.Name())
				}
				made := usagef("there is no help on %q", strings.Join(args, " "))
				if near := corpus.Nearest(args[0], names); near != "" && len(args) == 1 {
					return made.WithHint("did you mean %s?", near)
				}
				return made.WithHint("framewise --help lists the commands")
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}
