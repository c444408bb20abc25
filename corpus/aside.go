package corpus

// An aside is what a transcriber notes among the words: (laughs), [pause],
// [inaudible 00:03], ((telephone rings)), (2.5). In parentheses only the words
// for noises, pauses and what can't be heard are one, as people speak in
// parentheses too; a number there is the length of a pause, as in Jefferson's
// transcription. In braces everything is one, as in {vocalsound}.
var asidePattern = compileLater(`\(\([^()\n]{1,120}\)\)|\[[^\[\]\n]{1,80}\]|\{[^{}\n]{1,80}\}|` +
	`\((?:\.{1,3}|…|\d{1,2}(?:[.,]\d{1,2})?\s?(?:s|sec|secs|seconds?|segundos?|sek|min)?\.?|(?i:` +
	`(?:he |she |they |both |all |se |beide )?` +
	`(?:laugh\pL*|giggl\pL*|chuckl\pL*|sigh\pL*|cry|cries|crying|sob\pL*|cough\pL*|sniff\pL*|whisper\pL*|pauses?|long pause|` +
	`short pause|silence|inaudible|unintelligible|unclear|indistinct|crosstalk|overlap\pL*|noise|applau\pL*|cheers|` +
	`ri[eé]\pL*|r[ií]e|r[ií]en|risas?|risos?|pausas?|pausa larga|silencio|silêncio|suspir\pL*|llor\pL*|llanto|tos|tose|susurr\pL*|` +
	`inaudible|inaudível|ininteligible|ininteligível|ruidos?|chora\pL*|aplau\pL*|rialles|riu|` +
	`lacht|lachen|lacht kurz|pause|schweig\pL*|seufz\pL*|weint|hustet|unverst\pL*|beifall|heiterkeit|rires?|rit|soupir\pL*|pleur\pL*|silence)` +
	`(?:[ ,;][^()\n]{0,40})?\.?))\)`)

// Asides are the places of the asides in a text, in bytes, in order.
func Asides(s string) [][]int { return asidePattern().FindAllStringIndex(s, -1) }
