package intake

import (
	"cmp"

	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/akoma"
	"framewise/corpus/decode/chat"
	"framewise/corpus/decode/doc"
	"framewise/corpus/decode/docx"
	"framewise/corpus/decode/elan"
	"framewise/corpus/decode/epub"
	"framewise/corpus/decode/html"
	"framewise/corpus/decode/mail"
	"framewise/corpus/decode/messenger"
	"framewise/corpus/decode/odt"
	"framewise/corpus/decode/pdf"
	"framewise/corpus/decode/plain"
	"framewise/corpus/decode/praat"
	"framewise/corpus/decode/rtf"
	"framewise/corpus/decode/subtitle"
	"framewise/corpus/decode/tabular"
	"framewise/corpus/decode/talk"
	"framewise/corpus/decode/tei"
)

// Read makes drafts of a file: one for a transcript, one for each respondent
// or document of a table. The error is a [corpus.ErrInvalid] that names the
// file where nothing usable is in it.
func Read(f decode.File, o Options) ([]Draft, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	lim := o.Limits
	if lim == (decode.Limits{}) {
		lim = decode.DefaultLimits
	}
	in, unit, err := Decode(f, o, lim)
	if err != nil {
		return nil, err
	}
	var drafts []Draft
	if in.Table != nil {
		drafts, err = readTable(f, in, o)
	} else {
		drafts, err = transcripts(f, in, unit, o)
	}
	if err != nil {
		return nil, err
	}
	drafts[0].Idle = o.idle(f, in)
	hash := corpus.Hash(f.Content)
	for i := range drafts {
		drafts[i].Document.SourceHash = hash
		if o.Pseudonyms != nil {
			drafts[i].pseudonymise(o.Pseudonyms)
		}
	}
	return drafts, nil
}

// transcripts makes the draft of a file that is one document, or two where it
// is a table of an original and its translation.
func transcripts(f decode.File, in *decode.Decoded, unit string, o Options) ([]Draft, error) {
	g, err := gridOf(f, in.Blocks, o)
	if err != nil {
		return nil, err
	}
	if g == nil || g.translation < 0 {
		d, err := g.transcript(f, in, unit, o)
		return []Draft{d}, err
	}
	original, err := g.transcript(f, in, unit, o.inLanguage(g.header, g.text))
	if err != nil {
		return nil, err
	}
	second, other := *g, *in
	second.text, second.translation = g.translation, g.text
	other.Comments, other.Warnings = nil, nil // which the original has
	translation, err := second.transcript(f, &other, unit, o.translated(g.header, g.translation))
	if err != nil {
		return nil, err
	}
	return append(ofColumn([]Draft{original}, g.header[g.text]),
		ofColumn([]Draft{translation}, g.header[g.translation])...), nil
}

// Decode reads a file with the decoder it is for, found by its content first.
// unit is what the decoder counts blocks in, for messages.
func Decode(f decode.File, o Options, lim decode.Limits) (in *decode.Decoded, unit string, err error) {
	named, _ := o.parse(f.Name)
	text := decode.TextOptions{Encoding: o.Encoding, Language: cmp.Or(o.Language, named.language, o.StudyLanguage)}
	switch decode.Sniff(f.Content, f.Name) {
	case decode.Word:
		in, err = docx.Read(f, lim)
		return in, "paragraph", err
	case decode.OldWord:
		in, err = doc.Read(f, lim)
		return in, "paragraph", err
	case decode.Writer:
		in, err = odt.Read(f, lim)
		return in, "paragraph", err
	case decode.RichText:
		in, err = rtf.Read(f, lim)
		return in, "paragraph", err
	case decode.HTML:
		in, err = html.Read(f, text, lim)
		return in, "paragraph", err
	case decode.EPUB:
		in, err = epub.Read(f, lim)
		return in, "paragraph", err
	case decode.WebVTT, decode.SRT:
		in, err = subtitle.Read(f, text, lim)
		return in, "caption", err
	case decode.CSV, decode.TSV, decode.Excel, decode.Calc:
		in, err = tabular.Read(f, tabular.Options{
			TextOptions: text, Sheet: o.Sheet, Fits: func(t *decode.Table) bool { return fits(f, t, o) },
		}, lim)
		return in, "row", err
	case decode.ELAN:
		in, err = elan.Read(f, elan.Options{Tiers: o.Tiers}, lim)
		return in, "annotation", err
	case decode.TextGrid:
		in, err = praat.Read(f, praat.Options{TextOptions: text, Tiers: o.Tiers}, lim)
		return in, "interval", err
	case decode.CHAT:
		in, err = chat.Read(f, text, lim)
		return in, "line", err
	case decode.Talk:
		in, err = talk.Read(f, text, lim)
		return in, "entry", err
	case decode.Mail:
		in, err = mail.Read(f, text, lim)
		return in, "message", err
	case decode.Messenger:
		in, err = messenger.Read(f, text, lim)
		return in, "message", err
	case decode.TEI:
		in, err = tei.Read(f, lim)
		return in, "paragraph", err
	case decode.Akoma:
		in, err = akoma.Read(f, lim)
		return in, "paragraph", err
	case decode.PDF:
		in, err = pdf.Read(f, pdf.Options{Via: o.PDFVia}, lim)
		return in, "paragraph", err
	case decode.Unknown:
		if err := decode.Refuse(f); err != nil {
			return nil, "", err
		}
	}
	in, err = plain.Read(f, text, lim)
	return in, "line", err
}
