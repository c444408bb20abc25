package decode

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"framewise/corpus"
)

// Format is a file format that has a decoder.
type Format string

// The formats that are read. [Unknown] is everything else; [Refuse] says why.
const (
	Unknown   Format = ""
	PlainText Format = "txt"
	Markdown  Format = "md"
	Word      Format = "docx"
	OldWord   Format = "doc"
	Writer    Format = "odt" // packed or flat
	RichText  Format = "rtf"
	HTML      Format = "html"
	EPUB      Format = "epub"
	WebVTT    Format = "vtt"
	SRT       Format = "srt"
	CSV       Format = "csv"
	TSV       Format = "tsv"
	Excel     Format = "xlsx"
	Calc      Format = "ods"
	ELAN      Format = "eaf"
	TEI       Format = "tei"
	Akoma     Format = "akn" // Akoma Ntoso
	TextGrid  Format = "textgrid"
	CHAT      Format = "cha"
	Talk      Format = "json" // of speech recognition, meetings, forums
	Mail      Format = "mbox"
	Messenger Format = "messages" // what WhatsApp and others export as text
	PDF       Format = "pdf"
)

// byExtension are the formats that a name promises.
var byExtension = map[string]Format{
	".txt": PlainText, ".text": PlainText,
	".md": Markdown, ".markdown": Markdown, ".mdown": Markdown,
	".docx": Word, ".docm": Word, ".dotx": Word, ".doc": OldWord, ".dot": OldWord,
	".odt": Writer, ".ott": Writer, ".fodt": Writer, ".rtf": RichText,
	".html": HTML, ".htm": HTML, ".xhtml": HTML, ".mht": HTML, ".mhtml": HTML, ".epub": EPUB,
	".vtt": WebVTT, ".srt": SRT, ".sbv": SRT,
	".csv": CSV, ".tsv": TSV, ".tab": TSV,
	".xlsx": Excel, ".xlsm": Excel, ".ods": Calc, ".pdf": PDF,
	".eaf": ELAN, ".tei": TEI, ".akn": Akoma, ".textgrid": TextGrid, ".cha": CHAT,
	".json": Talk, ".jsonl": Talk, ".ndjson": Talk, ".otr": Talk,
	".mbox": Mail, ".eml": Mail,
}

// Extensions are the endings that files of the formats have, in order.
func Extensions() []string {
	return slices.Sorted(func(yield func(string) bool) {
		_ = yield(".xml") // TEI, Akoma Ntoso
		for ext := range byExtension {
			if !yield(ext) {
				return
			}
		}
	})
}

// byRoot are the formats whose XML begins with an element of its own.
var byRoot = map[string]Format{
	"ANNOTATION_DOCUMENT": ELAN, "TEI": TEI, "TEI.2": TEI, "teiCorpus": TEI,
	"akomaNtoso": Akoma, "akomantoso": Akoma,
}

// sniffed is how much of a text is looked at.
const sniffed = 16 << 10

// Sniff says which decoder a file is for: by its content where that is plain
// to see, else by its name, else as plain text. A file named as a Word
// document or workbook whose content is something else keeps the format of
// its name, so that its decoder can say what is wrong. What no decoder reads
// is [Unknown].
func Sniff(content []byte, name string) Format {
	named := byExtension[extension(name)]
	container := named == Word || named == Excel || named == Calc || named == Writer || named == EPUB || named == RichText || named == PDF
	switch {
	case isOLE(content) && holdsStream(content, "WordDocument") && !holdsStream(content, "EncryptedPackage"):
		return OldWord
	case isOLE(content), len(content) == 0:
		if named == Unknown && len(content) == 0 {
			return PlainText
		}
		return named
	case bytes.HasPrefix(content, []byte("PK")) && isZip(content):
		if f := inZip(content); f != Unknown {
			return f
		}
		if container {
			return named
		}
		return Unknown
	case isRTF(content):
		return RichText
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return PDF
	case looksLike(content, name) != "":
		return Unknown
	case inXML(content) != Unknown:
		return inXML(content)
	case named == HTML && bytes.IndexByte(content, '<') < 0:
		return PlainText
	case container:
		return named
	}
	return sniffText(head(content), named)
}

// sniffText tells the text formats apart.
func sniffText(text string, named Format) Format {
	if strings.HasPrefix(text, "WEBVTT") && (len(text) == 6 || strings.ContainsRune(" \t\r\n", rune(text[6]))) {
		return WebVTT
	}
	if f := spoken(text); f != Unknown {
		return f
	}
	if isJSON(text, named == Talk) {
		return Talk
	}
	if IsArchive([]byte(text)) {
		return HTML
	}
	if named == Mail || isMail(text) {
		return Mail
	}
	if (named == PlainText || named == Unknown) && isChat(text) {
		return Messenger
	}
	if named == WebVTT || named == SRT || named == CSV || named == TSV || named == Markdown || named == HTML {
		return named
	}
	if f := subtitleTimes(text); f != Unknown {
		return f
	}
	if named == Unknown && separated(text) {
		return CSV
	}
	return PlainText
}

// inXML recognises an XML file by its first element.
func inXML(content []byte) Format {
	text := head(content)
	for {
		text = strings.TrimLeft(text, " \t\r\n\uFEFF")
		end := ""
		switch {
		case !strings.HasPrefix(text, "<"):
			return Unknown
		case strings.HasPrefix(text, "<?"):
			end = "?>"
		case strings.HasPrefix(text, "<!--"):
			end = "-->"
		case strings.HasPrefix(text, "<!"):
			kind, _, _ := strings.Cut(strings.ToLower(text[2:min(len(text), 80)]), ">")
			if f := strings.Fields(kind); len(f) > 1 && f[0] == "doctype" && f[1] == "html" {
				return HTML
			}
			end = ">"
			if shut := strings.IndexByte(text, '>'); strings.IndexByte(text[:shut+1], '[') >= 0 {
				end = "]>"
			}
		default:
			name := text[1:]
			if i := strings.IndexAny(name, " \t\r\n/>"); i >= 0 {
				name = name[:i]
			}
			switch {
			case strings.EqualFold(name, "html"):
				return HTML
			case name == "office:document" && strings.Contains(text, "opendocument.text"):
				return Writer
			}
			return byRoot[name[strings.IndexByte(name, ':')+1:]]
		}
		_, rest, ok := strings.Cut(text, end)
		if !ok {
			return Unknown
		}
		text = rest
	}
}

// spoken recognises the text formats of linguists by how they begin.
func spoken(text string) Format {
	text = strings.TrimLeft(text, " \t\r\n\uFEFF")
	switch first, _, _ := strings.Cut(text, "\n"); {
	case strings.Contains(first, "ooTextFile") && strings.Contains(text, `"TextGrid"`),
		strings.HasPrefix(first, "ooBinaryFile") && strings.Contains(text, "TextGrid"),
		strings.Contains(first, "Praat chronological TextGrid"):
		return TextGrid
	case strings.HasPrefix(first, "@UTF8"),
		strings.HasPrefix(first, "@Begin") && strings.Contains(text, "@Participants"):
		return CHAT
	}
	return Unknown
}

// isJSON recognises JSON by its first two signs; named says that the file is
// called so.
func isJSON(text string, named bool) bool {
	text = strings.TrimLeft(text, " \t\r\n\uFEFF")
	if text == "" || text[0] != '{' && text[0] != '[' {
		return false
	}
	if next := strings.TrimLeft(text[1:], " \t\r\n"); next != "" && !named {
		return text[0] == '{' && next[0] == '"' || text[0] == '[' && (next[0] == '{' || next[0] == '[')
	}
	return named
}

// isMail recognises a mailbox or a message by its first headers.
func isMail(text string) bool {
	text = strings.TrimLeft(text, "\uFEFF\r\n")
	if first, rest, _ := strings.Cut(text, "\n"); strings.HasPrefix(first, "From ") {
		text = rest
	}
	from, id := false, false
	for line := range strings.Lines(text) {
		name, _, ok := strings.Cut(line, ":")
		switch {
		case strings.HasPrefix(line, " "), strings.HasPrefix(line, "\t"):
		case !ok || strings.ContainsAny(name, " \t"):
			return false
		}
		switch strings.ToLower(name) {
		case "from":
			from = true
		case "message-id", "mime-version", "received":
			id = true
		}
		if from && id {
			return true
		}
	}
	return false
}

// subtitleTimes recognises a subtitle file without a header by a timing line
// among its first lines.
func subtitleTimes(text string) Format {
	n := 0
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if n++; n > 3 {
			return Unknown
		}
		if CommaTimes(line) {
			return SRT
		}
		from, _, ok := strings.Cut(line, "-->")
		if from = strings.TrimSpace(from); ok && len(from) >= 5 && from[0] >= '0' && from[0] <= '9' &&
			strings.Contains(from, ":") {
			if strings.Contains(from, ".") {
				return WebVTT
			}
			return SRT
		}
	}
	return Unknown
}

// CommaTimes recognises the line of times above a caption of YouTube's and
// Meet's (.sbv): 0:00:01.000,0:00:03.500.
func CommaTimes(line string) bool {
	from, to, ok := strings.Cut(strings.TrimSpace(line), ",")
	for _, time := range []string{from, to} {
		ok = ok && len(time) >= 9 && len(time) <= 13 && strings.Count(time, ":") == 2 && strings.Count(time, ".") == 1 &&
			strings.Trim(time, "0123456789:.") == "" && time[0] != ':'
	}
	return ok
}

// separated recognises a table in a text without a telling name: the same
// number of tabs or semicolons, at least two, in its first lines.
func separated(text string) bool {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if len(lines) < 3 {
		return false
	}
	lines = lines[:min(len(lines)-1, 10)]
	for _, sep := range []string{"\t", ";"} {
		n := strings.Count(lines[0], sep)
		same := n >= 2
		for _, l := range lines {
			same = same && strings.Count(l, sep) == n
		}
		if same {
			return true
		}
	}
	return false
}

// head is the beginning of a text file, decoded well enough to be recognised.
func head(content []byte) string {
	sample := content[:min(len(content), sniffed)]
	name, skip := byMark(sample)
	if name == "" {
		name = utf16Pattern(sample)
	}
	if strings.HasPrefix(name, "utf-16") || strings.HasPrefix(name, "utf-32") {
		if enc, err := findEncoding(name); err == nil {
			if out, err := enc.NewDecoder().Bytes(sample[skip:]); err == nil {
				return string(out)
			}
		}
	}
	return string(sample[skip:])
}

// xmlFormat says whether an extension is that of an XML format.
func xmlFormat(ext string) bool {
	f := byExtension[ext]
	return f == ELAN || f == TEI || f == Akoma
}

func extension(name string) string {
	return strings.ToLower(path.Ext(strings.ReplaceAll(name, "\\", "/")))
}

func isRTF(content []byte) bool {
	text := strings.TrimLeft(head(content[:min(len(content), 1024)]), "\uFEFF \t\r\n")
	return strings.HasPrefix(strings.ToLower(text[:min(len(text), 5)]), `{\rtf`)
}

func isZip(content []byte) bool {
	return bytes.HasPrefix(content, []byte("PK\x03\x04")) || bytes.HasPrefix(content, []byte("PK\x05\x06")) ||
		bytes.HasPrefix(content, []byte("PK\x07\x08"))
}

// inZip tells documents and workbooks by the type that they declare, or by
// their parts.
func inZip(content []byte) Format {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return Unknown
	}
	for _, f := range z.File {
		switch {
		case f.Name == "mimetype":
			switch kind := declared(f); {
			case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.text"):
				return Writer
			case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.spreadsheet"):
				return Calc
			case kind == "application/epub+zip":
				return EPUB
			case kind != "":
				return Unknown
			}
		case f.Name == "META-INF/container.xml":
			return EPUB
		case strings.HasPrefix(f.Name, "word/") && strings.HasSuffix(f.Name, ".xml"):
			return Word
		case strings.HasPrefix(f.Name, "xl/") && strings.HasSuffix(f.Name, ".xml"):
			return Excel
		}
	}
	return Unknown
}

// declared is the type that a container's mimetype part gives.
func declared(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	kind, _ := io.ReadAll(io.LimitReader(r, 100))
	return strings.TrimSpace(string(kind))
}

// Refuse says why a file is not read as text: an [corpus.ErrInvalid] that
// names what it looks like and what to do, or nil for what may be text.
func Refuse(f File) error {
	if len(f.Content) == 0 {
		return empty(f.Name)
	}
	what := looksLike(f.Content, f.Name)
	switch what {
	case "":
		return nil
	case oleFile:
		return oleError(f)
	}
	err := corpus.Errorf(corpus.ErrInvalid, "%s is %s, not text", f.Name, what)
	if hint := remedies[what]; hint != "" {
		return err.WithHint("%s", hint)
	}
	return err.WithHint("export a transcript as .docx, .txt, .vtt, .srt or .csv and import that")
}

func empty(name string) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s is empty", name).
		WithHint("export or copy the file again")
}

// Empty is the error of a file in which there is no text at all.
func Empty(f File) error {
	if len(f.Content) == 0 {
		return empty(f.Name)
	}
	return corpus.Errorf(corpus.ErrInvalid, "%s holds no text", f.Name).
		WithHint("open the file and look: a scan or a blank export has none")
}

func binaryError(name string) error {
	return corpus.Errorf(corpus.ErrInvalid, "%s is binary data of an unknown kind, not text", name).
		WithHint("export a transcript as .docx, .txt, .vtt, .srt or .csv and import that")
}

const (
	pdfFile   = "a PDF document"
	xmlFile   = "an XML file"
	oleFile   = "an old or password-protected Office file"
	zipFile   = "a zip archive"
	odtFile   = "an OpenDocument file"
	pagesFile = "a document of Apple Pages"
	picture   = "a picture"
	sound     = "a sound or video recording"
	packed    = "a compressed archive"
	program   = "a program"
	database  = "a database"
)

var remedies = map[string]string{
	pdfFile: "open it and save its text as .docx or .txt",
	xmlFile: "of XML, TEI, ELAN (.eaf) and Akoma Ntoso are read: " +
		"export a transcript as one of them, or as .docx or .txt",
	oleFile:   "open it in Word or Excel and save it as .docx or .xlsx, without a password",
	odtFile:   "open it and save it as .docx or .xlsx",
	pagesFile: "open it in Pages and export it as Word",
	zipFile:   "unpack it and import the files in it",
	packed:    "unpack it and import the files in it",
	picture:   "text in pictures is not read: type it, or let a text recognition program save it as .docx",
	sound:     "have it transcribed first, as .docx, .txt, .vtt or .srt",
}

// magic are the first bytes of what is no text.
var magic = []struct {
	at    int
	bytes string
	what  string
}{
	{0, "%PDF-", pdfFile},
	{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", oleFile},
	{0, "PK\x03\x04", zipFile}, {0, "PK\x05\x06", zipFile}, {0, "PK\x07\x08", zipFile},
	{0, "\x1F\x8B", packed}, {4, "1AY&SY", packed}, {0, "\xFD7zXZ", packed}, {0, "7z\xBC\xAF\x27\x1C", packed},
	{0, "Rar!\x1A\x07", packed}, {0, "\x28\xB5\x2F\xFD", packed},
	{0, "\x89PNG\r\n", picture}, {0, "\xFF\xD8\xFF", picture}, {0, "GIF8", picture},
	{0, "II*\x00", picture}, {0, "MM\x00*", picture}, {8, "WEBP", picture}, {0, "8BPS", picture},
	{0, "ID3", sound}, {0, "OggS", sound}, {0, "fLaC", sound}, {8, "WAVE", sound}, {8, "AVI ", sound},
	{4, "ftyp", sound}, {0, "\x1A\x45\xDF\xA3", sound}, {0, "#!AMR", sound}, {8, "AIFF", sound},
	{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11", sound},
	{0, "SQLite format 3\x00", database}, {0, "\x7FELF", program}, {0, "MZ\x90\x00", program},
	{0, "\xCA\xFE\xBA\xBE", program},
}

// looksLike names what a file is, if it is something that is not read as
// text; it is empty for text.
func looksLike(content []byte, name string) string {
	for _, m := range magic {
		if len(content) >= m.at+len(m.bytes) && string(content[m.at:m.at+len(m.bytes)]) == m.bytes {
			switch {
			case m.at == 8 && !bytes.HasPrefix(content, []byte("RIFF")) && !bytes.HasPrefix(content, []byte("FORM")),
				m.what == sound && m.bytes == "ID3" && utf8.Valid(content[:min(10, len(content))]) && content[3] >= ' ':
				continue
			case m.what == zipFile && bytes.Contains(content[:min(200, len(content))], []byte("opendocument")):
				return odtFile
			case m.what == zipFile && extension(name) == ".pages":
				return pagesFile
			}
			return m.what
		}
	}
	// An MPEG audio frame: eleven set bits, then a layer that exists.
	if len(content) > 4 && content[0] == 0xFF && content[1]&0xE6 == 0xE2 && content[2]&0xF0 != 0xF0 {
		return sound
	}
	text := strings.TrimSpace(head(content[:min(len(content), 1024)]))
	lower := strings.ToLower(text)
	switch ext := extension(name); {
	case inXML(content) != Unknown:
		return ""
	case strings.HasPrefix(lower, "<?xml"), strings.HasPrefix(lower, "<!doctype"), strings.HasPrefix(lower, "<!--"):
		return xmlFile
	case ext == ".xml", xmlFormat(ext) && strings.HasPrefix(lower, "<"):
		return xmlFile
	}
	return ""
}
