package framework

import (
	"strings"
	"time"

	"framewise/codebook"
	"framewise/corpus"
)

// Project is one study.
type Project struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Framework is the one in use; empty in a project that has none yet.
	Framework codebook.FrameworkID `json:"framework,omitempty"`
	Language  string               `json:"language,omitempty"` // of documents that name none, BCP 47
	Created   time.Time            `json:"created"`
}

// Framework is a named, versioned set of codes with the scales its users
// judge by. Its codes are [codebook.Code] records.
type Framework struct {
	ID       codebook.FrameworkID `json:"id"`
	Name     string               `json:"name"` // unique in a project: watson
	Title    string               `json:"title"`
	Version  string               `json:"version,omitempty"`
	Note     string               `json:"note,omitempty"` // on this version: after meeting 3
	Citation string               `json:"citation,omitempty"`
	DOI      string               `json:"doi,omitempty"`
	Language string               `json:"language,omitempty"`
	// Stances are the stances in use; none means all four.
	Stances []codebook.Stance `json:"stances,omitempty"`
	// StanceLabels are the framework's own words for stances: barrier for
	// negative.
	StanceLabels map[codebook.Stance]string `json:"stance_labels,omitempty"`
	Rating       *Rating                    `json:"rating,omitempty"`
}

// Rating is a scale for cells, as CFIR's −2 to +2.
type Rating struct {
	Name   string        `json:"name"`
	Values []RatingValue `json:"values"` // in the scale's order
}

// RatingValue is one step of a [Rating].
type RatingValue struct {
	Value string `json:"value"`
	Label string `json:"label,omitempty"`
}

// Validate reports what makes the framework unusable, as a
// [corpus.ErrInvalid].
func (f *Framework) Validate() error {
	if f.ID == "" {
		return corpus.Errorf(corpus.ErrInvalid, "a framework without an identifier")
	}
	if f.Name == "" || strings.ContainsAny(f.Name, ": \t\n/\\") {
		return corpus.Errorf(corpus.ErrInvalid, "%q can't be a framework's name", f.Name).
			WithHint("use letters, digits and hyphens, like watson")
	}
	return nil
}

// StanceLabel is the framework's word for a stance.
func (f *Framework) StanceLabel(s codebook.Stance) string {
	if label := f.StanceLabels[s]; label != "" {
		return label
	}
	return string(s)
}
