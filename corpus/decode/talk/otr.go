package talk

import (
	"strings"

	"golang.org/x/net/html"

	"framewise/corpus/decode"
)

// stamped recognises the HTML of oTranscribe by its time stamps.
func stamped(text string) bool { return strings.Contains(text, `class="timestamp"`) }

// oTranscribe reads the HTML that oTranscribe keeps in its JSON: a paragraph or
// line is a block, and a time stamp stands in it as [1:02].
func (x *extract) oTranscribe(text string) error {
	var p decode.Prose
	n := 0
	flush := func() error {
		if p.Len() == 0 {
			return nil
		}
		n++
		return x.g.Add(decode.Block{Text: p.Take(), Line: n})
	}
	z := html.NewTokenizer(strings.NewReader(text))
	stamp := false
	for {
		switch t := z.Next(); t {
		case html.ErrorToken:
			return flush()
		case html.TextToken:
			s := strings.ReplaceAll(string(z.Text()), "\u00a0", " ")
			if stamp {
				if s = strings.TrimSpace(s); s != "" {
					s = " [" + s + "] "
				}
			}
			p.Write(s)
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, more := z.TagName()
			switch string(name) {
			case "p", "div", "br", "li":
				if err := flush(); err != nil {
					return err
				}
			case "span":
				stamp = false
				for more && t == html.StartTagToken {
					var key, value []byte
					key, value, more = z.TagAttr()
					stamp = stamp || string(key) == "class" && string(value) == "timestamp"
				}
			}
		}
	}
}
