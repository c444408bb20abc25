package codefile

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v4"

	"framewise/corpus"
	"framewise/corpus/intake"
)

// planHead tells a person who opens a plan what it is and what they may do.
const planHead = `# How these files would be imported. Nothing is in the project yet: look through
# it, mend what was guessed wrong, save it, and then
#
#   framewise import --with %s
#
# Lines that begin with # are for you to read. What you may write:
#
#   import               yes, or no to leave the file out
#   document             what the document is cited by: P07, or P07.t2
#   case                 whose account it is; nothing where each speaker is a case
#   language             en, es, es-CL
#   date                 of the interview: 2026-04-30
#   kind                 transcript, survey, forum or note
#   speakers-marked-by   voice, style, colon, bold, bracket, stamp, tab, line,
#                        paragraph (nobody is named), or a pattern
#   speakers             those who were found, and each one's
#     speaker            name in the project; of two with one name one is made
#     role               participant, interviewer, other, or nobody
#     case               where it is another than the file's
#   documents            of a file with several (sessions, threads, answers);
#                        each has what a file has, and the speakers who are not
#                        the same in all of them
#
# "file" and "found" say what is meant, as it is called in your files, and stay
# as they are. A speaker who was missed is one more "- found: LABEL" in the list.
# What you leave empty or delete is found out again.
`

// planFile is a file of a plan, as it is written.
type planFile struct {
	File       string        `yaml:"file"`
	Import     string        `yaml:"import"`
	Document   string        `yaml:"document"`
	Case       string        `yaml:"case"`
	Language   string        `yaml:"language"`
	Date       string        `yaml:"date"`
	Kind       string        `yaml:"kind"`
	Convention string        `yaml:"speakers-marked-by"`
	Speakers   []planSpeaker `yaml:"speakers"`
	Documents  []planPart    `yaml:"documents"`
}

// planPart is one of several documents of a file.
type planPart struct {
	Found    string        `yaml:"found"`
	Import   string        `yaml:"import"`
	Document string        `yaml:"document"`
	Case     string        `yaml:"case"`
	Language string        `yaml:"language"`
	Date     string        `yaml:"date"`
	Speakers []planSpeaker `yaml:"speakers"`
}

// planSpeaker is a speaker of a file, or of a document of it.
type planSpeaker struct {
	Found   string `yaml:"found"`
	Speaker string `yaml:"speaker"`
	Role    string `yaml:"role"`
	Case    string `yaml:"case"`
}

var planFields = []string{
	"file", "import", "document", "case", "language", "date", "kind", "speakers-marked-by", "speakers", "found",
	"speaker", "role", "documents",
}

// WritePlan writes how files are to be imported, as [ReadPlan] reads it; name
// is the file's that it goes to. What is to be read, and not to be changed, is
// in comments.
func WritePlan(w io.Writer, name string, plan []intake.Planned) error {
	if _, err := fmt.Fprintf(w, planHead, oneLine(name)); err != nil {
		return err
	}
	for i := range plan {
		// A file at a time, so that an empty line parts them.
		var b bytes.Buffer
		d, err := yaml.NewDumper(&b, yaml.WithLineWidth(-1))
		if err != nil {
			return err
		}
		list := yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{planNode(&plan[i])}}
		if err := d.Dump(&list); err != nil {
			return err
		}
		if err := d.Close(); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "\n%s", b.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

func planNode(p *intake.Planned) *yaml.Node {
	n := mapping("file", p.File, "import", yesUnless(p.Skip))
	if p.Documents == 0 {
		add(n, "document", p.Document)
	}
	add(n, "case", p.Case, "language", p.Language, "date", p.Date, "kind", string(p.Kind))
	if p.Documents == 0 {
		add(n, "speakers-marked-by", p.Convention)
	} else {
		n.Content[1].LineComment = comment(count(p.Documents, "document", "documents"))
	}
	n.HeadComment = comment(p.Remarks...)
	addSpeakers(n, p.Speakers)
	if len(p.Parts) == 0 {
		return n
	}
	documents := &yaml.Node{Kind: yaml.SequenceNode}
	for _, d := range p.Parts {
		one := mapping("found", d.Part, "import", yesUnless(d.Skip), "document", d.Document, "case", d.Case)
		one.Content[1].LineComment = comment(count(d.Turns, "turn", "turns"))
		one.HeadComment = comment(d.Remarks...)
		if p.Language == "" || d.Language != "" {
			add(one, "language", d.Language)
		}
		if p.Date == "" || d.Date != "" {
			add(one, "date", d.Date)
		}
		addSpeakers(one, d.Speakers)
		documents.Content = append(documents.Content, one)
	}
	n.Content = append(n.Content, scalar("documents"), documents)
	return n
}

// addSpeakers adds the list of speakers to a file or a document.
func addSpeakers(to *yaml.Node, speakers []intake.PlannedSpeaker) {
	if len(speakers) == 0 {
		return
	}
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for _, s := range speakers {
		one := mapping("found", s.Found, "speaker", s.Label, "role", string(s.Role), "case", s.Case)
		seen := count(s.Turns, "turn", "turns")
		if s.Documents > 0 {
			seen += " in " + count(s.Documents, "document", "documents")
		}
		if len(s.Also) > 0 {
			seen += ", also written " + strings.Join(s.Also, ", ")
		}
		one.Content[1].LineComment = comment(seen)
		list.Content = append(list.Content, one)
	}
	to.Content = append(to.Content, scalar("speakers"), list)
}

func yesUnless(skip bool) string {
	if skip {
		return "no"
	}
	return "yes"
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// mapping is a mapping of fields and their values, in order.
func mapping(fieldsAndValues ...string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	add(n, fieldsAndValues...)
	return n
}

func add(to *yaml.Node, fieldsAndValues ...string) {
	for _, s := range fieldsAndValues {
		to.Content = append(to.Content, scalar(s))
	}
}

// scalar is a text; one that is empty is written as nothing, and a date without
// quotation marks.
func scalar(s string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		n.Tag = "!!timestamp"
	} else if s == "" {
		n.Tag = "!!null"
	}
	return n
}

// comment is a comment with a line for each of the texts.
func comment(texts ...string) string {
	var b strings.Builder
	for _, s := range texts {
		b.WriteString("\n# " + oneLine(s))
	}
	return strings.TrimPrefix(b.String(), "\n")
}

// oneLine is a text without what ends a line, and without what YAML refuses.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool {
		return r == ' ' || !unicode.IsPrint(r) && !unicode.In(r, unicode.Cf)
	}), " ")
}

// IsPlan says whether a file's content is a plan in YAML, rather than a table
// of one: what it begins with is a list.
func IsPlan(content []byte) bool { return bytes.HasPrefix(firstLine(content), []byte("-")) }

// firstLine is the first line that is neither empty nor a comment, trimmed.
func firstLine(content []byte) []byte {
	for line := range bytes.Lines(bytes.TrimPrefix(content, []byte("\ufeff"))) {
		line = bytes.TrimSpace(line)
		if len(line) > 0 && line[0] != '#' && !bytes.Equal(line, []byte("---")) {
			return line
		}
	}
	return nil
}

// ReadPlan reads how files are to be imported, from what [WritePlan] wrote and
// a person looked through. The error is a [corpus.ErrInvalid] that names the
// lines.
func ReadPlan(name string, content []byte) ([]intake.Planned, error) {
	if len(content) > maxFile {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s: %d MB are too much for a plan in YAML", name, len(content)>>20).
			WithHint("write it as xlsx")
	}
	if firstLine(content) == nil {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s names no files", name)
	}
	var files []planFile
	var root yaml.Node
	err := yaml.Load(content, &files, yaml.WithKnownFields())
	if err == nil {
		err = yaml.Load(content, &root)
	}
	if err != nil {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s: %s", name, strings.Join(loadProblems(err, planFields), "; ")).
			WithHint("mend the plan: nothing was imported; framewise import FILE… --plan %s writes one", name)
	}
	var r intake.PlanReader
	for i, f := range files {
		n := element(&root, i)
		r.File(intake.PlanEntry{
			File: f.File, Import: f.Import, Document: f.Document, Case: f.Case, Language: f.Language, Date: f.Date,
			Kind: f.Kind, Convention: f.Convention, Place: placeIn(n),
		})
		readSpeakers(&r, f.File, "", f.Speakers, n)
		for j, d := range f.Documents {
			n := element(value(n, "documents"), j)
			r.Document(intake.PlanEntry{
				File: f.File, Part: d.Found, Import: d.Import, Document: d.Document, Case: d.Case, Language: d.Language,
				Date: d.Date, Place: placeIn(n),
			})
			if d.Found != "" {
				readSpeakers(&r, f.File, d.Found, d.Speakers, n)
			}
		}
	}
	return r.Plan(name)
}

// readSpeakers reads the speakers of a file, or of a document of it.
func readSpeakers(r *intake.PlanReader, file, part string, speakers []planSpeaker, in *yaml.Node) {
	for i, s := range speakers {
		r.Speaker(intake.PlanEntry{
			File: file, Part: part, Found: s.Found, Speaker: s.Speaker, Role: s.Role, Case: s.Case,
			Place: placeIn(element(value(in, "speakers"), i)),
		})
	}
}

// element is the n-th node of a list, or nil.
func element(list *yaml.Node, n int) *yaml.Node {
	for list != nil && (list.Kind == yaml.DocumentNode || list.Kind == yaml.AliasNode) {
		if list.Kind == yaml.AliasNode {
			list = list.Alias
		} else if len(list.Content) > 0 {
			list = list.Content[0]
		} else {
			return nil
		}
	}
	if list == nil || n >= len(list.Content) {
		return nil
	}
	return list.Content[n]
}

// placeIn says in which line the fields of an entry of a plan stand.
func placeIn(entry *yaml.Node) func(field string) string {
	return func(field string) string {
		at := entry
		if v := value(entry, strings.ReplaceAll(field, " ", "-")); v != nil {
			at = v
		}
		if at == nil {
			return "somewhere"
		}
		return fmt.Sprintf("line %d", at.Line)
	}
}
