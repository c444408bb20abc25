package tabular

import (
	"bufio"
	"io"
	"iter"
	"strings"
)

// WriteCSV writes a table as RFC 4180 has it (commas, CRLF), in UTF-8 with a
// byte order mark, without which Excel garbles accents.
//
// A cell that a spreadsheet would run as a formula, because it begins with
// = + - @ TAB or a line break, is written with an apostrophe before it; so is
// one that begins with an apostrophe and then such a character. [Read] takes
// the apostrophe off again, so cells come back as they were, but for CR and
// control characters. Plain numbers (-2) are left alone.
func WriteCSV(w io.Writer, header []string, rows iter.Seq[[]string]) error {
	b := bufio.NewWriter(w)
	_, _ = b.WriteString("\uFEFF") // errors stay with the writer, until Flush
	writeRow(b, header)
	for row := range rows {
		writeRow(b, row)
		if b.Buffered() == 0 {
			if err := b.Flush(); err != nil {
				return err
			}
		}
	}
	return b.Flush()
}

func writeRow(b *bufio.Writer, cells []string) {
	for i, cell := range cells {
		if i > 0 {
			_ = b.WriteByte(',')
		}
		cell = guard(cell)
		if !strings.ContainsAny(cell, ",\"\r\n\t ") {
			_, _ = b.WriteString(cell)
			continue
		}
		_ = b.WriteByte('"')
		_, _ = b.WriteString(strings.ReplaceAll(cell, `"`, `""`))
		_ = b.WriteByte('"')
	}
	_, _ = b.WriteString("\r\n")
}

// formula says whether a spreadsheet might take a cell for a formula.
func formula(cell string) bool {
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(cell, start) {
			return !number(cell)
		}
	}
	return false
}

// number is a plain number with a sign.
func number(cell string) bool {
	digits, points := 0, 0
	for _, c := range cell[1:] {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' || c == ',':
			points++
		default:
			return false
		}
	}
	return digits > 0 && points < 2 && (cell[0] == '-' || cell[0] == '+')
}

// guard puts an apostrophe before a formula, and before what looks like one
// that was guarded already.
func guard(cell string) string {
	if formula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// unguard takes off the apostrophe that guard puts on.
func unguard(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return cell
}
