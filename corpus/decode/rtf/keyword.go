package rtf

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"framewise/corpus/decode"
	"framewise/corpus/decode/prose"
)

// signs are the characters that keywords stand for.
var signs = map[string]string{
	"tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
	"ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
	"qmspace": "\u2005", "ltrmark": "\u200e", "rtlmark": "\u200f", "zwj": "\u200d", "zwnj": "\u200c",
}

// apart are the groups whose text is none of the document's.
var apart = map[string]bool{
	"colortbl": true, "info": true, "listtext": true, "pntext": true, "pn": true, "nonshppict": true,
	"shprslt": true, "sp": true, "objdata": true, "objclass": true, "objname": true, "nonesttables": true,
	"ftnsep": true, "ftnsepc": true, "ftncn": true, "aftnsep": true, "aftnsepc": true, "aftncn": true,
	"tc": true, "xe": true, "txe": true, "rxe": true, "template": true, "filetbl": true, "revtbl": true,
	"listtable": true, "listoverridetable": true, "rsidtbl": true, "generator": true, "themedata": true,
	"datastore": true, "latentstyles": true, "xmlnstbl": true, "bkmkstart": true, "bkmkend": true,
	"private": true, "mmathPr": true, "panose": true, "falt": true, "nextfile": true,
	"pntxta": true, "pntxtb": true, "upr": true, "atnicn": true, "atntime": true, "atnparent": true,
	"keycode": true, "background": true, "formfield": true, "datafield": true, "ffname": true,
}

// passed are the groups behind \* whose text is the document's. Others with
// that mark are left out, as the specification has it.
var passed = map[string]bool{"shpinst": true, "nesttableprops": true, "do": true, "ud": true, "fldrslt": true}

// keyword does what a keyword says.
func (r *reader) keyword(word string, n int, given bool) error {
	first, starred := r.fresh, r.starred
	r.fresh, r.starred = false, false
	switch word {
	case "u":
		if err := r.flush(); err != nil {
			return err
		}
		return r.unicode(n)
	case "bin":
		r.i += min(max(n, 0), len(r.src)-r.i)
		r.skip = max(r.skip-1, 0)
		return nil
	}
	if s, ok := signs[word]; ok {
		return r.sign(s)
	}
	r.skip = 0
	if err := r.flush(); err != nil {
		return err
	}
	if first || starred {
		done, err := r.destination(word, n, starred)
		if done || err != nil {
			return err
		}
	}
	if r.state.to == skipped {
		return nil
	}
	on := !given || n != 0
	switch word {
	// the document
	case "ansicpg":
		if n > 0 {
			r.ansi = n
		}
	case "ansi":
		r.ansi = 1252
	case "mac":
		r.ansi = 10000
	case "pc":
		r.ansi = 437
	case "pca":
		r.ansi = 850
	case "deff":
		r.deff = n
		r.state.font, r.complexFont = n, n
	case "uc":
		r.uc = min(max(n, 0), 100)

	// the font table
	case "f":
		if r.state.font = n; r.state.to == fontTable {
			r.entry = n
			if r.fonts[n] == nil || r.fonts[n].name != "" {
				r.fonts[n] = &font{}
			}
			return r.budget.Charge(decode.Overhead)
		}
	case "af":
		r.complexFont = n
	case "fcharset", "cpg":
		if f := r.fonts[r.entry]; f != nil && r.state.to == fontTable {
			if word == "cpg" {
				f.page = n
			} else {
				f.charset = n
			}
		}

	// characters
	case "plain":
		r.bold, r.complexBold, r.hidden, r.deleted, r.rtl = false, false, false, false, false
		r.state.font, r.complexFont = r.deff, r.deff
	case "b":
		r.bold = on
	case "ab":
		r.complexBold = on
	case "rtlch":
		r.rtl = true
	case "ltrch":
		r.rtl = false
	case "v":
		r.hidden = on
	case "deleted", "mvf":
		r.deleted = on

	// paragraphs
	case "pard":
		r.style, r.level, r.inTable, r.nesting = 0, 0, false, 0
	case "s":
		r.style = n
	case "outlinelevel":
		if r.level = 0; n >= 0 && n < 9 {
			r.level = n + 1
		}
	case "intbl":
		r.inTable = on
	case "itap":
		r.nesting = max(n, 0)
	case "par", "sect", "page", "column":
		return r.endParagraph()

	// tables
	case "trowd":
		r.to.row = r.to.row || r.nesting < 2
	case "cell", "nestcell":
		if r.state.to == body {
			depth := 1
			if word == "nestcell" {
				depth = min(max(r.nesting, 2), inmost)
			}
			r.to.EndCell(depth)
			r.to.p = nil
			r.line++
			return r.budget.Charge(decode.Overhead)
		}
	case "row", "nestrow":
		if r.state.to != body {
			break
		}
		r.to.p = nil
		if word == "nestrow" {
			r.to.EndRow(min(max(r.nesting, 2), inmost))
			break
		}
		r.to.EndRow(1)
		r.to.row = false
	}
	return nil
}

// destination begins a group whose text does not go on with that around it.
// done says that it was one.
func (r *reader) destination(word string, n int, starred bool) (done bool, err error) {
	if (r.state.to == skipped || r.state.to == fieldCode) && word != "ud" {
		r.state.to = skipped
		return true, nil
	}
	switch word {
	case "fonttbl":
		r.state.to = fontTable
	case "stylesheet":
		r.state.to = styleSheet
	case "cs", "ts", "ds": // styles of no paragraph
		if starred {
			r.state.to = skipped
			return true, nil
		}
		return false, nil
	case "pict":
		r.count.pictures++
		r.state.to = skipped
	case "object":
		r.count.objects++
		return true, nil
	case "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf":
		r.aside(func(inner *prose.Tables) error {
			for _, t := range inner.Texts() {
				if strings.ContainsFunc(t, unicode.IsLetter) {
					r.count.margins++
					break
				}
			}
			return nil
		})
	case "footnote":
		gone := r.left([]byte("note"))
		r.aside(func(inner *prose.Tables) error {
			note := strings.Join(inner.Texts(), " ")
			if note == "" || gone {
				return nil
			}
			r.count.noted++
			p, err := r.paragraph()
			if err != nil {
				return err
			}
			return r.budget.Charge(p.Put(" ["+note+"]", false))
		})
	case "fldinst":
		around := r.stack[len(r.stack)-1].before
		r.into(func(code string) error {
			r.state = around
			if drawn, ok := prose.Equation(code); ok && drawn != "" {
				return r.sign(drawn)
			}
			return nil
		})
		r.state.to = fieldCode
	case "shptxt", "dptxbxtext":
		r.aside(func(inner *prose.Tables) error {
			p, err := r.paragraph()
			p.Hang(inner.End())
			return err
		})
	case "atrfstart":
		r.into(func(id string) error { r.mark(id, prose.Start); return nil })
	case "atrfend":
		r.into(func(id string) error { r.mark(id, prose.End); return nil })
	case "atnid":
		r.into(func(s string) error { r.remark.Initials = s; return nil })
	case "atnauthor":
		r.into(func(s string) error { r.remark.Author = s; return nil })
	case "atnref":
		r.into(func(s string) error { r.remark.ID = s; return nil })
	case "atndate":
		r.into(func(s string) error { r.remark.Date = date(s); return nil })
	case "annotation":
		r.aside(func(inner *prose.Tables) error {
			c := r.remark
			r.remark = prose.Comment{}
			if c.ID == "" {
				c.ID = "\x00" + strconv.Itoa(len(r.comments)) // no name has a NUL
			}
			c.Text = strings.Join(inner.Texts(), "\n")
			r.comments = append(r.comments, c)
			r.mark(c.ID, prose.Reference)
			return r.budget.Charge(decode.Overhead)
		})
	case "ud":
		r.state = r.outside()
	default:
		switch {
		case apart[word], starred && !passed[word]:
			r.state.to = skipped
		default:
			return false, nil
		}
	}
	return true, nil
}

// outside is what holds around a group with a Unicode alternative (\upr), of
// which that is read.
func (r *reader) outside() state {
	if n := len(r.stack); n > 1 {
		return r.stack[n-2].before
	}
	return r.state
}

// date reads a date as Word packs it into bits: minute, hour, day, month and
// the years since 1900.
func date(s string) string {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return ""
	}
	bits := uint32(n)
	part := func(at, size uint) int { return int(bits >> at & (1<<size - 1)) }
	t := time.Date(1900+part(20, 9), time.Month(part(16, 4)), part(11, 5), part(6, 5), part(0, 6), 0, 0, time.UTC)
	if part(16, 4) == 0 || part(11, 5) == 0 {
		return ""
	}
	return t.Format(time.RFC3339)
}
