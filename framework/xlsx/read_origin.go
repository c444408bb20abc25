package xlsx

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// origin is what the hidden sheet says about the workbook as it was exported.
type origin struct {
	part       string // of the hidden sheet
	cases      map[corpus.CaseID]*originCase
	labels     map[string]*originCase // in lower case
	codes      map[codebook.CodeID]*originCode
	names      map[string]*originCode // in lists, keys, titles; in lower case; nil where several have it
	attributes []string
	ratings    []string
	stances    map[string]codebook.Stance // in lower case
	sheets     []originSheet
	notes      map[string]bool
	cells      map[crossing]*originCell
	masked     map[crossing]map[framework.Field]string
	outside    bool // something is left out of what is shown
	unwritten  bool // the charts show no summaries: nobody writes there
}

type crossing struct {
	who  corpus.CaseID
	code codebook.CodeID
}

type originCase struct {
	id     corpus.CaseID
	label  string
	values []string // in the order of the attributes
	// For all cases together; field is the text that a row of theirs below a
	// chart holds.
	all   bool
	field framework.Field
}

type originCode struct {
	id         codebook.CodeID
	key, title string
	texts      [4]string // in the order of codeFields
}

type originSheet struct {
	name, kind, held string
	theme            codebook.CodeID
	sign             string // a header that only this sheet has
	here             bool   // a sheet of this name is in the workbook
	columns          []originColumn
	sealed           []string // headers
}

type originColumn struct {
	header string
	code   codebook.CodeID
	field  framework.Field // empty is the summary
}

// id names what a sheet holds.
func (s *originSheet) id() string { return s.kind + " " + string(s.theme) }

type originCell struct {
	id             framework.CellID
	version        int
	fingerprint    string
	cells          shown // its row in Cells
	chart, central shown
	// The other texts of a cell in the margin, in the order of marginTexts.
	moreOnChart, moreOnCentral [len(marginTexts)]shown
}

// signs are headers by which sheets are known that have no theme.
var signs = map[string]string{
	"cells": "fingerprint", "quotes": "quote id", "cases": "Cells charted", "framework": "code id",
	"memos": "memo id", "central": chartSign(""), "wide": chartSign(everyTheme),
}

// everyTheme stands for the key of a theme where a chart has them all.
const everyTheme = "*"

// chartSign heads the hidden column of a chart: it names the theme, so that
// the chart is known under any name.
func chartSign(theme string) string { return "case id @" + theme }

func (r *reader) readOrigin() error {
	o := &r.from
	for _, s := range r.w.sheets {
		if strings.EqualFold(s.name, OriginSheet) {
			o.part = s.part
		}
	}
	if o.part == "" {
		return corpus.Errorf(corpus.ErrInvalid, "%s is no workbook of Framewise: it has no sheet %s", r.w.name,
			OriginSheet).WithHint("export the matrix, write in that workbook and read it back")
	}
	*o = origin{
		part: o.part, cases: make(map[corpus.CaseID]*originCase), labels: make(map[string]*originCase),
		codes: make(map[codebook.CodeID]*originCode), names: make(map[string]*originCode),
		stances: make(map[string]codebook.Stance), notes: make(map[string]bool),
		cells: make(map[crossing]*originCell), masked: make(map[crossing]map[framework.Field]string),
	}
	rows, err := r.w.rows(o.part)
	if err != nil {
		return err
	}
	defer rows.close()
	for {
		cells, err := rows.next()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		if len(cells) > 0 {
			if err := r.originRow(cells); err != nil {
				return err
			}
		}
	}
	if r.out.Schema == 0 || r.out.Project == "" {
		return corpus.Errorf(corpus.ErrInvalid, "%s does not say which project it comes from: its hidden sheet %s "+
			"was changed", r.w.name, OriginSheet).WithHint("export the matrix again and copy the edits over")
	}
	for i := range o.sheets {
		s := &o.sheets[i]
		if s.sign = signs[s.kind]; s.kind == "chart" {
			if code := o.codes[s.theme]; code != nil {
				s.sign = chartSign(code.key)
			}
		}
	}
	return nil
}

func (r *reader) originRow(cells []cell) error {
	o := &r.from
	field := func(i int) string {
		if c := at(cells, i); c != nil {
			return c.text
		}
		return ""
	}
	switch kind := field(0); kind {
	case "schema":
		r.out.Schema, _ = strconv.Atoi(field(1))
		if r.out.Schema > Schema {
			return corpus.Errorf(corpus.ErrInvalid,
				"%s was written by a newer Framewise (layout %d, this one reads %d)",
				r.w.name, r.out.Schema, Schema).WithHint("update Framewise")
		}
	case "project":
		r.out.Project, r.out.Name = field(1), field(2)
	case "framework":
		r.out.Framework = codebook.FrameworkID(field(1))
	case "revision":
		r.out.Revision, _ = strconv.ParseInt(field(1), 10, 64)
	case "modified":
		r.out.Modified, _ = time.Parse(time.RFC3339, field(1))
	case "case":
		if field(1) == marginID {
			o.allCases()
			return nil
		}
		c := &originCase{id: corpus.CaseID(field(1)), label: field(2)}
		for i := 3; i <= cells[len(cells)-1].col; i++ {
			c.values = append(c.values, field(i))
		}
		o.cases[c.id], o.labels[strings.ToLower(c.label)] = c, c
		r.out.Rows[c.id] = true
	case "code", "also":
		c := &originCode{
			id: codebook.CodeID(field(1)), key: field(3), title: field(4),
			texts: [4]string{field(5), field(6), field(7), field(8)},
		}
		o.codes[c.id] = c
		if c.id == marginID {
			c.id = ""
		}
		if kind == "code" {
			r.out.Columns[c.id] = true
			o.name(c.title, c)
			o.names[strings.ToLower(c.key)] = c
			o.names[strings.ToLower(field(2))] = c
		}
	case "attribute":
		o.attributes = append(o.attributes, field(1))
	case "rating":
		o.ratings = append(o.ratings, field(1))
	case "stance":
		o.stances[strings.ToLower(field(2))] = codebook.Stance(field(1))
	case "sheet":
		o.sheets = append(o.sheets, originSheet{
			name: field(1), kind: field(2), theme: codebook.CodeID(field(3)), held: field(4),
		})
	case "column":
		if n := len(o.sheets); n > 0 {
			o.sheets[n-1].columns = append(o.sheets[n-1].columns, originColumn{
				strings.Join(strings.Fields(field(2)), " "), codebook.CodeID(field(3)), framework.Field(field(4)),
			})
		}
	case "sealed":
		if n := len(o.sheets); n > 0 {
			o.sheets[n-1].sealed = append(o.sheets[n-1].sealed, strings.Join(strings.Fields(field(1)), " "))
		}
	case "shows":
		o.unwritten = true
	case "outside":
		o.outside = true
	case "masked":
		at := crossing{corpus.CaseID(field(1)), codebook.CodeID(field(2))}
		if o.masked[at] == nil {
			o.masked[at] = make(map[framework.Field]string)
		}
		o.masked[at][framework.Field(field(3))] = field(4)
	case "note":
		o.notes[field(1)] = true
	case "cell":
		c := &originCell{id: framework.CellID(field(3)), fingerprint: field(5)}
		c.version, _ = strconv.Atoi(field(4))
		hash, shape, _ := strings.Cut(field(6), " ")
		c.cells = shownFrom(hash, shape)
		c.chart, c.central = shownFrom(field(7), field(8)), shownFrom(field(9), field(10))
		for i := 1; i < len(marginTexts); i++ {
			c.moreOnChart[i] = shownFrom(field(7+4*i), field(8+4*i))
			c.moreOnCentral[i] = shownFrom(field(9+4*i), field(10+4*i))
		}
		at := crossing{corpus.CaseID(field(1)), codebook.CodeID(field(2))}
		if at.who == marginID {
			at.who = ""
		}
		if at.code == marginID {
			at.code = ""
		}
		o.cells[at] = c
	}
	return nil
}

// allCases makes all cases known: the rows below a chart by what they hold, and
// [allCases] in Cells. A case of such a name takes it back.
func (o *origin) allCases() {
	for _, text := range marginTexts {
		c := &originCase{label: text.label, all: true, field: text.field}
		o.cases[corpus.CaseID(text.id)], o.labels[strings.ToLower(c.label)] = c, c
	}
}

// name makes a code known by a name, unless another has it too.
func (o *origin) name(name string, c *originCode) {
	name = strings.ToLower(name)
	if _, twice := o.names[name]; twice {
		c = nil
	}
	o.names[name] = c
}

func shownFrom(hash, shape string) shown {
	n, _ := strconv.ParseUint(hash, 16, 64)
	return shown{n, shape}
}

// lastEditor is who saved the workbook last, by the file's properties.
func (w *opened) lastEditor() string {
	for _, r := range w.relations("") {
		if !strings.HasSuffix(r.kind, "/core-properties") {
			continue
		}
		if tree, err := w.tree(r.part); err == nil {
			return strings.TrimSpace(tree.first("lastModifiedBy").text)
		}
	}
	return ""
}
