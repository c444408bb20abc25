package messenger_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus/decode"
	"framewise/corpus/decode/decodetest"
	"framewise/corpus/decode/messenger"
)

func read(content string) (*decode.Decoded, error) {
	f := decode.File{Name: "chat.txt", Content: []byte(content)}
	return messenger.Read(f, decode.TextOptions{}, decode.DefaultLimits)
}

// said writes the messages as author, date: text.
func said(d *decode.Decoded) (rows []string) {
	for _, r := range d.Table.Rows {
		rows = append(rows, r.Cell(0)+", "+r.Cell(1)+": "+r.Cell(2))
	}
	return rows
}

func TestPrograms(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		want          []string
		warn          string
	}{
		{"WhatsApp on an iPhone", "[12/03/2023, 14:03:00] Group: \u200eMessages are encrypted.\r\n" +
			"[13/03/2023, 14:03:07] ~ Ana Soto: how: so?\r\nand more\r\n\r\n12/03/2023\r\n" +
			"\u200e[13/03/2023, 14:03:09] Ana Soto: \u200eimage omitted\r\n" +
			"[13/03/2023, 14:04:00] +56 9 1234 5678: well \u200e<This message was edited>\r\n",
			[]string{"~ Ana Soto, 2023-03-13 14:03: how: so?\nand more\n\n12/03/2023", "+56 9 1234 5678, 2023-03-13 14:04: well"},
			"2 notices of the messenger were left out"},
		{"WhatsApp on Android", "31/12/23, 9:05 - Ana joined\n31/12/23, 9:06 - Ana: hi\u00a0٣\n1/1/24, 21:07 - Eva: <Media omitted>\n" +
			"1/1/24, 21:08 - Eva: so\n1/1/24, 21:09 - Ana:\n",
			[]string{"Ana, 2023-12-31 09:06: hi\u00a0٣", "Eva, 2024-01-01 21:08: so", "Ana, 2024-01-01 21:09: "},
			`2 notices of the messenger were left out: who joined, media that are not in the file, such as "<Media omitted>"`},
		{"the month first", "12/31/23, 12:05\u202fAM - Ana: hi\n1/1/24, 12:07 pm - Eva: so\n1/1/24, 2:07 p. m. - Eva: and\n",
			[]string{"Ana, 2023-12-31 00:05: hi", "Eva, 2024-01-01 12:07: so", "Eva, 2024-01-01 14:07: and"}, ""},
		{"dates that tell nothing", "3/12/23, 2:05 PM - Ana: hi\n3/12/23, 2:07 PM - Eva: so\n",
			[]string{"Ana, 2023-03-12 14:05: hi", "Eva, 2023-03-12 14:07: so"}, "they were read as month first"},
		{"Arabic", "\u200f١٣\u200f/٣\u200f/٢٠٢٣، ٢:٠٥ - ليلى: نعم ١\n\u200f١٣\u200f/٣\u200f/٢٠٢٣، ٢:٠٦ - سامي: لا\n",
			[]string{"ليلى, 2023-03-13 02:05: نعم ١", "سامي, 2023-03-13 02:06: لا"}, ""},
		{"the year first", "2023. 3. 12. 오후 2:03 - 지수: 네\n2023/03/12 14:04 - 花子: はい\n",
			[]string{"지수, 2023-03-12 14:03: 네", "花子, 2023-03-12 14:04: はい"}, ""},
		{"German", "13.03.23, 14:03 - Jörg: ja\n13.03.23, 14:04 - Eva: nein\n",
			[]string{"Jörg, 2023-03-13 14:03: ja", "Eva, 2023-03-13 14:04: nein"}, ""},
		{"LINE", "[LINE] Chat history with Ana\nSaved on: 2023/03/15 10:00\n\n2023/03/12(Sun)\n14:03\tAna\thi\n" +
			"14:04\tEva\t\"so\nand so\"\n14:05\tEva joined the group.\n\n2023/3/13(Mon)\n9:00\tAna\tyes\n",
			[]string{"Ana, 2023-03-12 14:03: hi", "Eva, 2023-03-12 14:04: so\nand so", "Ana, 2023-03-13 09:00: yes"},
			"1 notice of the messenger was left out"},
		{"Zoom", "14:03:00\t From  Ana Soto : hi\n14:03:07 From Eva to Everyone:\n\tso: and\n\tso\n" +
			"14:03:08 Von Jörg an Ana (Direktnachricht):\n\tja\n",
			[]string{"Ana Soto, 14:03:00: hi", "Eva, 14:03:07: so: and\nso", "Jörg, 14:03:08: ja"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if format := decode.Sniff([]byte(tt.content), "chat.txt"); format != decode.Messenger {
				t.Errorf("sniffed as %q", format)
			}
			d, err := read(tt.content)
			decodetest.Check(t, d, err)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, said(d)); diff != "" {
				t.Errorf("messages (-want +got)\n%s", diff)
			}
			if got := decodetest.Warnings(d); !strings.Contains(got, tt.warn) {
				t.Errorf("warnings %q, want %q", got, tt.warn)
			}
		})
	}
}

// What looks a little like a chat is none.
func TestOthers(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"times and tabs":       "0:03\tInterviewer\tSo?\n0:07\tAna\tYes.\n0:09\tAna\tNo.\n",
		"times in brackets":    "[00:03:00] Ana: hi\n[00:03:04] Eva: so\n[00:03:05] Ana: no\n",
		"a transcript's dates": "12/03/2023, 14:03 - Interview 1\nI: hi\nP: so\nI: and\nP: no\nI: x\nP: y\nI: z\nP: a\n",
		"one message":          "12/03/2023, 14:03 - Ana: hi\n",
	} {
		if format := decode.Sniff([]byte(content), "a.txt"); format == decode.Messenger {
			t.Errorf("%s: sniffed as a chat", name)
		}
	}
	_, err := read("12/03/2023, 14:03 - Ana joined\n12/03/2023, 14:04 - Eva: \u200eimage omitted\n")
	decodetest.Check(t, nil, err)
	if err == nil || !strings.Contains(err.Error(), "holds no messages") {
		t.Errorf("error %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("[13/03/2023, 14:03:07] Ana: so\nand\n[13/03/2023, 14:03:07] Ana: \u200e<x>\n")
	f.Add("2023/03/12(Sun)\n14:03\tAna\t\"hi\n2023/03/12\"\n14:04\tx")
	f.Add("14:03:00 From A to B (c):\n\td\n\u200f١٢/٣/٢٠٢٣، ٢:٠٥ - e: \u200e")
	lim := decode.DefaultLimits
	lim.Runes = 20_000
	f.Fuzz(func(t *testing.T, content string) {
		decode.Sniff([]byte(content), "a.txt")
		d, err := messenger.Read(decode.File{Name: "a.txt", Content: []byte(content)}, decode.TextOptions{}, lim)
		decodetest.Check(t, d, err)
	})
}
