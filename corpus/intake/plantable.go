package intake

import (
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/tabular"
)

// The columns of a plan. A file has a row, and below it each of its speakers
// one, with the speaker's name as found.
const (
	planFile       = "file"
	planImport     = "import"
	planDocument   = "document"
	planCase       = "case"
	planLanguage   = "language"
	planDate       = "date"
	planKind       = "kind"
	planConvention = "speakers marked by"
	planFound      = "speaker found"
	planAlso       = "also written"
	planTurns      = "turns"
	planSpeaker    = "speaker"
	planRole       = "role"
	planRemarks    = "remarks"
)

var planColumns = []tabular.Column{
	{Title: planFile, Width: 28}, {Title: planImport, Width: 8, Choices: []string{"yes", "no"}},
	{Title: planDocument, Width: 14}, {Title: planCase, Width: 14}, {Title: planLanguage, Width: 10},
	{Title: planDate, Width: 12}, {Title: planKind, Width: 12, Choices: words(plannedKinds)},
	{Title: planConvention, Width: 12}, {Title: planFound, Width: 22}, {Title: planAlso, Width: 20},
	{Title: planTurns, Width: 7}, {Title: planSpeaker, Width: 22},
	{Title: planRole, Width: 13, Choices: words(plannedRoles)}, {Title: planRemarks, Width: 80},
}

// words are the texts of names that are types of their own.
func words[T ~string](list []T) []string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = string(v)
	}
	return texts
}

// WritePlan writes a plan as a table that [ReadPlan] reads: a workbook if the
// name ends in .xlsx, else CSV.
func WritePlan(w io.Writer, name string, plan []Planned) error {
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		return tabular.WriteSheet(w, "Plan", planColumns, planRows(plan))
	}
	titles := make([]string, len(planColumns))
	for i, c := range planColumns {
		titles[i] = c.Title
	}
	return tabular.WriteCSV(w, titles, planRows(plan))
}

func planRows(plan []Planned) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for i := range plan {
			p := &plan[i]
			take := "yes"
			if p.Skip {
				take = "no"
			}
			if !yield([]string{
				p.File, take, p.Document, p.Case, p.Language, p.Date, string(p.Kind), p.Convention,
				"", "", "", "", "", strings.Join(p.Remarks, "; "),
			}) {
				return
			}
			for _, s := range p.Speakers {
				if !yield([]string{
					p.File, "", "", s.Case, "", "", "", "",
					s.Found, strings.Join(s.Also, "; "), strconv.Itoa(s.Turns), s.Label, string(s.Role), "",
				}) {
					return
				}
			}
		}
	}
}

// ReadPlan reads a plan that a person has looked through: csv, tsv or xlsx. A
// row without a file goes on with the file above it; a column that is gone is
// found out. The error is a [corpus.ErrInvalid] that names the rows.
func ReadPlan(name string, content []byte) ([]Planned, error) {
	decoded, err := tabular.Read(decode.File{Name: name, Content: content}, tabular.Options{}, decode.DefaultLimits)
	if err != nil {
		return nil, err
	}
	r := planReader{column: make(map[string]int), files: make(map[string]int)}
	for i, h := range decoded.Table.Header {
		h = strings.ToLower(strings.Join(strings.Fields(h), " "))
		if _, twice := r.column[h]; !twice {
			r.column[h] = i
		}
	}
	for _, needed := range []string{planFile, planFound} {
		if _, ok := r.column[needed]; !ok {
			return nil, corpus.Errorf(corpus.ErrInvalid, "%s is no plan: it has no column %q", name, needed).
				WithHint("framewise import FILE… --plan %s writes one", name)
		}
	}
	for _, row := range decoded.Table.Rows {
		r.row(row)
	}
	for i := range r.plan {
		if p := &r.plan[i]; p.Row == 0 { // only speakers have rows
			p.Row = p.Speakers[0].Row
		}
	}
	if len(r.problems) > 0 {
		const most = 10
		if more := len(r.problems) - most; more > 0 {
			r.problems = append(r.problems[:most], fmt.Sprintf("and %d more", more))
		}
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s: %s", name, strings.Join(r.problems, "; ")).
			WithHint("mend the plan: nothing was imported")
	}
	if len(r.plan) == 0 {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s names no files", name)
	}
	return r.plan, nil
}

// planReader puts the rows of a plan together.
type planReader struct {
	column   map[string]int
	plan     []Planned
	files    map[string]int // index into plan
	last     string
	problems []string
}

func (r *planReader) row(row decode.Row) {
	cell := func(column string) string {
		i, ok := r.column[column]
		if !ok {
			return ""
		}
		return strings.TrimSpace(row.Cell(i))
	}
	wrong := func(format string, args ...any) {
		r.problems = append(r.problems, fmt.Sprintf("row %d: ", row.Number)+fmt.Sprintf(format, args...))
	}
	// label is a cell with a name that locators cite.
	label := func(column string) string {
		s := cell(column)
		if l := corpus.Label(s); l != s {
			wrong("%q can't be cited: write it as %s", s, l)
		}
		return s
	}
	file := cell(planFile)
	if file == "" {
		file = r.last
	}
	if r.last = file; file == "" {
		wrong("no file is named")
		return
	}
	at, known := r.files[filepath.Clean(file)]
	if !known {
		at = len(r.plan)
		r.files[filepath.Clean(file)] = at
		r.plan = append(r.plan, Planned{File: file})
	}
	p := &r.plan[at]
	found := cell(planFound)
	if found == "" && p.Row > 0 {
		wrong("%s has a row already, row %d; a speaker's row has the %s", file, p.Row, planFound)
		return
	}
	take, ok := planChoice(cell(planImport))
	switch {
	case !ok:
		wrong("%q is neither yes nor no", cell(planImport))
	case found != "" && !take:
		wrong("only files are left out; a speaker who is none has the role %s", nobody)
	}
	if found != "" {
		s := PlannedSpeaker{
			Found: found, Label: cell(planSpeaker), Role: corpus.Role(strings.ToLower(cell(planRole))),
			Case: label(planCase), Row: row.Number,
		}
		if s.Role != "" && !slices.Contains(plannedRoles, s.Role) {
			wrong("%s", notAmong(string(s.Role), "role", words(plannedRoles)))
		}
		if i := slices.IndexFunc(p.Speakers, func(o PlannedSpeaker) bool { return o.Found == found }); i >= 0 {
			wrong("%s has a row already, row %d", found, p.Speakers[i].Row)
		}
		p.Speakers = append(p.Speakers, s)
		return
	}
	p.Row, p.Skip = row.Number, !take
	p.Document, p.Case, p.Convention = label(planDocument), label(planCase), cell(planConvention)
	if p.Kind = corpus.DocumentKind(strings.ToLower(cell(planKind))); p.Kind != "" && !slices.Contains(plannedKinds, p.Kind) {
		wrong("%s", notAmong(string(p.Kind), "kind of document", words(plannedKinds)))
	}
	o := Options{Language: cell(planLanguage), Date: cell(planDate)}
	if err := o.check(); err != nil {
		wrong("%v", err)
	}
	p.Language, p.Date = o.Language, o.Date
}

// planChoice reads whether a file is taken.
func planChoice(s string) (take, ok bool) {
	switch strings.ToLower(s) {
	case "", "yes", "y", "true", "1", "x", "sí", "si", "import":
		return true, true
	case "no", "n", "false", "0", "-", "skip":
		return false, true
	}
	return false, false
}

func notAmong(said, what string, names []string) string {
	if near := corpus.Nearest(said, names); near != "" {
		return fmt.Sprintf("%q is no %s: did you mean %s?", said, what, near)
	}
	return fmt.Sprintf("%q is no %s: use %s", said, what, strings.Join(names, ", "))
}
