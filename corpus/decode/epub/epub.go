package epub

import (
	"encoding/xml"
	"net/url"
	"path"
	"slices"
	"strings"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/html"
)

// Read reads a book. An error means that there is no usable text, and why.
func Read(f decode.File, lim decode.Limits) (*decode.Decoded, error) {
	z, err := decode.OpenZip(f, lim)
	if err != nil {
		return nil, err
	}
	b := book{file: f, zip: z, lim: lim}
	pages, err := b.spine()
	if err != nil {
		return nil, err
	}
	if err := b.unlocked(pages); err != nil {
		return nil, err
	}
	papers, err := b.papers()
	if err != nil {
		return nil, err
	}
	d := html.NewDocument(f.Name, lim)
	var warnings []decode.Warning
	missing := 0
	for _, page := range pages {
		if !z.Has(page) {
			missing++
			continue
		}
		content, err := z.Read(page)
		if err != nil {
			return nil, err
		}
		if len(content) == 0 {
			continue
		}
		text, w, err := html.Text(decode.File{Name: f.Name, Content: content}, decode.TextOptions{}, lim)
		if err != nil {
			return nil, err
		}
		for _, warning := range w {
			warnings = append(warnings, decode.Warnf(page, "%s", warning.Message))
		}
		if err := d.Add(text, papers[page]); err != nil {
			return nil, err
		}
	}
	out, err := d.Decoded()
	if err != nil {
		return nil, err
	}
	if missing > 0 {
		warnings = append(warnings, decode.Warnf("", "%s missing from the book",
			decode.Plural(missing, "page is", "pages are")))
	}
	out.Warnings = append(warnings, out.Warnings...)
	return out, nil
}

// book is an opened book.
type book struct {
	file  decode.File
	zip   *decode.Zip
	lim   decode.Limits
	lists []string // parts that may list the pages of the printed edition
}

// each calls fn for every element of a part.
func (b *book) each(part string, fn func(e xml.StartElement)) error {
	r, err := b.zip.Open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	x := decode.NewXML(r, b.file.Name, part, b.lim)
	return x.Elements(func(e xml.StartElement) error { fn(e); return nil })
}

// spine lists the parts that are the book's pages, in the order of reading.
func (b *book) spine() ([]string, error) {
	root := ""
	err := b.each("META-INF/container.xml", func(e xml.StartElement) {
		if e.Name.Local == "rootfile" && root == "" {
			root = decode.Attr(e, "full-path")
		}
	})
	if err != nil {
		return nil, err
	}
	items := map[string]string{}
	var pages []string
	err = b.each(root, func(e xml.StartElement) {
		switch e.Name.Local {
		case "item":
			if kind := decode.Attr(e, "media-type"); strings.Contains(kind, "html") || strings.Contains(kind, "oeb1") {
				items[decode.Attr(e, "id")] = within(path.Dir(root), decode.Attr(e, "href"))
			}
			if slices.Contains(strings.Fields(decode.Attr(e, "properties")), "nav") ||
				decode.Attr(e, "media-type") == "application/x-dtbncx+xml" {
				b.lists = append(b.lists, within(path.Dir(root), decode.Attr(e, "href")))
			}
		case "itemref":
			if page, ok := items[decode.Attr(e, "idref")]; ok {
				pages = append(pages, page)
				delete(items, decode.Attr(e, "idref")) // once
			}
		}
	})
	if err == nil && len(pages) == 0 {
		err = corpus.Errorf(corpus.ErrInvalid, "%s has no pages to read", b.file.Name).
			WithHint("open it and copy its text into a .txt or .docx")
	}
	return pages, err
}

// within resolves a reference of the package file to a part's name.
func within(dir, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return strings.TrimPrefix(path.Join("/", dir, href), "/")
}

// unlocked refuses a book of which a page is encrypted. Fonts often are.
func (b *book) unlocked(pages []string) error {
	const part = "META-INF/encryption.xml"
	if !b.zip.Has(part) {
		return nil
	}
	locked := map[string]bool{}
	err := b.each(part, func(e xml.StartElement) {
		if e.Name.Local == "CipherReference" {
			locked[within("", decode.Attr(e, "URI"))] = true
		}
	})
	if err != nil {
		return err
	}
	for _, page := range pages {
		if locked[page] {
			return corpus.Errorf(corpus.ErrInvalid, "%s is copy-protected", b.file.Name).
				WithHint("ask its publisher for the text")
		}
	}
	return nil
}
