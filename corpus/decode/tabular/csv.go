package tabular

import (
	"fmt"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// separators are tried in this order; the earlier wins a tie.
const separators = ",;\t|"

// parseCSV reads the rows of a text as RFC 4180 has it, with any separator and
// LF line breaks. A quotation mark within an unquoted cell, or within a quoted
// one where it ends nothing, is text. One that is never closed is an error,
// since it would swallow the rest of the table.
func parseCSV(name, text string, tabs bool, lim decode.Limits) ([]decode.Row, []decode.Warning, error) {
	sep := byte('\t')
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) > 1 && rest[1] == '\n' {
		sep, text = rest[0], rest[2:] // Excel's own way to say it
	} else if !tabs {
		sep = separator(text)
	}
	p := &csvParser{rest: text, sep: sep}
	b := &budget{name: name, lim: lim}
	var rows []decode.Row
	stray := 0
	for n := 1; p.rest != ""; n++ {
		cells, err := p.row()
		if err != nil {
			return nil, nil, corpus.Errorf(corpus.ErrInvalid,
				"%s: row %d opens a quotation mark that is never closed", name, n).
				WithHint("close it, or double it if it is meant as text; nothing was read")
		}
		for i := range cells {
			cells[i] = unguard(strings.TrimLeft(cells[i], "\uFEFF"))
			if err := b.take(cells[i]); err != nil {
				return nil, nil, err
			}
		}
		if p.stray && stray == 0 {
			stray = n
		}
		rows = append(rows, decode.Row{Number: n, Cells: cells})
	}
	var ws []decode.Warning
	if stray > 0 {
		ws = append(ws, decode.Warnf(fmt.Sprintf("row %d", stray),
			"quotation marks within a quoted cell were read as text; check where the cell ends"))
	}
	return rows, ws, nil
}

// separator finds the separator with which most rows have the same number of
// cells, and more than one.
func separator(text string) byte {
	const rows, sample = 50, 128 << 10
	whole := len(text) <= sample
	text = text[:min(len(text), sample)]
	best, bestScore := byte(','), 0
	for i := range len(separators) {
		p := &csvParser{rest: text, sep: separators[i]}
		counts := map[int]int{}
		total := 0
		for range rows {
			if p.rest == "" {
				break
			}
			cells, err := p.row()
			if err != nil || p.rest == "" && !whole {
				break // the sample ends within a row
			}
			if len(cells) == 1 && trim(cells[0]) == "" {
				continue
			}
			counts[len(cells)]++
			total++
		}
		for cells, n := range counts {
			if cells < 2 {
				continue
			}
			// How many rows agree counts most, then how many cells that gives.
			if score := n*1000/total*1000 + min(cells, 999); score > bestScore {
				best, bestScore = separators[i], score
			}
		}
	}
	return best
}

type csvParser struct {
	rest  string
	sep   byte
	stray bool // a mark within a quoted cell ended nothing
}

type unclosed struct{}

func (unclosed) Error() string { return "quotation mark never closed" }

// row reads one row off the rest.
func (p *csvParser) row() ([]string, error) {
	var cells []string
	p.stray = false
	for {
		var cell string
		if strings.HasPrefix(p.rest, `"`) {
			var err error
			if cell, err = p.quoted(); err != nil {
				return nil, err
			}
		} else {
			end := 0
			for end < len(p.rest) && p.rest[end] != p.sep && p.rest[end] != '\n' {
				end++
			}
			cell, p.rest = p.rest[:end], p.rest[end:]
		}
		cells = append(cells, cell)
		switch {
		case p.rest == "":
			return cells, nil
		case p.rest[0] == '\n':
			p.rest = p.rest[1:]
			return cells, nil
		}
		if p.rest = p.rest[1:]; p.rest == "" {
			return append(cells, ""), nil
		}
	}
}

// quoted reads a quoted cell and the blanks behind it.
func (p *csvParser) quoted() (string, error) {
	s := p.rest[1:]
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return "", unclosed{}
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		if strings.HasPrefix(s, `"`) {
			b.WriteByte('"')
			s = s[1:]
			continue
		}
		after := strings.TrimLeft(s, " ")
		if after == "" || after[0] == p.sep || after[0] == '\n' {
			p.rest = after
			return b.String(), nil
		}
		p.stray = true
		b.WriteByte('"')
	}
}
