package intake

import (
	"slices"
	"strings"
)

// A label that names several: CDR / LMP, Ann and Ben.
var jointSigns = []string{"/", "&", "+", " and ", " y ", " e ", " und ", " et "}

// everyone is what stands for all who are there.
var everyone = set(
	"all both everyone everybody several various_speakers multiple_speakers group_response chorus",
	"todos todas ambos ambas varios varias todos_juntos alle beide mehrere tous toutes plusieurs tutti entrambi",
)

// joint makes voices of labels that several speakers share, if each part is a
// speaker's label, and of those for everyone where there are two at least. The
// parts in another order are the same voice.
func joint(groups []*group, byKey map[string]*group) {
	strong := 0
	for _, g := range groups {
		if g.strong && g.into == nil {
			strong++
		}
	}
	known := make(map[string]*group)
	for _, g := range groups {
		key := g.key
		if everyone[key] {
			if strong < 2 || g.n < 1 || g.kind >= noteKind {
				continue
			}
		} else {
			parts := parts(key, byKey)
			if len(parts) < 2 {
				continue
			}
			slices.Sort(parts)
			key = strings.Join(parts, "/")
		}
		if g.n < 1 {
			continue
		}
		g.strong, g.joint = true, true
		if first := known[key]; first != nil {
			g.into = first
		} else {
			known[key] = g
		}
	}
}

// parts are the labels that a label is made of; nil where one of them is no
// speaker's.
func parts(key string, byKey map[string]*group) []string {
	for _, sign := range jointSigns {
		if !strings.Contains(key, sign) {
			continue
		}
		var found []string
		for part := range strings.SplitSeq(key, sign) {
			part = strings.TrimSpace(part)
			if g := byKey[part]; g == nil || !g.strong || g.joint || slices.Contains(found, part) {
				return nil
			}
			found = append(found, part)
		}
		return found
	}
	return nil
}
