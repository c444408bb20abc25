package epub

import (
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
)

// papers is what is printed on the pages of the printed edition, by the part
// and the element that each begins at, as the book's navigation lists them. A
// page that begins with the part begins at no element.
type papers map[string]map[string]string

// papers reads the lists of pages. The first list that has some counts.
func (b *book) papers() (papers, error) {
	for _, part := range b.lists {
		if !b.zip.Has(part) {
			continue
		}
		content, err := b.zip.Read(part)
		if err != nil {
			return nil, err
		}
		if found := listed(string(content), path.Dir(part), b.lim.Parts); len(found) > 0 {
			return found, nil
		}
	}
	return nil, nil
}

// listed reads a list of at most so many pages: of EPUB 3, <nav
// epub:type="page-list"> with links, and of EPUB 2, <pageTarget> with a label
// and a place.
func listed(content, dir string, most int) papers {
	found := papers{}
	in, linked := false, false
	href := ""
	var label strings.Builder
	add := func() {
		if label.Len() == 0 || href == "" || most <= 0 {
			return
		}
		most--
		part := within(dir, href)
		_, element, _ := strings.Cut(href, "#")
		if plain, err := url.PathUnescape(element); err == nil {
			element = plain
		}
		if found[part] == nil {
			found[part] = map[string]string{}
		}
		found[part][element] = strings.TrimSpace(label.String())
	}
	z := html.NewTokenizer(strings.NewReader(content))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return found
		case html.TextToken:
			if in && linked && label.Len() < 100 {
				label.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if kind == html.SelfClosingTagToken {
				z.NextIsNotRawText() // <title/> ends itself
			}
			t := z.Token()
			switch t.Data {
			case "nav":
				kinds := " " + attribute(t, "epub:type") + " " + attribute(t, "role") + " "
				in = strings.Contains(kinds, " page-list ") || strings.Contains(kinds, " doc-pagelist ")
			case "pagetarget":
				in, href = true, ""
				label.Reset()
			case "content":
				href = attribute(t, "src")
			case "a":
				href, linked = attribute(t, "href"), true
				label.Reset()
			case "text":
				linked = true
			}
		case html.EndTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "nav":
				in = false
			case "pagetarget":
				add()
				in = false
			case "a":
				if in {
					add()
				}
				linked = false
			case "text":
				linked = false
			}
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
