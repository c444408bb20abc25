package framework

import (
	"slices"

	"framewise/codebook"
	"framewise/codebook/codefile"
	"framewise/corpus"
)

// FromFile makes the records that a codebook file describes. Codes that old
// has under the same key keep their identifiers, so that what was coded with
// them stays coded; the others get new ones. old is nil for a new framework.
//
// gone lists the codes of old that the file no longer has. They are in codes
// too, retired: a coding is never left without its code.
func FromFile(f *codefile.File, old *Framework, oldCodes []codebook.Code) (fw Framework, codes, gone []codebook.Code) {
	if old != nil {
		fw.ID = old.ID
	} else {
		fw.ID = corpus.NewID[codebook.FrameworkID]()
	}
	fw.Name, fw.Title, fw.Version, fw.Note = f.Framework, f.Title, f.Version, f.Note
	fw.Citation, fw.DOI, fw.Language, fw.Stances = f.Citation, f.DOI, f.Language, f.Stance
	if len(f.Polarity) > 0 {
		fw.StanceLabels = make(map[codebook.Stance]string, len(f.Polarity))
		for stance, label := range f.Polarity {
			fw.StanceLabels[codebook.Stance(stance)] = label
		}
	}
	if f.Rating != nil {
		fw.Rating = &Rating{Name: f.Rating.Name}
		for _, step := range f.Rating.Values {
			fw.Rating.Values = append(fw.Rating.Values, RatingValue(step))
		}
	}

	ids := make(map[string]codebook.CodeID)
	for _, c := range oldCodes {
		ids[c.Key] = c.ID
	}
	merged := make(map[string]string)
	var add func(parent codebook.CodeID, origin codebook.Origin, entries []codefile.Entry)
	add = func(parent codebook.CodeID, origin codebook.Origin, entries []codefile.Entry) {
		for i, e := range entries {
			if ids[e.ID] == "" {
				ids[e.ID] = corpus.NewID[codebook.CodeID]()
			}
			c := codebook.Code{
				ID: ids[e.ID], Framework: fw.ID, Key: e.ID, Parent: parent, Position: i,
				Number: e.Number, Name: e.Name, Definition: e.Definition, Include: e.Include,
				Exclude: e.Exclude, Example: e.Example, Colour: e.Colour, Other: e.Other,
				Origin: e.Origin, Status: e.Status,
			}
			if c.Origin == "" {
				c.Origin = origin
			}
			if c.Status == "" {
				c.Status = codebook.Active
			}
			if e.MergedInto != "" {
				merged[e.ID] = e.MergedInto
			}
			codes = append(codes, c)
			add(c.ID, c.Origin, e.Codes)
		}
	}
	add("", codebook.APriori, f.Codes)
	for i, c := range codes {
		if into := merged[c.Key]; into != "" {
			codes[i].MergedInto = ids[into]
		}
	}
	for _, c := range oldCodes {
		if slices.ContainsFunc(codes, func(n codebook.Code) bool { return n.ID == c.ID }) {
			continue
		}
		if c.Status == codebook.Active {
			c.Status = codebook.Retired
		}
		gone = append(gone, c)
	}
	for _, c := range gone {
		if !slices.ContainsFunc(codes, func(n codebook.Code) bool { return n.ID == c.Parent }) &&
			!slices.ContainsFunc(gone, func(n codebook.Code) bool { return n.ID == c.Parent }) {
			c.Parent = ""
		}
		c.Position += 1000 // behind those that the file has
		codes = append(codes, c)
	}
	return fw, codes, gone
}

// ToFile describes a framework as a codebook file.
func ToFile(fw Framework, tree *codebook.Tree) *codefile.File {
	f := &codefile.File{
		Framework: fw.Name, Title: fw.Title, Version: fw.Version, Citation: fw.Citation, DOI: fw.DOI,
		Note: fw.Note, Language: fw.Language, Stance: fw.Stances,
	}
	if len(fw.StanceLabels) > 0 {
		f.Polarity = make(map[string]string, len(fw.StanceLabels))
		for stance, label := range fw.StanceLabels {
			f.Polarity[string(stance)] = label
		}
	}
	if fw.Rating != nil {
		f.Rating = &codefile.Rating{Name: fw.Rating.Name}
		for _, v := range fw.Rating.Values {
			f.Rating.Values = append(f.Rating.Values, codefile.Step(v))
		}
	}
	var entries func(parent codebook.CodeID) []codefile.Entry
	entries = func(parent codebook.CodeID) []codefile.Entry {
		var list []codefile.Entry
		for _, c := range tree.Children(parent) {
			e := codefile.Entry{
				ID: c.Key, Number: c.Number, Name: c.Name, Other: c.Other, Definition: c.Definition,
				Include: c.Include, Exclude: c.Exclude, Example: c.Example, Colour: c.Colour, Origin: c.Origin,
				Codes: entries(c.ID),
			}
			if c.Status != codebook.Active {
				e.Status = c.Status
			}
			if into, ok := tree.Code(c.MergedInto); ok {
				e.MergedInto = into.Key
			}
			list = append(list, e)
		}
		return list
	}
	f.Codes = entries("")
	return f
}
