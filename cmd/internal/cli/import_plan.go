package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/corpus/intake"
	"framewise/framework/project"
)

// planTakes holds --with to the files of its plan.
func planTakes(args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usagef("--with takes its files from the plan, and %q is one more", args[0]).
		WithHint("write it into the plan, or import it without --with")
}

// writePlan writes what would be assumed of the files.
func (a *app) writePlan(ctx context.Context, sources []project.Source, left []string, o importOptions) error {
	out := term.Output{Path: o.plan, Force: o.force}
	toFile := o.plan != "-"
	if toFile && !slices.Contains(project.PlanEndings, strings.ToLower(filepath.Ext(o.plan))) {
		return usagef("a plan is written as %s, and %s is none of them", strings.Join(project.PlanEndings, ", "), o.plan)
	}
	if o.dryRun {
		return usagef("--plan imports nothing, and needs no --dry-run")
	}
	if _, err := os.Stat(o.plan); toFile && err == nil && !o.force {
		return corpus.Errorf(corpus.ErrConflict, "%s is there already", o.plan).WithHint("--force replaces it")
	}
	return a.with(ctx, func(p *project.Project) error {
		bar := a.term.Progress("reading", len(sources))
		defer bar.Close()
		plan, err := p.PlanImport(ctx, sources, o.ImportOptions, func(intake.Planned) { bar.Step() })
		bar.Close()
		if !told(err) {
			return err
		}
		a.warnLeft(left)
		speakers := 0
		for _, file := range plan {
			speakers += len(file.Speakers)
			for _, d := range file.Parts {
				speakers += len(d.Speakers)
			}
			if file.Skip {
				a.term.Warn("%s: left out in the plan: %s", file.File, file.Remarks[0])
			}
		}
		if failed := a.term.Write(out, func(w io.Writer) error { return project.WritePlan(w, o.plan, plan) }); failed != nil {
			return failed
		}
		if toFile {
			a.term.Note("wrote a plan of %s and %s to %s", plural(len(plan), "file", "files"),
				plural(speakers, "speaker", "speakers"), o.plan)
			a.term.Hint("look through it, mend it, then: framewise import --with %s", o.plan)
		}
		return err
	})
}

// planned lists the files of a plan that are to be imported. Where a file's
// path leads nowhere from here, it is looked for beside the plan.
func (a *app) planned(o importOptions) ([]project.Source, error) {
	if o.Case != "" || o.Label != "" || o.plan != "" {
		return nil, usagef("with --with, the plan says cases and labels, and --case, --label and --plan say nothing")
	}
	name, content, err := a.read(o.with)
	if err != nil {
		return nil, err
	}
	plan, err := project.ReadPlan(name, content)
	if err != nil {
		return nil, err
	}
	var sources []project.Source
	var lost []string
	for i := range plan {
		p := &plan[i]
		if p.Skip {
			continue
		}
		path := p.File
		if _, err := os.Stat(path); err != nil && !filepath.IsAbs(path) && o.with != "-" {
			if beside := filepath.Join(filepath.Dir(o.with), path); exists(beside) {
				path = beside
			}
		}
		if !exists(path) {
			text := fmt.Sprintf("%s: there is no file %s", p.Place, p.File)
			if near := nearestFile(path); near != "" {
				text += ": did you mean " + near + "?"
			}
			lost = append(lost, text)
			continue
		}
		source := project.FileSource(path)
		source.As = p
		sources = append(sources, source)
	}
	if len(lost) > 0 {
		return nil, corpus.Errorf(corpus.ErrNotFound, "%s: %s", name, strings.Join(lost, "; ")).
			WithHint("mend the plan, or write no under import to leave a file out: nothing was imported")
	}
	if len(sources) == 0 {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s leaves all its files out", name).
			WithHint("write yes under import where a file is to come in")
	}
	return sources, nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// nearestFile is the file that a path may mean, in its folder.
func nearestFile(path string) string {
	dir, base := filepath.Split(path)
	entries, err := os.ReadDir(filepath.Clean(dir + "."))
	if err != nil {
		return "" // no such folder either
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	near := corpus.Nearest(base, names)
	if near == "" {
		return ""
	}
	return dir + near
}
