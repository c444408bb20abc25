package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/examples"
	"framewise/framework/project"
	"framewise/framework/xlsx"
)

// demoWorkbook is the file that the demo writes beside its project.
const demoWorkbook = "peer-support.xlsx"

func newDemoCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "demo [DIR]",
		Short: "Do the whole work once, with an invented study",
		Long: `Makes a project of an invented study: interviews about peer support workers,
half of them in Spanish with a translation, coded by two people, charted, and
exported as a workbook. It says step by step what it does; each step is a
command that you can give yourself.

Without a folder it goes to framewise-demo; the folder must be new or empty.`,
		Example: `  framewise demo
  framewise demo peer-support`,
		Args: takes("[DIR]"),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "framewise-demo"
			if len(args) > 0 {
				dir = args[0]
			}
			return runDemo(cmd.Context(), a, dir)
		},
	}
}

// demo is the study on its way into a project.
type demo struct {
	a     *app
	dir   string
	study fs.FS
	p     *project.Project
}

func runDemo(ctx context.Context, a *app, dir string) (err error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return corpus.Errorf(corpus.ErrConflict, "%s is not empty", dir).
			WithHint("name a new folder: framewise demo DIR")
	}
	began := time.Now()
	d := &demo{a: a, dir: dir, study: examples.PeerSupport()}
	if d.p, err = project.Init(ctx, dir, "Peer support (an invented study)", "es", project.Options{Actor: a.coder}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.p.Close()) }()
	if err := d.step("framewise init "+dir+" --language es", "a project in a folder of its own", nil); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{
		d.framework, d.cases, d.transcripts, d.codings, d.cells, d.summaries, d.memos, d.workbook,
	} {
		if err := step(ctx); err != nil {
			return of("the demo", err)
		}
	}
	return d.farewell(time.Since(began))
}

// stepJSON is a line of demo --json.
type stepJSON struct {
	Command string         `json:"command"`
	Did     string         `json:"did"`
	Counts  map[string]int `json:"counts,omitempty"`
}

// step tells what was done, and by which command one does it oneself.
func (d *demo) step(command, did string, counts map[string]int) error {
	t := d.a.term
	switch {
	case t.JSON:
		return t.Object(stepJSON{command, did, counts})
	case !t.OutTTY:
		return t.Table().Row(command, did)
	}
	return t.Print(t.Styled(fmt.Sprintf("%-42s", command), term.Place), did)
}

func (d *demo) read(name string) ([]byte, error) { return fs.ReadFile(d.study, name) }

func (d *demo) framework(ctx context.Context) error {
	content, err := d.read("framework.yaml")
	if err != nil {
		return err
	}
	fw, _, err := d.p.ImportFramework(ctx, "framework.yaml", content)
	if err != nil {
		return err
	}
	_, tree, err := d.p.Framework(ctx, "")
	if err != nil {
		return err
	}
	themes, codes := len(tree.Themes()), len(tree.Codes())-len(tree.Themes())
	return d.step("framewise framework import framework.yaml",
		fmt.Sprintf("%s: %d themes, %d codes", fw.Title, themes, codes), map[string]int{"themes": themes, "codes": codes})
}

func (d *demo) cases(ctx context.Context) error {
	content, err := d.read("cases.csv")
	if err != nil {
		return err
	}
	r, err := d.p.ImportCases(ctx, "cases.csv", content, "", nil)
	if err != nil {
		return err
	}
	return d.step("framewise case import cases.csv",
		fmt.Sprintf("%d participants with %d attributes", r.Cases, len(r.Attributes)),
		map[string]int{"cases": r.Cases, "attributes": len(r.Attributes)})
}

func (d *demo) transcripts(ctx context.Context) error {
	var sources []project.Source
	err := fs.WalkDir(d.study, "transcripts", func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			sources = append(sources, project.Source{Name: path, Read: func() ([]byte, error) { return d.read(path) }})
		}
		return err
	})
	if err != nil {
		return err
	}
	bar := d.a.term.Progress("importing", len(sources))
	defer bar.Close()
	results, err := d.p.Import(ctx, sources, project.ImportOptions{}, func(project.Imported) { bar.Step() })
	bar.Close()
	if err != nil {
		for _, r := range results {
			if r.Err != nil {
				return of(r.File, r.Err)
			}
		}
		return err
	}
	all, err := d.p.Documents(ctx)
	if err != nil {
		return err
	}
	documents, turns, translations := len(all), 0, 0
	for _, doc := range all {
		turns += len(doc.Turns)
		if doc.TranslationOf != "" {
			translations++
		}
	}
	return d.step("framewise import transcripts",
		fmt.Sprintf("%d transcripts, %d of them translations aligned turn by turn; %s turns",
			documents, translations, thousands(turns)),
		map[string]int{"documents": documents, "translations": translations, "turns": turns})
}

func (d *demo) codings(ctx context.Context) error {
	content, err := d.read("codings.csv")
	if err != nil {
		return err
	}
	r, err := d.p.ImportCodings(ctx, "codings.csv", content, "")
	if err != nil {
		d.a.listProblems("codings.csv", r.Problems)
		return err
	}
	views, err := d.p.Codings(ctx, project.CodingsWanted{})
	if err != nil {
		return err
	}
	coders := make(map[string]bool)
	for _, v := range views {
		coders[v.CoderName] = true
	}
	return d.step("framewise coding import codings.csv",
		fmt.Sprintf("%s by %s, every quote found in its place", plural(r.Added, "coding", "codings"),
			plural(len(coders), "coder", "coders")),
		map[string]int{"codings": r.Added, "coders": len(coders)})
}

func (d *demo) cells(ctx context.Context) error {
	content, err := d.read("cells.csv")
	if err != nil {
		return err
	}
	r, err := d.p.ImportCells(ctx, "cells.csv", content, "")
	if err != nil {
		d.a.listProblems("cells.csv", r.Problems)
		return err
	}
	return d.step("framewise chart set --from cells.csv",
		plural(r.Set, "cell", "cells")+" charted, each with the places it rests on", map[string]int{"cells": r.Set})
}

func (d *demo) summaries(ctx context.Context) error {
	content, err := d.read("summaries.csv")
	if err != nil {
		return err
	}
	r, err := d.p.ImportCells(ctx, "summaries.csv", content, "")
	if err != nil {
		d.a.listProblems("summaries.csv", r.Problems)
		return err
	}
	return d.step("framewise chart set --from summaries.csv",
		plural(r.Set, "summary of a whole case or code", "summaries of whole cases and codes")+
			", with the range of views and the exceptions", map[string]int{"summaries": r.Set})
}

func (d *demo) memos(ctx context.Context) error {
	content, err := d.read("memos.csv")
	if err != nil {
		return err
	}
	n, problems, err := d.p.ImportMemos(ctx, "memos.csv", content, "")
	if err != nil {
		d.a.listProblems("memos.csv", problems)
		return err
	}
	return d.step("framewise memo import memos.csv", plural(n, "memo", "memos")+" on what was noticed on the way",
		map[string]int{"memos": n})
}

func (d *demo) workbook(ctx context.Context) error {
	path := filepath.Join(d.dir, demoWorkbook)
	err := d.a.term.Write(term.Output{Path: path}, func(w io.Writer) error {
		return d.p.ExportMatrix(ctx, w, project.MatrixView{}, xlsx.Options{
			Version: Version, Warn: func(w string) { d.a.term.Warn("%s", w) },
		})
	})
	if err != nil {
		return err
	}
	return d.step("framewise matrix export -o "+demoWorkbook, "the matrix as an Excel workbook", nil)
}

func (d *demo) farewell(took time.Duration) error {
	t := d.a.term
	path := filepath.Join(d.dir, demoWorkbook)
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	t.Note("\nThe workbook is %s (made in %.1f s).", path, took.Seconds())
	t.Note(`
Now try:
  cd %s
  framewise search code:dependence-endings stance:negative
  framewise show P02 --turn 20-30
  framewise chart status`, d.dir)
	return nil
}
