package cli

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Version is the program's version; CHANGES.md says what each brought.
const Version = "0.1.0"

func newVersionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Show the version",
		Long:  `Shows the version of Framewise, what it was built from and with.`,
		Example: `  framewise version
  framewise version --json`,
		Args: takes(),
		RunE: func(*cobra.Command, []string) error {
			revision := ""
			if info, ok := debug.ReadBuildInfo(); ok {
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = s.Value
					}
				}
			}
			if a.term.JSON {
				return a.term.Object(struct {
					Version  string `json:"version"`
					Revision string `json:"revision,omitempty"`
					Go       string `json:"go"`
					System   string `json:"system"`
				}{Version, revision, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH})
			}
			built := runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
			if revision != "" {
				built = revision[:min(12, len(revision))] + " " + built
			}
			return a.term.Print("framewise ", Version, " (", built, ")")
		},
	}
}
