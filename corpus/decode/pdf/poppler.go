package pdf

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// The readers that a person may ask for.
const (
	Builtin = "builtin" // this package, which is the default
	Poppler = "poppler" // poppler's pdftotext, which must be installed
	Auto    = "auto"    // pdftotext where it is installed, else this package
)

// patience is how long pdftotext may take.
const patience = 2 * time.Minute

// Check refuses a reader that there is not.
func (o Options) Check() error {
	if o.Via != "" && !slices.Contains([]string{Builtin, Poppler, Auto}, o.Via) {
		return corpus.Errorf(corpus.ErrInvalid, "there is no PDF reader %q", o.Via).
			WithHint("use %s, %s or %s", Builtin, Poppler, Auto)
	}
	return nil
}

// program finds pdftotext if the options ask for it; it is empty where the
// file is to be read here.
func (o Options) program() (string, error) {
	if o.Via != Poppler && o.Via != Auto {
		return "", nil
	}
	path, err := exec.LookPath("pdftotext")
	if err != nil && o.Via == Poppler {
		return "", corpus.Errorf(corpus.ErrInvalid, "pdftotext is not installed").
			WithHint("install poppler (poppler-utils), or leave --pdf-via out")
	}
	return path, nil
}

// poppler has pdftotext find the words and where they stand. It is the only
// place here that starts a program: without a shell, the file through a pipe
// so that no copy of a confidential interview stays on the disk, and not for
// longer than it may take.
func (b *book) poppler(program string) (pages int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-enc", "UTF-8", "-bbox", "-", "-")
	cmd.Stdin = bytes.NewReader(b.file.Content)
	cmd.WaitDelay = time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, corpus.Errorf(corpus.ErrInvalid, "%s: pdftotext can't be started: %v", b.file.Name, err).
			WithHint("leave --pdf-via out")
	}
	var complaint bytes.Buffer
	cmd.Stderr = &limited{&complaint, 2000}
	if err := cmd.Start(); err != nil {
		return 0, corpus.Errorf(corpus.ErrInvalid, "%s: pdftotext can't be started: %v", b.file.Name, err).
			WithHint("leave --pdf-via out")
	}
	pages, readErr := b.boxes(io.LimitReader(out, b.lim.InflatedBytes))
	if readErr != nil {
		cancel()
	}
	err = cmd.Wait()
	var own *corpus.Error
	switch {
	case errors.As(readErr, &own):
		return 0, readErr
	case ctx.Err() != nil && readErr == nil:
		return 0, corpus.Errorf(corpus.ErrInvalid, "%s: pdftotext took more than %v", b.file.Name, patience).
			WithHint("leave --pdf-via out")
	case err != nil || readErr != nil:
		why, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		if why == "" {
			why = "no reason given"
		}
		return 0, corpus.Errorf(corpus.ErrInvalid, "%s: pdftotext can't read it: %s", b.file.Name, why).
			WithHint("leave --pdf-via out, or print it to a new PDF and import that")
	}
	return pages, nil
}

// boxes reads the words of pdftotext -bbox.
func (b *book) boxes(r io.Reader) (pages int, err error) {
	x := xml.NewDecoder(r)
	x.Strict = false
	var glyphs []glyph
	var width, height float64
	number := func(t xml.StartElement, name string) float64 {
		for _, a := range t.Attr {
			if a.Name.Local == name {
				n, _ := strconv.ParseFloat(a.Value, 64)
				return n
			}
		}
		return 0
	}
	for {
		t, err := x.Token()
		if err == io.EOF {
			return pages, nil
		}
		if err != nil {
			return pages, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "page":
				width, height = number(t, "width"), number(t, "height")
				glyphs = nil
				if pages++; pages > b.lim.Parts {
					return pages, corpus.Errorf(decode.ErrLimit, "%s has more than %d pages", b.file.Name, b.lim.Parts).
						WithHint("split the file")
				}
			case "word":
				text, err := x.Token()
				data, ok := text.(xml.CharData)
				if err != nil || !ok {
					continue
				}
				tall := number(t, "yMax") - number(t, "yMin")
				g := glyph{
					x0: number(t, "xMin"), x1: number(t, "xMax"), size: max(tall, 0.1),
					y: height - number(t, "yMax") + 0.22*tall, text: clean(string(data)),
				}
				if first, n := utf8.DecodeRuneInString(g.text); unspaced(first) {
					b.unspaced += utf8.RuneCountInString(g.text)
					if n == len(g.text) {
						b.alone++
					}
				}
				// The blank keeps it apart from the next word.
				glyphs = append(glyphs, g, glyph{x0: g.x1, x1: g.x1, y: g.y, size: g.size, text: " "})
			}
		case xml.EndElement:
			if t.Name.Local == "page" {
				b.add(pages, glyphs, width, height)
			}
		}
		if b.runes > b.lim.Runes {
			return pages, corpus.Errorf(decode.ErrLimit, "%s holds more than %d characters of text",
				b.file.Name, b.lim.Runes).WithHint("no interview is that long: check the file, or split it")
		}
	}
}

// limited keeps the beginning of what a program complains about.
type limited struct {
	to   *bytes.Buffer
	room int
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.room)
	l.to.Write(p[:n])
	l.room -= n
	return len(p), nil
}

// errDown is the kind of the error of a file in vertical lines: pdftotext finds
// its characters one by one.
var errDown = fmt.Errorf("%w: vertical", corpus.ErrInvalid)

// readPoppler reads a file with pdftotext.
func readPoppler(f decode.File, program string, o Options, lim decode.Limits) (*decode.Decoded, error) {
	b := &book{file: f, lim: lim, options: o}
	pages, err := b.poppler(program)
	if err != nil {
		return nil, err
	}
	if b.alone > 10 && b.alone*2 > b.unspaced {
		return nil, corpus.Errorf(errDown, "%s is set in lines that run down the page, which pdftotext puts in no order",
			f.Name).WithHint("leave --pdf-via out")
	}
	return b.decoded(pages)
}
