package decode

import (
	"encoding/xml"
	"errors"
	"io"

	"framewise/corpus"
)

// Unlocked refuses an OpenDocument file that its manifest calls encrypted.
func Unlocked(z *Zip, f File, lim Limits) error {
	const manifest = "META-INF/manifest.xml"
	if !z.Has(manifest) {
		return nil
	}
	r, err := z.Open(manifest)
	if err != nil {
		return err
	}
	defer r.Close()
	x := NewXML(r, f.Name, manifest, lim)
	for {
		t, err := x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "encryption-data" {
			return corpus.Errorf(corpus.ErrInvalid, "%s is password-protected", f.Name).
				WithHint("open it in LibreOffice and save it without a password")
		}
	}
}
