package project

import "framewise/corpus"

// partners keeps a translation and its original together: the pairs of turns
// follow the new numbers, and what lies between them is aligned anew.
func (r *reviser) partners() error {
	number := renumbering(&r.document, &r.next, r.carry)
	if number == nil {
		return nil
	}
	all, err := allDocuments(r.ctx, r.tx)
	if err != nil {
		return err
	}
	for _, other := range all {
		original, translation := other, r.next
		if other.TranslationOf == r.next.ID {
			original, translation = r.next, other
		} else if r.next.TranslationOf != other.ID {
			continue
		}
		was := translation
		var pairs []corpus.TurnPair
		if _, fit := corpus.AlignTurns(&original, &translation); fit < 1 || len(translation.Alignment) > 0 {
			pairs, err = corpus.AlignBetween(&original, &translation, r.knownPairs(&other, number), false)
			if err != nil { // turns that changed their order
				pairs, _ = corpus.AlignTurns(&original, &translation)
			}
		} else {
			pairs = translation.Pairs(&original)
		}
		joinTranslation(&translation, &original, pairs)
		if translation.Label != was.Label {
			if r.renamed == nil {
				r.renamed = make(map[corpus.DocumentID]string)
			}
			r.renamed[translation.ID] = translation.Label
			r.warn("its turns and those of its translation have other numbers now: the translation is cited as %s:1", translation.Label)
		}
		if err := r.tx.PutDocument(r.ctx, translation); err != nil {
			return err
		}
		if translation.ID == r.next.ID {
			r.next = translation
		}
	}
	return nil
}

// knownPairs are the pairs of one turn with one that stood beside each other
// before, with the numbers that they have now, in order.
func (r *reviser) knownPairs(other *corpus.Document, number func(corpus.Locator) (corpus.Locator, bool)) []corpus.TurnPair {
	pairs := other.Pairs(&r.document)
	if r.document.TranslationOf == other.ID {
		pairs = r.document.Pairs(other)
	}
	var known []corpus.TurnPair
	last := corpus.TurnPair{}
	for _, p := range pairs {
		if !p.Single() {
			continue
		}
		mine := &p.Original
		if r.document.TranslationOf == other.ID {
			mine = &p.Translation
		}
		if mine.First > len(r.document.Turns) {
			continue
		}
		now, ok := number(corpus.Locator{First: mine.First, Last: mine.Last})
		if !ok || now.First != now.Last {
			continue
		}
		mine.First, mine.Last = now.First, now.Last
		if p.Original.First > last.Original.Last && p.Translation.First > last.Translation.Last {
			known, last = append(known, p), p
		}
	}
	return known
}
