package pseudonym

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// rule finds one kind of identifier by a pattern. Where the pattern has a
// group, the group is what was found.
type rule struct {
	kind Kind
	what string
	// hints are signs of which one at least is in whatever the pattern finds, in
	// lower case: most texts have none, and the pattern is then not tried.
	hints   []string
	pattern func() *regexp.Regexp
	valid   func(string) bool // a further test, such as a check digit; nil is none
}

// identifierRules are the rules, the surest first: what one has found the next
// ones leave alone.
var identifierRules = sync.OnceValue(func() []*rule {
	later := func(pattern string) func() *regexp.Regexp {
		return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
	}
	digits := strings.Split("0123456789", "")
	return []*rule{
		{Email, "", []string{"@"}, later(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`), nil},
		{Link, "", []string{"http", "www."}, later(`(?i)(?:https?://|www\.)[^\s<>"”»)]+`), nil},
		{Link, "account", []string{"@"}, later(`(?:^|[\s(])(@[A-Za-z0-9_][A-Za-z0-9_.]{2,29})`), nil},

		// Numbers that people have of their state, with the check digits that the
		// states define.
		{Identity, "RUT, Chile", digits, later(`\d{1,2}\.?\d{3}\.?\d{3}\s?[-–]\s?[\dkK]`), validRUT},
		{Identity, "DNI, Spain", digits, later(`\d{8}[- ]?[A-Za-z]`), validDNI},
		{Identity, "NIE, Spain", digits, later(`[XYZxyz][- ]?\d{7}[- ]?[A-Za-z]`), validDNI},
		{Identity, "CPF, Brazil", digits, later(`\d{3}\.?\d{3}\.?\d{3}[-–]?\d{2}`), validCPF},
		{Identity, "CUIL, Argentina", digits, later(`\d{2}-\d{8}-\d`), nil},
		{Identity, "CURP, Mexico", digits, later(`[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d`), nil},
		{Identity, "social security number, USA", digits, later(`\d{3}-\d{2}-\d{4}`), nil},
		{Identity, "NHS number, UK", digits, later(`\d{3}[ -]\d{3}[ -]\d{4}|\d{10}`), validNHS},
		{Identity, "National Insurance number, UK", digits,
			later(`[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]`), nil},
		{Identity, "NIR, France", digits,
			later(`[12] ?\d{2} ?[01]\d ?\d{2} ?\d{3} ?\d{3} ?\d{2}`), validNIR},
		{Identity, "with points, as in South America", digits, later(`\d{1,2}\.\d{3}\.\d{3}`), nil},
		{Bank, "IBAN", digits, later(`[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?`), validIBAN},
		{Bank, "card", digits, later(`\d(?:[ -]?\d){12,18}`), validCard},

		{FullDate, "", digits, later(`\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}`), nil},
		{FullDate, "", digits, later(`(?i)\d{1,2}(?:st|nd|rd|th|º|°|\.)?\s+(?:of\s+|de\s+)?\p{L}{3,10}\.?,?\s+(?:del?\s+|of\s+)?(?:19|20)\d{2}`), monthWithin},
		{FullDate, "", digits, later(`(?i)\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{2}`), monthWithin},

		{Phone, "", digits, later(`(?:\+|00)\d(?:[ ().-]{0,2}\d){7,14}`), nil},
		{Phone, "Chile", digits, later(`9[ .-]?\d{4}[ .-]?\d{4}`), nil},
		{Phone, "", digits, later(`\(?0?\d{2,4}\)?[ .-]\d{3,4}[ .-]\d{3,4}(?:[ .-]\d{2,4})?`), nil},

		// Streets with house numbers, by the words that languages have for them.
		{Address, "", digits, later(`(?i:calle|avenida|avda?\.?|pasaje|psje\.?|pje\.?|camino|paseo|rua|travessa|alameda|praça|plaza|via|carrer)` +
			`\s+(?:(?:de|del|la|las|los|da|do|dos)\s+)*[\p{Lu}\d][\p{L}\d]*(?:\s+(?:de|del|la|los)?\s*\p{Lu}\p{L}*){0,3},?\s+(?i:n(?:[°º.]|úm\.?|ro\.?)?\s*)?\d{1,5}`), nil},
		{Address, "", digits, later(`\d{1,5}[a-z]?,?\s+(?:\p{Lu}\p{L}+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Way|Terrace|Place|Square|Boulevard|Blvd|Crescent)\b`), nil},
		{Address, "", digits, later(`\p{Lu}\p{L}+(?:straße|strasse|str\.|weg|platz|allee|gasse)\s+\d{1,4}\s?[a-z]?`), nil},
		{Address, "", digits, later(`\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?i:rue|avenue|boulevard|place|allée|chemin|impasse|quai)\s+(?:(?:de|du|des|la|le|les)\s+|l['’]|d['’])*\p{Lu}\p{L}+`), nil},
		{Address, "postcode, UK", digits, later(`[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}`), nil},

		// Whoever is introduced.
		{Name, "", []string{"name", "called", "llam", "nombre", "nome", "chamo", "heiß", "appelle"}, later(`(?i:my name is|my name's|i am called|i'm called|me llamo|mi nombre es|se llama|meu nome é|me chamo|ich heiße|mein name ist|je m['’]appelle)\s+(\p{L}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,3})`), nil},

		{Number, "", digits, later(`\d(?:[ .-]?\d){6,}`), nil},
	}
})

func digitsOf(s string) []int {
	var d []int
	for _, r := range s {
		if r >= '0' && r <= '9' {
			d = append(d, int(r-'0'))
		}
	}
	return d
}

// validRUT checks the last sign of a Chilean RUT: the digits from the right by
// 2 to 7, over and over; 11 less the remainder by 11, with K for 10 and 0 for
// 11.
func validRUT(s string) bool {
	body, check := s[:len(s)-1], s[len(s)-1]
	d := digitsOf(body)
	sum := 0
	for i := range d {
		sum += d[len(d)-1-i] * (2 + i%6)
	}
	want := byte('0' + 11 - sum%11)
	switch 11 - sum%11 {
	case 11:
		want = '0'
	case 10:
		want = 'K'
	}
	return check == want || want == 'K' && check == 'k'
}

// validDNI checks the letter of a Spanish DNI, the number's remainder by 23; of
// a NIE, X, Y and Z stand for 0, 1 and 2.
func validDNI(s string) bool {
	s = strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(s))
	s = strings.NewReplacer("X", "0", "Y", "1", "Z", "2").Replace(s[:1]) + s[1:]
	n := 0
	for _, d := range digitsOf(s[:len(s)-1]) {
		n = n*10 + d
	}
	return "TRWAGMYFPDXBNJZSQVHLCKE"[n%23] == s[len(s)-1]
}

// validCPF checks the two last digits of a Brazilian CPF.
func validCPF(s string) bool {
	d := digitsOf(s)
	same := true
	for _, x := range d {
		same = same && x == d[0]
	}
	for n := 9; n <= 10; n++ {
		sum := 0
		for i := range n {
			sum += d[i] * (n + 1 - i)
		}
		if sum*10%11%10 != d[n] {
			return false
		}
	}
	return !same
}

// validNHS checks the last digit of a British NHS number, by weights from 10 to
// 2.
func validNHS(s string) bool {
	d := digitsOf(s)
	sum := 0
	for i := range 9 {
		sum += d[i] * (10 - i)
	}
	return (11-sum%11)%11 == d[9]
}

// validNIR checks a French NIR: the key is 97 less the remainder by 97.
func validNIR(s string) bool {
	d := digitsOf(s)
	n := 0
	for _, x := range d[:13] {
		n = n*10 + x
	}
	return 97-n%97 == d[13]*10+d[14]
}

// validIBAN checks an IBAN as ISO 13616 says: with its first four signs behind
// and letters as numbers from 10, the remainder by 97 is 1.
func validIBAN(s string) bool {
	s = strings.ReplaceAll(s, " ", "")
	if len(s) < 15 || len(s) > 34 {
		return false
	}
	rest := 0
	for _, r := range s[4:] + s[:4] {
		if r >= 'A' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	return rest == 1
}

// validCard checks a card's number by Luhn's formula.
func validCard(s string) bool {
	d := digitsOf(s)
	sum := 0
	for i := range d {
		x := d[len(d)-1-i]
		if i%2 == 1 {
			if x *= 2; x > 9 {
				x -= 9
			}
		}
		sum += x
	}
	return sum%10 == 0 && sum > 0
}

// months are the beginnings of the months' names in English, Spanish,
// Portuguese, French, German, Italian and Catalan.
var months = strings.Fields(`jan feb mar apr may jun jul aug sep oct nov dec ene abr ago set dic gen febr març mai mag giu lug
	ott fev fév mär maer okt dez déc avr aoû aout jui out gener juny jul ag des`)

func monthWithin(s string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, m := range months {
			if len(m) > 2 && strings.HasPrefix(w, m) {
				return true
			}
		}
	}
	return false
}
