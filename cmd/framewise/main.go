// Command framewise is a toolkit for the framework method of qualitative
// analysis: transcripts in, a case by code matrix out. Run it without
// arguments to see what it does.
package main

import (
	"os"

	"framewise/cmd/internal/cli"
)

func main() { os.Exit(cli.Main()) }
