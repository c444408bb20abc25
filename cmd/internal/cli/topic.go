package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// topic is a page of help that is a command.
type topic struct {
	name, short, long, example string
	text                       func() string
}

// topicAnnotation marks the commands that are topics.
const topicAnnotation = "topic"

func newTopicCommand(a *app, t topic) *cobra.Command {
	cmd := &cobra.Command{
		Use:         t.name,
		Short:       t.short,
		Long:        t.long,
		Example:     t.example,
		Annotations: map[string]string{topicAnnotation: "yes"},
		Args:        takes(),
		RunE: func(*cobra.Command, []string) error {
			return a.term.Print(strings.TrimSpace(t.text()))
		},
	}
	cmd.SetHelpFunc(func(*cobra.Command, []string) {
		_ = a.term.Print(strings.TrimSpace(t.text())) // help has no way to fail
	})
	return cmd
}

var topics = []topic{
	{
		name: "exit-codes", short: "What the exit codes mean",
		long: "Explains the codes that every command exits with.",
		example: `  framewise exit-codes
  framewise verify || echo "exit code $?"`,
		text: func() string { return exitCodesText },
	},
	{
		name: "environment", short: "The environment variables that count",
		long: "Explains the environment variables that Framewise heeds.",
		example: `  framewise environment
  FRAMEWISE_CODER="Carla Mora" framewise coding list`,
		text: func() string { return environmentText },
	},
	{
		name: "formats", short: "What files are read and written, and the JSON",
		long: "Explains the files that come in and go out, and the fields of the JSON answers.",
		example: `  framewise formats
  framewise coding list --json | head -1`,
		text: func() string { return fmt.Sprintf(formatsText, strings.Join(extensions, " ")) },
	},
	{
		name: "query", short: "The language of framewise search",
		long: "Explains how to look for words, phrases and quotes.",
		example: `  framewise query
  framewise search 'famil* NOT mother'`,
		text: func() string { return queryText },
	},
}

const exitCodesText = `EXIT CODES

  0    all was done
  1    it failed; the message says why, and the project is as it was
  2    the command line can't be understood
  3    partly done: what could not be taken is listed, everything else is in
  4    a check failed: verify found what is not as it was written
  10   there is no project here
  11   another program is writing in the project
  12   a newer Framewise wrote the project
  130  interrupted; the act at hand was taken back

Messages are on the standard error, answers on the standard output.`

const environmentText = `ENVIRONMENT

  FRAMEWISE_PROJECT  the project's folder, where --project does not name it.
                     Without either it is the folder you are in, or the
                     nearest above it that holds a project.
  FRAMEWISE_CODER    who is at work, where --as does not say: a coder's name
                     or initials. Without either it is the name of your
                     account on this machine. It goes into the trail.
  NO_COLOR           if it is set, no colour (but --color always).
  TERM               dumb: no colour.

Framewise reads no configuration file and never uses the network.`

const formatsText = `FORMATS

Transcripts that framewise import reads, told apart by their content:
  %s
  Word's margin comments that name a code come in as codings, others as memos.
  XML may be TEI, ELAN or Akoma Ntoso. JSON may be of any speech recognition, or
  any list of entries with a text and a speaker, an author or a time.
  A forum has posts with an author; date, thread, id and reply to (tables and
  JSON), or is a mailbox: own words only, without what was quoted.

Tables (csv, tsv, xlsx), with names of columns in the first row, in any order,
in English or Spanish:
  cases     case, then any attributes
  codings   document or case, quote, code; coder, paragraph, stance, key, memo
  cells     case, code; summary, comment, status, stance, empty, rating,
            author, reviewer; all as the code is a case's own summary, all as
            the case a column's, which have range and exceptions too
  memos     text; about, kind, title, author, date
  guide     question, code
  plans     file, import, document found, document, case, language, date, kind,
            speaker found, speaker, role (import --plan and --with; or YAML)
  keys      name, pseudonym; forms, any case (corpus pseudonymise)

A plan has a row for every file and, below it, one for each speaker. Of a file
with several documents (sessions, threads, answers) each has a row, with what
the file calls it under document found, and below it its speakers; who is the
same in several documents has one row for all of them, below the file's. Of a
file with more than 100 documents only the speakers are listed: add a row for a
document to change it or leave it out (an answer of a survey is row 12). A
survey's speakers have no rows: each is the case of an answer.

Frameworks are YAML; framewise framework export writes one to begin with.

In a pipe answers have a line a record, tab-separated, without a header. With
--json every line is an object; names are in lower_case, times are RFC 3339 in
UTC, spans count Unicode characters from 0, the end not included:
  import          file, documents, cases, turns, codings, known, assumed,
                  replaced, warnings, error, hint
  document list   document, cases, kind, language, date, turns, version, source,
                  translation, pseudonymised (true where pseudonyms were put
                  in), properties (of the head, each a name and a value)
  document media  document, path, size, hash, file, state
  document versions
                  version, present, time, actor, verb, revision, turns, source
  document diff   from, to, turn_before, turn, before, after
  document replace, edit
                  document, version, same, kept, turns_before, turns, unmoved,
                  moved, changed, unplaced, comments; codings, each with id,
                  code, coder, fate, from, to, before, after; citing, each with
                  subject, was, now, gone, written
  case list       case, kind, attributes, note
  case attribute  name, type, categories, missing, position
  case table      one object: by, groups; of a group value, cases, attributes
  translation     original, language, turns, translation, into,
  list            translation_turns, aligned; of show original, translation,
                  text, translated
  corpus identifiers
                  kind, what, text, count, places
  framework list  name, title, version, codes, in_use, built_in, languages,
                  citation, note
  framework show, framework, code, number, name, parent, level, definition,
  code list       include, exclude, example, colour, origin, status, other,
                  codings
  coding list     id, document, locator, case, code, code_name, coder, stance,
                  key, speaker, clock, page, quote, span, memo, created,
                  unplaced, language; with --quotes-in, of the words printed: at (where they
                  stand, if not at the locator), whole_turns (how many, if they
                  say more than the quote), and beside, beside_language,
                  beside_at, beside_whole_turns; so in all that has quotes
  show            document, language, turn, speaker, role, start_seconds,
                  recording, page, line, heading, text, span, asks, codings
  search          kind, locator, language, case, code, coder, speaker, stance, key,
                  clock, page, line, text, matches, unplaced; --facets: facet,
                  value, count
  chart show      case, code, code_name, summary, range, exceptions, comment,
                  status, empty, stance, rating, author, reviewer, modified,
                  quotes; of a quote evidence: whether the summary points at it
  chart status    theme, name, case, quotes, not_charted, draft, reviewed,
                  agreed, empty, own_summary, corrected
  chart check     check, case, code, locator, message, words, coding, count
  chart next      case, code, need, status, quotes, new, corrected, author
  chart log       version, revision, time, actor, verb, status, author, reviewer,
                  summary, comment, range, exceptions, empty, stance, rating;
                  --diff: field, from, to, before, after, words
  chart sample    as chart show; --result: case, code, reader, agrees, note,
                  time, changed_since, own
  chart fill      case, code, empty, asked
  guide list      id, locator, code, coder, speaker, question, created
  guide status    code, name, asked, not_asked
  matrix show     case, attributes, code, quotes, stances, charted, empty,
                  not_charted
  memo list       id, about, kind, title, text, author, created
  log             revision, time, actor, verb, subject, batch, undoes, changes,
                  digest, previous, hash
  imports of tables tell what they added and their problems, each with row,
  subject, message, hint and taken
Messages are objects on the standard error: type (error, warning), kind,
message, hint, exit_code.`

const queryText = `THE LANGUAGE OF SEARCH

Words
  lonely           the word in all its forms: lonely, loneliness
  =lonely          only as written
  lone*            all words that begin so
  "waiting list"   the words one after the other

Together
  friend hope              both in the same turn
  friend OR hope           at least one
  friend NOT hope          the first without the second
  (friend OR peer) hope    brackets group

Conditions, which narrow a search down or stand alone
  case:P07  doc:P07.2  wave:t2  speaker:Ana  role:interviewer  lang:es
  code:warmth      coded with it or with a code below it; also by number or name:
                   code:2.1  code:"Warmth and affection"  code:watson:warmth
  coder:CM  coder:"Carla Mora"  stance:negative  key:yes
  created>=2026-04-30  kind:memo                of quotes, cells and memos
  age:34  age>=40  age:30..45  gender:woman     attributes of the case
  site:"North clinic"  site:nor*                values with spaces, beginnings

Accents and capital letters don't matter in words and conditions. A code, case,
coder, stance or attribute that the project does not have is an error that
names the nearest; so is old where age is a number.

Without code, coder, stance, key, created or kind it looks among the turns,
also by attributes, and a turn has those of the case whose account it is. With
one of them, or with --quotes, it looks among quotes, charted cells and memos.

Your shell takes quotation marks, brackets and > for itself: put single marks
around such a query: framewise search '"waiting list" age>=40'`
