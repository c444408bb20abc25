package examples

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/codebook/codefile"
)

func TestCodebooks(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("codebooks/*.yaml")
	if err != nil || len(names) < 2 {
		t.Fatalf("%d codebooks, %v", len(names), err)
	}
	for _, name := range append(names, "peer-support/framework.yaml") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, err := codefile.Read(name, content)
			if err != nil {
				t.Fatal(err)
			}
			if file.Title == "" || file.Version == "" {
				t.Error("a codebook that teaches the format has a title and a version")
			}
			for _, theme := range file.Codes {
				if theme.Definition == "" {
					t.Errorf("the theme %s has no definition", theme.ID)
				}
				if !slices.ContainsFunc(theme.Codes, func(e codefile.Entry) bool { return e.Other }) {
					t.Errorf("the theme %s has no code for what is left over", theme.ID)
				}
			}
			// What the team writes back is what it wrote, comments and all.
			same, err := codefile.Update(content, file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Fields(string(content)), strings.Fields(string(same))); diff != "" {
				t.Errorf("an update without a change changed the file (-was +is):\n%s", diff)
			}
		})
	}
}
