package decode_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"framewise/corpus"
	"framewise/corpus/decode"
)

func TestText(t *testing.T) {
	t.Parallel()
	const spanish = "Entrevistadora: ¿Cómo llegó aquí?\nMaría: Pues… mi mamá me llevó — tenía dieciséis años.\n"
	encode := func(enc interface{ String(string) (string, error) }, s string) string {
		out, err := enc.String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	wide := func(e unicode.Endianness, b unicode.BOMPolicy, s string) string {
		return encode(unicode.UTF16(e, b).NewEncoder(), s)
	}
	const hebrew = "מראיין: מה שלומך היום?\nמשתתפת: בסדר, תודה רבה לך.\n"
	const hindi = "नमस्ते। आइए, बैठिए। मैं ठीक हूँ।\nकभी-कभी होता है।\n"
	tests := []struct {
		name    string
		content string
		o       decode.TextOptions
		want    string
		warn    string
	}{
		{name: "ASCII", content: "I: hi\n", want: "I: hi\n"},
		{name: "UTF-8", content: spanish, want: spanish},
		{name: "UTF-8 with mark and CRLF", content: "\uFEFF" + strings.ReplaceAll(spanish, "\n", "\r\n"),
			want: spanish},
		{name: "CR alone", content: strings.ReplaceAll(spanish, "\n", "\r"), want: spanish},
		{name: "UTF-16 LE with mark", content: wide(unicode.LittleEndian, unicode.UseBOM, spanish), want: spanish},
		{name: "UTF-16 BE with mark", content: wide(unicode.BigEndian, unicode.UseBOM, spanish), want: spanish},
		{name: "UTF-16 LE without", content: wide(unicode.LittleEndian, unicode.IgnoreBOM, spanish), want: spanish,
			warn: "read as utf-16le"},
		{name: "UTF-16 BE without", content: wide(unicode.BigEndian, unicode.IgnoreBOM, spanish), want: spanish,
			warn: "read as utf-16be"},
		{name: "UTF-16 LE without, not Latin", content: wide(unicode.LittleEndian, unicode.IgnoreBOM, hindi),
			want: hindi,
			warn: "read as utf-16le"},
		{name: "UTF-32", content: encode(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder(), spanish),
			want: spanish},
		{name: "UTF-16 cut in the middle", content: "\xFF\xFEa\x00b", want: "a\uFFFD",
			warn: "not readable as utf-16le"},
		{name: "Windows-1252", content: encode(charmap.Windows1252.NewEncoder(), spanish), want: spanish,
			warn: "read as windows-1252"},
		{name: "curly quotes alone", content: "she \x93said\x94 so", want: "she “said” so", warn: "windows-1252"},
		{name: "Mac OS Roman", content: encode(charmap.Macintosh.NewEncoder(), spanish), want: spanish,
			warn: "read as macintosh"},
		{name: "DOS", content: encode(charmap.CodePage850.NewEncoder(),
			"María: sí, mamá. ¿Cómo está? Mañana vendré.\n"),
			want: "María: sí, mamá. ¿Cómo está? Mañana vendré.\n", warn: "read as ibm850"},
		{name: "Latin-9", content: encode(charmap.ISO8859_15.NewEncoder(), "ma sœur, le cœur, l'œuvre: déjà\n"),
			want: "ma sœur, le cœur, l'œuvre: déjà\n", warn: "iso-8859-15"},
		{name: "Hebrew, by language", content: encode(charmap.Windows1255.NewEncoder(), hebrew),
			o: decode.TextOptions{Language: "he"}, want: hebrew, warn: "read as windows-1255"},
		{name: "Hebrew, by encoding", content: encode(charmap.Windows1255.NewEncoder(), hebrew),
			o: decode.TextOptions{Encoding: "Windows-1255"}, want: hebrew},
		{name: "Polish", content: encode(charmap.Windows1250.NewEncoder(), "Żółć, gęś: źdźbło\n"),
			o: decode.TextOptions{Language: "pl-PL"}, want: "Żółć, gęś: źdźbło\n", warn: "read as windows-1250"},
		{name: "Russian", content: encode(charmap.Windows1251.NewEncoder(), "И: Как дела?\n"),
			o: decode.TextOptions{Language: "ru"}, want: "И: Как дела?\n", warn: "read as windows-1251"},
		{name: "Japanese", content: encode(japanese.ShiftJIS.NewEncoder(), "質問：元気ですか。\n"),
			o: decode.TextOptions{Language: "ja"}, want: "質問：元気ですか。\n", warn: "read as shift_jis"},
		{name: "Japanese in EUC", content: encode(japanese.EUCJP.NewEncoder(), "質問：元気ですか。はい、元気です。\n"),
			o: decode.TextOptions{Language: "ja"}, want: "質問：元気ですか。はい、元気です。\n", warn: "read as euc-jp"},
		{name: "Korean", content: encode(korean.EUCKR.NewEncoder(), "질문: 안녕하세요\n"),
			o: decode.TextOptions{Language: "ko"}, want: "질문: 안녕하세요\n", warn: "read as euc-kr"},
		{name: "Chinese", content: encode(simplifiedchinese.GBK.NewEncoder(), "问：你好吗？\n"),
			o: decode.TextOptions{Language: "zh"}, want: "问：你好吗？\n", warn: "read as gbk"},
		{name: "Chinese of Taiwan", content: encode(traditionalchinese.Big5.NewEncoder(), "問：你好嗎？\n"),
			o: decode.TextOptions{Language: "zh-TW"}, want: "問：你好嗎？\n", warn: "read as big5"},
		{name: "a mark beats the named encoding", content: "\uFEFFñ",
			o:    decode.TextOptions{Encoding: "windows-1252"},
			want: "ñ", warn: "byte order mark says"},
		{name: "UTF-8 cut at the end", content: "canci\xC3", want: "canci", warn: "ends inside a character"},
		{name: "one letter with an accent, at the end", content: "caf\xE9", want: "café", warn: "windows-1252"},
		{name: "UTF-8 with damage", content: strings.Repeat("ñandú ", 10) + "\xFF",
			want: strings.Repeat("ñandú ", 10) + "\uFFFD", warn: "1 byte was not valid and stand as � in the text, in line 1"},
		{name: "UTF-8 with damage in a short text", content: "I: ¿Cómo está?\r\nP: Bien.\r\nI: mañana \xFF\xFE\r\n",
			want: "I: ¿Cómo está?\nP: Bien.\nI: mañana \uFFFD\uFFFD\n", warn: "2 bytes were not valid and stand as � in the text, in line 3"},
		{name: "UTF-8 with damage in many lines", content: strings.Repeat("así: más \xE9\n", 7),
			want: strings.Repeat("así: más \uFFFD\n", 7), warn: "in lines 1, 2, 3, 4, 5 and 2 more"},
		{name: "Windows-1252 that forms a sequence of UTF-8", content: "CAF\xC9\x94 s\xED, ma\xF1ana",
			want: "CAFÉ” sí, mañana", warn: "read as windows-1252"},
		{name: "Chinese that forms some", content: encode(simplifiedchinese.GBK.NewEncoder(), "问：你好吗？谢谢，很好。"),
			o: decode.TextOptions{Language: "zh"}, want: "问：你好吗？谢谢，很好。", warn: "read as gbk"},
		{name: "control characters", content: "a\x00b\x0Bc\x1Fd and so on", want: "abcd and so on",
			warn: "3 control characters were left out"},
		{name: "letters lost", content: strings.Repeat("l?Europe d?ici? ", 20),
			want: strings.Repeat("l?Europe d?ici? ", 20), warn: "40 places"},
		{name: "questions and links", content: strings.Repeat("Why? a.org/b?c=1 ", 15),
			want: strings.Repeat("Why? a.org/b?c=1 ", 15)},
		{name: "encoded twice", content: encode(charmap.Windows1252.NewDecoder(), strings.Repeat("canción ", 5)),
			want: strings.Repeat("canciÃ³n ", 5), warn: "encoded twice"},
		{name: "Portuguese capitals are no such sign", content: strings.Repeat("MANHÃ\u00A0E ", 9),
			want: strings.Repeat("MANHÃ\u00A0E ", 9)},
		{name: "UTF-7 is not interpreted", content: "ni+APE-o", want: "ni+APE-o"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := decode.File{Name: "a.txt", Content: []byte(tt.content)}
			got, warnings, err := decode.Text(f, tt.o, decode.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			var all []string
			for _, w := range warnings {
				all = append(all, w.String())
			}
			if got := strings.Join(all, "; "); !strings.Contains(got, tt.warn) || tt.warn == "" && got != "" {
				t.Errorf("warnings %q, want %q", got, tt.warn)
			}
		})
	}
}

func TestTextRefused(t *testing.T) {
	t.Parallel()
	hebrew, err := charmap.Windows1255.NewEncoder().String(strings.Repeat("מה שלומך היום? ", 4))
	if err != nil {
		t.Fatal(err)
	}
	ebcdic, err := charmap.CodePage037.NewEncoder().String(strings.Repeat("how are you today and tomorrow ", 4))
	if err != nil {
		t.Fatal(err)
	}
	small := decode.DefaultLimits
	small.FileBytes, small.Runes = 3<<20, 1<<20
	tests := []struct {
		name, content string
		o             decode.TextOptions
		want          string
	}{
		{name: "empty", want: "is empty"},
		{name: "PDF", content: "%PDF-1.7\n", want: "a PDF document"},
		{name: "zip", content: "PK\x03\x04rest", want: "a zip archive"},
		{name: "old Word",
			content: "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00",
			want:    "Word document of the old kind"},
		{name: "PNG", content: "\x89PNG\r\n\x1a\n", want: "a picture"},
		{name: "JPEG", content: "\xFF\xD8\xFF\xE0", want: "a picture"},
		{name: "MP3 with tag", content: "ID3\x03\x00\x00", want: "a sound or video recording"},
		{name: "MP3 frame", content: "\xFF\xFB\x90\x44\x00", want: "a sound or video recording"},
		{name: "WAV", content: "RIFF\x00\x00\x00\x00WAVEfmt ", want: "a sound or video recording"},
		{name: "MP4", content: "\x00\x00\x00\x20ftypisom", want: "a sound or video recording"},
		{name: "gzip", content: "\x1F\x8B\x08", want: "a compressed archive"},
		{name: "XML", content: "\uFEFF<?xml version='1.0'?><a/>", want: "an XML file"},
		{name: "binary", content: strings.Repeat("\x00\x01\x02\x03abc", 20), want: "binary data"},
		{name: "random bytes", content: strings.Repeat("\x01\x9D\xF3\x7Fab\x02\xC8\x81q", 20), want: "binary data"},
		{name: "Hebrew without a word on it", content: hebrew, want: "encoding can't be guessed"},
		{name: "EBCDIC", content: ebcdic, want: "looks like EBCDIC"},
		{name: "unknown encoding", content: "a\xE9", o: decode.TextOptions{Encoding: "klingon"},
			want: `encoding "klingon"`},
		{name: "too large", content: strings.Repeat("a", 3<<20+1), want: "more than the 3 MB"},
		{name: "too long", content: strings.Repeat("a", 2<<20), want: "more than 1048576 characters"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := decode.Text(decode.File{Name: "a.txt", Content: []byte(tt.content)}, tt.o, small)
			var own *corpus.Error
			if !errors.As(err, &own) || own.Hint() == "" || !errors.Is(err, corpus.ErrInvalid) {
				t.Fatalf("error %v, want one of ours with advice", err)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q, want %q", err, tt.want)
			}
		})
	}
}

func TestSniff(t *testing.T) {
	t.Parallel()
	const table = "case;age;answer\nP1;30;a\nP2;40;b\n"
	const srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nhi\r\n"
	const ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
	zipOf := func(part string) string { return string(zipped(t, part, "<a/>")) }
	tests := []struct {
		name, file, content string
		want                decode.Format
	}{
		{"text", "a.txt", "I: hi", decode.PlainText},
		{"no name", "", "I: hi", decode.PlainText},
		{"unknown name", "a.transcript", "I: hi", decode.PlainText},
		{"empty text", "a.txt", "", decode.PlainText},
		{"Markdown", "a.MD", "# hi", decode.Markdown},
		{"Word", "a.docx", zipOf("word/document.xml"), decode.Word},
		{"Word under a wrong name", "a.txt", zipOf("word/document.xml"), decode.Word},
		{"workbook", "a.bin", zipOf("xl/workbook.xml"), decode.Excel},
		{"some zip", "a.zip", zipOf("a.txt"), decode.Unknown},
		{"some zip named docx", "a.docx", zipOf("a.txt"), decode.Word},
		{"cut zip named docx", "a.docx", zipOf("word/document.xml")[:40], decode.Word},
		{"text named docx", "a.docx", "I: hi", decode.Word},
		{"encrypted docx", "a.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", decode.Word},
		{"old Word", "a.doc", ole, decode.OldWord},
		{"old Word by its content", "a.bin", ole + "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00",
			decode.OldWord},
		{"RTF named docx", "a.docx", `{\rtf1 hi}`, decode.RichText},
		{"RTF named doc", "a.doc", "\r\n{\\RTF1 hi}", decode.RichText},
		{"OpenDocument", "a.zip", string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.text")),
			decode.Writer},
		{"OpenDocument spreadsheet", "a.ods",
			string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet")), decode.Calc},
		{"flat OpenDocument", "a.xml", `<?xml version="1.0"?>` + "\n" +
			`<office:document office:mimetype="application/vnd.oasis.opendocument.text">`, decode.Writer},
		{"text named odt", "a.odt", "I: hi", decode.Writer},
		{"book", "a.zip", string(zipped(t, "mimetype", "application/epub+zip")), decode.EPUB},
		{"web page", "a.txt", "\n<!-- saved --><!DOCTYPE html><p>hi", decode.HTML},
		{"web page in XML", "a.xml", `<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html>`, decode.HTML},
		{"web page of UTF-16", "a.doc", "<\x00h\x00t\x00m\x00l\x00>\x00", decode.HTML},
		{"piece of a web page", "a.htm", "<cite>Ana:</cite><p>hi", decode.HTML},
		{"text named html", "a.html", "I: hi", decode.PlainText},
		{"text that begins with a tag", "a.txt", "<b>Ana:</b> hi", decode.PlainText},
		{"other XML", "a.xml", "<?xml version='1.0'?><a/>", decode.Unknown},
		{"Pages", "a.pages", zipOf("Index/Document.iwa"), decode.Unknown},
		{"PDF named txt", "a.txt", "%PDF-1.4", decode.PDF},
		{"WebVTT", "a.vtt", "WEBVTT\n", decode.WebVTT},
		{"WebVTT by header", "a.txt", "\uFEFFWEBVTT - Zoom\n", decode.WebVTT},
		{"a word that begins like it", "a.txt", "WEBVTTS are files", decode.PlainText},
		{"WebVTT in UTF-16", "a", "\xFF\xFEW\x00E\x00B\x00V\x00T\x00T\x00\n\x00", decode.WebVTT},
		{"WebVTT without header, by times", "a.txt", "00:00.000 --> 00:01.000\nhi", decode.WebVTT},
		{"SRT by times", "a.txt", srt, decode.SRT},
		{"captions with commas for arrows", "a.txt", "0:00:01.000,0:00:02.500\nhi\n", decode.SRT},
		{"SRT by name", "a.srt", "hi", decode.SRT},
		{"an arrow in a text", "a.txt", "I: hi --> you", decode.PlainText},
		{"CSV by name", "a.csv", "case\nP1\n", decode.CSV},
		{"TSV by name", "a.tsv", "case\nP1\n", decode.TSV},
		{"table without a name", "a", table, decode.CSV},
		{"table named txt is a text", "a.txt", table, decode.PlainText},
		{"ELAN", "a.txt", "<?xml version='1.0'?>\n<!-- x -->\n<ANNOTATION_DOCUMENT>", decode.ELAN},
		{"TEI", "a.xml", "<!DOCTYPE TEI [<!ENTITY x 'y'>]><tei:TEI xmlns:tei='x'>", decode.TEI},
		{"Akoma Ntoso", "a.xml", "\uFEFF<akomaNtoso/>", decode.Akoma},
		{"XML named eaf", "a.eaf", "<a/>", decode.Unknown},
		{"XML that is cut", "a.xml", "<!-- <TEI>", decode.Unknown},
		{"TextGrid", "a", "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n", decode.TextGrid},
		{"another file of Praat", "a.txt", "File type = \"ooTextFile\"\nObject class = \"Sound\"\n",
			decode.PlainText},
		{"CHAT", "a.txt", "@UTF8\r\n@Begin\r\n", decode.CHAT},
		{"JSON", "a.txt", "{\n \"a\": 1}", decode.Talk},
		{"JSON in lines", "a.txt", "{\"a\":1}\n{\"a\":2}\n", decode.Talk},
		{"a list", "a", "[{}]", decode.Talk},
		{"a list by name", "a.json", "[1]", decode.Talk},
		{"a speaker in brackets", "a.txt", "[id1] hi", decode.PlainText},
		{"a time in brackets", "a.txt", "[00:01] hi", decode.PlainText},
		{"braces", "a.txt", "{laughs} hi", decode.PlainText},
		{"mailbox", "a", "From x Mon\nReceived: by y\n z\nFrom: a\n\nhi", decode.Mail},
		{"a letter", "a.txt", "From: Ana\nTo: Leo\n\nMessage-ID: no\n", decode.PlainText},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := decode.Sniff([]byte(tt.content), tt.file); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// FuzzText holds Text to its promises: no panic, clean UTF-8, bounded.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", "I: hi\r\n", "\xFF\xFEa\x00", "a\x00b\x00\n\x00", "caf\xE9",
		"\xEF\xBB\xBF\xC3",
		"\x00\x00\xFE\xFF\x00\x00\x00a", "{\"a\"", "PK\x03\x04", "00:00.0 --> 00:01.0\n", "a;b;c\nd;e;f\ng;h;i\n"} {
		f.Add([]byte(s), "", "es")
		f.Add([]byte(s), "shift_jis", "ja")
	}
	lim := decode.DefaultLimits
	lim.Runes = 10_000
	f.Fuzz(func(t *testing.T, content []byte, encoding, language string) {
		file := decode.File{Name: "a.txt", Content: content}
		decode.Sniff(content, "a."+language)
		text, _, err := decode.Text(file, decode.TextOptions{Encoding: encoding, Language: language}, lim)
		if err != nil {
			return
		}
		if clean, _, _ := corpus.Clean(text); clean != text {
			t.Errorf("%q is not clean", text)
		}
		if len(text) > 4*10_000 {
			t.Errorf("%d bytes of text under a limit of 10,000 characters", len(text))
		}
	})
}

// A document of Apple Pages is a zip archive, but nobody should unpack it.
func TestRefusePages(t *testing.T) {
	t.Parallel()
	err := decode.Refuse(decode.File{Name: "P1.pages", Content: zipped(t, "Index/Document.iwa", "x")})
	var own *corpus.Error
	if !errors.As(err, &own) || !strings.Contains(err.Error(), "Apple Pages") || !strings.Contains(own.Hint(), "Word") {
		t.Errorf("error %v", err)
	}
}
