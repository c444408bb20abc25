package corpus

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Turns are a document's numbered paragraphs. Every look at a document reads
// all of them, so their JSON is made to be short and quick to read: a string
// with, for each turn, the code points since the end of the one before, its
// length, its speaker, and where they are known @ and the times in
// nanoseconds, p and the page where it is another than before, l and the lines
// since the turn before; headings stand beside it by number.
type Turns []Turn

type turnsJSON struct {
	Places   string         `json:"places"`
	Headings map[int]string `json:"headings,omitempty"` // by number, from 1
}

// MarshalJSON implements [json.Marshaler].
func (ts Turns) MarshalJSON() ([]byte, error) {
	var out turnsJSON
	b := make([]byte, 0, 12*len(ts))
	end, page, line := Pos(0), 0, 0
	for i, t := range ts {
		if i > 0 {
			b = append(b, ';')
		}
		b = strconv.AppendInt(b, int64(t.Span.Start-end), 10)
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(t.Span.Len()), 10)
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(t.Speaker), 10)
		if t.Timed || t.End != 0 {
			b = append(b, '@')
			if t.Timed {
				b = strconv.AppendInt(b, int64(t.Start), 10)
			}
			b = append(b, ' ')
			b = strconv.AppendInt(b, int64(t.End), 10)
		}
		if t.Page != page {
			b = strconv.AppendInt(append(b, 'p'), int64(t.Page), 10)
		}
		if t.Line != line {
			b = strconv.AppendInt(append(b, 'l'), int64(t.Line-line), 10)
		}
		end, page, line = t.Span.End, t.Page, t.Line
		if t.Heading != "" {
			if out.Headings == nil {
				out.Headings = make(map[int]string)
			}
			out.Headings[i+1] = t.Heading
		}
	}
	out.Places = string(b)
	return json.Marshal(out)
}

// UnmarshalJSON implements [json.Unmarshaler].
func (ts *Turns) UnmarshalJSON(data []byte) error {
	var in turnsJSON
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	*ts = nil
	r := numberReader{s: in.Places}
	end, page, line := Pos(0), 0, 0
	for r.more() {
		var t Turn
		t.Span.Start = end + Pos(r.number())
		t.Span.End = t.Span.Start + Pos(r.number())
		t.Speaker = int(r.number())
		if r.take('@') {
			if !r.take(' ') {
				t.Timed, t.Start = true, time.Duration(r.number())
			}
			t.End = time.Duration(r.number())
		}
		if r.take('p') {
			page = int(r.number())
		}
		if r.take('l') {
			line += int(r.number())
		}
		t.Page, t.Line = page, line
		end = t.Span.End
		t.Heading = in.Headings[len(*ts)+1]
		*ts = append(*ts, t)
	}
	if r.bad {
		return Errorf(ErrInvalid, "the places of %d turns can't be read", len(*ts))
	}
	return nil
}

// numberReader reads numbers divided by spaces and semicolons.
type numberReader struct {
	s   string
	at  int
	bad bool
}

func (r *numberReader) more() bool { return !r.bad && r.at < len(r.s) }

// take steps over a sign if it stands next.
func (r *numberReader) take(c byte) bool {
	if r.at < len(r.s) && r.s[r.at] == c {
		r.at++
		return true
	}
	return false
}

// number reads a number and one space or semicolon behind it, but no sign.
func (r *numberReader) number() int64 {
	from := r.at
	if r.at < len(r.s) && r.s[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.s) && r.s[r.at] >= '0' && r.s[r.at] <= '9' {
		r.at++
	}
	n, err := strconv.ParseInt(r.s[from:r.at], 10, 64)
	if err != nil {
		r.bad = true
	}
	if r.at < len(r.s) && strings.IndexByte("@pl", r.s[r.at]) < 0 {
		if c := r.s[r.at]; c != ' ' && c != ';' {
			r.bad = true
		}
		r.at++
	}
	return n
}
