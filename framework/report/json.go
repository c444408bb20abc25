package report

import (
	"encoding/json"
	"io"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// matrixJSON is the whole file: the cells of a long one, the rows of any other.
type matrixJSON struct {
	Project    string             `json:"project"`
	Framework  string             `json:"framework"`
	Version    string             `json:"framework_version,omitempty"`
	Attributes []corpus.Attribute `json:"attributes"`
	Codes      []codeJSON         `json:"codes"`
	Cases      []caseJSON         `json:"cases"`
	Cells      []cellJSON         `json:"cells,omitempty"`
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
	Comment  string              `json:"comment,omitempty"`
	Empty    framework.Emptiness `json:"empty,omitempty"`
	Stance   codebook.Stance     `json:"stance,omitempty"`
	Rating   string              `json:"rating,omitempty"`
	Author   string              `json:"author,omitempty"`
	Reviewer string              `json:"reviewer,omitempty"`
	Modified *time.Time          `json:"modified,omitempty"`
	Quotes   []quoteJSON         `json:"quotes"`
}

type quoteJSON struct {
	Locator  string          `json:"locator"`
	Quote    string          `json:"quote"`
	Speaker  string          `json:"speaker,omitempty"`
	Clock    string          `json:"clock,omitempty"`
	Coder    string          `json:"coder"`
	Stance   codebook.Stance `json:"stance,omitempty"`
	Key      bool            `json:"key,omitempty"`
	Memo     string          `json:"memo,omitempty"`
	Evidence bool            `json:"evidence,omitempty"` // the summary rests on it
}

func writeJSON(w io.Writer, m *framework.Matrix, cells Cells) error {
	out := matrixJSON{
		Project: m.Project.Name, Framework: m.Framework.Name, Version: m.Framework.Version,
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
		if cells == Long {
			for _, column := range shown(m, row) {
				out.Cells = append(out.Cells, jsonOfCell(m, row, column))
			}
			continue
		}
		values := make(map[string]any, len(m.Columns))
		for column, code := range m.Columns {
			values[code.Key] = jsonOfWide(m, row, column, cells)
		}
		out.Rows = append(out.Rows, map[string]any{"case": c.Case, "cells": values})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// jsonOfWide is a summary or a number; null where nothing is known.
func jsonOfWide(m *framework.Matrix, row, column int, cells Cells) any {
	if cells == Wide {
		return text(m.At(row, column))
	}
	if n, known := number(m, row, column, cells); known {
		return n
	}
	return nil
}

func jsonOfCell(m *framework.Matrix, row, column int) cellJSON {
	x, code := m.At(row, column), m.Columns[column]
	theme, _ := m.Tree.Theme(code.ID)
	out := cellJSON{
		Case: m.Rows[row].Case.Label, Theme: theme.Key, Code: code.Key, Status: x.Status(), Quotes: []quoteJSON{},
	}
	if c := x.Cell; c != nil {
		out.Summary, out.Comment, out.Empty, out.Stance, out.Rating = c.Summary, c.Comment, c.Empty, c.Stance, c.Rating
		out.Author, out.Reviewer = m.Coders[c.Author].Name, m.Coders[c.Reviewer].Name
		modified := c.Modified.UTC()
		out.Modified = &modified
	}
	for _, q := range x.Quotes {
		out.Quotes = append(out.Quotes, quoteJSON{
			q.Locator.String(), q.Coding.Anchor.Quote, q.Speaker, q.Clock, m.Coders[q.Coding.Coder].Name, q.Coding.Stance,
			q.Coding.Key, q.Coding.Memo, rests(x, q),
		})
	}
	return out
}
