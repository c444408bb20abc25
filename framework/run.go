package framework

// RunKind is what a stretch of a summary is.
type RunKind int

// The kinds of run. The conventions are those of Ritchie, Spencer and O'Connor
// (2003), Box 9.5: own words, paraphrase and analyst's comment look different.
const (
	Paraphrase RunKind = iota
	OwnWords           // “between double quotes”: the participant's
	Remark             // [in brackets]: the analyst's
	Place              // a locator
	KeyPlace           // a locator with an asterisk: the place of a key quote
)

// Run is a stretch of a summary of one kind. The texts of a summary's runs,
// joined, are the summary.
type Run struct {
	Kind RunKind
	Text string
}
