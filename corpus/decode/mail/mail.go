package mail

import (
	"bytes"
	"cmp"
	"io"
	"mime"
	"net/mail"
	"strconv"
	"strings"
	"unicode/utf8"

	"framewise/corpus"
	"framewise/corpus/decode"
)

// Read reads a mailbox or a message. An error means that there is no usable
// text, and why.
func Read(f decode.File, o decode.TextOptions, lim decode.Limits) (*decode.Decoded, error) {
	g, err := decode.NewGatherer(f, lim)
	if err != nil {
		return nil, err
	}
	r := reader{g: g, o: o, lim: lim, names: map[string]string{}}
	for i, raw := range split(f.Content) {
		if i >= lim.Blocks() {
			return nil, corpus.Errorf(decode.ErrLimit, "%s holds more than %d messages", f.Name, lim.Blocks()).
				WithHint("split the mailbox")
		}
		if err := r.message(i+1, raw); err != nil {
			return nil, err
		}
	}
	if !r.said {
		return nil, decode.Empty(f)
	}
	g.Table = r.table()
	r.tell()
	return g.Done()
}

// split cuts a mailbox into messages: each begins with a line From, behind a
// blank line, that a header follows.
func split(content []byte) (messages [][]byte) {
	content = bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF"))
	from, blank := 0, true
	for at := 0; at < len(content); {
		line, next := content[at:], len(content)
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		if blank && bytes.HasPrefix(line, []byte("From ")) && headerLine(content[next:]) {
			if len(bytes.TrimSpace(content[from:at])) > 0 {
				messages = append(messages, content[from:at])
			}
			from = next
		}
		blank = len(bytes.TrimSpace(line)) == 0
		at = next
	}
	if len(bytes.TrimSpace(content[from:])) > 0 {
		messages = append(messages, content[from:])
	}
	return messages
}

// headerLine says whether a text begins with a name and a colon.
func headerLine(b []byte) bool {
	for i, c := range b[:min(len(b), 80)] {
		switch {
		case c == ':':
			return i > 0
		case c <= ' ' || c > '~':
			return false
		}
	}
	return false
}

type reader struct {
	g     *decode.Gatherer
	o     decode.TextOptions
	lim   decode.Limits
	posts []post
	names map[string]string // of senders, by address
	said  bool

	quotes, signatures, attachments int // what was left out
	bad                             int // messages that can't be read
	firstBad                        int
}

// post is a message as it was written.
type post struct {
	number            int
	name, address     string
	date, subject     string
	id, reply         string
	text              string
	thread, threadKey string
}

func (r *reader) message(number int, raw []byte) error {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		if r.bad++; r.bad == 1 {
			r.firstBad = number
		}
		return nil
	}
	h := m.Header
	p := post{number: number, subject: r.header(h.Get("Subject")), id: reference(h.Get("Message-Id"))}
	p.name, p.address = r.sender(cmp.Or(h.Get("From"), h.Get("Sender")))
	if p.name != "" && r.names[p.address] == "" {
		r.names[p.address] = p.name
	}
	if date, err := h.Date(); err == nil {
		p.date = date.Format("2006-01-02 15:04")
	}
	if p.reply = reference(h.Get("In-Reply-To")); p.reply == "" {
		p.reply = reference(h.Get("References"))
	}
	body, err := io.ReadAll(m.Body)
	if err != nil {
		return nil
	}
	text := r.part(h.Get("Content-Type"), h.Get("Content-Transfer-Encoding"), h.Get("Content-Disposition"), body,
		0)
	p.text = r.own(text)
	r.said = r.said || p.text != ""
	if err := r.g.Spend(len(p.text) + len(p.subject) + len(p.name) + 20); err != nil {
		return err
	}
	r.posts = append(r.posts, p)
	return nil
}

// header decodes the encoded words of a header.
func (r *reader) header(s string) string {
	d := mime.WordDecoder{CharsetReader: func(label string, in io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		return strings.NewReader(r.charset(label, b)), nil
	}}
	text, err := d.DecodeHeader(s)
	if err != nil || !utf8.ValidString(text) {
		text = r.charset("", []byte(s))
	}
	var p decode.Prose
	p.Write(text)
	return decode.Clean(p.Take())
}

// charset decodes text in the charset that a message names, or as a text file
// is decoded where it names none that we know.
func (r *reader) charset(label string, b []byte) string {
	if len(b) == 0 {
		return ""
	}
	for _, encoding := range []string{label, r.o.Encoding} {
		text, _, err := decode.Text(decode.File{Name: "message", Content: b},
			decode.TextOptions{Encoding: encoding, Language: r.o.Language}, r.lim)
		if err == nil {
			return text
		}
	}
	return ""
}

// sender reads a name and an address: Ana Soto <ana@example.org>, "ana at
// example.org (Ana Soto)".
func (r *reader) sender(s string) (name, address string) {
	s = r.header(s)
	if a, err := mail.ParseAddress(s); err == nil {
		name, address = decode.Clean(a.Name), strings.ToLower(a.Address)
	} else {
		if open := strings.LastIndexByte(s, '('); open >= 0 && strings.HasSuffix(s, ")") {
			name, s = s[open+1:len(s)-1], s[:open]
		} else if open := strings.LastIndexByte(s, '<'); open >= 0 && strings.HasSuffix(s, ">") {
			name, s = s[:open], s[open+1:len(s)-1]
		}
		address = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(s), " at ", "@"))
		name = strings.Trim(name, ` "'`)
	}
	_, host, hidden := strings.Cut(name, " at ")
	hidden = hidden && strings.ContainsRune(host, '.') && !strings.ContainsRune(host, ' ')
	if hidden || strings.ContainsRune(name, '@') || strings.EqualFold(name, address) {
		name = "" // an address again
	}
	return name, address
}

// reference is the last message id of a header.
func reference(s string) string {
	open := strings.LastIndexByte(s, '<')
	if open < 0 {
		return ""
	}
	id, _, _ := strings.Cut(s[open+1:], ">")
	return strings.TrimSpace(id)
}

// table makes a table of the posts.
func (r *reader) table() *decode.Table {
	several := r.threads()
	t := &decode.Table{Header: []string{"author", "date", "post", "id", "reply to"}}
	if several {
		t.Header = append(t.Header, "thread")
	}
	begun := make(map[string]bool)
	for _, p := range r.posts {
		text := p.text
		if p.subject != "" && !begun[p.threadKey] && text != "" {
			text = p.subject + "\n" + text
		}
		begun[p.threadKey] = true
		cells := []string{r.author(p), p.date, text, p.id, p.reply}
		if several {
			cells = append(cells, p.thread)
		}
		for i := range cells {
			cells[i] = decode.Clean(cells[i])
		}
		t.Rows = append(t.Rows, decode.Row{Number: p.number, Cells: cells})
	}
	return t
}

// author is the label of a sender.
func (r *reader) author(p post) string {
	if name := cmp.Or(r.names[p.address], p.name); name != "" {
		return name
	}
	local, _, _ := strings.Cut(p.address, "@")
	return local
}

// threads says which thread every post is of, and whether there are several.
func (r *reader) threads() (several bool) {
	byID := make(map[string]int, len(r.posts))
	for i, p := range r.posts {
		if _, taken := byID[p.id]; !taken && p.id != "" {
			byID[p.id] = i
		}
	}
	titles := make(map[string]string)
	for i := range r.posts {
		p := &r.posts[i]
		root, steps := i, 0
		for up := p.reply; up != "" && steps < 1000; steps++ {
			j, ok := byID[up]
			if !ok || r.posts[j].threadKey != "" {
				if ok {
					p.threadKey = r.posts[j].threadKey
				}
				break
			}
			root, up = j, r.posts[j].reply
		}
		subject := bare(r.posts[root].subject)
		if p.threadKey == "" {
			p.threadKey = strings.ToLower(subject) // as those who answer without a reference keep it
		}
		if titles[p.threadKey] == "" {
			titles[p.threadKey] = short(subject)
		}
		p.thread = titles[p.threadKey]
		several = several || p.threadKey != r.posts[0].threadKey
	}
	return several
}

// bare is a subject without what mail programs and lists write before it.
func bare(s string) string {
	for {
		s = strings.TrimSpace(s)
		if strings.HasPrefix(s, "[") {
			if end := strings.IndexByte(s, ']'); end > 0 && end < len(s)-1 {
				s = s[end+1:]
				continue
			}
		}
		prefix, rest, ok := strings.Cut(s, ":")
		if !ok || !answers[strings.ToLower(strings.TrimSpace(prefix))] {
			return s
		}
		s = rest
	}
}

// answers are the signs of an answer or a forwarded message before a subject.
var answers = map[string]bool{
	"re": true, "fw": true, "fwd": true, "aw": true, "wg": true, "rv": true, "tr": true, "res": true, "enc": true,
	"sv": true, "vs": true, "antw": true,
}

// short is a subject as the name of a document.
func short(s string) string {
	if s == "" {
		return "no subject"
	}
	const longest = 40
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	cut := string([]rune(s)[:longest])
	if i := strings.LastIndexByte(cut, ' '); i > longest/2 {
		cut = cut[:i]
	}
	return cut
}

// tell warns of what was left out.
func (r *reader) tell() {
	for _, w := range []struct {
		n         int
		one, many string
	}{
		{r.quotes, "quoted passage was", "quoted passages were"}, {r.signatures, "signature was", "signatures were"},
		{r.attachments, "attachment was", "attachments were"},
	} {
		if w.n > 0 {
			r.g.Warnf("", "%s left out", decode.Plural(w.n, w.one, w.many))
		}
	}
	if r.bad > 0 {
		r.g.Warnf("message "+strconv.Itoa(r.firstBad), "%s not readable and left out",
			decode.Plural(r.bad, "message is", "messages, this one first, are"))
	}
}
