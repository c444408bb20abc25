package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// pageSetUp lays the printed pages out: landscape, as wide as one page unless
// that would make the print too small to read, header and first columns on
// every page. What is wider goes on between columns, no cell is cut.
func (s *sheet) pageSetUp(header int) error {
	f, g, o := s.b.file, &s.grid, s.b.o
	paper, perPage := o.Paper.page()
	turned, across, down := "landscape", 1, 0
	if g.plain {
		turned = "portrait"
	}
	layout := excelize.PageLayoutOptions{Size: &paper, Orientation: &turned, FitToWidth: &across, FitToHeight: &down}
	var scale uint
	if !g.plain {
		s.breaks, scale = s.pages(perPage)
	}
	if len(s.breaks) > 0 {
		// Excel heeds breaks only where it does not fit pages itself.
		layout.FitToWidth, layout.FitToHeight, layout.AdjustTo = nil, nil, &scale
		for _, i := range s.breaks {
			if err := f.InsertPageBreak(g.name, cellName(i+1, 1)); err != nil {
				return err
			}
		}
	}
	if err := f.SetPageLayout(g.name, &layout); err != nil {
		return err
	}
	side, top, bottom, edge := 0.4, 0.7, 0.6, 0.3
	if err := f.SetPageMargins(g.name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &edge, Footer: &edge,
	}); err != nil {
		return err
	}
	head := printed(s.b.m.Project.Name, 110)
	if g.about != "" {
		head += " — &B" + printed(g.about, 110) + "&B"
	}
	if err := f.SetHeaderFooter(g.name, &excelize.HeaderFooterOptions{
		OddHeader: "&L" + head,
		OddFooter: "&L" + printed(s.b.m.Framework.Title, 80) + "&C&P / &N&R" + s.b.date(),
	}); err != nil {
		return err
	}
	if !g.plain {
		titles := fmt.Sprintf("%s!$1:$%d", sheetRef(g.name), header)
		if g.repeat > 0 {
			titles = fmt.Sprintf("%s!$A:$%s,", sheetRef(g.name), columnName(g.repeat)) + titles
		}
		if err := f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: g.name,
		}); err != nil {
			return err
		}
	}
	fitPage, grid, zoom := len(s.breaks) == 0, false, 100.0
	colour := g.colour
	if colour == "" {
		colour = headFill
	}
	if err := f.SetSheetProps(g.name, &excelize.SheetPropsOptions{
		FitToPage: &fitPage, TabColorRGB: &colour,
	}); err != nil {
		return err
	}
	return f.SetSheetView(g.name, -1, &excelize.ViewOptions{ShowGridLines: &grid, ZoomScale: &zoom})
}

// printed makes a text fit for a printed header, where & begins a command.
func printed(s string, n int) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	if units(s) > n {
		s = cutUnits(s, n-2) + " …"
	}
	return strings.ReplaceAll(s, "&", "&&")
}

func (b *book) date() string {
	if b.o.Modified.Year() <= 1 {
		return ""
	}
	return b.o.Modified.Format("2006-01-02")
}

// smallest is the percentage at which pages are still printed readably: 10
// points become 6. It is what [Paper.page] counts with.
const smallest = 60

// pages divides the columns among pages where one can't hold them: the columns
// with which all but the first begin, and the percentage to print at, the
// greatest that takes no more pages. perPage is the width that one holds at
// the smallest. An arrow stays with the column that it belongs to.
//
// Programs measure columns by the digits of a font that may not be there, so
// some of the page is kept free.
func (s *sheet) pages(perPage float64) (breaks []int, scale uint) {
	const kept = 0.92
	divide := func(room float64) []int {
		var breaks []int
		used, repeated := 0.0, 0.0
		columns := s.grid.columns
		for i := 0; i < len(columns); {
			width, next := 0.0, i
			for ; next == i || next < len(columns) && columns[next].link; next++ {
				if !columns[next].hidden {
					width += columns[next].width
				}
			}
			if i < s.grid.repeat {
				repeated += width
			} else if used+width > room && used > repeated {
				breaks = append(breaks, i)
				used = repeated
			}
			used += width
			i = next
		}
		return breaks
	}
	if len(divide(perPage)) == 0 {
		return nil, smallest // it is fitted to one
	}
	perPage *= kept
	breaks = divide(perPage)
	for scale = smallest; len(breaks) > 0 && scale < 100; scale++ {
		larger := divide(perPage * smallest / float64(scale+1))
		if len(larger) > len(breaks) {
			break
		}
		breaks = larger
	}
	return breaks, scale
}

// titles are the titles in row 1: of the sheet, and those of its bands behind
// it. Each page has them anew; over the columns that it repeats stands one only
// if it has room there.
func (s *sheet) titles() []band {
	g := &s.grid
	bands := append([]band{{0, len(g.columns), g.title, g.colour}}, g.bands...)
	if len(g.bands) > 0 {
		bands[0].n = g.bands[0].from
		last := &bands[len(bands)-1]
		last.n = len(g.columns) - last.from
	}
	if len(s.breaks) == 0 {
		return bands
	}
	var parts []band
	cuts := append([]int{g.repeat}, s.breaks...)
	for _, b := range bands {
		end := b.from + b.n
		for _, cut := range append(cuts, end) {
			if cut = min(cut, end); cut > b.from {
				parts = append(parts, band{b.from, cut - b.from, b.title, b.colour})
				b.from = cut
			}
		}
	}
	room := 0.0
	for _, c := range g.columns[:g.repeat] {
		room += c.width
	}
	const larger = 1.5 // than the text of cells
	if n, _ := lines(g.title, room/larger, 1); n > 1 && g.repeat > 0 {
		parts[0].title = ""
	}
	return parts
}

// band writes a title over some columns.
func (s *sheet) band(b band) {
	title := look{
		bold: true, size: 14, fill: b.colour, ink: readable(b.colour), middle: true, oneLine: true, edges: "-",
	}
	s.text(b.from, title, b.title)
	for i := b.from + 1; i < b.from+b.n; i++ {
		s.text(i, title, "")
	}
	if b.n < 2 {
		return
	}
	if err := s.stream.MergeCell(cellName(b.from+1, 1), cellName(b.from+b.n, 1)); err != nil && s.err == nil {
		s.err = err
	}
}
