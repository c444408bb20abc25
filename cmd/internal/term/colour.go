package term

const (
	reset  = "\x1b[0m"
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	mark   = "\x1b[1;4m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	cyan   = "\x1b[36m"
	green  = "\x1b[32m"
	orange = "\x1b[33m"
)

// Style is how a piece of the answer looks where colour is written.
type Style string

// The styles.
const (
	Plain  Style = ""
	Strong Style = bold
	Faint  Style = dim
	Place  Style = cyan   // a locator
	Good   Style = green  // a positive stance
	Bad    Style = orange // a negative stance
)

// Styled dresses a piece of the answer. Styles never carry meaning alone.
func (t *Terminal) Styled(s string, style Style) string {
	if !t.OutColour || style == Plain || s == "" {
		return s
	}
	return string(style) + s + reset
}

// Marked marks a match: bold and underlined where colour is written, else
// between asterisks.
func (t *Terminal) Marked(s string) string {
	if t.OutColour {
		return mark + s + reset
	}
	return "**" + s + "**"
}
