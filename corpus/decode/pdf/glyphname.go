package pdf

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// accents are the second halves of glyph names: eacute, scaron, gcommaaccent.
var accents = map[string]string{
	"acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308", "tilde": "\u0303",
	"ring": "\u030A", "caron": "\u030C", "cedilla": "\u0327", "ogonek": "\u0328", "macron": "\u0304",
	"breve": "\u0306", "dotaccent": "\u0307", "hungarumlaut": "\u030B", "commaaccent": "\u0327",
	"dotbelow": "\u0323", "hookabove": "\u0309", "horn": "\u031B",
}

// glyphs are the names of glyphs that follow no rule, name and character in
// turn.
var glyphs = func() map[string]string {
	m := map[string]string{}
	fields := strings.Fields(`space \u0020 exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle '
quoteright ’ quoteleft ‘ parenleft ( parenright ) asterisk * plus + comma , hyphen - minus − period . slash /
zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater >
question ? at @ bracketleft [ backslash \ bracketright ] asciicircum ^ underscore _ grave \u0060 braceleft { bar |
braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ fraction ⁄ yen ¥ florin ƒ section § currency ¤
quotedblleft “ guillemotleft « guilsinglleft ‹ guilsinglright › fi fi fl fl ff ff ffi ffi ffl ffl endash –
dagger † daggerdbl ‡ periodcentered · paragraph ¶ bullet • quotesinglbase ‚ quotedblbase „ quotedblright ”
guillemotright » ellipsis … perthousand ‰ questiondown ¿ acute ´ circumflex ˆ tilde ˜ macron ¯ breve ˘ dotaccent ˙
dieresis ¨ ring ˚ cedilla ¸ hungarumlaut ˝ ogonek ˛ caron ˇ emdash — AE Æ ordfeminine ª Lslash Ł Oslash Ø OE Œ
ordmasculine º ae æ dotlessi ı dotlessj ȷ lslash ł oslash ø oe œ germandbls ß longs ſ Eth Ð eth ð Thorn Þ thorn þ
Dcroat Đ dcroat đ Hbar Ħ hbar ħ Tbar Ŧ tbar ŧ Eng Ŋ eng ŋ kgreenlandic ĸ Idot İ ldot ŀ Ldot Ŀ napostrophe ŉ
onesuperior ¹ twosuperior ² threesuperior ³ onehalf ½ onequarter ¼ threequarters ¾ brokenbar ¦ copyright ©
registered ® trademark ™ degree ° plusminus ± multiply × divide ÷ logicalnot ¬ mu µ Euro € euro € notequal ≠
lessequal ≤ greaterequal ≥ infinity ∞ summation ∑ product ∏ integral ∫ radical √ partialdiff ∂ approxequal ≈
lozenge ◊ arrowleft ← arrowup ↑ arrowright → arrowdown ↓ arrowboth ↔ checkmark ✓ heart ♥ nbspace \u00a0
nonbreakingspace \u00a0 sfthyphen \u00ad softhyphen \u00ad hyphentwo ‐ figuredash ‒ horizontalbar ― minute ′
second ″ estimated ℮ numero № afii61352 № afii00208 ― afii61289 ℓ
Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π
Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η
theta θ iota ι kappa κ lambda λ nu ν xi ξ omicron ο pi π rho ρ sigma σ sigma1 ς tau τ upsilon υ phi φ chi χ psi ψ
omega ω Alphatonos Ά Epsilontonos Έ Etatonos Ή Iotatonos Ί Omicrontonos Ό Upsilontonos Ύ Omegatonos Ώ alphatonos ά
epsilontonos έ etatonos ή iotatonos ί omicrontonos ό upsilontonos ύ omegatonos ώ iotadieresis ϊ upsilondieresis ϋ
iotadieresistonos ΐ upsilondieresistonos ΰ tonos ΄ dieresistonos ΅`)
	for i := 0; i+1 < len(fields); i += 2 {
		s := fields[i+1]
		if strings.HasPrefix(s, `\u`) {
			n, _ := strconv.ParseUint(s[2:], 16, 32)
			s = string(rune(n))
		}
		m[fields[i]] = s
	}
	// The series of Cyrillic and Hebrew.
	series := func(from int, letters string) {
		for _, r := range letters {
			m["afii"+strconv.Itoa(from)] = string(r)
			from++
		}
	}
	series(10017, "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҐЂЃЄЅІЇЈЉЊЋЌЎ")
	series(10065, "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґђѓєѕіїјљњћќў")
	m["afii10145"], m["afii10193"] = "Џ", "џ"
	series(57664, "אבגדהוזחטיךכלםמןנסעףפץצקרשת")
	series(57409, "ءآأؤإئابةتثجحخدذرزسشصضطظعغ")
	series(57440, "ـفقكلمنهوىي")
	series(57392, "٠١٢٣٤٥٦٧٨٩")
	m["afii57388"], m["afii57403"], m["afii57407"] = "،", "؛", "؟"
	return m
}()

// glyphText is what a glyph's name stands for (Adobe Glyph List specification),
// or nothing.
func glyphText(glyph string) string {
	if s, ok := glyphs[glyph]; ok {
		return s
	}
	base, _, _ := strings.Cut(glyph, ".")
	if base == "" {
		return ""
	}
	if s, ok := glyphs[base]; ok {
		return s
	}
	if strings.Contains(base, "_") {
		var all string
		for part := range strings.SplitSeq(base, "_") {
			s := glyphText(part)
			if s == "" || len(all) > 40 {
				return ""
			}
			all += s
		}
		return all
	}
	if len(base) == 1 && (base[0]|0x20) >= 'a' && (base[0]|0x20) <= 'z' {
		return base
	}
	if hex, ok := strings.CutPrefix(base, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 && len(hex) <= 32 {
		var all string
		for ; hex != ""; hex = hex[4:] {
			n, err := strconv.ParseUint(hex[:4], 16, 32)
			if err != nil {
				return ""
			}
			all += string(rune(n))
		}
		return all
	}
	if hex, ok := strings.CutPrefix(base, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if n, err := strconv.ParseUint(hex, 16, 32); err == nil && n <= unicode.MaxRune {
			return string(rune(n))
		}
	}
	// A letter and an accent: the letter is one or two characters long.
	for i := 1; i <= min(2, len(base)-1); i++ {
		accent, ok := accents[base[i:]]
		letter := base[:i]
		if i == 2 {
			letter = glyphs[letter]
		}
		if ok && letter != "" && (letter[0] >= 0x80 || letter[0]|0x20 >= 'a' && letter[0]|0x20 <= 'z') {
			return norm.NFC.String(letter + accent)
		}
	}
	return ""
}

// standard is the upper half of Adobe's StandardEncoding, by code.
var standard = func() map[byte]string {
	m := map[byte]string{0x27: "’", 0x60: "‘"}
	row := func(from int, names string) {
		for n := range strings.FieldsSeq(names) {
			if n != "-" {
				m[byte(from)] = glyphs[n]
			}
			from++
		}
	}
	row(0xA1, `exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft
		guilsinglleft guilsinglright fi fl - endash dagger daggerdbl periodcentered - paragraph bullet quotesinglbase
		quotedblbase quotedblright guillemotright ellipsis perthousand - questiondown - grave acute circumflex tilde
		macron breve dotaccent dieresis - ring cedilla - hungarumlaut ogonek caron emdash`)
	row(0xE1, "AE - ordfeminine - - - - Lslash Oslash OE ordmasculine - - - - - ae - - - dotlessi - - lslash oslash oe "+
		"germandbls")
	return m
}()

// The letters of the Symbol font, from A and a on.
const symbolUpper, symbolLower = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"

var symbolSigns = map[byte]string{
	0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″",
	0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD7: "⋅", 0xDE: "⇒",
	0xE0: "◊", 0x2D: "−", 0xA2: "′", 0xC6: "∅", 0xCE: "∈", 0xD2: "®", 0xD3: "©", 0xD4: "™",
}

func symbolText(c byte) string {
	if s, ok := symbolSigns[c]; ok {
		return s
	}
	if c >= 'A' && c <= 'Z' {
		return string([]rune(symbolUpper)[c-'A'])
	}
	if c >= 'a' && c <= 'z' {
		return string([]rune(symbolLower)[c-'a'])
	}
	if c >= ' ' && c < 0x7F {
		return string(rune(c))
	}
	return ""
}

// dingbat is a sign of the ZapfDingbats font: those that stand before lists.
func dingbat(c byte) string {
	switch {
	case c == ' ':
		return " "
	case c == 0x6C:
		return "●"
	case c == 0x6E:
		return "■"
	case c >= 0x21 && c <= 0x7E:
		return string(rune(0x2700 + int(c) - 0x20))
	case c >= 0xA1:
		return string(rune(0x2760 + int(c) - 0xA0))
	}
	return ""
}
