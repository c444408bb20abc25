package tabular

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The formats in which dates are read.
const (
	dateFormat     = "yyyy-mm-dd"
	dateTimeFormat = "yyyy-mm-dd hh:mm:ss"
)

// builtInDates are the numbers of Excel's own formats that show a date, which
// differ from country to country. 22 has a time too.
var builtInDates = []int{14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}

// plainDates changes the workbook in memory so that every cell that Excel
// shows as a date, in whatever way, is shown as 2006-01-02.
func plainDates(x *excelize.File) {
	if x.Styles == nil || x.Styles.CellXfs == nil {
		return
	}
	custom := map[int]bool{}
	if x.Styles.NumFmts != nil {
		for _, f := range x.Styles.NumFmts.NumFmt {
			code := f.FormatCode
			if f.FormatCode16 != "" {
				code = f.FormatCode16
			}
			custom[f.NumFmtID] = true
			if date, time := shows(code); date {
				f.FormatCode, f.FormatCode16 = dateFormat, ""
				if time {
					f.FormatCode = dateTimeFormat
				}
			}
		}
	}
	ours := map[string]*int{}
	for _, code := range []string{dateFormat, dateTimeFormat} {
		style, err := x.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil || style >= len(x.Styles.CellXfs.Xf) {
			return // dates then come as the workbook shows them
		}
		ours[code] = x.Styles.CellXfs.Xf[style].NumFmtID
	}
	for i := range x.Styles.CellXfs.Xf {
		id := x.Styles.CellXfs.Xf[i].NumFmtID
		if id == nil || custom[*id] || !slices.Contains(builtInDates, *id) {
			continue
		}
		code := dateFormat
		if *id == 22 {
			code = dateTimeFormat
		}
		x.Styles.CellXfs.Xf[i].NumFmtID = ours[code]
	}
}

// shows says whether a number format shows a date, and a time of day. A time
// alone, as of a recording, is no date.
func shows(code string) (date, time bool) {
	if strings.Contains(strings.ToLower(code), "general") {
		return false, false
	}
	code, _, _ = strings.Cut(code, ";")
	month := false
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '"' || code[i] == '[':
			closing := byte('"')
			if code[i] == '[' {
				closing = ']'
			}
			end := strings.IndexByte(code[i+1:], closing)
			if end < 0 {
				return date, time
			}
			inner := strings.ToLower(code[i+1 : i+1+end])
			if closing == ']' && strings.Trim(inner, "hms") == "" {
				time = true // elapsed time: [h]:mm
			}
			i += end + 1
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case c == 'y' || c == 'd':
			date = true
		case c == 'h' || c == 's':
			time = true
		case c == 'm':
			month = true
		}
	}
	return date || month && !time, time
}
