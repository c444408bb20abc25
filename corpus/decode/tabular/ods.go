package tabular

import (
	"encoding/xml"
	"strconv"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// odsContent is the part of an OpenDocument spreadsheet that holds its sheets.
const odsContent = "content.xml"

// readSpreadsheet reads one sheet of an OpenDocument spreadsheet.
func readSpreadsheet(f decode.File, o Options, lim decode.Limits) (*decode.Decoded, error) {
	z, err := decode.OpenZip(f, lim)
	if err != nil {
		return nil, err
	}
	if err := decode.Unlocked(z, f, lim); err != nil {
		return nil, err
	}
	if !z.Has(odsContent) {
		return nil, corpus.Errorf(corpus.ErrInvalid, "%s is no OpenDocument spreadsheet: it has no %s", f.Name, odsContent).
			WithHint("open it in LibreOffice and save it again as .ods or .xlsx")
	}
	part, err := z.Open(odsContent)
	if err != nil {
		return nil, err
	}
	defer part.Close()
	s := &spreadsheet{x: decode.NewXML(part, f.Name, odsContent, lim), budget: &budget{name: f.Name, lim: lim}}
	if err := s.read(); err != nil {
		return nil, err
	}
	chosen, err := s.choose(f, o)
	if err != nil {
		return nil, err
	}
	t := table(chosen.rows)
	if t == nil {
		return nil, decode.Empty(f)
	}
	t.Sheet = chosen.name
	for _, o := range s.sheets {
		if o.name != chosen.name && len(o.rows) > 0 {
			t.Others = append(t.Others, o.name)
		}
	}
	d := &decode.Decoded{Table: t, Warnings: aboveHeader(chosen.rows)}
	if s.dropped > 0 {
		d.Warnings = append(d.Warnings, decode.Warnf(chosen.name, "%d control characters were left out", s.dropped))
	}
	return d, nil
}

// spreadsheet is a spreadsheet while it is read.
type spreadsheet struct {
	x       *decode.XML
	budget  *budget
	sheets  []odsSheet
	dropped int // control characters
}

type odsSheet struct {
	name string
	rows []decode.Row // that have text
}

func (s *spreadsheet) read() error {
	return s.x.Elements(func(e xml.StartElement) error {
		if e.Name.Local != "table" {
			return nil
		}
		s.sheets = append(s.sheets, odsSheet{name: decode.Attr(e, "name")})
		n := 1
		return s.rows(&n)
	})
}

// choose is the sheet that was asked for, else the first that fits, else the
// first with text.
func (s *spreadsheet) choose(f decode.File, o Options) (odsSheet, error) {
	names := make([]string, len(s.sheets))
	first := odsSheet{}
	for i, one := range s.sheets {
		names[i] = one.name
		switch {
		case o.Sheet != "":
			if strings.EqualFold(one.name, strings.TrimSpace(o.Sheet)) {
				return one, nil
			}
		case len(one.rows) == 0:
		case o.Fits == nil || o.Fits(table(one.rows)):
			return one, nil
		case first.rows == nil:
			first = one
		}
	}
	if o.Sheet == "" {
		return first, nil
	}
	return odsSheet{}, noSheet(f, o.Sheet, names)
}

// rows reads the rows within an element, down to those of groups and headers.
func (s *spreadsheet) rows(n *int) error {
	return s.x.Children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "table-row":
			cells, err := s.cells()
			if err != nil {
				return err
			}
			times := repeated(e, "number-rows-repeated")
			if times > 1 && len(cells) > 0 {
				if err := s.budget.repeat(min(times-1, s.budget.lim.Cells) * len(cells)); err != nil {
					return err
				}
			}
			for i := range times {
				if len(cells) == 0 {
					break // most of the sheet, said in one element
				}
				if i > 0 {
					for _, c := range cells {
						if err := s.budget.take(c); err != nil {
							return err
						}
					}
				}
				sheet := &s.sheets[len(s.sheets)-1]
				sheet.rows = append(sheet.rows, decode.Row{Number: *n + i, Cells: cells})
			}
			*n += times
			return nil
		case "table-header-rows", "table-row-group", "table-rows":
			return s.rows(n)
		}
		return s.x.Skip()
	})
}

func repeated(e xml.StartElement, attribute string) int {
	n, err := strconv.Atoi(decode.Attr(e, attribute))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// cells reads the cells of a row, cut behind the last one with text.
func (s *spreadsheet) cells() ([]string, error) {
	var cells []string
	blank := 0 // cells without text since the last one that has some
	err := s.x.Children(func(e xml.StartElement) error {
		times := repeated(e, "number-columns-repeated")
		text, err := s.cell(e)
		if err != nil {
			return err
		}
		if text == "" {
			blank += times
			return nil
		}
		if err := s.budget.repeat(blank + times - 1); err != nil {
			return err
		}
		for range blank {
			if err := s.budget.take(""); err != nil {
				return err
			}
			cells = append(cells, "")
		}
		blank = 0
		for range times {
			if err := s.budget.take(text); err != nil {
				return err
			}
			cells = append(cells, text)
		}
		return nil
	})
	return cells, err
}

// cell is what a cell shows, its paragraphs; a date as 2026-04-30, whatever it
// is shown as.
func (s *spreadsheet) cell(e xml.StartElement) (string, error) {
	var paragraphs []string
	err := s.x.Children(func(e xml.StartElement) error {
		if e.Name.Local != "p" { // a comment, a picture
			return s.x.Skip()
		}
		var b strings.Builder
		if err := s.paragraph(&b); err != nil {
			return err
		}
		paragraphs = append(paragraphs, b.String())
		return nil
	})
	if err != nil {
		return "", err
	}
	text := strings.Join(paragraphs, "\n")
	if date := decode.Attr(e, "date-value"); date != "" {
		text = strings.Replace(strings.TrimSuffix(date, "T00:00:00"), "T", " ", 1)
	}
	text, dropped, _ := corpus.Clean(text)
	s.dropped += dropped
	return text, nil
}

// paragraph writes the text of a paragraph.
func (s *spreadsheet) paragraph(b *strings.Builder) error {
	for depth := s.x.Depth(); ; {
		token, err := s.x.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			switch t.Name.Local {
			case "s":
				b.WriteString(strings.Repeat(" ", min(repeated(t, "c"), 1000)))
			case "tab":
				b.WriteByte('\t')
			case "line-break":
				b.WriteByte('\n')
			case "annotation", "note":
				if err := s.x.Skip(); err != nil {
					return err
				}
			}
		case xml.EndElement:
			if s.x.Depth() < depth {
				return nil
			}
		}
	}
}
