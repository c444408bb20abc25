package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
)

var (
	isoDate     = compileLater(`\b((?:19|20)\d\d)[-_.](\d\d)[-_.](\d\d)\b`)
	numericDate = compileLater(`\b(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)\d\d)\b`)
	dayMonth    = compileLater(`(?i)\b(\d{1,2})(?:st|nd|rd|th|º|\.|er)?\s+(?:de\s+|d['’])?` +
		`(\p{L}{3,10})\.?,?\s+(?:de\s+|del\s+)?((?:19|20)\d\d)\b`)
	monthDay = compileLater(`(?i)\b(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b`)
)

// compileLater compiles a pattern when it is first used: every start of the
// program would pay for those of this package.
func compileLater(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// months are the first letters of the months' folded names, in the languages
// that a head is likely to be in.
var months = [12][]string{
	{"jan", "ene", "gen", "januar", "ינואר", "בינואר"}, {"feb", "fev", "פברואר", "בפברואר"},
	{"mar", "maerz", "מרץ", "במרץ"}, {"apr", "abr", "avr", "אפריל", "באפריל"},
	{"may", "mai", "mag", "maig", "מאי", "במאי"}, {"jun", "juin", "giu", "יוני", "ביוני"},
	{"jul", "juil", "lug", "יולי", "ביולי"}, {"aug", "ago", "aou", "אוגוסט", "באוגוסט"},
	{"sep", "set", "ספטמבר", "בספטמבר"}, {"oct", "okt", "out", "ott", "אוקטובר", "באוקטובר"},
	{"nov", "נובמבר", "בנובמבר"}, {"dec", "dez", "dic", "des", "דצמבר", "בדצמבר"},
}

// weekdays are the days of the week, folded.
var weekdays = set(
	"monday tuesday wednesday thursday friday saturday sunday",
	"lunes martes miercoles jueves viernes sabado domingo",
	"segunda-feira terca-feira quarta-feira quinta-feira sexta-feira",
	"lundi mardi mercredi jeudi vendredi samedi dimanche",
	"montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
	"lunedi martedi mercoledi giovedi venerdi sabato domenica",
	"dilluns dimarts dimecres dijous divendres dissabte diumenge",
	"luns mercores xoves venres ראשון שני שלישי רביעי חמישי שישי",
)

func hasWeekday(s string) bool {
	return strings.ContainsAny(s, "0123456789") && slices.ContainsFunc(
		strings.FieldsFunc(fold(s), func(r rune) bool { return r != '-' && !unicode.IsLetter(r) }),
		func(w string) bool { return weekdays[w] })
}

func month(name string) int {
	key := fold(name)
	for i, prefixes := range months {
		for _, p := range prefixes {
			if strings.HasPrefix(key, p) {
				return i + 1
			}
		}
	}
	return 0
}

// parseDate finds a date as people write it: 2026-05-03, 3 May 2026, May 3,
// 2026, 3 de mayo de 2026, 30/05/2026. doubt is set where the day and the
// month can't be told apart.
func parseDate(s string) (date string, doubt bool) {
	if m := isoDate().FindStringSubmatch(s); m != nil {
		return validDate(m[1], m[2], m[3]), false
	}
	if m := dayMonth().FindStringSubmatch(s); m != nil && month(m[2]) > 0 {
		return validDate(m[3], strconv.Itoa(month(m[2])), m[1]), false
	}
	if m := monthDay().FindStringSubmatch(s); m != nil && month(m[1]) > 0 {
		return validDate(m[3], strconv.Itoa(month(m[1])), m[2]), false
	}
	if m := numericDate().FindStringSubmatch(s); m != nil {
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		switch {
		case a > 12 || a == b || strings.Contains(m[0], "."):
			return validDate(m[3], m[2], m[1]), false
		case b > 12:
			return validDate(m[3], m[1], m[2]), false
		}
		return "", true
	}
	return "", false
}

func validDate(year, month, day string) string {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	s := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}
