package decode

import (
	"encoding/xml"

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
	return x.Elements(func(e xml.StartElement) error {
		if e.Name.Local == "encryption-data" {
			return corpus.Errorf(corpus.ErrInvalid, "%s is password-protected", f.Name).
				WithHint("open it in LibreOffice and save it without a password")
		}
		return nil
	})
}
