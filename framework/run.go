package framework

import "strings"

// RunKind is what a stretch of a summary is.
type RunKind int

// The kinds of run.
const (
	Paraphrase RunKind = iota
	OwnWords           // “between double quotes”: the participant's
	Remark             // [in brackets]: the analyst's
	KeyLocator         // a locator with an asterisk: the place of a key quote
	PlainLocator
)

// Run is a stretch of a summary of one kind. The texts of a summary's runs,
// joined, are the summary.
type Run struct {
	Kind RunKind
	Text string
}
