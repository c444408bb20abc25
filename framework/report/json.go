package report

import (
	"encoding/json"
	"io"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// matrixJSON is the whole file: the cells or quotes of a long one, the rows of
// a wide one.
type matrixJSON struct {
	Project    string             `json:"project"`
	Framework  string             `json:"framework"`
	Version    string             `json:"framework_version,omitempty"`
	Shows      framework.Show     `json:"shows"`
	Attributes []corpus.Attribute `json:"attributes"`
	Codes      []codeJSON         `json:"codes"`
	Cases      []caseJSON         `json:"cases"`
	Cells      []cellJSON         `json:"cells,omitempty"`
	Quotes     []quoteJSON        `json:"quotes,omitempty"`
	Numbers    []numberJSON       `json:"numbers,omitempty"`
	Rows       []map[string]any   `json:"rows,omitempty"`
}

type codeJSON struct {
	Code       string `json:"code"`
	Parent     string `json:"parent,omitempty"`
	Number     string `json:"number,omitempty"`
	Name       string `json:"name"`
	Definition string `json:"definition,omitempty"`
}

type caseJSON struct {
	Case       string            `json:"case"`
	Attributes map[string]string `json:"attributes"`
}

type cellJSON struct {
	Case     string              `json:"case"`
	Theme    string              `json:"theme"`
	Code     string              `json:"code"`
	Status   framework.Status    `json:"status"`
	Summary  string              `json:"summary"`
	Range    string              `json:"range,omitempty"` // of views, in the summary of all cases or codes
	Except   string              `json:"exceptions,omitempty"`
	Comment  string              `json:"comment,omitempty"`
	Empty    framework.Emptiness `json:"empty,omitempty"`
	Stance   codebook.Stance     `json:"stance,omitempty"`
	Rating   string              `json:"rating,omitempty"`
	Author   string              `json:"author,omitempty"`
	Reviewer string              `json:"reviewer,omitempty"`
	Modified *time.Time          `json:"modified,omitempty"`
	Quotes   []quoteJSON         `json:"quotes"`
}

// numberJSON is a count or a presence; null where it is not known.
type numberJSON struct {
	Case   string `json:"case"`
	Theme  string `json:"theme"`
	Code   string `json:"code"`
	Number any    `json:"number"`
}

type quoteJSON struct {
	Case    string `json:"case,omitempty"` // of a list of quotes, as theme and code
	Theme   string `json:"theme,omitempty"`
	Code    string `json:"code,omitempty"`
	Locator string `json:"locator"`
	Quote   string `json:"quote"`
	framework.WordsTold
	Speaker  string          `json:"speaker,omitempty"`
	Clock    string          `json:"clock,omitempty"`
	Page     int             `json:"page,omitempty"` // of the source, from 1
	Coder    string          `json:"coder"`
	Stance   codebook.Stance `json:"stance,omitempty"`
	Key      bool            `json:"key,omitempty"`
	Memo     string          `json:"memo,omitempty"`
	Evidence bool            `json:"evidence,omitempty"` // the summary rests on it
}

func writeJSON(w io.Writer, m *framework.Matrix, layout Layout) error {
	out := matrixJSON{
		Project: m.Project.Name, Framework: m.Framework.Name, Version: m.Framework.Version, Shows: m.Show,
		Attributes: append([]corpus.Attribute{}, m.Attributes...), Codes: []codeJSON{}, Cases: []caseJSON{},
	}
	for _, c := range m.Columns {
		parent, _ := m.Tree.Code(c.Parent)
		out.Codes = append(out.Codes, codeJSON{c.Key, parent.Key, c.Number, c.Name, c.Definition})
	}
	for row := range m.Rows {
		c := caseJSON{m.Rows[row].Case.Label, make(map[string]string)}
		for _, a := range m.Attributes {
			if value := m.Rows[row].Case.Values[a.Name]; value != "" {
				c.Attributes[a.Name] = value
			}
		}
		out.Cases = append(out.Cases, c)
		if layout == Long {
			out.long(m, row)
		}
	}
	if layout == Wide {
		columns := wideColumns(m)
		for _, row := range wideRows(m) {
			values := make(map[string]any, len(columns))
			for _, column := range columns {
				values[m.Key(column)] = jsonOfWide(m, row, column)
			}
			out.Rows = append(out.Rows, map[string]any{"case": m.Label(row), "cells": values})
		}
	} else {
		for _, column := range columnSummaries(m) {
			out.Cells = append(out.Cells, jsonOfCell(m, framework.All, column))
		}
	}
	if layout == Long && m.Show == framework.ShowQuotes {
		for i := range m.Loose {
			out.Quotes = append(out.Quotes, jsonOfQuote(m, framework.Crossing{}, &m.Loose[i]))
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// long adds what a long file has of a case.
func (out *matrixJSON) long(m *framework.Matrix, row int) {
	label := m.Rows[row].Case.Label
	if m.Show == framework.ShowSummary && m.At(row, framework.All).Cell != nil {
		out.Cells = append(out.Cells, jsonOfCell(m, row, framework.All))
	}
	for column, code := range m.Columns {
		x := m.At(row, column)
		theme, _ := m.Tree.Theme(code.ID)
		switch {
		case m.Show.Numbers():
			out.Numbers = append(out.Numbers, numberJSON{label, theme.Key, code.Key, jsonOfWide(m, row, column)})
		case m.Show == framework.ShowQuotes:
			for i := range x.Quotes {
				q := jsonOfQuote(m, x, &x.Quotes[i])
				q.Case = label
				out.Quotes = append(out.Quotes, q)
			}
		case x.Cell != nil || len(x.Quotes) > 0:
			out.Cells = append(out.Cells, jsonOfCell(m, row, column))
		}
		if m.Show == framework.ShowSummary {
			for i := range x.Below {
				out.Cells = append(out.Cells, jsonOf(m, row, &x.Below[i], framework.Crossing{}))
			}
		}
	}
}

// jsonOfWide is a summary, a list of quotes or a number; null where nothing is
// known.
func jsonOfWide(m *framework.Matrix, row, column int) any {
	x := m.At(row, column)
	switch {
	case row == framework.All || column == framework.All:
		return marginText(x)
	case m.Show == framework.ShowQuotes:
		quotes := make([]quoteJSON, len(x.Quotes))
		for i := range x.Quotes {
			quotes[i] = jsonOfQuote(m, x, &x.Quotes[i])
		}
		return quotes
	case !m.Show.Numbers():
		return text(m, x)
	}
	if n, known := m.Number(row, column); known {
		return n
	}
	return nil
}

func jsonOfCell(m *framework.Matrix, row, column int) cellJSON {
	x := m.At(row, column)
	if x.Cell != nil {
		return jsonOf(m, row, x.Cell, x)
	}
	return jsonOf(m, row, &framework.Cell{Code: m.Columns[column].ID, Status: framework.NotCharted}, x)
}

func jsonOf(m *framework.Matrix, row int, c *framework.Cell, x framework.Crossing) cellJSON {
	theme, key, _ := names(m, c)
	out := cellJSON{
		Case: m.Label(row), Theme: theme, Code: key, Status: c.Status, Summary: c.Summary,
		Range: c.Range, Except: c.Exceptions, Comment: c.Comment, Empty: c.Empty, Stance: c.Stance, Rating: c.Rating, Author: m.Coders[c.Author].Name,
		Reviewer: m.Coders[c.Reviewer].Name, Quotes: []quoteJSON{},
	}
	if modified := c.Modified.UTC(); !c.Modified.IsZero() {
		out.Modified = &modified
	}
	for i := range x.Quotes {
		q := jsonOfQuote(m, x, &x.Quotes[i])
		q.Theme, q.Code = "", "" // as its cell's
		if id := x.Quotes[i].Coding.Code; id != c.Code {
			below, _ := m.Tree.Code(id)
			q.Code = below.Key
		}
		out.Quotes = append(out.Quotes, q)
	}
	return out
}

func jsonOfQuote(m *framework.Matrix, x framework.Crossing, q *framework.Quote) quoteJSON {
	code, _ := m.Tree.Code(q.Coding.Code)
	theme, _ := m.Tree.Theme(code.ID)
	coder := m.Coders[q.Coding.Coder].Name
	for _, other := range q.Others {
		coder += ", " + m.Coders[other].Name
	}
	return quoteJSON{
		Theme: theme.Key, Code: code.Key, Locator: q.Locator.String(), Quote: q.Words().Text, Speaker: q.Speaker,
		WordsTold: q.WordsTold(),
		Clock:     q.Clock, Page: q.Page, Coder: coder, Stance: q.Coding.Stance, Key: q.Coding.Key, Memo: q.Coding.Memo, Evidence: rests(x, *q),
	}
}
