package intake

import (
	"time"

	"golang.org/x/text/language"

	"framewise/corpus"
	"framewise/corpus/decode/pdf"
)

// Check reports an option that cannot be, as a [corpus.ErrInvalid], before any
// file is read.
func (o Options) Check() error { return o.check() }

// check refuses a date that is no day, a language that nobody knows and a
// reader of PDFs or a pattern of names that there is not, and writes the language as BCP 47 has it.
func (o *Options) check() error {
	if o.Date != "" {
		if _, err := time.Parse(time.DateOnly, o.Date); err != nil {
			return corpus.Errorf(corpus.ErrInvalid, "%q is no date", o.Date).
				WithHint("write the year, the month and the day of the interview: 2026-04-30")
		}
	}
	if _, err := namePattern(o.NamePattern); err != nil {
		return err
	}
	if err := (pdf.Options{Via: o.PDFVia}).Check(); err != nil {
		return err
	}
	if o.Language == "" {
		return nil
	}
	tag, err := language.Raw.Parse(o.Language)
	base, sure := tag.Base()
	if err != nil || sure != language.Exact || base.String() == "und" {
		return corpus.Errorf(corpus.ErrInvalid, "%q is no language", o.Language).
			WithHint("write its code, and the country's where it matters: en, es, es-CL, pt-BR")
	}
	o.Language = tag.String()
	return nil
}
