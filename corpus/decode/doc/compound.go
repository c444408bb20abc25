package doc

import (
	"encoding/binary"
	"errors"
	"slices"
	"unicode/utf16"
)

// errDamaged says that the container or the document in it is not as it should
// be; [Read] words it for people.
var errDamaged = errors.New("damaged")

var little = binary.LittleEndian

// compound is a file system in a file.
type compound struct {
	data      []byte
	shift     uint // of a sector's size
	miniShift uint
	cutoff    int // streams below it lie in the mini stream
	fat, mini []uint32
	directory []byte
	small     []byte // the mini stream
}

const (
	lastSector = 0xFFFFFFFA // greater numbers are no sectors
	noStream   = 0xFFFFFFFF
)

func openCompound(data []byte) (*compound, error) {
	if len(data) < 512 {
		return nil, errDamaged
	}
	c := &compound{
		data: data, shift: uint(little.Uint16(data[30:])), miniShift: uint(little.Uint16(data[32:])),
		cutoff: int(little.Uint32(data[56:])),
	}
	if c.shift != 9 && c.shift != 12 || c.miniShift != 6 {
		return nil, errDamaged
	}
	if err := c.readFAT(); err != nil {
		return nil, err
	}
	var err error
	if c.directory, err = c.chain(little.Uint32(data[48:]), -1); err != nil || len(c.directory) < 128 {
		return nil, errDamaged
	}
	mini, err := c.chain(little.Uint32(data[60:]), -1)
	if err != nil {
		return nil, err
	}
	c.mini = numbers(mini)
	c.small, err = c.chain(little.Uint32(c.directory[116:]), int(little.Uint32(c.directory[120:])))
	return c, err
}

// readFAT gathers the table of sectors from the header's list and its
// continuations.
func (c *compound) readFAT() error {
	list := numbers(c.data[76:512])
	next := little.Uint32(c.data[68:])
	for range len(c.data) >> c.shift {
		if next >= lastSector {
			break
		}
		n := numbers(c.sector(next))
		if len(n) == 0 {
			return errDamaged
		}
		list, next = append(list, n[:len(n)-1]...), n[len(n)-1]
	}
	for _, number := range list {
		if number >= lastSector {
			continue
		}
		s := c.sector(number)
		if s == nil || len(c.fat) > len(c.data)>>c.shift+1<<c.shift {
			return errDamaged
		}
		c.fat = append(c.fat, numbers(s)...)
	}
	return nil
}

func numbers(b []byte) []uint32 {
	n := make([]uint32, len(b)/4)
	for i := range n {
		n[i] = little.Uint32(b[4*i:])
	}
	return n
}

// sector is a sector's content; the last one of a file may be cut.
func (c *compound) sector(number uint32) []byte {
	at := (int(number) + 1) << c.shift
	if at >= len(c.data) {
		return nil
	}
	return c.data[at:min(len(c.data), at+1<<c.shift)]
}

// chain gathers the sectors of a stream. A size below zero is all of them. Of
// sectors that lie one behind the other, as they mostly do, no copy is made.
func (c *compound) chain(first uint32, size int) ([]byte, error) {
	if size > len(c.data) {
		return nil, errDamaged
	}
	var out []byte
	for number := first; number < lastSector && (size < 0 || len(out) < size); {
		from, end := number, number
		for number == end && (size < 0 || len(out)+int(end-from)<<c.shift < size) {
			if int(number) >= len(c.fat) || c.sector(number) == nil {
				return nil, errDamaged
			}
			number, end = c.fat[number], end+1
		}
		at := (int(from) + 1) << c.shift
		row := c.data[at:min(len(c.data), at+int(end-from)<<c.shift)]
		if len(out)+len(row) > len(c.data) {
			return nil, errDamaged
		}
		if out == nil {
			out = row[:len(row):len(row)]
			continue
		}
		out = append(slices.Grow(out, max(size-len(out), len(row))), row...)
	}
	if size >= 0 && len(out) > size {
		out = out[:size]
	}
	return out, nil
}

// stream returns a stream of the root by its name; nil if there is none.
func (c *compound) stream(name string) ([]byte, error) {
	entries := len(c.directory) / 128
	entry := func(i uint32) []byte {
		if i >= uint32(entries) {
			return nil
		}
		return c.directory[128*i : 128*i+128]
	}
	// The entries of the root are a tree; its order does not matter here.
	open := []uint32{little.Uint32(c.directory[76:])}
	for seen := 0; len(open) > 0 && seen <= entries; {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		e := entry(i)
		if e == nil {
			continue
		}
		seen++
		if n := int(little.Uint16(e[64:])); n >= 2 && n <= 64 && e[66] == 2 && wide(e[:n-2]) == name {
			first, size := little.Uint32(e[116:]), int(little.Uint32(e[120:]))
			if size >= c.cutoff {
				return c.chain(first, size)
			}
			return c.inMini(first, size)
		}
		open = append(open, little.Uint32(e[68:]), little.Uint32(e[72:]))
	}
	return nil, nil
}

// inMini gathers a stream from the mini stream.
func (c *compound) inMini(first uint32, size int) ([]byte, error) {
	if size > len(c.data) {
		return nil, errDamaged
	}
	var out []byte
	for number := first; number < lastSector && len(out) < size; {
		at := int(number) << c.miniShift
		if int(number) >= len(c.mini) || at >= len(c.small) {
			return nil, errDamaged
		}
		out = append(out, c.small[at:min(len(c.small), at+1<<c.miniShift)]...)
		number = c.mini[number]
	}
	return out[:min(size, len(out))], nil
}

// wide reads UTF-16.
func wide(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = little.Uint16(b[2*i:])
	}
	return string(utf16.Decode(u))
}
