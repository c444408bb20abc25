package project

import (
	"context"
	"strings"

	"framewise/codebook"
	"framewise/codebook/codefile"
	"framewise/framework"
	"framewise/framework/packs"
	"framewise/framework/store"
)

// Frameworks lists the project's frameworks, by name, and says which is in
// use.
func (p *Project) Frameworks(ctx context.Context) (all []framework.Framework, used codebook.FrameworkID, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		study, err := r.Project(ctx)
		if err != nil {
			return err
		}
		used = study.Framework
		all, err = r.Frameworks(ctx)
		return err
	})
	return all, used, err
}

// Framework returns a framework of the project with its codes; an empty name
// is the one in use. A name that the project does not have is looked up among
// the built-in ones.
func (p *Project) Framework(ctx context.Context, name string) (fw framework.Framework, tree *codebook.Tree, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		if name == "" {
			fw, tree, err = inUse(ctx, r)
			return err
		}
		old, found, err := frameworkNamed(ctx, r, name)
		if err != nil {
			return err
		}
		if found {
			fw, tree, err = readFramework(ctx, r, old.ID)
			return err
		}
		f, err := packs.Open(name)
		if err != nil {
			return err
		}
		var codes []codebook.Code
		fw, codes, _ = framework.FromFile(f, nil, nil)
		tree, err = codebook.NewTree(codes)
		return err
	})
	return fw, tree, err
}

func frameworkNamed(ctx context.Context, r store.Reader, name string) (framework.Framework, bool, error) {
	all, err := r.Frameworks(ctx)
	if err != nil {
		return framework.Framework{}, false, err
	}
	for _, fw := range all {
		if strings.EqualFold(fw.Name, name) {
			return fw, true, nil
		}
	}
	return framework.Framework{}, false, nil
}

// UseFramework makes a framework the one in use: one of the project's, or else
// a built-in one, which is then copied into the project, in the language
// given. What was coded with another framework stays, under that framework.
func (p *Project) UseFramework(ctx context.Context, name, language string) (fw framework.Framework, err error) {
	_, err = p.update(ctx, "framework use", name, func(tx store.Tx) error {
		old, found, err := frameworkNamed(ctx, tx, name)
		if err != nil {
			return err
		}
		if fw = old; !found {
			f, err := packs.Open(name)
			if err != nil {
				return err
			}
			if f, err = f.In(language); err != nil {
				return err
			}
			if fw, _, err = putFile(ctx, tx, f); err != nil {
				return err
			}
		}
		study, err := tx.Project(ctx)
		if err != nil {
			return err
		}
		study.Framework = fw.ID
		return tx.PutProject(ctx, study)
	})
	return fw, err
}

// ImportFramework reads a codebook file into the project and puts it to use. A
// framework of the same name is updated: codes keep what was coded with them,
// and codes that the file no longer has are retired and returned.
func (p *Project) ImportFramework(ctx context.Context, name string, content []byte) (fw framework.Framework, gone []codebook.Code, err error) {
	f, err := codefile.Read(name, content)
	if err != nil {
		return fw, nil, err
	}
	_, err = p.update(ctx, "framework import", f.Framework, func(tx store.Tx) error {
		if fw, gone, err = putFile(ctx, tx, f); err != nil {
			return err
		}
		study, err := tx.Project(ctx)
		if err != nil {
			return err
		}
		study.Framework = fw.ID
		return tx.PutProject(ctx, study)
	})
	return fw, gone, err
}

func putFile(ctx context.Context, tx store.Tx, f *codefile.File) (framework.Framework, []codebook.Code, error) {
	old, found, err := frameworkNamed(ctx, tx, f.Framework)
	if err != nil {
		return framework.Framework{}, nil, err
	}
	var before *framework.Framework
	var oldCodes []codebook.Code
	if found {
		before = &old
		if oldCodes, err = tx.Codes(ctx, old.ID); err != nil {
			return framework.Framework{}, nil, err
		}
	}
	fw, codes, gone := framework.FromFile(f, before, oldCodes)
	if err := fw.Validate(); err != nil {
		return fw, nil, err
	}
	if err := tx.PutFramework(ctx, fw); err != nil {
		return fw, nil, err
	}
	return fw, gone, putCodes(ctx, tx, codes)
}

// putCodes stores codes that make a tree.
func putCodes(ctx context.Context, tx store.Tx, codes []codebook.Code) error {
	if _, err := codebook.NewTree(codes); err != nil {
		return err
	}
	for _, c := range codes {
		if err := c.Validate(); err != nil {
			return err
		}
		if err := tx.PutCode(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// ExportFramework writes a framework as a codebook file; an empty name is the
// one in use. existing is the file that will be replaced, if there is one: its
// comments and order are kept.
func (p *Project) ExportFramework(ctx context.Context, name string, existing []byte) ([]byte, error) {
	fw, tree, err := p.Framework(ctx, name)
	if err != nil {
		return nil, err
	}
	f := framework.ToFile(fw, tree)
	if len(existing) == 0 {
		return codefile.Write(f)
	}
	return codefile.Update(existing, f)
}
