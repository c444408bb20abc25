package decode

import (
	"strings"

	"golang.org/x/net/html"
)

// paragraphTags are the elements of HTML that stand on lines of their own.
var paragraphTags = set("p div br li ul ol tr table blockquote pre h1 h2 h3 h4 h5 h6 hr " +
	"section article dt dd")

// unseenTags are the elements whose text nobody sees.
var unseenTags = set("script style head title template noscript")

// Markup is the text of a piece of HTML, as forums and mail programs write it:
// a paragraph a line. What a quotation (blockquote) holds is left out and
// counted.
func Markup(s string) (text string, quotes int) {
	var out []string
	var p Prose
	line := func() {
		if p.Len() > 0 {
			out = append(out, p.Take())
		}
	}
	hidden, quoted := 0, 0
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch t := z.Next(); t {
		case html.ErrorToken:
			line()
			return strings.Join(out, "\n"), quotes
		case html.TextToken:
			if hidden == 0 && quoted == 0 {
				p.Write(string(z.Text()))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := string(name)
			if paragraphTags[tag] {
				line()
			}
			step := 1
			if t == html.EndTagToken {
				step = -1
			} else if t == html.SelfClosingTagToken {
				step = 0
			}
			switch {
			case unseenTags[tag]:
				hidden = max(hidden+step, 0)
			case tag == "blockquote":
				if quoted == 0 && step == 1 {
					quotes++
				}
				quoted = max(quoted+step, 0)
			}
		}
	}
}

// IsMarkup says whether a text is a piece of HTML rather than one with angle
// brackets in it.
func IsMarkup(s string) bool {
	lower := strings.ToLower(s[:min(len(s), 4096)])
	for _, tag := range []string{"<p>", "<p ", "<br", "</p>", "<div", "<span", "<html", "<body", "</a>"} {
		if strings.Contains(lower, tag) {
			return true
		}
	}
	return false
}
