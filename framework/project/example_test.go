package project_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"strings"

	"framewise/framework/project"
)

// A program of your own: a project in a folder, one invented interview, one
// quote, and a search for it.
func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "study")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)

	p, err := project.Init(ctx, dir, "Peers", "en", project.Options{Actor: "Catalina Muñoz"})
	if err != nil {
		log.Fatal(err)
	}
	defer p.Close()
	if _, err := p.UseFramework(ctx, "watson", ""); err != nil {
		log.Fatal(err)
	}

	interview := "I: What was it like?\nP: She had been there herself. Nobody else had.\n" +
		"I: And now?\nP: Now I go out, sometimes.\n"
	files := []project.Source{{Name: "P07.txt", Read: func() ([]byte, error) { return []byte(interview), nil }}}
	if _, err := p.Import(ctx, files, project.ImportOptions{}, nil); err != nil {
		log.Fatal(err)
	}
	quote, err := p.AddCoding(ctx, project.NewCoding{
		Document: "P07", Quote: "She had been there herself", Code: "lived-experience", Stance: "positive", Key: true,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("coded", quote.Locator)

	found, err := p.Search(ctx, "code:lived-experience been", project.SearchOptions{})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range found.Found {
		fmt.Println(f.Locator, strings.ToLower(string(f.Stance)), f.Text)
	}
	// Output:
	// coded P07:2*
	// P07:2* positive She had been there herself
}
