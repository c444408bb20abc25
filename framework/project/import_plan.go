package project

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"framewise/codebook/codefile"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/intake"
	"framewise/framework/store"
)

// PlanImport reads files as [Project.Import] does, and tells what it would
// assume of each; nothing is imported. A file that cannot be read, or is in the
// project already, is planned to be left out, with the reason; of the former
// the error is an [ErrPartly]. progress, which may be nil, is told each file.
func (p *Project) PlanImport(ctx context.Context, sources []Source, o ImportOptions, progress func(intake.Planned)) ([]intake.Planned, error) {
	defer frugal()()
	if err := p.studyLanguage(ctx, &o); err != nil {
		return nil, err
	}
	var plan []intake.Planned
	failed := 0
	for _, source := range sources {
		if err := ctx.Err(); err != nil {
			return plan, err
		}
		planned, err := p.planFile(ctx, source, o)
		if err != nil {
			planned = intake.Planned{File: source.Name, Skip: true, Remarks: []string{"can't be imported: " + err.Error()}}
			failed++
		}
		if progress != nil {
			progress(planned)
		}
		plan = append(plan, planned)
	}
	if failed > 0 {
		return plan, corpus.Errorf(ErrPartly, "%d of %d files can't be read", failed, len(sources)).
			WithHint("the plan leaves them out and says why")
	}
	return plan, nil
}

func (p *Project) planFile(ctx context.Context, source Source, o ImportOptions) (planned intake.Planned, err error) {
	content, err := source.Read()
	if err != nil {
		return planned, err
	}
	drafts, err := source.drafts(decode.File{Name: filepath.Base(source.Name), Content: content}, o.Options)
	if err != nil {
		return planned, err
	}
	known, err := p.holds(ctx, content, drafts, o)
	if err != nil {
		return planned, err
	}
	planned = intake.PlanOf(source.Name, drafts)
	if known != "" {
		planned.Skip = true
		planned.Remarks = append([]string{"is " + known + " already"}, planned.Remarks...)
	}
	return planned, nil
}

// PlanEndings are the endings of the files that a plan is written to.
var PlanEndings = []string{".xlsx", ".csv", ".yaml", ".yml"}

// WritePlan writes a plan in the form that the ending of the file's name says,
// one of [PlanEndings]; without an ending, as CSV.
func WritePlan(w io.Writer, name string, plan []intake.Planned) error {
	if isYAML(name) {
		return codefile.WritePlan(w, name, plan)
	}
	return intake.WritePlan(w, name, plan)
}

// ReadPlan reads a plan that a person has looked through: YAML, or a table. The
// error is a [corpus.ErrInvalid] that says where what is wrong.
func ReadPlan(name string, content []byte) ([]intake.Planned, error) {
	if isYAML(name) || codefile.IsPlan(content) {
		return codefile.ReadPlan(name, content)
	}
	return intake.ReadPlan(name, content)
}

func isYAML(name string) bool {
	ending := strings.ToLower(filepath.Ext(name))
	return ending == ".yaml" || ending == ".yml"
}

// drafts reads a file's content, by the plan if there is one.
func (s *Source) drafts(f decode.File, o intake.Options) ([]intake.Draft, error) {
	if s.As != nil {
		return intake.ReadPlanned(f, o, s.As)
	}
	return intake.Read(f, o)
}

// studyLanguage fills in the language of the study.
func (p *Project) studyLanguage(ctx context.Context, o *ImportOptions) error {
	if o.StudyLanguage != "" {
		return nil
	}
	return p.store.View(ctx, func(r store.Reader) error {
		study, err := r.Project(ctx)
		o.StudyLanguage = study.Language
		return err
	})
}

// holds names the document that holds a file's very content, if one does.
// Where the options choose a part of the file, it must be that part, as drafts
// have it.
func (p *Project) holds(ctx context.Context, content []byte, drafts []intake.Draft, o ImportOptions) (name string, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		name, err = holds(ctx, r, content, drafts, o)
		return err
	})
	return name, err
}

func holds(ctx context.Context, r store.Reader, content []byte, drafts []intake.Draft, o ImportOptions) (string, error) {
	known, err := r.DocumentsBySource(ctx, corpus.Hash(content))
	if err != nil || len(known) == 0 {
		return "", err
	}
	if !o.Chooses() {
		return known[0].Name(), nil
	}
	for _, d := range known {
		first, err := r.Text(ctx, d.ID, 1)
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(drafts, func(draft intake.Draft) bool { return draft.Text == first.String() }) {
			return d.Name(), nil
		}
	}
	return "", nil
}
