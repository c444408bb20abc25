package talk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"framewise/corpus/decode"
)

// posts makes a table of the posts of a forum.
func (x *extract) posts() error {
	header := []string{"author", "date", "post", "id", "reply to", "thread"}
	nested := slices.ContainsFunc(x.records, func(r record) bool { return r.parent >= 0 })
	table := &decode.Table{Header: header, Rows: make([]decode.Row, 0, len(x.records))}
	quotes, empty := 0, 0
	used := make([]bool, len(header))
	for i := range x.records {
		r := &x.records[i]
		text := strings.TrimSpace(r.text(textRole))
		if decode.IsMarkup(text) {
			n := 0
			text, n = decode.Markup(text)
			quotes += n
		}
		if title := oneLine(r.text(titleRole)); title != "" && !strings.HasPrefix(text, title) {
			text = strings.TrimSpace(title + "\n" + text)
		}
		if err := x.g.Charge(text); err != nil {
			return err
		}
		if text == "" {
			empty++
		}
		id, reply := r.text(idRole), r.text(replyRole)
		if nested {
			id = strconv.Itoa(i + 1)
			if reply = ""; r.parent >= 0 {
				reply = strconv.Itoa(r.parent + 1)
			}
		}
		cells := []string{
			oneLine(r.text(speakerRole)), date(r.text(dateRole)), text, id, reply, r.text(threadRole),
		}
		for c := range cells {
			cells[c] = decode.Clean(cells[c])
			used[c] = used[c] || cells[c] != ""
		}
		table.Rows = append(table.Rows, decode.Row{Number: i + 1, Cells: cells})
	}
	if !used[4] {
		used[3] = false // nothing refers to it
	}
	threads := make(map[string]bool)
	for _, r := range table.Rows {
		threads[r.Cells[5]] = true
	}
	used[5] = len(threads) > 1
	table.Header = keep(table.Header, used)
	for i := range table.Rows {
		table.Rows[i].Cells = keep(table.Rows[i].Cells, used)
	}
	if empty < len(table.Rows) {
		x.g.Table = table
	}
	if quotes > 0 {
		x.g.Warnf("", "%s left out of the posts that quote", decode.Plural(quotes, "quotation was", "quotations were"))
	}
	return nil
}

func keep(cells []string, used []bool) []string {
	kept := cells[:0]
	for i, c := range cells {
		if used[i] {
			kept = append(kept, c)
		}
	}
	return kept
}

// date writes a number of seconds or milliseconds since 1970 as a date; other
// dates stay as they are.
func date(s string) string {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= 1e8) {
		return s
	}
	if n > 1e11 {
		n /= 1000
	}
	if n > 1e11 {
		return s
	}
	return time.Unix(int64(n), 0).UTC().Format("2006-01-02 15:04")
}
