package xlsx

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// book is a workbook being written.
type book struct {
	m      *framework.Matrix
	o      Options
	file   *excelize.File
	zip    *archive
	styles map[look]int
	charts []chart
	cells  int // rows of Cells: crossings with a cell or quotes
	quotes int // rows of Quotes
	// stances are the words of the drop-down lists: symbol and word.
	stances map[codebook.Stance]string
	cases   map[corpus.CaseID]int // rows of the matrix
	sheets  []*sheet
	listed  map[codebook.CodeID]string // codes in lists, by their names there
	ratings []string                   // of the framework, and those that cells have besides
	// What the charts and Central show of each crossing and theme, by row.
	shown, central [][]shown
	// The same of the margins: of case summaries by row, wherever they stand, of
	// column summaries by column of the matrix.
	caseShown, columnShown, columnCentral []marginShown
	inMargin                              map[framework.Field]bool // texts that case summaries have
	cut                                   map[*framework.Cell][]framework.Run
	colours                               map[codebook.CodeID]string
	shades                                map[codebook.CodeID]string
	// The table of participants; empty where no attribute can be summed up.
	peopleHead framework.ParticipantLine
	people     []framework.ParticipantLine
}

func newBook(m *framework.Matrix, o Options) (*book, error) {
	b := &book{
		m: m, o: o, file: excelize.NewFile(), zip: &archive{modified: o.Modified},
		styles: make(map[look]int), charts: chartsOf(m, newSheetNames(), o.Wide),
		stances: stanceWords(&m.Framework), cases: make(map[corpus.CaseID]int, len(m.Rows)),
		quotes: len(m.Loose), cut: make(map[*framework.Cell][]framework.Run),
		colours: make(map[codebook.CodeID]string), shades: make(map[codebook.CodeID]string),
	}
	b.ratings, b.listed = ratingsOf(m), b.listNames()
	if err := b.sumUpPeople(); err != nil {
		return nil, err
	}
	b.inMargin = usedInMargin(m)
	b.caseShown = make([]marginShown, len(m.Rows))
	b.columnShown, b.columnCentral = make([]marginShown, len(m.Columns)), make([]marginShown, len(m.Columns))
	eachMargin(m, func(framework.Cell) { b.cells++ })
	for r := range m.Rows {
		b.cases[m.Rows[r].Case.ID] = r
		b.shown = append(b.shown, make([]shown, len(m.Columns)))
		b.central = append(b.central, make([]shown, len(b.charts)))
		for c := range m.Columns {
			x := m.At(r, c)
			if x.Cell != nil || len(x.Quotes) > 0 {
				b.cells++
			}
			b.quotes += len(x.Quotes)
		}
	}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return b.zip })
	if err := b.file.SetDefaultFont(fontName); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	// Widths count the digits of the default font; ours is of 10 points.
	size := 10.0
	b.file.Styles.Fonts.Font[0].Sz.Val = &size
	return b, nil
}

// ratingsOf lists the ratings that stand before summaries.
func ratingsOf(m *framework.Matrix) []string {
	var ratings []string
	if m.Framework.Rating != nil {
		for _, v := range m.Framework.Rating.Values {
			ratings = addNew(ratings, clean(v.Value))
		}
	}
	for r := range m.Rows {
		for c := range m.Columns {
			if cell := m.At(r, c).Cell; cell != nil {
				ratings = addNew(ratings, clean(cell.Rating))
			}
		}
	}
	eachMargin(m, func(c framework.Cell) { ratings = addNew(ratings, clean(c.Rating)) })
	return ratings
}

// stanceWords pairs symbols with the framework's words, or with the plain
// ones where those can't stand in a drop-down list (a comma, or more than 255
// characters in all).
func stanceWords(f *framework.Framework) map[codebook.Stance]string {
	words := make(map[codebook.Stance]string)
	total := 0
	fits := true
	for _, s := range stancesOf(f) {
		words[s] = s.Symbol() + " " + clean(f.StanceLabel(s))
		total += units(words[s]) + 1
		fits = fits && !strings.ContainsAny(words[s], ",\"\n")
	}
	if !fits || total > 255 {
		for s := range words {
			words[s] = s.Symbol() + " " + string(s)
		}
	}
	for _, s := range codebook.Stances { // coded before the framework dropped it
		if words[s] == "" {
			words[s] = s.Symbol() + " " + string(s)
		}
	}
	return words
}

// stancesOf lists the stances a framework uses.
func stancesOf(f *framework.Framework) []codebook.Stance {
	if len(f.Stances) == 0 {
		return codebook.Stances
	}
	return f.Stances
}

// key names a crossing in the hidden columns that links look up: P07|warmth.
func key(c *corpus.Case, code *codebook.Code) string { return c.Label + "|" + code.Key }

// warn tells of something that isn't shown whole.
func (b *book) warn(format string, args ...any) {
	if b.o.Warn != nil {
		b.o.Warn(fmt.Sprintf(format, args...))
	}
}

// save writes the finished workbook.
func (b *book) save(w io.Writer) error {
	date := b.o.Modified.Format(time.RFC3339)
	creator := "Framewise"
	if b.o.Version != "" {
		creator += " " + b.o.Version
	}
	err := b.file.SetDocProps(&excelize.DocProperties{
		Title: clean(b.m.Project.Name), Subject: clean(b.m.Framework.Title), Creator: creator,
		LastModifiedBy: creator, Created: date, Modified: date,
	})
	if err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	if err := b.file.SetAppProps(&excelize.AppProperties{Application: "Framewise"}); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	// An identifier of a current Excel: it then trusts the values beside the
	// formulas instead of looking up every link on opening.
	calc := uint(191029)
	if err := b.file.SetCalcProps(&excelize.CalcPropsOptions{CalcID: &calc}); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	if err := b.file.Write(io.Discard); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	if err := b.zip.writeTo(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}
