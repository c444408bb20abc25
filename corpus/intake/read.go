package intake

import (
	"framewise/corpus/decode"
	"framewise/corpus/decode/docx"
	"framewise/corpus/decode/plain"
	"framewise/corpus/decode/subtitle"
	"framewise/corpus/decode/tabular"
)

// Read makes drafts of a file: one for a transcript, one for each respondent
// or document of a table. The error is a [corpus.ErrInvalid] that names the
// file where nothing usable is in it.
func Read(f decode.File, o Options) ([]Draft, error) {
	lim := o.Limits
	if lim == (decode.Limits{}) {
		lim = decode.DefaultLimits
	}
	in, err := decoded(f, o, lim)
	if err != nil {
		return nil, err
	}
	if in.Table != nil {
		return readTable(f, in, o)
	}
	d, err := transcript(f, in, o)
	if err != nil {
		return nil, err
	}
	return []Draft{d}, nil
}

func decoded(f decode.File, o Options, lim decode.Limits) (*decode.Decoded, error) {
	text := decode.TextOptions{Encoding: o.Encoding, Language: o.Language}
	switch decode.Sniff(f.Content, f.Name) {
	case decode.PlainText, decode.Markdown:
		return plain.Read(f, text, lim)
	case decode.Word:
		return docx.Read(f, lim)
	case decode.WebVTT, decode.SRT:
		return subtitle.Read(f, text, lim)
	case decode.CSV, decode.TSV, decode.Excel:
		return tabular.Read(f, tabular.Options{TextOptions: text, Sheet: o.Sheet}, lim)
	}
	if err := decode.Refuse(f); err != nil {
		return nil, err
	}
	return plain.Read(f, text, lim)
}
