package intake

import (
	"regexp"
	"strings"

	"framewise/corpus"
)

// nameParts are what a pattern of file names may have between braces, and what
// stands there in a name.
var nameParts = map[string]string{
	"case": `.+?`, "wave": `[\p{L}\p{N}]+?`, "language": `[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?`,
	"date": `\d{4}-\d{2}-\d{2}`, "any": `.*?`,
}

// waveBehind is a wave that nothing parts from what stands before it: P07T1.
const waveBehind = `\p{L}{1,8}\d{1,2}`

// namePattern reads a pattern such as {case}_{wave}_{language}; nil is none.
// The error is a [corpus.ErrInvalid].
func namePattern(s string) (*regexp.Regexp, error) {
	if s == "" {
		return nil, nil
	}
	wrong := func(format string, args ...any) *corpus.Error {
		return corpus.Errorf(corpus.ErrInvalid, "the pattern of file names "+format, args...).
			WithHint("write it like {case}_{wave}_{language}: with {date} too, and {any} for what says nothing")
	}
	var b strings.Builder
	b.WriteString("(?i)^")
	seen := make(map[string]bool)
	for rest, behind := s, false; rest != ""; {
		before, part, ok := strings.Cut(rest, "{")
		b.WriteString(regexp.QuoteMeta(before))
		if !ok {
			break
		}
		behind = behind && before == ""
		name, after, ok := strings.Cut(part, "}")
		if !ok {
			return nil, wrong("has a { without its }")
		}
		stands, known := nameParts[name]
		switch {
		case !known:
			err := wrong("has {%s}, which is nothing in a name", name)
			if near := corpus.Nearest(name, []string{"case", "wave", "language", "date", "any"}); near != "" {
				return nil, err.WithHint("did you mean {%s}?", near)
			}
			return nil, err
		case name == "any":
			b.WriteString("(?:" + stands + ")")
		case seen[name]:
			return nil, wrong("has {%s} twice", name)
		case behind && name == "wave":
			b.WriteString("(?P<wave>" + waveBehind + ")")
		case behind:
			return nil, wrong("has {%s} right behind another part: something must stand between them", name)
		default:
			b.WriteString("(?P<" + name + ">" + stands + ")")
		}
		seen[name], behind, rest = true, true, after
	}
	if !seen["case"] {
		return nil, wrong("has no {case}")
	}
	b.WriteString("$")
	return regexp.Compile(b.String())
}

// parse reads a file's name by the user's pattern; a name that it does not fit
// is read as others are, and ok is false.
func (o *Options) parse(file string) (n fileName, ok bool) {
	re, err := namePattern(o.NamePattern)
	if re == nil || err != nil { // which check has refused
		return parseName(file), true
	}
	name := withoutEnding(file)
	m := re.FindStringSubmatch(name)
	part := func(name string) string {
		if i := re.SubexpIndex(name); m != nil && i >= 0 {
			return m[i]
		}
		return ""
	}
	language := Options{Language: strings.ReplaceAll(part("language"), "_", "-"), Date: part("date")}
	if n.label = citable(corpus.Label(part("case"))); n.label == "" || language.check() != nil {
		return parseName(file), false
	}
	n.sure, n.language, n.date = true, language.Language, language.Date
	if n.wave = strings.ToLower(part("wave")); n.wave != "" && strings.Trim(n.wave, "0123456789") == "" {
		n.wave = "t" + n.wave // P07.1 would be the first of several documents
	}
	return n, true
}

// citable is a label that a locator can cite, which a bare number is not.
func citable(label string) string {
	if label != "" && strings.Trim(label, "0123456789.-_") == "" {
		return "D" + label
	}
	return label
}
