package codefile

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"framewise/codebook"
	"framewise/corpus"
)

// File is a codebook file.
type File struct {
	Framework    string                 `yaml:"framework"` // the framework's name, before the colon in watson:love-labour
	Title        string                 `yaml:"title,omitempty"`
	Version      string                 `yaml:"version,omitempty"`
	Citation     string                 `yaml:"citation,omitempty"`
	DOI          string                 `yaml:"doi,omitempty"`
	Note         string                 `yaml:"note,omitempty"`
	Language     string                 `yaml:"language,omitempty"` // BCP 47; of the names and definitions
	Stance       []codebook.Stance      `yaml:"stance,omitempty,flow"`
	Polarity     map[string]string      `yaml:"polarity,omitempty"` // the framework's words for stances
	Rating       *Rating                `yaml:"rating,omitempty"`
	Translations map[string]Translation `yaml:"translations,omitempty"`
	Codes        []Entry                `yaml:"codes"`
}

// Rating is a scale for cells.
type Rating struct {
	Name   string `yaml:"name"`
	Values []Step `yaml:"values"`
}

// Step is one value of a [Rating].
type Step struct {
	Value string `yaml:"value"`
	Label string `yaml:"label,omitempty"`
}

// Translation holds the words of a file or a code in another language. What it
// leaves out stays as it is.
type Translation struct {
	Title      string `yaml:"title,omitempty"` // of the file
	Name       string `yaml:"name,omitempty"`  // of a code
	Definition string `yaml:"definition,omitempty"`
	Include    string `yaml:"include,omitempty"`
	Exclude    string `yaml:"exclude,omitempty"`
	Example    string `yaml:"example,omitempty"`
}

// Entry is a code with the codes below it.
type Entry struct {
	ID           string                 `yaml:"id"`
	Number       string                 `yaml:"number,omitempty"`
	Name         string                 `yaml:"name"`
	Other        bool                   `yaml:"other,omitempty"` // the catch-all of its theme
	Definition   string                 `yaml:"definition,omitempty"`
	Include      string                 `yaml:"include,omitempty"`
	Exclude      string                 `yaml:"exclude,omitempty"`
	Example      string                 `yaml:"example,omitempty"`
	Colour       string                 `yaml:"colour,omitempty"` // #RRGGBB
	Origin       codebook.Origin        `yaml:"origin,omitempty"` // a-priori or inductive
	Status       codebook.CodeStatus    `yaml:"status,omitempty"` // nothing means active
	MergedInto   string                 `yaml:"merged-into,omitempty"`
	Translations map[string]Translation `yaml:"translations,omitempty"`
	Codes        []Entry                `yaml:"codes,omitempty"`
}

// In returns the file in another language: every word that the translation
// has, and the file's own for the rest. A language that the file does not have
// is a [corpus.ErrNotFound].
func (f *File) In(language string) (*File, error) {
	if language == "" || language == f.Language {
		return f, nil
	}
	if _, ok := f.Translations[language]; !ok {
		err := corpus.Errorf(corpus.ErrNotFound, "the framework %s is not written in %q", f.Framework, language)
		if known := slices.Sorted(maps.Keys(f.Translations)); len(known) > 0 {
			err = err.WithHint("it has %s", strings.Join(known, ", "))
		}
		return nil, err
	}
	g := *f
	g.Language = language
	g.Title = or(f.Translations[language].Title, f.Title)
	g.Codes = translated(f.Codes, language)
	return &g, nil
}

func translated(entries []Entry, language string) []Entry {
	out := slices.Clone(entries)
	for i := range out {
		t := out[i].Translations[language]
		out[i].Name = or(t.Name, out[i].Name)
		out[i].Definition = or(t.Definition, out[i].Definition)
		out[i].Include = or(t.Include, out[i].Include)
		out[i].Exclude = or(t.Exclude, out[i].Exclude)
		out[i].Example = or(t.Example, out[i].Example)
		out[i].Codes = translated(out[i].Codes, language)
	}
	return out
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// maxFile is the size in bytes above which a codebook file is refused: the
// largest framework known to us has some 60 kB.
const maxFile = 8 << 20

// Read reads a codebook file; name is for messages. Everything that is wrong
// is in one [corpus.ErrInvalid], a line for each.
func Read(name string, content []byte) (*File, error) {
	if len(content) > maxFile {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s: %d MB are too much for a codebook", name, len(content)>>20)
	}
	if len(bytes.TrimSpace(content)) == 0 {
		return nil, invalid(name, []string{"line 1: the file is empty"})
	}
	var f File
	if err := yaml.Load(content, &f, yaml.WithKnownFields()); err != nil {
		return nil, invalid(name, loadProblems(err, fields))
	}
	var root yaml.Node
	if err := yaml.Load(content, &root); err != nil {
		return nil, invalid(name, loadProblems(err, fields))
	}
	c := checker{seen: make(map[string]int)}
	c.file(&f, &root)
	if len(c.problems) > 0 {
		return nil, invalid(name, c.problems)
	}
	return &f, nil
}

func invalid(name string, problems []string) error {
	for i, p := range problems {
		problems[i] = name + ": " + p
	}
	return corpus.Errorf(corpus.ErrInvalid, "%s", strings.Join(problems, "\n")).
		WithHint("a codebook file looks like the ones that framework export writes")
}

var (
	unknownField = regexp.MustCompile(`field (\S+) not found in type \S+`)
	wrongShape   = regexp.MustCompile("(?s)^cannot construct (!!\\w+)(?: `.*`)? into (\\S+)$")
)

// shapeOf is a YAML tag or a Go type, in a person's words.
func shapeOf(s string) string {
	switch {
	case s == "!!seq", strings.HasPrefix(s, "[]"):
		return "a list (lines that begin with a hyphen)"
	case s == "!!map", strings.HasPrefix(s, "map["), strings.HasPrefix(s, "codefile."):
		return "fields (name: value)"
	}
	return "a text"
}

// loadProblems are what YAML says is wrong, line by line; fields are those that
// a file may have.
func loadProblems(err error, fields []string) []string {
	var several *yaml.LoadErrors
	var one *yaml.LoadError
	errs := []*yaml.LoadError{}
	switch {
	case errors.As(err, &several):
		errs = several.Errors
	case errors.As(err, &one):
		errs = append(errs, one)
	default:
		return []string{err.Error()}
	}
	var problems []string
	for _, e := range errs {
		message := e.Message
		if m := unknownField.FindStringSubmatch(message); m != nil {
			message = fmt.Sprintf("%q is not a field here", m[1])
			if near := corpus.Nearest(m[1], fields); near != "" {
				message += "; did you mean " + near + "?"
			}
		} else if m := wrongShape.FindStringSubmatch(message); m != nil {
			message = fmt.Sprintf("%s can't stand here: write %s", shapeOf(m[1]), shapeOf(m[2]))
		}
		problems = append(problems, fmt.Sprintf("line %d: %s", e.Mark.Line, message))
	}
	return problems
}

var fields = []string{
	"framework", "title", "version", "citation", "doi", "note", "language", "stance", "polarity", "rating",
	"translations", "codes", "id", "number", "name", "other", "definition", "include", "exclude", "example",
	"colour", "origin", "status", "merged-into", "values", "value", "label",
}

// checker finds what YAML cannot: names that are missing or double, words
// outside their lists.
type checker struct {
	problems []string
	seen     map[string]int // id of a code → its line
}

func (c *checker) problem(n *yaml.Node, format string, args ...any) {
	line := 1
	if n != nil {
		line = n.Line
	}
	c.problems = append(c.problems, fmt.Sprintf("line %d: ", line)+fmt.Sprintf(format, args...))
}

func (c *checker) file(f *File, root *yaml.Node) {
	if len(root.Content) == 0 {
		c.problem(nil, "the file is empty")
		return
	}
	top := root.Content[0]
	if f.Framework == "" {
		c.problem(top, "the framework has no name (framework: …)")
	} else if strings.ContainsAny(f.Framework, ": /\\\t\n") {
		c.problem(value(top, "framework"), "%q can't be a framework's name: use letters, digits and hyphens", f.Framework)
	}
	for _, s := range f.Stance {
		if !slices.Contains(codebook.Stances, s) {
			c.problem(value(top, "stance"), "%q is not a stance: use positive, negative, mixed, neutral", s)
		}
	}
	for _, s := range slices.Sorted(maps.Keys(f.Polarity)) {
		if !slices.Contains(codebook.Stances, codebook.Stance(s)) {
			c.problem(value(top, "polarity"), "%q is not a stance: use positive, negative, mixed, neutral", s)
		}
	}
	c.entries(f.Codes, value(top, "codes"))
	for _, e := range f.all() {
		if e.MergedInto != "" && c.seen[e.MergedInto] == 0 {
			c.problems = append(c.problems, fmt.Sprintf("line %d: %s is merged into %q, which is not here",
				c.seen[e.ID], e.ID, e.MergedInto))
		}
	}
}

func (c *checker) entries(entries []Entry, list *yaml.Node) {
	for i, e := range entries {
		var n *yaml.Node
		if list != nil && i < len(list.Content) {
			n = list.Content[i]
		}
		code := codebook.Code{ID: "x", Framework: "x", Key: e.ID, Name: e.Name, Colour: e.Colour}
		if err := code.Validate(); err != nil {
			c.problem(n, "%v", err)
		}
		if line := c.seen[e.ID]; line > 0 {
			c.problem(n, "the id %q is used in line %d already", e.ID, line)
		} else if n != nil {
			c.seen[e.ID] = n.Line
		}
		if e.Origin != "" && e.Origin != codebook.APriori && e.Origin != codebook.Inductive {
			c.problem(value(n, "origin"), "%q is not an origin: use a-priori or inductive", e.Origin)
		}
		switch e.Status {
		case "", codebook.Active, codebook.Merged, codebook.Retired:
		default:
			c.problem(value(n, "status"), "%q is not a status: use active, merged or retired", e.Status)
		}
		c.entries(e.Codes, value(n, "codes"))
	}
}

func (f *File) all() []Entry {
	var all []Entry
	var walk func([]Entry)
	walk = func(entries []Entry) {
		for _, e := range entries {
			all = append(all, e)
			walk(e.Codes)
		}
	}
	walk(f.Codes)
	return all
}

// Write makes a new file.
func Write(f *File) ([]byte, error) {
	return yaml.Dump(f, yaml.WithLineWidth(100))
}

// Update writes f into the file that content is, keeping its comments and the
// order and style of what did not change.
func Update(content []byte, f *File) ([]byte, error) {
	var old, changed yaml.Node
	if err := yaml.Load(content, &old); err != nil {
		return nil, invalid("the file to update", loadProblems(err, fields))
	}
	fresh, err := Write(f)
	if err != nil {
		return nil, err
	}
	if err := yaml.Load(fresh, &changed); err != nil {
		return nil, err
	}
	if len(old.Content) == 0 || old.Content[0].Kind != yaml.MappingNode {
		return fresh, nil
	}
	merge(old.Content[0], changed.Content[0])
	var b bytes.Buffer
	d, err := yaml.NewDumper(&b, yaml.WithLineWidth(100))
	if err != nil {
		return nil, err
	}
	if err := d.Dump(&old); err != nil {
		return nil, err
	}
	return b.Bytes(), d.Close()
}

// merge makes old say what changed says, touching only what differs.
func merge(old, changed *yaml.Node) {
	switch {
	case old.Kind == yaml.MappingNode && changed.Kind == yaml.MappingNode:
		mergeMapping(old, changed)
	case old.Kind == yaml.SequenceNode && changed.Kind == yaml.SequenceNode:
		mergeSequence(old, changed)
	case old.Kind != changed.Kind || strings.TrimSpace(old.Value) != strings.TrimSpace(changed.Value):
		old.Kind, old.Tag, old.Value, old.Content = changed.Kind, changed.Tag, changed.Value, changed.Content
		if old.Kind != yaml.ScalarNode || old.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 {
			old.Style = changed.Style
		}
	}
}

func mergeMapping(old, changed *yaml.Node) {
	var kept []*yaml.Node
	for i := 0; i+1 < len(old.Content); i += 2 {
		if v := value(changed, old.Content[i].Value); v != nil {
			merge(old.Content[i+1], v)
			kept = append(kept, old.Content[i], old.Content[i+1])
		}
	}
	for i := 0; i+1 < len(changed.Content); i += 2 {
		if value(old, changed.Content[i].Value) == nil {
			kept = append(kept, changed.Content[i], changed.Content[i+1])
		}
	}
	old.Content = kept
}

// mergeSequence matches the codes of two lists by id, other entries by place.
func mergeSequence(old, changed *yaml.Node) {
	byID := make(map[string]*yaml.Node)
	for _, n := range old.Content {
		if id := value(n, "id"); id != nil {
			byID[id.Value] = n
		}
	}
	merged := make([]*yaml.Node, len(changed.Content))
	for i, n := range changed.Content {
		merged[i] = n
		if id := value(n, "id"); id != nil {
			if o := byID[id.Value]; o != nil {
				merge(o, n)
				merged[i] = o
			}
		} else if i < len(old.Content) {
			merge(old.Content[i], n)
			merged[i] = old.Content[i]
		}
	}
	old.Content = merged
}

// value is the node of a mapping's key, or nil.
func value(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
