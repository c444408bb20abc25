package project

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/corpus/search"
	"framewise/framework"
	"framewise/framework/audit"
	"framewise/framework/store"
	"framewise/framework/store/sqlite"
)

// Names of what a project's folder holds.
const (
	DatabaseName = "study.db"
	IndexName    = "index"
)

// Kinds of error beside those of corpus and store.
var (
	// ErrNoProject means that no project was found.
	ErrNoProject = errors.New("no project")
	// ErrPartly means that some of what was asked is done and some is not;
	// the result says which.
	ErrPartly = errors.New("partly done")
	// ErrCheck means that a check found something wrong.
	ErrCheck = errors.New("check failed")
)

// Options say who works and when. The zero value is the user of the machine,
// now.
type Options struct {
	Actor string           // name or initials of the person at work
	Now   func() time.Time // the clock
}

func (o *Options) fill() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Actor = strings.TrimSpace(o.Actor); o.Actor == "" {
		o.Actor = "unknown"
		if u, err := user.Current(); err == nil {
			o.Actor = u.Username
			if name := strings.TrimSpace(u.Name); name != "" {
				o.Actor = name
			}
		}
	}
}

// Project is an open project. Close it. It is safe for concurrent use.
type Project struct {
	dir   string
	store store.Store
	actor string
	now   func() time.Time

	indexing sync.Mutex
	index    *search.Index // opened on the first search
	cases    casesRead
}

// Find looks for a project's folder: the one named, if any (by flag or
// FRAMEWISE_PROJECT), else the working directory or the nearest folder above
// it that holds a project. Nothing found is an [ErrNoProject].
func Find(named, workingDirectory string) (string, error) {
	if named != "" {
		if _, err := os.Stat(filepath.Join(named, DatabaseName)); err != nil {
			return "", corpus.Errorf(ErrNoProject, "there is no project in %s", named).
				WithHint("framewise init %s makes one", named)
		}
		return named, nil
	}
	for dir := workingDirectory; ; {
		if _, err := os.Stat(filepath.Join(dir, DatabaseName)); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", corpus.Errorf(ErrNoProject, "there is no project in %s or above it", workingDirectory).
				WithHint("framewise init makes one here; --project DIR names one elsewhere")
		}
		dir = up
	}
}

// Init makes a project in a folder, which is created if it is not there. A
// folder that holds a project already is a [corpus.ErrConflict].
func Init(ctx context.Context, dir, name, language string, o Options) (*Project, error) {
	o.fill()
	path := filepath.Join(dir, DatabaseName)
	if _, err := os.Stat(path); err == nil {
		return nil, corpus.Errorf(corpus.ErrConflict, "%s holds a project already", dir).
			WithHint("choose another folder, or work in it with --project %s", dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the project's folder: %w", err)
	}
	if name == "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		name = filepath.Base(abs)
	}
	s, err := sqlite.Create(ctx, path, sqlite.Options{Now: o.Now})
	if err != nil {
		return nil, err
	}
	p := &Project{dir: dir, store: s, actor: o.Actor, now: o.Now}
	_, err = p.update(ctx, "init", name, func(tx store.Tx) error {
		return tx.PutProject(ctx, framework.Project{
			ID: corpus.NewID[string](), Name: name, Language: language, Created: p.time(),
		})
	})
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// Open opens the project in a folder.
func Open(ctx context.Context, dir string, o Options) (*Project, error) {
	o.fill()
	path := filepath.Join(dir, DatabaseName)
	if _, err := os.Stat(path); err != nil {
		return nil, corpus.Errorf(ErrNoProject, "there is no project in %s", dir).
			WithHint("framewise init %s makes one", dir)
	}
	s, err := sqlite.Open(ctx, path, sqlite.Options{Now: o.Now})
	if err != nil {
		return nil, err
	}
	return &Project{dir: dir, store: s, actor: o.Actor, now: o.Now}, nil
}

// Close closes the database and the index.
func (p *Project) Close() error {
	p.indexing.Lock()
	defer p.indexing.Unlock()
	var err error
	if p.index != nil {
		err = p.index.Close()
		p.index = nil
	}
	return errors.Join(err, p.store.Close())
}

// Dir is the project's folder.
func (p *Project) Dir() string { return p.dir }

// Store is the project's database, for what the verbs do not offer.
func (p *Project) Store() store.Store { return p.store }

// Study is the project's own record.
func (p *Project) Study(ctx context.Context) (study framework.Project, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		study, err = r.Project(ctx)
		return err
	})
	return study, err
}

func (p *Project) time() time.Time { return p.now().UTC().Truncate(time.Millisecond) }

// update runs one act.
func (p *Project) update(ctx context.Context, verb, subject string, fn func(store.Tx) error) (audit.Event, error) {
	return p.store.Update(ctx, audit.Act{Actor: p.actor, Verb: verb, Subject: subject}, fn)
}

// coder finds a coder by name or initials and makes one where there is none.
// An empty name is the person at work.
func (p *Project) coder(ctx context.Context, tx store.Tx, name string) (codebook.Coder, error) {
	if name = strings.TrimSpace(name); name == "" {
		name = p.actor
	}
	coders, err := tx.Coders(ctx)
	if err != nil {
		return codebook.Coder{}, err
	}
	if c, ok := findCoder(coders, name); ok {
		return c, nil
	}
	c := codebook.Coder{ID: corpus.NewID[codebook.CoderID](), Name: name, Initials: codebook.Initials(name)}
	for n := 2; ; n++ {
		if _, taken := findCoder(coders, c.Initials); !taken {
			break
		}
		c.Initials = fmt.Sprintf("%s%d", codebook.Initials(name), n)
	}
	return c, tx.PutCoder(ctx, c)
}

// findCoder finds a coder by name, in any case of letters, or by initials as
// they are written: Mar is not the MAR that Marta got.
func findCoder(coders []codebook.Coder, name string) (codebook.Coder, bool) {
	for _, c := range coders {
		if strings.EqualFold(c.Name, name) {
			return c, true
		}
	}
	for _, c := range coders {
		if c.Initials == name {
			return c, true
		}
	}
	return codebook.Coder{}, false
}

// SetCoder names a coder: the full name and role for initials that codings
// came with, or a new coder.
func (p *Project) SetCoder(ctx context.Context, initials, name, role string) (c codebook.Coder, err error) {
	_, err = p.update(ctx, "coder set", initials, func(tx store.Tx) error {
		if c, err = p.coder(ctx, tx, initials); err != nil {
			return err
		}
		if name != "" {
			c.Name = name
		}
		if role != "" {
			c.Role = role
		}
		return tx.PutCoder(ctx, c)
	})
	return c, err
}
