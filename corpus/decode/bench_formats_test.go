//go:build linux

package decode_test

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// long is how large the files are, unpacked.
const long = 20_000_000

// form is a format to write an interview in.
type form struct {
	name  string // ends in the extension
	write func(w *output)
}

// output is a file that is being written.
type output struct {
	*bufio.Writer
	zip  *zip.Writer
	part io.Writer // that is being written
	size int       // unpacked
	rand *rand.Rand
}

// save writes a file and returns its size, unpacked.
func (f form) save(b *testing.B, path string) int {
	if f.write == nil {
		return saveAsOldWord(b, path)
	}
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := &output{part: file, zip: zip.NewWriter(file), rand: rand.New(rand.NewPCG(1, 2))}
	w.Writer = bufio.NewWriter(counted{w})
	f.write(w)
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	if w.part != io.Writer(file) {
		if err := w.zip.Close(); err != nil {
			b.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	return w.size
}

// counted counts what is written.
type counted struct{ w *output }

func (c counted) Write(p []byte) (int, error) {
	c.w.size += len(p)
	return c.w.part.Write(p)
}

func (w *output) printf(format string, args ...any) { fmt.Fprintf(w, format, args...) }

// begin begins a part of a zip container.
func (w *output) begin(part, content string) {
	if err := w.Flush(); err != nil {
		panic(err)
	}
	p, err := w.zip.Create(part)
	if err != nil {
		panic(err)
	}
	w.part = p
	w.printf("%s", content)
}

// full says that the file is long enough.
func (w *output) full() bool { return w.size+w.Buffered() >= long }

// turns writes questions and answers until the file is long enough.
func (w *output) turns(write func(i int, who, words string)) {
	for i := 0; !w.full(); i++ {
		if i%2 == 0 {
			write(i, "I", w.words(6, 12)+"?")
		} else {
			write(i, "P", w.words(15, 55)+".")
		}
	}
}

// cues writes captions until the file is long enough.
func (w *output) cues(write func(i int, who, words string)) {
	for i := 0; !w.full(); i++ {
		write(i, []string{"Interviewer", "Ana"}[i/3%2], w.words(9, 20))
	}
}

var vocabulary = strings.Fields("well the ward was quiet and nobody asked me what I wanted until she sat down " +
	"and said she had been there too so I thought maybe it is not only me you know and después todo cambió " +
	"porque ya no tenía miedo")

func (w *output) words(least, most int) string {
	var b strings.Builder
	for i := range least + w.rand.IntN(most-least+1) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(vocabulary[w.rand.IntN(len(vocabulary))])
	}
	return b.String()
}

// clock is the time of a caption of three seconds.
func clock(i int, point string) string {
	return fmt.Sprintf("%02d:%02d:%02d%s000", i*3/3600, i*3/60%60, i*3%60, point)
}

// formats are the formats that are read.
var formats = []form{
	{"txt", func(w *output) {
		w.turns(func(_ int, who, words string) { w.printf("%s: %s\n\n", who, words) })
	}},
	{"md", func(w *output) {
		w.turns(func(_ int, who, words string) { w.printf("**%s:** %s *sí* \\[ríe\\]\n\n", who, words) })
	}},
	{"docx", func(w *output) {
		w.begin("[Content_Types].xml", `<Types xmlns="`+openXML+`package/2006/content-types"/>`)
		w.begin("word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+
			`<w:document xmlns:w="`+openXML+`wordprocessingml/2006/main" xmlns:w14="urn:w14"><w:body>`)
		w.turns(func(i int, who, words string) {
			run := `<w:r w:rsidRPr="00C81F2D"><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>%s` +
				`<w:sz w:val="22"/><w:lang w:val="es-CL"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`
			w.printf(`<w:p w14:paraId="%08X" w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr>`+
				`<w:pStyle w:val="Normal"/><w:spacing w:after="160" w:line="259"/></w:pPr>`, i)
			w.printf(run, "<w:b/>", who+": ")
			w.printf(run, "", words)
			w.printf("</w:p>")
		})
		w.printf("</w:body></w:document>")
	}},
	{"odt", func(w *output) {
		w.begin("mimetype", "application/vnd.oasis.opendocument.text")
		w.begin("content.xml", openDocument("document-content", "text"))
		w.turns(w.openParagraph)
		w.printf("</office:text></office:body></office:document-content>")
	}},
	{"fodt", func(w *output) {
		w.printf("%s", openDocument("document", "text"))
		w.turns(w.openParagraph)
		w.printf("</office:text></office:body></office:document>")
	}},
	{"rtf", func(w *output) {
		w.printf(`{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss\fcharset0 Arial;}}` +
			`{\stylesheet{\s0 Normal;}}` + "\r\n")
		escape := strings.NewReplacer("é", `\'e9`, "ó", `\'f3`, "í", `\'ed`)
		w.turns(func(_ int, who, words string) {
			w.printf(`\pard\plain \ltrpar\s0\ql {\rtlch\fcs1 \af0 \ltrch\fcs0 \b\insrsid123 %s:}`+
				`{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid123  %s}{\insrsid99 \par }`+"\r\n", who, escape.Replace(words))
		})
		w.printf("}")
	}},
	{"doc", nil},
	{"html", func(w *output) {
		w.printf("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\n")
		w.turns(w.webParagraph)
		w.printf("</body></html>")
	}},
	{"epub", func(w *output) {
		w.begin("mimetype", "application/epub+zip")
		w.begin("META-INF/container.xml",
			`<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>`)
		pages := 20
		var items, refs strings.Builder
		for i := range pages {
			fmt.Fprintf(&items, `<item id="p%d" href="p%[1]d.xhtml" media-type="application/xhtml+xml"/>`, i)
			fmt.Fprintf(&refs, `<itemref idref="p%d"/>`, i)
		}
		w.begin("a.opf", "<package><manifest>"+items.String()+"</manifest><spine>"+refs.String()+
			"</spine></package>")
		for i := range pages {
			w.begin(fmt.Sprintf("p%d.xhtml", i),
				`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>`)
			for end := long * (i + 1) / pages; w.size+w.Buffered() < end; {
				w.webParagraph(0, "P", w.words(15, 55))
			}
			w.printf("</body></html>")
		}
	}},
	{"pdf", (*output).pdf},
	{"vtt", func(w *output) {
		w.printf("WEBVTT\n\n")
		w.cues(func(i int, who, words string) {
			w.printf("%s --> %s\n<v %s>%s\n\n", clock(i, "."), clock(i+1, "."), who, words)
		})
	}},
	{"srt", func(w *output) {
		w.cues(func(i int, _, words string) {
			middle := strings.IndexByte(words[len(words)/2:], ' ') + len(words)/2
			w.printf("%d\n%s --> %s\n%s\n%s\n\n", i+1, clock(i, ","), clock(i+1, ","), words[:middle], words[middle+1:])
		})
	}},
	{"csv", func(w *output) {
		w.printf("speaker,time,text\n")
		w.turns(func(i int, who, words string) { w.printf("%s,%s,\"%s, \"\"sí\"\"\"\n", who, clock(i, "."), words) })
	}},
	{"tsv", func(w *output) {
		w.printf("start\tend\ttext\n")
		w.cues(func(i int, _, words string) { w.printf("%d\t%d\t%s\n", i*3000, i*3000+3000, words) })
	}},
	{"xlsx", func(w *output) {
		w.begin("[Content_Types].xml", `<Types xmlns="`+openXML+`package/2006/content-types">`+
			`<Override PartName="/xl/workbook.xml" `+
			`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`)
		const relations = `<Relationships xmlns="` + openXML + `package/2006/relationships">`
		const office = openXML + "officeDocument/2006/relationships"
		w.begin("_rels/.rels", relations+`<Relationship Id="rId1" Type="`+office+
			`/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
		w.begin("xl/_rels/workbook.xml.rels", relations+`<Relationship Id="rId1" Type="`+office+
			`/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="`+office+
			`/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)
		const sheet = `xmlns="` + openXML + `spreadsheetml/2006/main"`
		w.begin("xl/workbook.xml", `<workbook `+sheet+` xmlns:r="`+office+
			`"><sheets><sheet name="Answers" sheetId="1" r:id="rId1"/></sheets></workbook>`)
		w.begin("xl/sharedStrings.xml", `<sst `+sheet+`><si><t>speaker</t></si><si><t>text</t></si>`+
			`<si><t>I</t></si><si><t>P</t></si>`)
		n := 0
		for ; w.size+w.Buffered() < long*2/3; n++ {
			w.printf("<si><t>%s</t></si>", w.words(6, 50))
		}
		w.printf("</sst>")
		w.begin("xl/worksheets/sheet1.xml", `<worksheet `+sheet+`><sheetData><row r="1">`+
			`<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`)
		for i := range n {
			w.printf(`<row r="%d" spans="1:2" ht="15"><c r="A%[1]d" s="1" t="s"><v>%d</v></c>`+
				`<c r="B%[1]d" s="1" t="s"><v>%[3]d</v></c></row>`, i+2, 2+i%2, i+4)
		}
		w.printf("</sheetData></worksheet>")
	}},
	{"ods", func(w *output) {
		w.begin("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
		w.begin("content.xml", openDocument("document-content", "spreadsheet")+
			`<table:table table:name="Answers">`)
		row := func(who, words string) {
			w.printf(`<table:table-row table:style-name="ro1">`)
			for _, cell := range []string{who, words} {
				w.printf(`<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>`, cell)
			}
			w.printf("</table:table-row>")
		}
		row("speaker", "text")
		w.turns(func(_ int, who, words string) { row(who, words) })
		w.printf("</table:table></office:spreadsheet></office:body></office:document-content>")
	}},
	{"chat txt", func(w *output) { // of WhatsApp
		w.cues(func(i int, who, words string) {
			w.printf("%d/03/2024, %02d:%02d - %s: %s\n", 13+i%10, i/60%24, i%60, who, words)
		})
	}},
	{"segments json", func(w *output) { // of Whisper
		w.printf(`{"text":"","segments":[`)
		w.cues(func(i int, _, words string) {
			w.printf(`{"id":%d,"seek":%d,"start":%d.0,"end":%d.0,"text":" %s",`+
				`"tokens":[50364,25187,2975,11,18717,11,321,658],"temperature":0.0,"avg_logprob":-0.53,`+
				`"compression_ratio":1.4,"no_speech_prob":0.03},`+"\n", i, i*300, i*3, i*3+3, words)
		})
		w.printf(`{"id":0,"start":9999999,"end":9999999,"text":"x"}],"language":"es"}`)
	}},
	{"words json", func(w *output) { // of Deepgram
		w.printf(`{"results":{"channels":[{"alternatives":[{"words":[`)
		for i := 0; !w.full(); i++ {
			word := vocabulary[w.rand.IntN(len(vocabulary))]
			w.printf(`{"word":"%s","start":%d.%02d,"end":%[2]d.%02[4]d,"confidence":0.98,"speaker":%d,`+
				`"punctuated_word":"%[1]s"},`, word, i/4, i%4*25, i%4*25+24, i/40%2)
		}
		w.printf(`{"word":"x","start":9999999,"end":9999999,"speaker":0}]}]}]}}`)
	}},
	{"posts json", func(w *output) { // of a forum
		w.printf("[")
		w.turns(func(i int, who, words string) {
			w.printf(`{"id":%d,"author":"%s%d","created_utc":%d,"thread":"t%d","parent_id":%d,"score":3,`+
				`"body":"%s\n\n%s"},`+"\n", i, who, i%500, 1_700_000_000+i, i/20, i/20*20, words, w.words(10, 40))
		})
		w.printf(`{"id":"z","author":"z","body":"z"}]`)
	}},
	{"eaf", func(w *output) {
		w.printf("<ANNOTATION_DOCUMENT><TIME_ORDER>\n")
		const n = 70_000
		for i := range n + 1 {
			w.printf(`<TIME_SLOT TIME_SLOT_ID="ts%d" TIME_VALUE="%d"/>`+"\n", i+1, i*3000)
		}
		w.printf(`</TIME_ORDER><TIER LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="Ana" TIER_ID="Ana">` + "\n")
		for i := range n {
			w.printf(`<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a%d" TIME_SLOT_REF1="ts%[1]d" `+
				`TIME_SLOT_REF2="ts%d">`+"\n<ANNOTATION_VALUE>%s</ANNOTATION_VALUE>\n"+
				"</ALIGNABLE_ANNOTATION></ANNOTATION>\n", i+1, i+2, w.words(9, 20))
		}
		w.printf("</TIER></ANNOTATION_DOCUMENT>")
	}},
	{"TextGrid", func(w *output) {
		const n = 120_000
		w.printf("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\nxmax = %d\n"+
			"tiers? <exists>\nsize = 1\nitem []:\n    item [1]:\n        class = \"IntervalTier\"\n"+
			"        name = \"Ana\"\n        xmin = 0\n        xmax = %[1]d\n        intervals: size = %d\n", n*3, n)
		for i := range n {
			w.printf("        intervals [%d]:\n            xmin = %d\n            xmax = %d\n"+
				"            text = \"%s\"\n", i+1, i*3, i*3+3, w.words(9, 20))
		}
	}},
	{"cha", func(w *output) {
		w.printf("@UTF8\n@Begin\n@Languages:\tspa\n@Participants:\tPAR Participant, INV Investigator\n")
		w.cues(func(i int, _, words string) {
			w.printf("*%s:\t&-um %s . \x15%d_%d\x15\n%%mor:\tpro|I v|like pro|I v|say-PAST pro|it .\n",
				[]string{"PAR", "INV"}[i%2], words, i*3000, i*3000+3000)
		})
		w.printf("@End\n")
	}},
	{"tei xml", func(w *output) {
		w.printf(`<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>` + "\n")
		w.turns(func(i int, who, words string) {
			w.printf(`<u who="#%s" xml:id="u%d"><seg xml:id="u%[2]d.s1">%s</seg></u>`+"\n", who, i, words)
		})
		w.printf("</body></text></TEI>")
	}},
	{"akoma xml", func(w *output) {
		w.printf(`<?xml version="1.0"?><akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">` +
			"<debate><debateBody><debateSection>\n")
		w.turns(func(_ int, who, words string) {
			w.printf(`<speech by="#%s"><from>%[1]s</from><p>%s</p></speech>`+"\n", who, words)
		})
		w.printf("</debateSection></debateBody></debate></akomaNtoso>")
	}},
	{"mbox", func(w *output) {
		w.turns(func(i int, who, words string) {
			w.printf("From ana@example.org Mon Mar  4 10:00:00 2024\nFrom: %s <p%d@example.org>\n"+
				"Subject: Re: Sleep\nDate: Mon, 4 Mar 2024 10:00:00 +0000\nMessage-ID: <%d@example.org>\n"+
				"In-Reply-To: <%d@example.org>\nContent-Type: text/plain; charset=utf-8\n\n%s\n\n%s\n\n"+
				"On Sun, 3 Mar 2024, Ana wrote:\n> %s\n\n",
				who, i%500, i, i/2, words, w.words(60, 120), w.words(5, 10))
		})
	}},
}

const openXML = "http://schemas.openxmlformats.org/"

// openDocument is the beginning of an OpenDocument's content.
func openDocument(root, kind string) string {
	const ns = "urn:oasis:names:tc:opendocument:xmlns:"
	return `<?xml version="1.0" encoding="UTF-8"?><office:` + root + ` xmlns:office="` + ns + `office:1.0" ` +
		`xmlns:text="` + ns + `text:1.0" xmlns:table="` + ns + `table:1.0" ` +
		`office:mimetype="application/vnd.oasis.opendocument.` + kind + `"><office:body><office:` + kind + `>`
}

func (w *output) openParagraph(_ int, who, words string) {
	w.printf(`<text:p text:style-name="P1"><text:span text:style-name="T1">%s:</text:span> %s</text:p>`,
		who, words)
}

func (w *output) webParagraph(_ int, who, words string) {
	w.printf(`<p class="MsoNormal"><b>%s:</b> <span style="color: #78909C">[00:00:03]</span> %s</p>`+"\n",
		who, words)
}

// pdf writes pages of forty lines.
func (w *output) pdf() {
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, w.size+w.Buffered())
		w.printf("%d 0 obj\n"+format+"\nendobj\n", append([]any{len(offsets)}, args...)...)
	}
	w.printf("%%PDF-1.7\n")
	object("<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>")
	object("<</Font<</F1 1 0 R>> >>")
	latin := strings.NewReplacer("é", "\xE9", "ó", "\xF3", "í", "\xED")
	const pages = 2500
	unpacked := 0
	for range pages {
		var page strings.Builder
		for line, who := 0, 0; line < 40; who++ {
			words := strings.Fields([]string{"I: ", "P: "}[who%2] + w.words(15, 55))
			for len(words) > 0 && line < 40 {
				n, length := 0, 0
				for n < len(words) && length+len(words[n]) < 80 {
					length += len(words[n]) + 1
					n++
				}
				text := latin.Replace(strings.Join(words[:n], " "))
				fmt.Fprintf(&page, "BT /F1 10 Tf 72 %d Td (%s) Tj ET\n", 760-line*18, text)
				words = words[n:]
				line++
			}
		}
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		_, _ = io.WriteString(z, page.String())
		z.Close()
		unpacked += page.Len()
		object("<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream", packed.Len(), packed.String())
		object("<</Type/Page/Parent %d 0 R/Contents %d 0 R>>", 2*pages+3, len(offsets))
	}
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 2*i+4)
	}
	object("<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 600 800]/Resources 2 0 R>>", kids.String(),
		pages)
	object("<</Type/Catalog/Pages %d 0 R>>", len(offsets))
	table := w.size + w.Buffered()
	w.printf("xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		w.printf("%010d 00000 n \n", o)
	}
	w.printf("trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, len(offsets),
		table)
	if err := w.Flush(); err != nil {
		panic(err)
	}
	w.size = unpacked
}

// saveAsOldWord has LibreOffice save a text as a document of Word 97.
func saveAsOldWord(b *testing.B, path string) int {
	office, err := exec.LookPath("soffice")
	if err != nil {
		b.Skip("no soffice here, which writes the file")
	}
	dir := filepath.Dir(path)
	text := filepath.Join(dir, "interview.txt")
	form{"txt", func(w *output) {
		for w.size+w.Buffered() < long/4 {
			w.printf("P: %s\n", w.words(6, 50))
		}
	}}.save(b, text)
	cmd := exec.CommandContext(b.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"),
		"--headless", "--convert-to", "doc:MS Word 97", "--outdir", dir, text)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return int(info.Size())
}
