package intake

import (
	"strings"
	"unicode/utf8"
)

// What noScribe writes above the talk, in the language of its user:
//
//	P07_t1
//	Transcribed with noScribe vers. 0.6.2
//	Audio source: /home/ana/P07_t1.mp3
//	(Start: 00:00:00 | Language: English (en) | Mark pause: 1sec+)
var (
	noScribeLine     = compileLater(`noScribe\b.*\d`)
	noScribeAudio    = compileLater(`^([^:：]{2,40})[:：]\s*(\S.*\.[A-Za-z0-9]{2,4})$`)
	noScribeSettings = compileLater(`^[(（](.*[:：].*)[)）]$`)
)

// noScribe finds these lines, marks them as nobody's words and returns what
// they say, name by name; nil where there are none.
func noScribe(lines []line) (fields [][2]string) {
	at, title, above := -1, -1, 0
	for i := range lines {
		s := strings.TrimSpace(lines[i].text)
		if s == "" {
			continue
		}
		if noScribeLine().MatchString(s) && !strings.ContainsAny(s, ":：?") && utf8.RuneCountInString(s) <= maxField {
			at = i
			break
		}
		if title, above = i, above+1; above > 3 {
			return nil
		}
	}
	if at < 0 {
		return nil
	}
	take := func(i int, name, value string) {
		lines[i].head = true
		fields = append(fields, [2]string{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
	if above == 1 && titleLine(lines[title].text) {
		take(title, "Title", lines[title].text)
	}
	take(at, "noScribe", lines[at].text)
	for i := at + 1; i < len(lines); i++ {
		s := strings.TrimSpace(lines[i].text)
		if m := noScribeSettings().FindStringSubmatch(s); m != nil {
			for setting := range strings.SplitSeq(m[1], "|") {
				if name, value, ok := strings.Cut(strings.ReplaceAll(setting, "：", ":"), ":"); ok {
					take(i, name, value)
				}
			}
			break
		}
		m := noScribeAudio().FindStringSubmatch(s)
		if m == nil && s != "" {
			break
		}
		if m != nil {
			take(i, m[1], m[2])
		}
	}
	return fields
}
