package mail_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/mail"
)

func read(name, content string) (*decode.Decoded, error) {
	return mail.Read(decode.File{Name: name, Content: []byte(content)}, decode.TextOptions{}, decode.DefaultLimits)
}

// rows writes a table a line a row, and | between cells.
func rows(d *decode.Decoded) string {
	var b strings.Builder
	for _, r := range d.Table.Rows {
		b.WriteString(strings.Join(r.Cells, "|") + "\n")
	}
	return b.String()
}

// message is a message of a mailbox; more are further headers.
func message(from, subject, id, body string, more ...string) string {
	return "From x@example.org Mon Mar  4 10:00:00 2024\nFrom: " + from + "\nSubject: " + subject + "\nMessage-ID: <" + id +
		">\nDate: Mon, 04 Mar 2024 10:00:00 +0100\n" + strings.Join(append(more, ""), "\n") + "\n" + body + "\n\n"
}

const date = "|2024-03-04 10:00|"

func TestRead(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, content, want, warn string }{
		{"a thread", message("Ana Soto <ana@example.org>", "[list] Sleep", "1", "I do not.\n\n>From March on.") +
			message("leo@example.org (Leo Paz)", "Re: [list] Sleep", "2", "Nor I.", "In-Reply-To: <1>") +
			message("ana@example.org", "Re: Sleep", "3", "Ah.", "References: <1> <2>"),
			"Ana Soto" + date + "[list] Sleep\nI do not.\n\nFrom March on.|1|\nLeo Paz" + date + "Nor I.|2|1\n" +
				"Ana Soto" + date + "Ah.|3|2\n", ""},
		{"two threads", message("luz@example.org", "Sleep", "1", "One.") + message("Leo <leo@example.org>", "Tea", "2", "Two.") +
			message("Leo <leo@example.org>", "AW: Sleep", "3", "Three."),
			"luz" + date + "Sleep\nOne.|1||Sleep\nLeo" + date + "Tea\nTwo.|2||Tea\nLeo" + date + "Three.|3||Sleep\n", ""},
		{"quotations and signatures", message("Leo <leo@example.org>", "", "1",
			"Yes.\n\nOn Mon, 4 Mar 2024, Ana Soto <ana@example.org>\nwrote:\n> a\n>\n> b\n\nAnd no.\nEl lun, 4 mar 2024, Ana escribió:\n"+
				"> c\n-- \nLeo\n555 123") + message("Eva <eva@example.org>", "", "2", "So.\n-----Original Message-----\nFrom: Leo\nYes."),
			"Leo" + date + "Yes.\n\nAnd no.|1|\nEva" + date + "So.|2|\n",
			"3 quoted passages were left out\n1 signature was left out\n"},
		{"what only looks like a quotation", message("Leo <leo@example.org>", "", "1", "She wrote:\nnothing.\n\n--\nis a dash"),
			"Leo" + date + "She wrote:\nnothing.|1|\n", "1 signature was left out\n"},
		{"encodings", message("=?iso-8859-1?Q?Mar=EDa?= <m@example.org>", "=?utf-8?B?wr9Dw7Ntbz8=?=", "1", "Dorm=ED =\npoco.",
			"Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable") +
			message("\"ana at example.org\" <ana@example.org>", "", "2", "U8OtLg==", "Content-Transfer-Encoding: base64",
				"Content-Type: text/plain; charset=\"nonesuch\""),
			"María" + date + "¿Cómo?\nDormí poco.|1||¿Cómo?\nana" + date + "Sí.|2||no subject\n", ""},
		{"parts", message("Leo <leo@example.org>", "", "1", "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n"+
			"Content-Type: text/html\n\n<p>Html</p>\n--c\nContent-Type: text/plain\n\nPlain\n--c--\n--b\nContent-Type: image/png\n\nx\n"+
			"--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nfile\n--b--", "Content-Type: multipart/mixed; boundary=b"),
			"Leo" + date + "Plain|1|\n", "2 attachments were left out\n"},
		{"HTML alone", message("Leo <leo@example.org>", "", "1", "<style>p{}</style><p>Yes &amp;<br>no</p><blockquote>Old</blockquote>",
			"Content-Type: text/html"), "Leo" + date + "Yes &\nno|1|\n", "1 quoted passage was left out\n"},
		{"flowed", message("Leo <leo@example.org>", "", "1", "One \ntwo\nthree\n", "Content-Type: text/plain; format=flowed"),
			"Leo" + date + "One two\nthree|1|\n", ""},
		{"a broken header", message("Leo <leo@example.org>", "", "1", "One.") + "From x\nX: y\nbroken\n\nbody\n",
			"Leo" + date + "One.|1|\n", "message 2: 1 message is not readable and left out\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, content := range []string{tt.content, strings.ReplaceAll(tt.content, "\n", "\r\n")} {
				d, err := read("a.mbox", content)
				decodetest.Check(t, d, err)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(tt.want, rows(d)); diff != "" {
					t.Errorf("rows (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(tt.warn, decodetest.Warnings(d)); diff != "" {
					t.Errorf("warnings (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	content := "Received: from a\nFrom: Ana <ana@example.org>\nMIME-Version: 1.0\nSubject: Hi\n\nHello.\n"
	if f := decode.Sniff([]byte(content), "a.txt"); f != decode.Mail {
		t.Errorf("sniffed as %q", f)
	}
	d, err := read("a.eml", content)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := rows(d), "Ana||Hi\nHello.||\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, content := range []string{"", "\n", message("Leo <leo@example.org>", "x", "1", "> all\n> quoted")} {
		d, err := read("a.mbox", content)
		decodetest.Check(t, d, err)
		if err == nil {
			t.Errorf("%.20q was read", content)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(message("=?utf-8?B?wr8=?= <a@b>", "Re: [x] y", "1", "--b\nContent-Type: text/html\n\n<p>a<blockquote>b\n--b--",
		"Content-Type: multipart/mixed; boundary=b", "In-Reply-To: <1>")))
	f.Add([]byte(message("a at b.c (D)", "x", "2", "On 3 May A wrote:\n> b\nc =E9\n-- \nd", "Content-Transfer-Encoding: quoted-printable",
		"Content-Type: text/plain; charset=iso-8859-1; format=flowed") + message("e", "x", "2", "wr8=", "Content-Transfer-Encoding: base64")))
	lim := decode.DefaultLimits
	lim.Runes = 50_000
	f.Fuzz(func(t *testing.T, content []byte) {
		d, err := mail.Read(decode.File{Name: "a.mbox", Content: content}, decode.TextOptions{}, lim)
		decodetest.Check(t, d, err)
	})
}

func BenchmarkRead(b *testing.B) {
	var s strings.Builder
	for i := range 5_000 {
		s.WriteString(message(fmt.Sprintf("Ana %d <ana%[1]d@example.org>", i%50), "Re: Sleep", fmt.Sprint(i),
			strings.Repeat("Bueno, yo creo que al principio me costó mucho, pero después ya no tanto.\n", 8)+
				"El lun, 4 mar 2024, Ana escribió:\n> así\n", fmt.Sprintf("In-Reply-To: <%d>", i/2),
			"Content-Type: text/plain; charset=utf-8"))
	}
	f := decode.File{Name: "a.mbox", Content: []byte(s.String())}
	b.SetBytes(int64(len(f.Content)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := mail.Read(f, decode.TextOptions{}, decode.DefaultLimits); err != nil {
			b.Fatal(err)
		}
	}
}
