package project

import (
	"errors"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/tabular"
)

// A table that people bring names its columns in many ways. synonyms maps the
// names that this package uses to those that are understood, in lower case.
var synonyms = map[string][]string{
	"document":         {"document", "document name", "doc", "transcript", "file", "source", "interview", "documento", "entrevista", "transcripción"},
	"case":             {"case", "participant", "participant id", "id", "case id", "caso", "participante", "respondent"},
	"quote":            {"quote", "quotation", "text", "excerpt", "segment", "coded segment", "cita", "texto", "fragmento"},
	"code":             {"code", "codes", "theme", "code id", "código", "codigo", "tema"},
	"coder":            {"coder", "coded by", "analyst", "author", "codificador", "codificadora", "analista"},
	"paragraph":        {"paragraph", "para", "turn", "line", "locator", "párrafo", "parrafo", "turno"},
	"stance":           {"stance", "polarity", "valence", "valencia", "polaridad"},
	"key":              {"key", "key quote", "illustrative", "clave", "*"},
	"memo":             {"memo", "comment", "note", "comentario", "nota"},
	"question":         {"question", "questions", "prompt", "pregunta", "preguntas"},
	"summary":          {"summary", "chart", "resumen"},
	"range":            {"range", "range of views", "rango"},
	"exceptions":       {"exceptions", "deviant cases", "excepciones"},
	"comment":          {"comment", "analyst comment", "analyst's comment", "comentario"},
	"status":           {"status", "estado"},
	"empty":            {"empty", "emptiness", "vacío", "vacio"},
	"rating":           {"rating", "score", "puntaje"},
	"author":           {"author", "analyst", "by", "autor", "autora"},
	"reviewer":         {"reviewer", "reviewed by", "revisor", "revisora"},
	"about":            {"about", "on", "sobre"},
	"kind":             {"kind", "type", "tipo"},
	"title":            {"title", "título", "titulo"},
	"text":             {"text", "memo", "texto"},
	"name":             {"name", "real name", "original", "nombre", "nombre real"},
	"pseudonym":        {"pseudonym", "replacement", "replace with", "seudónimo", "seudonimo", "reemplazo"},
	"forms":            {"forms", "other forms", "variants", "also", "formas", "variantes"},
	"any case":         {"any case", "small letters", "minúsculas", "minusculas"},
	"original turn":    {"original", "turn", "turno", "original turn"},
	"translation turn": {"translation", "traducción", "traduccion", "translation turn"},
	"date":             {"date", "created", "fecha"},
}

// table is a sheet with its columns found by name.
type table struct {
	*decode.Table
	name   string
	column map[string]int
}

// readTable reads a csv, tsv or xlsx file and finds the columns wanted; of
// those needed, one that is not there is a [corpus.ErrInvalid]. ignored lists
// the headers of columns that nothing was made of.
func readTable(name string, content []byte, sheet string, wanted, needed []string) (t *table, ignored []string, err error) {
	decoded, err := tabular.Read(decode.File{Name: name, Content: content}, tabular.Options{Sheet: sheet}, decode.DefaultLimits)
	if err != nil {
		return nil, nil, err
	}
	t = &table{Table: decoded.Table, name: name, column: make(map[string]int)}
	used := make([]bool, len(t.Header))
	for _, want := range wanted {
		// The first synonym that some header matches wins, so that a table with
		// both "comment" and "memo" is read right.
		for _, synonym := range synonyms[want] {
			i := slices.IndexFunc(t.Header, func(h string) bool {
				return strings.EqualFold(strings.ReplaceAll(strings.TrimSpace(h), "_", " "), synonym)
			})
			if i >= 0 && !used[i] {
				t.column[want], used[i] = i, true
				break
			}
		}
	}
	for _, need := range needed {
		if _, ok := t.column[need]; !ok {
			return nil, nil, corpus.Errorf(corpus.ErrInvalid, "%s has no column %q", name, need).
				WithHint("its columns are %s; the first row must name them", strings.Join(t.Header, ", "))
		}
	}
	for i, h := range t.Header {
		if !used[i] && strings.TrimSpace(h) != "" {
			ignored = append(ignored, h)
		}
	}
	return t, ignored, nil
}

// has reports whether the table has a column.
func (t *table) has(column string) bool {
	_, ok := t.column[column]
	return ok
}

// cell is a row's text in a column, trimmed; nothing where there is no such
// column.
func (t *table) cell(r decode.Row, column string) string {
	i, ok := t.column[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(r.Cell(i))
}

// yes reads a mark in a cell.
func yes(s string) bool {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "", "no", "n", "false", "0", "-":
		return false
	}
	return true
}

// Problem is a row of a table that was not taken, or not as it stands.
type Problem struct {
	Row     int    `json:"row"` // in the file, from 1
	Subject string `json:"subject,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Taken   bool   `json:"taken"` // whether the row was taken all the same
}

// problems collects the rows of a table that were not taken.
type problems []Problem

// add lists a row for an error made for people. Any other error is returned
// and stops the whole act: the machine and not the row is at fault.
func (p *problems) add(row int, subject string, err error) error {
	var made *corpus.Error
	if !errors.As(err, &made) {
		return err
	}
	*p = append(*p, Problem{Row: row, Subject: subject, Message: made.Message, Hint: made.Advice})
	return nil
}
