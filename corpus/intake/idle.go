package intake

import "framewise/corpus/decode"

// idle lists the options that are set and say nothing of a file, by the names
// that the command line has for them.
func (o *Options) idle(f decode.File, in *decode.Decoded) (names []string) {
	format := decode.Sniff(f.Content, f.Name)
	table := in.Table != nil
	for _, option := range []struct {
		name string
		idle bool
	}{
		{"speaker-column", o.SpeakerColumn != "" && !table && !hasRows(in.Blocks)},
		{"text-column", o.TextColumn != "" && !table && !hasRows(in.Blocks)},
		{"translation-column", o.TranslationColumn != "" && !table && !hasRows(in.Blocks)},
		{"time-column", o.TimeColumn != "" && !table && !hasRows(in.Blocks)},
		{"case-column", o.CaseColumn != "" && !table},
		{"label-column", o.LabelColumn != "" && !table},
		{"layout", o.Layout != "" && !table},
		{"sheet", o.Sheet != "" && format != decode.Excel && format != decode.Calc},
		{"speakers", o.Speakers != "" && table},
		{"tier", len(o.Tiers) > 0 && format != decode.ELAN && format != decode.TextGrid},
		{"pdf-via", o.PDFVia != "" && format != decode.PDF},
	} {
		if option.idle {
			names = append(names, option.name)
		}
	}
	return names
}

// Chooses says whether the options choose one of several texts that a file may
// hold: a worksheet, a column or tiers.
func (o *Options) Chooses() bool {
	return o.Sheet != "" || o.TextColumn != "" || o.TranslationColumn != "" || len(o.Tiers) > 0
}

// hasRows says whether there is a table within a text.
func hasRows(blocks []decode.Block) bool {
	for i := range blocks {
		if blocks[i].Cells > 1 {
			return true
		}
	}
	return false
}
