package html_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/html"
)

// A page that browsers, Word and web applications pack with its pictures.
const packed = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n type=\"text/html\";\r\n boundary=\"=-b\"\r\n\r\n" +
	"--=-b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBOR\r\n" +
	"--=-b\r\nContent-Type: text/html; charset=\"WINDOWS-1252\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
	"<html><meta charset=3Dutf-8><p><b>P1:</b> caf=E9 =\r\nsolo</html>\r\n--=-b--\r\n"

func TestArchive(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"Word": packed, "Chrome": "From: <Saved by Blink>\r\nSubject: x\r\nDate: y\r\n" + packed,
		"Confluence": "Date: Fri, 3 May 2024 10:00:00 +0000 (UTC)\r\nMessage-ID: <1@x>\r\n" + packed,
		"lone LF":    strings.ReplaceAll(packed, "\r\n", "\n"), "cut": packed[:len(packed)-12],
	} {
		f := decode.File{Name: "P1.doc", Content: []byte(content)}
		if format := decode.Sniff(f.Content, f.Name); format != decode.HTML {
			t.Errorf("%s: sniffed as %q", name, format)
		}
		d, err := html.Read(f, decode.TextOptions{}, decode.DefaultLimits)
		decodetest.Check(t, d, err)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff([]decode.Block{{Text: "P1: café solo", Bold: 3, Line: 1}}, d.Blocks); diff != "" {
			t.Errorf("%s: blocks (-want +got)\n%s", name, diff)
		}
	}
	mail := "From: Ana <ana@example.org>\r\nMessage-ID: <1@x>\r\n" + packed
	if format := decode.Sniff([]byte(mail), "a.eml"); format != decode.Mail {
		t.Errorf("a message is sniffed as %q", format)
	}
	_, err := html.Read(page(strings.ReplaceAll(packed, "text/html;", "text/css;")), decode.TextOptions{}, decode.DefaultLimits)
	decodetest.Check(t, nil, err)
	if err == nil || !strings.Contains(err.Error(), "web archive without a page") {
		t.Errorf("error %v", err)
	}
}
