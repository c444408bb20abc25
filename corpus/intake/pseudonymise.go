package intake

import (
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/pseudonym"
)

// pseudonymise puts pseudonyms into everything that will be stored of a draft,
// and into what is told of it. Spans are carried along.
func (d *Draft) pseudonymise(k *pseudonym.Key) {
	in := func(s string) string { return k.Replace(s).Text }
	label := func(s string) string {
		if r := k.Replace(s); len(r.Changes) > 0 {
			return corpus.Label(r.Text)
		}
		return s
	}
	r := k.Replace(d.Text)
	d.Replaced = &r
	d.Text = r.Text
	doc := &d.Document
	doc.Pseudonymised = true
	doc.TextHash = corpus.Hash(d.Text)
	doc.Convention = in(doc.Convention) // a pattern may spell the speakers out
	doc.Label, doc.Source, doc.Part = label(doc.Label), in(doc.Source), in(doc.Part)
	for i := range doc.Speakers {
		doc.Speakers[i].Label = in(doc.Speakers[i].Label)
	}
	for _, spellings := range d.also {
		for i := range spellings {
			spellings[i] = in(spellings[i])
		}
	}
	for i := range doc.Turns {
		t := &doc.Turns[i]
		t.Span, t.Heading = r.Carry(t.Span), in(t.Heading)
	}
	for i := range d.skipped {
		d.skipped[i] = r.Carry(d.skipped[i])
	}
	d.Case = label(d.Case)
	for i, c := range d.SpeakerCases {
		d.SpeakerCases[i] = label(c)
	}
	for i := range d.Comments {
		c := &d.Comments[i]
		c.Span, c.Text = r.Carry(c.Span), in(c.Text)
	}
	for i, p := range d.Properties {
		d.Properties[i] = [2]string{p[0], in(p[1])}
	}
	for _, fields := range [][][2]string{d.Head, doc.Properties} {
		for i, f := range fields {
			fields[i] = [2]string{f[0], in(f[1])}
		}
	}
	for name, value := range d.Attributes {
		d.Attributes[name] = in(value)
	}
	for i := range d.Assumed {
		d.Assumed[i] = in(d.Assumed[i])
	}
	for i := range d.shared {
		d.shared[i] = in(d.shared[i])
	}
	for i, w := range d.Warnings {
		d.Warnings[i] = decode.Warning{Place: w.Place, Message: in(w.Message)}
	}
}
