package project

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/framework/store"
)

// Cases lists the cases by label, with the attributes' definitions.
func (p *Project) Cases(ctx context.Context) (cases []corpus.Case, attributes []corpus.Attribute, err error) {
	err = p.store.View(ctx, func(r store.Reader) error {
		if cases, err = r.Cases(ctx); err != nil {
			return err
		}
		attributes, err = r.Attributes(ctx)
		return err
	})
	return cases, attributes, err
}

// SetCase sets attributes of a case; one that is not there is made. A new
// attribute gets the type that fits its value, and an empty value removes what
// was there.
func (p *Project) SetCase(ctx context.Context, label string, values map[string]string) (c corpus.Case, err error) {
	_, err = p.update(ctx, "case set", label, func(tx store.Tx) error {
		if c, err = caseNamed(ctx, tx, label); err != nil {
			return err
		}
		attributes, err := tx.Attributes(ctx)
		if err != nil {
			return err
		}
		names := make([]string, 0, len(values))
		for name := range values {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			i := attributeNamed(attributes, name)
			if i < 0 {
				a := corpus.GuessAttribute(name, []string{values[name]})
				a.Position = len(attributes)
				if err := tx.PutAttribute(ctx, *a); err != nil {
					return err
				}
				i, attributes = len(attributes), append(attributes, *a)
			}
			if err := setValue(ctx, tx, &c, &attributes[i], values[name]); err != nil {
				return err
			}
		}
		return tx.PutCase(ctx, c)
	})
	return c, err
}

// setValue gives a case a value. A category that is new is added to the
// attribute's list; a value that does not fit is an error.
func setValue(ctx context.Context, tx store.Tx, c *corpus.Case, a *corpus.Attribute, value string) error {
	value = strings.TrimSpace(value)
	canonical, err := a.Parse(value)
	if err != nil && a.Type == corpus.CategoryAttribute {
		a.Categories = append(slices.Clone(a.Categories), value)
		canonical = value
		err = tx.PutAttribute(ctx, *a)
	}
	if err != nil {
		return err
	}
	if c.Values == nil {
		c.Values = make(map[string]string)
	}
	if canonical == "" {
		delete(c.Values, a.Name)
	} else {
		c.Values[a.Name] = canonical
	}
	return nil
}

// caseNamed finds a case by its label, or begins a new one.
func caseNamed(ctx context.Context, tx store.Tx, label string) (corpus.Case, error) {
	c, err := tx.CaseByLabel(ctx, label)
	if !isNotFound(err) {
		return c, err
	}
	c = corpus.Case{ID: corpus.NewID[corpus.CaseID](), Label: label, Kind: corpus.Participant}
	return c, c.Validate()
}

// CasesImported is the outcome of [Project.ImportCases].
type CasesImported struct {
	Cases      int                `json:"cases"` // in the table
	New        int                `json:"new"`
	Attributes []corpus.Attribute `json:"attributes"` // that the table has
	Problems   []Problem          `json:"problems,omitempty"`
}

// ImportCases reads a table with a row for each case: the case's label in a
// column named case, participant or id (else the first), every other column an
// attribute. The type of a new attribute is guessed from its values; missing
// are the words that stand for an unknown value in any column, beside those
// that are known ([corpus.GuessAttribute]). A value that does not fit is left
// out and listed, with an [ErrPartly].
func (p *Project) ImportCases(ctx context.Context, name string, content []byte, sheet string,
	missing []string) (result CasesImported, err error) {
	t, _, err := readTable(name, content, sheet, []string{"case"}, nil)
	if err != nil {
		return result, err
	}
	label := t.column["case"] // the first, where none has the name
	_, err = p.update(ctx, "case import", name, func(tx store.Tx) error {
		result = CasesImported{}
		var listed problems
		defer func() { result.Problems = listed }()
		attributes, err := tx.Attributes(ctx)
		if err != nil {
			return err
		}
		columns := make([]*corpus.Attribute, len(t.Header))
		for i, header := range t.Header {
			header = strings.TrimSpace(header)
			if i == label {
				continue
			}
			if why := unreadColumn(t.Table, i); why != "" {
				listed = append(listed, Problem{Row: firstFilled(t.Rows, i), Message: why})
				continue
			}
			if header == "" {
				continue
			}
			values := make([]string, len(t.Rows))
			for j, row := range t.Rows {
				values[j] = row.Cell(i)
			}
			named := missingAmong(values, missing)
			if at := attributeNamed(attributes, header); at >= 0 {
				columns[i] = &attributes[at]
				named = slices.DeleteFunc(named, columns[i].IsMissing)
			} else {
				columns[i] = corpus.GuessAttribute(header, without(values, named))
				if kind, odd := corpus.Strays(without(values, named)); columns[i].Type == corpus.TextAttribute && len(odd) > 0 {
					at := slices.IndexFunc(values, func(v string) bool { return strings.TrimSpace(v) == odd[0] })
					listed = append(listed, Problem{
						Row: t.Rows[at].Number, Subject: header, Taken: true,
						Message: fmt.Sprintf("the column is taken for text: most of it is a %s, and %q is not", kind, odd[0]),
						Hint:    "mend it, or name it with --missing: undo, and import again",
					})
				}
				columns[i].Position = len(attributes) + i
			}
			columns[i].Missing = append(slices.Clone(columns[i].Missing), named...)
			if err := tx.PutAttribute(ctx, *columns[i]); err != nil {
				return err
			}
		}
		seen := make(map[corpus.CaseID]int)
		for _, row := range t.Rows {
			id := strings.TrimSpace(row.Cell(label))
			if id == "" {
				if strings.TrimSpace(strings.Join(row.Cells, "")) != "" {
					listed = append(listed, Problem{Row: row.Number, Message: "no case named"})
				}
				continue
			}
			c, err := tx.CaseByLabel(ctx, id)
			if isNotFound(err) {
				c = corpus.Case{ID: corpus.NewID[corpus.CaseID](), Label: id, Kind: corpus.Participant}
				if err := c.Validate(); err != nil {
					if err := listed.add(row.Number, id, err); err != nil {
						return err
					}
					continue
				}
				result.New++
			} else if err != nil {
				return err
			}
			if before := seen[c.ID]; before > 0 {
				listed = append(listed, Problem{Row: row.Number, Subject: id, Taken: true, Message: fmt.Sprintf(
					"%s stands in row %d too: this row's values were taken", c.Label, before)})
			}
			seen[c.ID] = row.Number
			result.Cases = len(seen)
			for i, a := range columns {
				if a == nil {
					continue
				}
				if err := setValue(ctx, tx, &c, a, row.Cell(i)); err != nil {
					if err := listed.add(row.Number, id, err); err != nil {
						return err
					}
				}
			}
			if err := tx.PutCase(ctx, c); err != nil {
				return err
			}
		}
		for _, a := range columns {
			if a != nil {
				result.Attributes = append(result.Attributes, *a)
			}
		}
		return nil
	})
	return result, partly(err, result.Problems)
}

// unreadColumn says why a column with values is left out: it has no name, or
// that of one before it.
func unreadColumn(t *decode.Table, column int) string {
	name := strings.TrimSpace(t.Header[column])
	switch first := slices.IndexFunc(t.Header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) }); {
	case firstFilled(t.Rows, column) == 0:
	case name == "":
		return fmt.Sprintf("column %d has no name", column+1)
	case first < column:
		return fmt.Sprintf("column %d is called %s, as column %d is", column+1, name, first+1)
	}
	return ""
}

// firstFilled is the number of the first row with a value in a column, or 0.
func firstFilled(rows []decode.Row, column int) int {
	for _, r := range rows {
		if strings.TrimSpace(r.Cell(column)) != "" {
			return r.Number
		}
	}
	return 0
}

// missingAmong are the words for an unknown value that are among the values.
func missingAmong(values, words []string) []string {
	var found []string
	for _, word := range words {
		one := corpus.Attribute{Missing: []string{strings.TrimSpace(word)}}
		if slices.ContainsFunc(without(values, []string{""}), one.IsMissing) {
			found = append(found, one.Missing[0])
		}
	}
	return found
}

// without are the values but for some words.
func without(values, words []string) []string {
	drop := corpus.Attribute{Missing: words}
	return slices.DeleteFunc(slices.Clone(values), drop.IsMissing)
}

// partly is an [ErrPartly] if there are problems and no other error.
func partly(err error, problems []Problem) error {
	if err != nil || len(problems) == 0 {
		return err
	}
	left := 0
	for _, problem := range problems {
		if !problem.Taken {
			left++
		}
	}
	if left == 0 {
		return nil
	}
	return corpus.Errorf(ErrPartly, "%d of the rows could not be taken as they stand", left).
		WithHint("the rows are listed above; mend them and import the file again: what is in already is not doubled")
}
