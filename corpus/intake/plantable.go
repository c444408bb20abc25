package intake

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strconv"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/tabular"
)

// The columns of a table of a plan. A file has a row, and below it each of its
// speakers one, with the speaker's name as found. Of a file with several
// documents each has a row as well, with what the file calls it, and below it
// the speakers who are another in each; the others stand below the file.
const (
	planFile       = "file"
	planImport     = "import"
	planPart       = "document found"
	planDocument   = "document"
	planCase       = "case"
	planLanguage   = "language"
	planDate       = "date"
	planKind       = "kind"
	planConvention = "speakers marked by"
	planFound      = "speaker found"
	planAlso       = "also written"
	planTurns      = "turns"
	planDocuments  = "documents"
	planSpeaker    = "speaker"
	planRole       = "role"
	planRemarks    = "remarks"
)

var planColumns = []tabular.Column{
	{Title: planFile, Width: 28}, {Title: planImport, Width: 8, Choices: []string{"yes", "no"}},
	{Title: planPart, Width: 16}, {Title: planDocument, Width: 14}, {Title: planCase, Width: 14},
	{Title: planLanguage, Width: 10}, {Title: planDate, Width: 12}, {Title: planKind, Width: 12, Choices: words(plannedKinds)},
	{Title: planConvention, Width: 12}, {Title: planFound, Width: 22}, {Title: planAlso, Width: 20},
	{Title: planTurns, Width: 7}, {Title: planDocuments, Width: 11}, {Title: planSpeaker, Width: 22},
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
		speakers := func(file, part string, list []PlannedSpeaker) bool {
			for _, s := range list {
				if !yield([]string{
					file, "", part, "", s.Case, "", "", "", "", s.Found, strings.Join(s.Also, "; "), number(s.Turns),
					number(s.Documents), s.Label, string(s.Role), "",
				}) {
					return false
				}
			}
			return true
		}
		for i := range plan {
			p := &plan[i]
			if !yield([]string{
				p.File, yesUnless(p.Skip), "", p.Document, p.Case, p.Language, p.Date, string(p.Kind), p.Convention,
				"", "", "", number(p.Documents), "", "", strings.Join(p.Remarks, "; "),
			}) || !speakers(p.File, "", p.Speakers) {
				return
			}
			for _, d := range p.Parts {
				if !yield([]string{
					p.File, yesUnless(d.Skip), d.Part, d.Document, d.Case, d.Language, d.Date, "", "",
					"", "", number(d.Turns), "", "", "", strings.Join(d.Remarks, "; "),
				}) || !speakers(p.File, d.Part, d.Speakers) {
					return
				}
			}
		}
	}
}

func yesUnless(skip bool) string {
	if skip {
		return "no"
	}
	return "yes"
}

// number is a count in a cell; nothing is left out.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// ReadPlan reads a table of a plan that a person has looked through: csv, tsv or
// xlsx. A row without a file goes on with the file above it; a column that is
// gone is found out. The error is a [corpus.ErrInvalid] that names the rows.
func ReadPlan(name string, content []byte) ([]Planned, error) {
	decoded, err := tabular.Read(decode.File{Name: name, Content: content}, tabular.Options{}, decode.DefaultLimits)
	if err != nil {
		return nil, err
	}
	columns := make(map[string]int)
	for i, h := range decoded.Table.Header {
		h = strings.ToLower(strings.Join(strings.Fields(h), " "))
		if _, twice := columns[h]; !twice {
			columns[h] = i
		}
	}
	for _, needed := range []string{planFile, planFound} {
		if _, ok := columns[needed]; !ok {
			return nil, corpus.Errorf(corpus.ErrInvalid, "%s is no plan: it has no column %q", name, needed).
				WithHint("framewise import FILE… --plan %s writes one", name)
		}
	}
	var r PlanReader
	file := ""
	for _, row := range decoded.Table.Rows {
		cell := func(column string) string {
			i, ok := columns[column]
			if !ok {
				return ""
			}
			return strings.TrimSpace(row.Cell(i))
		}
		file = cmp.Or(cell(planFile), file)
		place := fmt.Sprintf("row %d", row.Number)
		e := PlanEntry{
			File: file, Import: cell(planImport), Part: cell(planPart), Document: cell(planDocument), Case: cell(planCase),
			Language: cell(planLanguage), Date: cell(planDate), Kind: cell(planKind), Convention: cell(planConvention),
			Found: cell(planFound), Speaker: cell(planSpeaker), Role: cell(planRole),
			Place: func(string) string { return place },
		}
		switch {
		case e.Found+e.Speaker+e.Role != "":
			r.Speaker(e)
		case e.Part != "":
			r.Document(e)
		default:
			r.File(e)
		}
	}
	return r.Plan(name)
}
