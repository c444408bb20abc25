package xlsx_test

import (
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"framewise/codebook"
	"framewise/corpus"
	"framewise/framework"
)

// An invented study: eight people on peer support after a first psychosis.
type study struct {
	in    framework.Input
	cells []framework.Cell
	codes []codebook.Coding
	at    map[string]codebook.CodingID // by document and paragraph
}

var day = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

func (s *study) matrix(t testing.TB, v framework.View) *framework.Matrix {
	t.Helper()
	in := s.in
	in.Cells = all(s.cells)
	in.Codings = all(s.codes)
	m, err := framework.Build(in, v)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func all[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range list {
			if !yield(v, nil) {
				return
			}
		}
	}
}

func newStudy() *study {
	s := &study{at: make(map[string]codebook.CodingID)}
	s.in.Project = framework.Project{ID: "0190-project", Name: "Walking beside: peer support after a first " +
		"psychosis", Framework: "fw", Language: "en", Created: day}
	s.in.Framework = framework.Framework{
		ID: "fw", Name: "beside", Title: "Walking beside", Version: "3", Note: "after meeting 4",
		Citation: "Rojas M, Aldunate P (2025). A working framework for peer support. Invented Journal 3(1):1–9.",
		StanceLabels: map[codebook.Stance]string{
			codebook.Positive: "works as support", codebook.Negative: "works against",
		},
		Rating: &framework.Rating{Name: "Weight in the account", Values: []framework.RatingValue{
			{Value: "+2", Label: "strong"}, {Value: "+1", Label: "weak"}, {Value: "-1", Label: "against"},
		}},
	}
	s.code("lived", "", "1", "Lived experience", "#4E79A7",
		"The peer worker's own history of distress and recovery is put to use.")
	s.code("credible", "lived", "1.1", "Being believed", "",
		"The peer worker knows from the inside, so what they say carries weight.")
	s.code("hope", "lived", "1.2", "Proof that it gets better", "",
		"Seeing somebody who has come through makes a future thinkable.")
	s.code("hurt", "lived", "1.3", "The cost of sharing", "", "Stories that frighten, or that weigh on who "+
		"hears them.")
	s.code("lived-other", "lived", "1.9", "Other", "", "What belongs here but to none of the codes.")
	s.code("love", "", "2", "Love labour: caring beyond the role / hours", "#B07AA1",
		"Genuine caring and the work it takes, going further than a service would.")
	s.code("warmth", "love", "2.1", "Warmth", "", "Being met as a person; small acts of kindness.")
	s.code("staying", "love", "2.2", "Staying with it", "", "Patience; not giving up when somebody does "+
		"not answer.")
	s.code("limits", "love", "2.3", "Limits and leaving", "", "Where caring ends: endings, lines, "+
		"disappointment.")
	s.in.Codes[2].Include = "Role models; \"they have been there\"."
	s.in.Codes[2].Exclude = "Hope that comes from elsewhere."
	s.in.Codes[2].Example = "She was where I was, and now look."
	s.in.Codes[3].Origin = codebook.Inductive
	s.in.Attributes = []corpus.Attribute{
		{Name: "Age", Type: corpus.NumberAttribute}, {Name: "Gender", Type: corpus.TextAttribute, Position: 1},
		{Name: "Group", Type: corpus.TextAttribute, Position: 2},
	}
	s.in.Coders = []codebook.Coder{
		{ID: "c1", Name: "Catalina Muñoz", Initials: "CM"}, {ID: "c2", Name: "Diego Soto", Initials: "DS"},
	}
	for i, who := range []struct{ age, gender, group string }{
		{"24", "man", "non-affective"}, {"31", "woman", "affective"}, {"21", "man", "affective"},
		{"45", "man", "non-affective"}, {"38", "woman", "affective"}, {"52", "man", "affective"},
		{"29", "woman", "non-affective"}, {"65", "man", "non-affective"},
	} {
		label := fmt.Sprintf("P%02d", i+1)
		s.in.Cases = append(s.in.Cases, corpus.Case{
			ID: corpus.CaseID("case-" + label), Label: label, Kind: corpus.Participant,
			Values: map[string]string{"Age": who.age, "Gender": who.gender, "Group": who.group},
		})
		s.in.Documents = append(s.in.Documents, corpus.Document{
			ID: corpus.DocumentID("doc-" + label), Label: label, Kind: corpus.Transcript, Version: 1,
			Language: "es-CL", Date: fmt.Sprintf("2025-09-%02d", i+3), Case: corpus.CaseID("case-" + label),
			Speakers: []corpus.Speaker{
				{Label: "Entrevistadora", Role: corpus.RoleInterviewer},
				{Label: label, Role: corpus.RoleParticipant, Case: corpus.CaseID("case-" + label)},
			},
		})
	}
	s.codings()
	s.summaries()
	s.in.Memos = []codebook.Memo{
		{ID: "m1", Kind: codebook.Cultural, Title: "Once at the kitchen table", Text: "Five of eight speak of la " +
			"once, the evening tea: a visit that stays for it has crossed from service to family.\nCheck whether " +
			"the English “tea” keeps this.", Author: "c1", Created: day.Add(72 * time.Hour),
			About: codebook.Ref{Code: "warmth"}},
		{ID: "m2", Kind: codebook.Reflexive, Text: "I wanted P03 to be hopeful. Read it again with Diego.",
			Author: "c1", Created: day.Add(80 * time.Hour), About: codebook.Ref{Case: "case-P03", Code: "hope"}},
		{ID: "m3", Kind: codebook.Analytic, Text: "Is this about money or about being forgotten?", Author: "c2",
			Created: day.Add(81 * time.Hour), About: codebook.Ref{Coding: s.at["P06:88"]}},
		{ID: "m4", Kind: codebook.Methodological, Text: "Saturation on 1.2 after the sixth interview.",
			Author: "c2", Created: day.Add(90 * time.Hour)},
	}
	return s
}

func (s *study) code(key, parent, number, name, colour, definition string) {
	s.in.Codes = append(s.in.Codes, codebook.Code{
		ID: codebook.CodeID(key), Framework: "fw", Key: key, Parent: codebook.CodeID(parent),
		Position: len(s.in.Codes), Number: number, Name: name, Definition: definition, Colour: colour,
		Origin: codebook.APriori, Other: strings.HasSuffix(key, "-other"), Status: codebook.Active,
	})
}

// quote codes a paragraph of a case's interview.
func (s *study) quote(who string, paragraph int, code string, stance codebook.Stance, mark, words string) {
	d := &s.in.Documents[s.caseIndex(who)]
	for len(d.Turns) < paragraph {
		n := len(d.Turns)
		start := corpus.Pos(n * 1000)
		d.Turns = append(d.Turns, corpus.Turn{
			Span: corpus.Span{Start: start, End: start + 999}, Speaker: 1 - (n+paragraph)%2,
			Start: time.Duration(n*17) * time.Second, Timed: true,
		})
	}
	d.Turns[paragraph-1].Speaker = 1
	start := d.Turns[paragraph-1].Span.Start
	id := codebook.CodingID(fmt.Sprintf("coding-%03d", len(s.codes)+1))
	s.at[fmt.Sprintf("%s:%d", who, paragraph)] = id
	coder := codebook.CoderID("c1")
	if len(s.codes)%3 == 0 {
		coder = "c2"
	}
	memo := ""
	if strings.Contains(mark, "m") {
		memo = "said laughing"
	}
	s.codes = append(s.codes, codebook.Coding{
		ID: id, Code: codebook.CodeID(code), Coder: coder, Stance: stance,
		Key: strings.Contains(mark, "*"), Memo: memo,
		Anchor: corpus.Anchor{Document: d.ID, Version: 1, Quote: words,
			Span: corpus.Span{Start: start, End: start + corpus.Pos(len([]rune(words)))}},
		Created: day.Add(time.Duration(len(s.codes)) * time.Minute),
	})
}

func (s *study) caseIndex(who string) int {
	for i, c := range s.in.Cases {
		if c.Label == who {
			return i
		}
	}
	panic("no case " + who)
}

const (
	pos = codebook.Positive
	neg = codebook.Negative
	mix = codebook.Mixed
	neu = codebook.Neutral
)

func (s *study) codings() {
	q := s.quote
	q("P01", 14, "credible", pos, "*", "When the doctor says it, it's a doctor saying it. When Nico said "+
		"it I believed him, "+
		"because he'd been tied to that same bed.")
	q("P01", 22, "credible", pos, "", "he doesn't look at me like I'm going to break")
	q("P01", 31, "hope", pos, "*", "I thought, if this guy has a job and a kid and a motorbike, then, "+
		"well, then it isn't over")
	q("P01", 57, "warmth", pos, "", "He came on a Sunday. Nobody comes on a Sunday.")
	q("P01", 60, "limits", neg, "", "and in March they just changed him, like you change a light bulb")
	q("P02", 9, "credible", mix, "", "She knows about voices. She doesn't know about being a mother with "+
		"voices.")
	q("P02", 17, "hurt", neg, "*", "She told me about her third time in hospital and I didn't sleep for a "+
		"week, thinking, "+
		"so there's a third time")
	q("P02", 44, "warmth", pos, "", "we had once together, with my mum, bread and avocado, she washed the cups")
	q("P02", 51, "staying", pos, "m", "I didn't open the door four times. The fifth time I opened just to "+
		"see who was that stubborn.")
	q("P03", 12, "hope", neg, "", "It worked for him. Good for him.")
	q("P03", 13, "hope", neg, "", "that's a story they tell you so you take the pills")
	q("P03", 40, "staying", neu, "", "He writes every Thursday. I read it.")
	q("P04", 21, "credible", neg, "", "=he is paid to say he was ill, isn't he?")
	q("P04", 35, "lived-other", neu, "", "My cousin had the same thing but nobody in the family ever "+
		"called it anything")
	q("P04", 71, "limits", mix, "", "He said from the first day: eight months. So I knew. I still cried.")
	q("P05", 8, "hope", pos, "", "First time in my life I heard somebody say the word and laugh")
	q("P05", 19, "hope", pos, "*", "I started to count in years again, not in weeks.\nIn years. You "+
		"understand what I'm telling you?")
	q("P05", 33, "warmth", pos, "", "She remembers my dog's name")
	q("P06", 61, "staying", pos, "", "He waited outside the court the whole morning, and it wasn't his job")
	q("P06", 88, "limits", neg, "*", "The programme ended and I sent him a message and it had one tick. "+
		"One tick. For months.")
	for i, words := range []string{
		"She sat with me on the floor", "she didn't hurry me", "with her I could be silent",
		"I told her things I haven't told the priest", "she brings her own tea bags, so as not to be a bother",
		"she noticed that I'd cut my hair before my husband did", "If I'm sad she doesn't fix it",
		"We laughed at the form they make her fill in about me, with little faces, happy face, sad face, and she " +
			"said which face do I put, and I said, put a dog", "she calls me by my name and not by my diagnosis",
	} {
		q("P07", 15+7*i, "warmth", pos, "", words)
	}
	q("P07", 90, "hurt", mix, "", "it cost her to tell me, I saw it, she went white; and I was grateful "+
		"and I felt guilty")
	q("P08", 5, "credible", pos, "", "An old man like me, and this boy understood more than my brother")
	s.codes = append(s.codes, codebook.Coding{ // the interviewer's words are no case's
		ID: "coding-900", Code: "limits", Coder: "c1",
		Anchor: corpus.Anchor{Document: "doc-group", Version: 1, Quote: "And who decides when it ends?",
			Span: corpus.Span{Start: 0, End: 29}},
		Created: day,
	})
	s.in.Documents = append(s.in.Documents, corpus.Document{
		ID: "doc-group", Label: "FG1", Kind: corpus.Transcript, Version: 1, Language: "es-CL",
		Speakers: []corpus.Speaker{{Label: "Moderadora", Role: corpus.RoleInterviewer}},
		Turns:    []corpus.Turn{{Span: corpus.Span{Start: 0, End: 100}}},
	})
}

func (s *study) cell(
	who, code string, stance codebook.Stance, status framework.Status, summary string,
	more ...func(*framework.Cell),
) {
	c := framework.Cell{
		ID: framework.CellID("cell-" + who + "-" + code), Case: corpus.CaseID("case-" + who),
		Code:    codebook.CodeID(code),
		Summary: summary, Stance: stance, Status: status, Author: "c1", Version: 1,
		Modified: day.Add(time.Duration(200+len(s.cells)) * time.Hour),
	}
	for _, l := range corpus.FindLocators(summary) {
		if id, ok := s.at[fmt.Sprintf("%s:%d", l.Label, l.First)]; ok {
			c.Evidence = append(c.Evidence, id)
		}
	}
	if status == framework.Agreed {
		c.Reviewer = "c2"
	}
	for _, f := range more {
		f(&c)
	}
	s.cells = append(s.cells, c)
}

// summary charts in the margin: a whole case, or a whole code.
func (s *study) summary(code, who, text, views, exceptions string) {
	s.cells = append(s.cells, framework.Cell{
		ID: framework.CellID("margin-" + who + code), Code: codebook.CodeID(code), Summary: text, Range: views,
		Exceptions: exceptions, Status: framework.Draft, Author: "c1", Version: 1, Modified: day,
	})
	if c := &s.cells[len(s.cells)-1]; who != "" {
		c.Case = corpus.CaseID("case-" + who)
	}
}

// summedUp is the study with summaries of cases and of columns.
func summedUp() *study {
	s := newStudy()
	s.summary("", "P01", "From the ward's bed to a Sunday visit: being met by somebody who was “tied to that same bed” "+
		"(P01:14*), and left “like you change a light bulb” (P01:60).", "", "")
	s.summary("", "P07", "Calm, named, laughed with (P07:22, P07:57).", "", "One story cost too much (P07:90).")
	s.summary("hope", "", "Where hope is believed it has a body: a job, a child, a motorbike (P01:31*).",
		"From “then it isn't over” (P01:31*) to “a story they tell you so you take the pills” (P03:13).",
		"P03 rejects it outright (P03:12); [one voice, and a loud one].")
	s.summary("love", "", "Care is what is done beyond the hour (P02:44, P06:61).", "", "")
	s.summary("staying", "", "", "From four closed doors (P02:51) to a whole morning (P06:61).", "")
	s.cells[len(s.cells)-1].Stance = pos
	return s
}

func empty(e framework.Emptiness) func(*framework.Cell) {
	return func(c *framework.Cell) { c.Empty = e }
}
func rated(r string) func(*framework.Cell)   { return func(c *framework.Cell) { c.Rating = r } }
func comment(t string) func(*framework.Cell) { return func(c *framework.Cell) { c.Comment = t } }

func (s *study) summaries() {
	c := s.cell
	c("P01", "lived", pos, framework.Agreed, "Being in the same bed is what makes the peer worker worth "+
		"listening to "+
		"(P01:14*), and his ordinary life is the proof that it “isn't over” (P01:31*).")
	c("P01", "credible", pos, framework.Agreed, "Believes the peer worker where he doesn't believe the "+
		"doctor, because he "+
		"“'d been tied to that same bed” (P01:14*). Is not looked at as if he were “going to break” (P01:22). "+
		"[said with some anger at the ward]", rated("+2"))
	c("P01", "hope", pos, framework.Reviewed, "A job, a child and a motorbike: “then it isn't over” (P01:31*).",
		rated("+2"), comment("The motorbike comes back at P01:75; a picture of freedom rather than of recovery?"))
	c("P01", "hurt", "", framework.Draft, "", empty(framework.NothingSaid))
	c("P01", "warmth", pos, framework.Reviewed, "Visits on a Sunday, when “nobody comes” (P01:57).")
	c("P01", "limits", neg, framework.Draft, "The peer worker was replaced without a goodbye, “like you "+
		"change a light "+
		"bulb” (P01:60).")
	c("P02", "credible", mix, framework.Reviewed, "Knows about voices but not about “being a mother with "+
		"voices” (P02:9). "+
		"Shared illness is not shared life.", rated("+1"))
	c("P02", "hurt", neg, framework.Agreed, "The peer worker's third admission was told without being "+
		"asked for. She lay awake "+
		"for a week: “so there's a third time” (P02:17*). [the story meant as honesty arrives as a forecast]",
		rated("-1"))
	c("P02", "hope", "", framework.Draft, "", empty(framework.NotAsked))
	c("P02", "warmth", pos, framework.Agreed, "Stayed for once with the family and washed the cups (P02:44).")
	c("P03", "hope", neg, framework.Reviewed, "Hope is heard as a means to an end: “a story they tell you "+
		"so you take the pills” "+
		"(P03:13). “It worked for him. Good for him” (P03:12).", rated("-1"))
	c("P03", "limits", "", framework.Draft, "", empty(framework.NotApplicable))
	c("P03", "warmth", "", framework.Draft, "", empty(framework.NotAsked))
	c("P04", "credible", neg, framework.Draft, "=Being paid undoes it: the peer worker “is paid to say he "+
		"was ill” (P04:21).")
	c("P04", "limits", mix, framework.Agreed, "The end was announced on the first day, “eight months. So I "+
		"knew. I still cried” "+
		"(P04:71). An ending that is known is bearable, not painless.")
	c("P05", "hope", pos, framework.Agreed, strings.Repeat("Counts in years again, “not in weeks” "+
		"(P05:19*). The word itself is "+
		"spoken and laughed about for the first time (P05:8). ", 14)+"Ends here.", rated("+2"))
	c("P05", "lived", pos, framework.Draft, "Laughter first, then time: a future measured in years (P05:19*).")
	c("P05", "warmth", pos, framework.Reviewed, "Remembers the dog's name (P05:33).")
	c("P06", "staying", pos, framework.Agreed, "Waited outside the court a whole morning, “and it wasn't "+
		"his job” (P06:61).")
	c("P06", "hurt", "", framework.Draft, "", empty(framework.NotAsked))
	c("P06", "credible", "", framework.Draft, "", empty(framework.NothingSaid))
	c("P07", "love", pos, framework.Draft, "Care is in what is not done: not hurrying, not fixing (P07:22, "+
		"P07:57).")
	c("P08", "warmth", neu, framework.Draft, "Polite visits; “he comes, we talk about the football” (P08:30).")
}
