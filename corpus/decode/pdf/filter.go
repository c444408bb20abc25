package pdf

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// decode undoes a stream's encryption and filters. Of a damaged stream what
// can be read is returned, and counted; of a picture nothing.
func (d *document) decode(s *stream) []byte {
	if s == nil || d.err != nil {
		return nil
	}
	data := s.raw
	if d.crypt != nil && !s.plain {
		data = d.crypt.stream(data, s)
	}
	filters := d.array(s.dict["Filter"])
	if f, ok := d.resolve(s.dict["Filter"]).(name); ok {
		filters = array{f}
	}
	params := d.array(s.dict["DecodeParms"])
	if params == nil {
		params = array{s.dict["DecodeParms"]}
	}
	if len(filters) > 8 {
		return nil
	}
	for i, f := range filters {
		var p dict
		if i < len(params) {
			p = d.dict(params[i])
		}
		var ok bool
		switch d.name(f) {
		case "FlateDecode", "Fl":
			data, ok = d.inflate(data)
			data = d.predict(data, p)
		case "LZWDecode", "LZW":
			data, ok = d.lzw(data, d.number(p["EarlyChange"], 1) != 0)
			data = d.predict(data, p)
		case "ASCIIHexDecode", "AHx":
			l := lexer{b: data}
			data, ok = []byte(l.hex()), true
		case "ASCII85Decode", "A85":
			data, ok = ascii(data), true
		case "RunLengthDecode", "RL":
			data, ok = d.runs(data), true
		case "Crypt":
			ok = true
		default:
			return nil
		}
		if !ok {
			d.damaged++
		}
		if d.err != nil {
			return nil
		}
	}
	return data
}

// room is how many bytes may still be unpacked, and at most from n of them.
func (d *document) room(n int) int64 {
	return min(d.lim.InflatedBytes-d.size, max(1<<20, d.lim.Ratio*int64(n)))
}

// unpacked counts bytes that were unpacked from n.
func (d *document) unpacked(n, into int) {
	room := d.room(n)
	d.size += int64(into)
	d.step(into / 64)
	if int64(into) <= room {
		return
	}
	if d.size > d.lim.InflatedBytes {
		d.limit("unpacks to more than %d MB", d.lim.InflatedBytes>>20)
		return
	}
	d.limit("has a part that is packed more than %d times", d.lim.Ratio)
}

// unzip reads zlib's format, all streams with one reader.
func (d *document) unzip(data []byte) (r io.Reader, err error) {
	if d.zlib == nil {
		d.zlib, err = zlib.NewReader(bytes.NewReader(data))
	} else {
		err = d.zlib.(zlib.Resetter).Reset(bytes.NewReader(data), nil)
	}
	return d.zlib, err
}

func (d *document) inflate(data []byte) ([]byte, bool) {
	r, err := d.unzip(data)
	if err != nil {
		// Some writers leave the two bytes of the header out or wrong.
		r = flate.NewReader(bytes.NewReader(data[min(2, len(data)):]))
	}
	room := d.room(len(data)) + 1
	buf := bytes.NewBuffer(make([]byte, 0, min(int64(5*len(data)+bytes.MinRead), room)))
	_, err = buf.ReadFrom(io.LimitReader(r, room))
	out := buf.Bytes()
	d.unpacked(len(data), len(out))
	// A wrong checksum at the end says nothing about the text.
	return out, err == nil || err == zlib.ErrChecksum || len(out) == 0 && len(data) == 0
}

// predict undoes the predictors of PNG and TIFF (ISO 32000-1, 7.4.4.4).
func (d *document) predict(data []byte, p dict) []byte {
	kind := int(d.number(p["Predictor"], 1))
	if kind <= 1 {
		return data
	}
	colors := min(max(int(d.number(p["Colors"], 1)), 1), 32)
	bits := min(max(int(d.number(p["BitsPerComponent"], 8)), 1), 16)
	columns := min(max(int(d.number(p["Columns"], 1)), 1), 1<<20)
	pixel := max(colors*bits/8, 1)
	row := (colors*bits*columns + 7) / 8
	if kind == 2 {
		if bits != 8 {
			return data
		}
		data = bytes.Clone(data)
		for at := 0; at < len(data); at += row {
			for i := at + pixel; i < min(at+row, len(data)); i++ {
				data[i] += data[i-pixel]
			}
		}
		return data
	}
	out := make([]byte, 0, len(data))
	above := make([]byte, row)
	for len(data) > 0 {
		how := data[0]
		line := make([]byte, row)
		data = data[1+copy(line, data[1:]):]
		for i := range line {
			var left, corner byte
			if i >= pixel {
				left, corner = line[i-pixel], above[i-pixel]
			}
			switch how {
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(left, above[i], corner)
			}
		}
		out = append(out, line...)
		above = line
	}
	return out
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }

// lzw unpacks LZW with codes of 9 to 12 bits, the highest bit first. The
// standard library's LZW lacks the early change of code length.
func (d *document) lzw(data []byte, early bool) ([]byte, bool) {
	type entry struct {
		before int
		last   byte
		length int
	}
	table := make([]entry, 258, 4096)
	for i := range 256 {
		table[i] = entry{-1, byte(i), 1}
	}
	var out []byte
	width, before := 9, -1
	bits, have := 0, 0
	room := int(d.room(len(data)))
	defer func() { d.unpacked(len(data), len(out)) }()
	for _, c := range data {
		bits, have = bits<<8|int(c), have+8
		if have < width {
			continue
		}
		code := bits >> (have - width) & (1<<width - 1)
		have -= width
		bits &= 1<<have - 1
		switch {
		case code == 256:
			table, width, before = table[:258], 9, -1
			continue
		case code == 257:
			return out, true
		case code > len(table) || code == len(table) && before < 0:
			return out, false
		}
		from := code
		if code == len(table) {
			from = before
		}
		n := table[from].length
		at := len(out) + n
		out = append(out, make([]byte, n)...)
		for e := from; e >= 0; e = table[e].before {
			at--
			out[at] = table[e].last
		}
		first := out[len(out)-n]
		if code == len(table) {
			out = append(out, first)
		}
		if before >= 0 && len(table) < 4096 {
			table = append(table, entry{before, first, table[before].length + 1})
		}
		before = code
		next := len(table)
		if early {
			next++
		}
		switch {
		case next >= 2048:
			width = 12
		case next >= 1024:
			width = 11
		case next >= 512:
			width = 10
		}
		if len(out) > room {
			return out, false
		}
	}
	return out, true
}

func ascii(data []byte) []byte {
	if end := bytes.Index(data, []byte("~>")); end >= 0 {
		data = data[:end]
	}
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	clean := make([]byte, 0, len(data))
	for _, c := range data {
		if c >= '!' && c <= 'u' || c == 'z' {
			clean = append(clean, c)
		}
	}
	out := make([]byte, 4*len(clean)+4)
	n, _, _ := ascii85.Decode(out, clean, true)
	return out[:n]
}

func (d *document) runs(data []byte) []byte {
	var out []byte
	n := len(data)
	for len(data) > 1 && data[0] != 128 {
		if c := int(data[0]); c < 128 {
			take := min(c+1, len(data)-1)
			out = append(out, data[1:1+take]...)
			data = data[1+take:]
		} else {
			out = append(out, bytes.Repeat(data[1:2], 257-c)...)
			data = data[2:]
		}
	}
	d.unpacked(n, len(out))
	return out
}
