package tei_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/tei"
)

func read(content string) (*decode.Decoded, error) {
	return tei.Read(decode.File{Name: "a.xml", Content: []byte(content)}, decode.DefaultLimits)
}

func doc(header, body string) string {
	return `<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="es"><teiHeader>` + header +
		`</teiHeader><text>` + body + `</text></TEI>`
}

const people = `<profileDesc><particDesc><listPerson>
	<person xml:id="ana"><persName><surname>Soto</surname> <forename>Ana</forename><roleName>Dr.</roleName></persName>
	<persName>Anita</persName></person>
	<person xml:id="luz"><persName>Luz  Vera</persName></person></listPerson></particDesc></profileDesc>`

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, header, body, want, warn string }{
		{"persons and segments", people, `<body><div><head>Uno</head><u who="#ana"><seg>Hola,
			 Luz.</seg><seg>¿Vamos?</seg></u><u who="x.xml#luz">Sí.</u></div></body>`,
			"= Uno\nAna Soto: Hola, Luz.\nAna Soto: ¿Vamos?\nLuz Vera: Sí.\n", ""},
		{"persons behind the text", "", `<body><u who="#p1">Hola.</u></body><back><listPerson><person xml:id="p1">` +
			`<persName><forename>Eva</forename></persName></person></listPerson></back>`, "Eva: Hola.\n", ""},
		{"identifiers", "", `<body><u who="#p1">Hola.</u><u who="Rosa">Ya.</u></body>`, "p1: Hola.\nRosa: Ya.\n",
			"1 speaker is named by identifiers alone, since the file has no list of persons\n"},
		{"no who", "", `<body><u ana="#chair">Silencio.</u><note type="speaker">La señora SOTO:</note><u>Ya.</u></body>`,
			"chair: Silencio.\nLa señora SOTO: Ya.\n", "1 note that only says who speaks next was not taken into the text\n"},
		{"asides", people, `<body><u who="#ana"><seg>Sí <kinesic type="applause"><desc xml:lang="en">Applause</desc>` +
			`<desc xml:lang="es">Aplausos</desc></kinesic> claro<gap reason="inaudible"/>.</seg><vocal><desc>(tos)</desc>` +
			`</vocal></u><note>Se levanta</note><gap reason="editorial"><desc>cut</desc></gap></body>`,
			"Ana Soto: Sí [Aplausos] claro [inaudible] .\n# (tos)\n# [Se levanta]\n", ""},
		{"words with signs", people, `<body><u who="#ana"><s><w>Sí</w><pc>,</pc> <w>yo</w> <w>voy</w><pc>.</pc></s></u></body>`,
			"Ana Soto: Sí, yo voy.\n", ""},
		{"choices, pauses, breaks", people, `<body><u who="#ana">q<choice><orig>uá</orig><reg>ue</reg></choice><pause/>no` +
			`<lb/>sé</u></body>`, "Ana Soto: quá [pause] no sé\n", ""},
		{"a play", "", `<body><sp><speaker>Rosa.</speaker><stage>baja</stage><p>Hola.</p></sp></body>`,
			"# [baja]\nRosa: Hola.\n", ""},
		{"prose", "", `<body><p>Uno <hi>dos</hi>.</p><p/><ab>Tres</ab></body>`, "Uno dos.\nTres\n", ""},
		{"a segment in a paragraph", "", `<body><p>Uno <seg>dos</seg> tres</p></body>`, "Uno dos tres\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := read(doc(tt.header, tt.body))
			decodetest.Check(t, d, err)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, decodetest.Text(d)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.warn, decodetest.Warnings(d)); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHeaderAndTimes(t *testing.T) {
	t.Parallel()
	d, err := read(doc(`<fileDesc><titleStmt><title xml:lang="en">Talk</title><title xml:lang="es">Charla</title></titleStmt>
		<publicationStmt><date when="2024-01-01"/></publicationStmt>
		<sourceDesc><recordingStmt><recording><date when="2021-05-03">3 May</date></recording></recordingStmt></sourceDesc>
		</fileDesc>`, `<timeline unit="s"><when xml:id="T0" absolute="00:00:00"/><when xml:id="T1" interval="1.5" since="#T0"/>
		<when xml:id="T2" interval="2.25" since="#T1"/></timeline><body><pb n="7"/>
		<annotationBlock who="Ana" start="#T1" end="#T2"><u><seg>Hola.</seg></u></annotationBlock>
		<u who="Luz" start="#T9">Ya.</u></body>`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]decode.Block{
		{Text: "Hola.", Speaker: "Ana", Start: 1500 * time.Millisecond, End: 3750 * time.Millisecond, Timed: true,
			Line: 1, Page: 7},
		{Text: "Ya.", Speaker: "Luz", Line: 2, Page: 7},
	}, d.Blocks); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][2]string{{"title", "Charla"}, {"date", "2021-05-03"}, {"language", "es"}}, d.Meta); diff != "" {
		t.Errorf("meta (-want +got):\n%s", diff)
	}
}

// What the list of persons tells of those who speak is kept.
func TestPeople(t *testing.T) {
	t.Parallel()
	d, err := read(doc(`<particDesc><person xml:id="a" role="interviewer"><persName>Ana</persName></person>
		<person xml:id="b" sex="F" age="45"><persName>Luz</persName><age value="46"/></person>
		<person xml:id="c" sex="M"><persName>Tom</persName></person><person xml:id="d"><persName>Eva</persName></person>
		<person n="Kim" xml:id="e"><gender>woman</gender></person></particDesc>`, `<body><u who="#a">Hola.</u>
		<u who="#b">Ya.</u><u who="#d">No.</u><u who="#e">Sí.</u><u who="#b">Bien.</u></body>`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]decode.Person{{Speaker: "Ana", Role: "interviewer"},
		{Speaker: "Luz", Fields: [][2]string{{"age", "45"}, {"sex", "F"}}},
		{Speaker: "Kim", Fields: [][2]string{{"gender", "woman"}}}}, d.People); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ content, want string }{
		{"", "a.xml is empty"}, {doc("", ""), "holds no text"}, {doc("", "<body><u>x"), "not well-formed"},
		{`<!DOCTYPE a [<!ENTITY b "c">]><TEI/>`, "defines entities"},
		{"<TEI>" + strings.Repeat("<div>", 300), "more than 256 deep"},
	} {
		d, err := read(tt.content)
		decodetest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.40q: got %v, want %q", tt.content, err, tt.want)
		}
	}
	lim := decode.DefaultLimits
	lim.Runes = 100
	_, err := tei.Read(decode.File{Name: "a.xml", Content: []byte(doc("", "<p>"+strings.Repeat("x", 200)+"</p>"))}, lim)
	if err == nil || !strings.Contains(err.Error(), "more than 100 characters") {
		t.Errorf("a long text: got %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(people, `<u who="#ana"><seg>a <note>b</note><pb n="3"/></seg>c</u><sp><speaker>d</speaker><p>e</p></sp>`)
	f.Add(`<title>a</title><date when="2020-01-01"/>`, `<timeline unit="ms"><when xml:id="a"/><when xml:id="b" interval="1"/>`+
		`</timeline><annotationBlock start="#a" end="#b"><u><w>a</w><pc>.</pc></u></annotationBlock><gap/><pause/>`)
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, header, body string) {
		d, err := tei.Read(decode.File{Name: "a.xml", Content: []byte(doc(header, body))}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	for i := range 5_000 {
		fmt.Fprintf(&s, `<u who="#p%d" xml:id="u%d"><seg xml:id="u%[2]d.s1">Bueno, yo creo que al principio me costó `+
			`mucho, pero después ya no tanto, porque la gente me ayudó bastante.</seg></u>`+"\n", i%20, i)
	}
	f := decode.File{Name: "a.xml", Content: []byte(doc(people, "<body>"+s.String()+"</body>"))}
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tei.Read(f, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
