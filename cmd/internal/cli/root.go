package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The groups of commands in the help of the program.
const (
	groupStudy  = "study"
	groupText   = "text"
	groupCodes  = "codes"
	groupMatrix = "matrix"
	groupTrail  = "trail"
	groupTopics = "topics"
)

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "framewise",
		Short: "Framework analysis: transcripts in, a case by code matrix out",
		Long: `Framewise is a toolkit for the framework method of qualitative analysis.

Import interview transcripts, code them with a framework, chart what every
case says under every code, and export the matrix as an Excel workbook in
which each summary leads back to the words it rests on.

Everything stays on this machine, in a folder that you choose.`,
		Example: `  framewise demo
  framewise init my-study
  framewise help formats`,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			return a.settle()
		},
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetFlagErrorFunc(flagError)
	root.SetGlobalNormalizationFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		if name == "colour" {
			name = "color"
		}
		return pflag.NormalizedName(name)
	})
	flags := root.PersistentFlags()
	flags.StringVar(&a.dir, "project", "", "the project's `folder` (else FRAMEWISE_PROJECT, else here or above)")
	flags.StringVar(&a.coder, "as", "", "who is at work: a coder's `name` or initials (else FRAMEWISE_CODER)")
	flags.BoolVar(&a.term.JSON, "json", false, "answer in JSON, one object a line")
	flags.BoolVarP(&a.term.Quiet, "quiet", "q", a.term.Quiet, "no notes and no progress")
	flags.StringVar(&a.colour, "color", "auto", "`when` to use colour: auto, always or never")
	complete(root, "color", "auto", "always", "never")
	_ = root.MarkPersistentFlagDirname("project") // it exists

	for _, g := range []cobra.Group{
		{ID: groupStudy, Title: "The study:"},
		{ID: groupText, Title: "Transcripts and cases:"},
		{ID: groupCodes, Title: "Codes and codings:"},
		{ID: groupMatrix, Title: "Charting and the matrix:"},
		{ID: groupTrail, Title: "The trail:"},
		{ID: groupTopics, Title: "Help on:"},
	} {
		root.AddGroup(&g)
	}
	group(root)
	add := func(id string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = id
			root.AddCommand(c)
		}
	}
	add(groupStudy, newInitCommand(a), newDemoCommand(a), newMemoCommand(a))
	add(groupText, newImportCommand(a), newDocumentCommand(a), newCaseCommand(a), newShowCommand(a), newSearchCommand(a),
		newTranslationCommand(a), newCorpusCommand(a))
	add(groupCodes, newFrameworkCommand(a), newCodeCommand(a), newCodingCommand(a))
	add(groupMatrix, newGuideCommand(a), newChartCommand(a), newMatrixCommand(a))
	add(groupTrail, newLogCommand(a), newUndoCommand(a), newRedoCommand(a), newVerifyCommand(a))
	for _, t := range topics {
		add(groupTopics, newTopicCommand(a, t))
	}
	root.AddCommand(newVersionCommand(a), newCompletionCommand(a))
	root.SetHelpCommand(newHelpCommand(root))
	root.SetUsageTemplate(usageTemplate(root.UsageTemplate()))
	return root
}

// usageTemplate lets a command that only holds others say so in its usage.
func usageTemplate(cobras string) string {
	const before = "{{if .Runnable}}\n  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}\n  {{.CommandPath}} [command]{{end}}"
	const after = "\n  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}"
	return strings.Replace(strings.Replace(cobras, before, after, 1), "[command] --help", "COMMAND --help", 1)
}
