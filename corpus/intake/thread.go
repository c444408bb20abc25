package intake

import (
	"slices"
	"strconv"
	"strings"

	"framewise/corpus/decode"
)

// Names that columns of posts have, folded: what a post is known by, and the
// post that it answers.
var (
	postIDColumns = names("id post_id message_id comment_id post_number")
	replyColumns  = names(
		"reply_to in_reply_to parent parent_id reply_to_id responde_a en_respuesta_a en_reponse_a antwort_auf",
	)
)

// thread is how the posts of a table answer each other.
type thread struct {
	rows   []decode.Row
	parent []int // index in rows of the post that a row answers, or -1
	number []int // of the turn that a row became, from 1
}

// threads orders posts so that an answer follows what it answers, behind the
// answers that came before it. Without columns that say so the order stays.
func threads(t *decode.Table, id, reply int) *thread {
	n := len(t.Rows)
	th := &thread{rows: t.Rows, parent: make([]int, n), number: make([]int, n)}
	for i := range th.parent {
		th.parent[i] = -1
	}
	if id < 0 || reply < 0 {
		return th
	}
	byID := make(map[string]int, n)
	for i, r := range t.Rows {
		if v := strings.TrimSpace(r.Cell(id)); v != "" {
			if _, taken := byID[v]; !taken {
				byID[v] = i
			}
		}
	}
	parent := make([]int, n)
	children := make([][]int, n)
	for i, r := range t.Rows {
		p, ok := answered(byID, strings.TrimSpace(r.Cell(reply)))
		if parent[i] = -1; ok && p != i {
			parent[i] = p
			children[p] = append(children[p], i)
		}
	}
	th.rows = make([]decode.Row, 0, n)
	at := make([]int, n) // where a row went, from 1
	visit := func(root int) {
		for stack := []int{root}; len(stack) > 0; {
			i := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if at[i] > 0 {
				continue
			}
			if i != root {
				th.parent[len(th.rows)] = at[parent[i]] - 1
			}
			th.rows = append(th.rows, t.Rows[i])
			at[i] = len(th.rows)
			for _, c := range slices.Backward(children[i]) {
				stack = append(stack, c)
			}
		}
	}
	for i := range parent {
		if parent[i] < 0 {
			visit(i)
		}
	}
	for i := range parent {
		visit(i) // posts that answer each other in a circle
	}
	return th
}

// answered finds the post that a reference means; some programs write the kind
// of a thing before its id (t1_abc).
func answered(byID map[string]int, ref string) (int, bool) {
	if ref == "" {
		return 0, false
	}
	i, ok := byID[ref]
	if !ok {
		i, ok = byID[ref[strings.LastIndexByte(ref, '_')+1:]]
	}
	return i, ok
}

// heading says when a post was written and which turn it answers.
func (th *thread) heading(row int, date string) string {
	parts := make([]string, 0, 2)
	if date = strings.TrimSpace(date); date != "" {
		if len(date) > 16 && date[10] == 'T' && isDigit(date[0]) {
			date = date[:10] + " " + date[11:16]
		}
		parts = append(parts, date)
	}
	if p := th.parent[row]; p >= 0 && th.number[p] > 0 {
		parts = append(parts, "reply to "+strconv.Itoa(th.number[p]))
	}
	return strings.Join(parts, " · ")
}
