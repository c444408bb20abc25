package cli

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"framewise/framework/project"
)

func newCodeCommand(a *app) *cobra.Command {
	return group(&cobra.Command{
		Use:   "code",
		Short: "The codes of the framework in use",
		Long: `Codes are the columns of the matrix: themes at the top, codes below them. What
you add here comes from the data and is marked as such. A code is named by its
id (waiting-lists), its number (2.1) or its name.`,
		Example: `  framewise code list
  framewise code add waiting-lists "Waiting lists" --under organisation`,
	}, newCodeListCommand(a), newCodeAddCommand(a), newCodeEditCommand(a), newCodeMoveCommand(a),
		newCodeMergeCommand(a), newCodeRetireCommand(a))
}

// codeFlags are the flags that describe a code; read returns those that were
// given.
type codeFlags struct{ definition, include, exclude, example, colour, number, name, id string }

func (f *codeFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.definition, "definition", "", "its `meaning`")
	flags.StringVar(&f.include, "include", "", "`what` belongs to it")
	flags.StringVar(&f.exclude, "exclude", "", "`what` does not, and where it goes instead")
	flags.StringVar(&f.example, "example", "", "a typical `quote`")
	flags.StringVar(&f.colour, "column-colour", "", "the `colour` of its column: #4E79A7")
	flags.StringVar(&f.number, "number", "", "its `number` in the framework: 2.1")
}

func (f *codeFlags) read(flags *pflag.FlagSet) project.CodeEdit {
	given := func(name string, value *string) *string {
		if flags.Changed(name) {
			return value
		}
		return nil
	}
	return project.CodeEdit{
		Key: given("id", &f.id), Name: given("name", &f.name), Number: given("number", &f.number),
		Definition: given("definition", &f.definition), Include: given("include", &f.include),
		Exclude: given("exclude", &f.exclude), Example: given("example", &f.example),
		Colour: given("column-colour", &f.colour),
	}
}
