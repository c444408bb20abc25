package docx

import (
	"encoding/xml"
	"strconv"
	"strings"

	"framewise/corpus/decode"
)

// pages is how many pages the document says that it has; 0 where it does not.
// Of the document's properties nothing else is looked at, and properties that
// can't be read are none.
func (p *pack) pages() int {
	const part = "docProps/app.xml" // as every program calls it
	if !p.zip.Has(part) {
		return 0
	}
	n := 0
	err := p.each(part, func(x *decode.XML, e xml.StartElement) error {
		if e.Name.Local != "Pages" {
			return nil
		}
		t, err := x.Token()
		if digits, ok := t.(xml.CharData); ok {
			n, _ = strconv.Atoi(strings.TrimSpace(string(digits)))
		}
		return err
	})
	if err != nil {
		return 0
	}
	return n
}
