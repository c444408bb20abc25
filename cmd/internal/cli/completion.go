package cli

import (
	"github.com/spf13/cobra"
)

func newCompletionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Let your shell complete cases, codes and flags",
		Long: `Writes a script that teaches a shell (bash, zsh, fish or powershell) to complete
the commands, and with them your cases, documents, codes and frameworks.`,
		Example: `  source <(framewise completion bash)
  framewise completion zsh > "${fpath[1]}/_framewise"
  framewise completion fish > ~/.config/fish/completions/framewise.fish`,
		Args:      takes("SHELL"),
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(cmd *cobra.Command, args []string) error {
			root, out := cmd.Root(), a.term.Out
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(out)
			}
			return usagef("there is no script for %q", args[0]).WithHint("use bash, zsh, fish or powershell")
		},
	}
}
