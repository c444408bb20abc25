package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"framewise/codebook"
)

const fontName = "Arial"

// The colours of a workbook.
const (
	ink      = "262626"
	muted    = "7F7F7F" // the analyst's remarks, what is not charted
	rule     = "D0D0D0" // lines between cells
	linkBlue = "2F6DB5"
	headFill = "404A57" // headers that belong to no theme
	pale     = "F2F2F2"
	// The margins of charts.
	marginHead = "DDD7C7"
	marginFill = "F8F6F0"
)

// tint and strong are the colours of a stance: the cell's and the symbol's.
// Blue-green against orange stays apart for colour-blind eyes.
func tint(s codebook.Stance) string {
	switch s {
	case codebook.Positive:
		return "E2F1EC"
	case codebook.Negative:
		return "FBE8DC"
	case codebook.Mixed:
		return "EEE7F4"
	case codebook.Neutral:
		return "E9EEF2"
	}
	return ""
}

func strong(s codebook.Stance) string {
	switch s {
	case codebook.Positive:
		return "1B7A5A"
	case codebook.Negative:
		return "B94A12"
	case codebook.Mixed:
		return "6A4796"
	}
	return "566573"
}

// palette colours the themes of a framework that gives them none.
var palette = []string{"4E79A7", "F28E2B", "59A14F", "B07AA1", "E15759", "76B7B2", "EDC948", "9C755F"}

// look is all that the style of a cell can be; equal looks are one style.
type look struct {
	bold, italic, underline bool
	size                    float64 // points; 0 is 10
	ink                     string  // colour of the text; empty is [ink]
	fill                    string
	hatch                   bool   // the fill is hatched over
	across                  string // horizontal alignment; empty is left, a little in
	flush                   bool   // left without that little
	middle                  bool   // vertically, else at the top
	oneLine                 bool   // does not wrap
	upright                 bool   // turned by 90 degrees
	edges                   string // which sides have a line, of l r t b; "-" is none, empty all
	open                    bool   // not locked
	quoted                  bool   // the text stays text though it begins like a formula
	numbers                 string // number format
}

func (l look) style() *excelize.Style {
	size, colour := l.size, l.ink
	if size == 0 {
		size = 10
	}
	if colour == "" {
		colour = ink
	}
	s := &excelize.Style{
		Font: &excelize.Font{Family: fontName, Size: size, Color: colour, Bold: l.bold, Italic: l.italic},
		Alignment: &excelize.Alignment{
			Vertical: "top", Horizontal: "left", WrapText: !l.oneLine,
		},
	}
	if l.open {
		s.Protection = &excelize.Protection{}
	}
	if l.underline {
		s.Font.Underline = "single"
	}
	switch {
	case l.across != "":
		s.Alignment.Horizontal = l.across
	case !l.flush:
		s.Alignment.Indent = 1
	}
	if l.middle {
		s.Alignment.Vertical = "center"
	}
	if l.upright {
		// At the top, since the filter's button stands at the bottom.
		s.Alignment.TextRotation, s.Alignment.Vertical, s.Alignment.Horizontal = 90, "top", "center"
		s.Alignment.Indent = 0
	}
	switch {
	case l.hatch:
		// The second colour is that of the lines.
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 14, Color: []string{"C4C4C4"}}
	case l.fill != "":
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.numbers != "" {
		s.CustomNumFmt = &l.numbers
	}
	edges := l.edges
	if edges == "" {
		edges = "lrtb"
	}
	for _, e := range []struct{ short, long string }{
		{"l", "left"}, {"r", "right"}, {"t", "top"}, {"b", "bottom"},
	} {
		if strings.Contains(edges, e.short) {
			s.Border = append(s.Border, excelize.Border{Type: e.long, Color: rule, Style: 1})
		}
	}
	return s
}

// style returns the number of a look in the workbook, making it when it is
// first asked for.
func (b *book) style(l look) (int, error) {
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(l.style())
	if err != nil {
		return 0, fmt.Errorf("write workbook: style: %w", err)
	}
	if l.quoted {
		// excelize knows the flag but has no option for it. The style may be one
		// it has already, so it is copied.
		xfs := b.file.Styles.CellXfs
		xf, yes := xfs.Xf[id], true
		xf.QuotePrefix = &yes
		id = len(xfs.Xf)
		xfs.Xf = append(xfs.Xf, xf)
		xfs.Count = len(xfs.Xf)
	}
	b.styles[l] = id
	return id, nil
}

// The fonts of rich text. They name family and size, since a run with any
// format of its own inherits nothing from its cell.
var (
	plainFont  = font(ink, "")
	ownFont    = font(ink, "i")
	remarkFont = font(muted, "")
	placeFont  = font("44546A", "")
	keyFont    = font("44546A", "b")
	boldFont   = font(ink, "b")
	hintFont   = font(muted, "i")
)

func font(colour, how string) *excelize.Font {
	return &excelize.Font{
		Family: fontName, Size: 10, Color: colour,
		Bold: strings.Contains(how, "b"), Italic: strings.Contains(how, "i"),
	}
}

func stanceFont(s codebook.Stance) *excelize.Font {
	return font(strong(s), "b")
}

// rgb reads a colour as RRGGBB or #RRGGBB.
func rgb(s string) (r, g, b int, ok bool) {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 24)
	if err != nil || len(strings.TrimPrefix(s, "#")) != 6 {
		return 0, 0, 0, false
	}
	return int(n >> 16), int(n >> 8 & 0xFF), int(n & 0xFF), true
}

// lighten mixes a colour with white; part is how much of the colour stays.
func lighten(colour string, part float64) string {
	r, g, b, ok := rgb(colour)
	if !ok {
		return pale
	}
	mix := func(v int) int { return 255 - int(float64(255-v)*part) }
	return fmt.Sprintf("%02X%02X%02X", mix(r), mix(g), mix(b))
}

// readable is the text colour, white or ink, that has more contrast on a fill
// (relative luminance as in WCAG 2, with its gamma taken as 2.2).
func readable(fill string) string {
	r, g, b, ok := rgb(fill)
	if !ok {
		return ink
	}
	linear := func(v int) float64 {
		x := float64(v) / 255
		return x * x * (0.2 + 0.8*x) // within 0.03 of x^2.2
	}
	luminance := 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
	const inkLuminance = 0.02
	if 1.05/(luminance+0.05) >= (luminance+0.05)/(inkLuminance+0.05) {
		return "FFFFFF"
	}
	return ink
}

// themeColour is the colour of a code, else of its theme, else one of the
// palette by the theme's place.
func (b *book) themeColour(id codebook.CodeID) string {
	colour, known := b.colours[id]
	if !known {
		colour = b.findColour(id)
		b.colours[id] = colour
	}
	return colour
}

func (b *book) findColour(id codebook.CodeID) string {
	if colour := b.m.Tree.Colour(id); colour != "" {
		return strings.TrimPrefix(strings.ToUpper(colour), "#")
	}
	theme, _ := b.m.Tree.Theme(id)
	for i, c := range b.m.Tree.Themes() {
		if c.ID == theme.ID {
			return palette[i%len(palette)]
		}
	}
	return headFill
}

// shade is the pale colour of a theme behind its name in lists.
func (b *book) shade(theme codebook.CodeID) string {
	fill, known := b.shades[theme]
	if !known {
		fill = lighten(b.themeColour(theme), 0.16)
		b.shades[theme] = fill
	}
	return fill
}
