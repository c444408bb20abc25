package cli

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"framewise/cmd/internal/term"
	"framewise/corpus"
	"framewise/corpus/decode"
	"framewise/corpus/decode/pdf"
	"framewise/framework/project"
)

type importOptions struct {
	project.ImportOptions
	kind, pseudonyms string
	plan, with       string
	media            string
	force, dryRun    bool
}

func newImportCommand(a *app) *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import FILE|FOLDER...",
		Short: "Bring transcripts into the project",
		Long: `Brings transcripts in: Word, PDF, OpenDocument, RTF, web pages, EPUB, plain text
and Markdown, WebVTT and SRT captions, tables (csv, xlsx) with one row a turn or
one row a respondent, JSON of speech recognition, forums (JSON, tables, mbox),
chats (WhatsApp, LINE, Zoom), ELAN, Praat, CHAT, TEI and Akoma Ntoso. Of a
folder every file of these kinds is taken, with the folders in it.

It finds out who speaks, which case it is, the language and the times, and
says what it assumed. Where it guessed wrong, undo, and say how it is with a
flag; or have it write a plan first (--plan), to look through and mend in Excel
or a text editor, and import by it (--with). A file that is in the project is
not imported again, and of one that differs in its margin comments only these
are taken; one that can't be read does not keep the others out.`,
		Example: `  framewise import transcripts/
  framewise import P07.docx --case P07 --interviewer "Dr Salas"
  framewise import P07-coded-by-Jaime.docx --comments-into P07
  framewise import focus-group.vtt --group --language es
  framewise import transcripts/ --plan plan.xlsx
  framewise import --with plan.xlsx
  framewise import transcripts/ --pseudonyms ../safe/key.xlsx
  framewise import interviews.xlsx --sheet P07
  framewise import P07.docx --text-column Español --translation-column English
  framewise import survey.xlsx --layout respondents --text-column "What helped?"`,
		Args: func(cmd *cobra.Command, args []string) error {
			if o.with != "" {
				return planTakes(args)
			}
			return takes("FILE|FOLDER...")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runImport(cmd.Context(), a, args, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Case, "case", "", "the `case` whose account it is (one file only)")
	f.StringVar(&o.Label, "label", "", "the `name` to cite the document by, like P07.2 (one file only)")
	f.StringVar(&o.Language, "language", "", "the `language`: es, en, es-CL")
	f.StringVar(&o.kind, "kind", "", "the `kind` of document: transcript, survey, forum or note")
	f.StringVar(&o.Encoding, "encoding", "", "the `encoding` of a text file: windows-1252, macintosh, utf-16le")
	f.StringVar(&o.Date, "date", "", "the `date` of the interview: 2026-04-30")
	f.StringVar(&o.NamePattern, "name-pattern", "",
		"the `pattern` of files' names: {case}_{wave}_{language}; {date} and {any} may stand in it too")
	f.StringVar(&o.Speakers, "speakers", "",
		"`how` speakers are marked: voice, style, colon, bold, bracket, stamp, heading, tab, dash, line, paragraph "+
			`(or none: no speakers), or a pattern: '^(?P<label>\w+) = (?P<text>.*)$'`)
	f.StringArrayVar(&o.Interviewers, "interviewer", nil, "a `speaker` who interviews; may be repeated")
	f.BoolVar(&o.Group, "group", false, "a focus group: everyone who speaks, but the interviewer, is a case")
	f.BoolVar(&o.NoAttributes, "no-attributes", false, "give cases no attributes from the head, or from closed answers")
	f.StringVar(&o.Layout, "layout", "", "what a table's `rows` are: turns or respondents")
	f.StringVar(&o.Sheet, "sheet", "", "the worksheet's `name` (else the first one with what people said)")
	f.StringVar(&o.SpeakerColumn, "speaker-column", "", "the `column` of the speakers")
	f.StringVar(&o.TextColumn, "text-column", "", "the `column` of the words; of respondents several, with | between")
	f.StringVar(&o.TranslationColumn, "translation-column", "", "the `column` of the words' translation, a document of its own")
	f.StringVar(&o.CaseColumn, "case-column", "", "the `column` of the cases")
	f.StringVar(&o.TimeColumn, "time-column", "", "the `column` of the times")
	f.StringVar(&o.LabelColumn, "label-column", "", "the `column` of the documents' names")
	f.StringVar(&o.pseudonyms, "pseudonyms", "", "put in pseudonyms by this `key`, a table of names, before anything is kept")
	f.StringVar(&o.CommentsInto, "comments-into", "", "only take the margin comments, into this `document` of the same words")
	a.completeFlag(cmd, "comments-into", someDocuments)
	f.BoolVar(&o.WithoutOriginals, "without-originals", false, "keep the texts only, not the files themselves")
	f.StringVar(&o.plan, "plan", "",
		"import nothing, and write what would be assumed to this `file` (xlsx, csv, yaml: see framewise formats)")
	f.StringVar(&o.with, "with", "", "import by this `plan`, and by the same flags that made it")
	f.BoolVar(&o.force, "force", false, "replace a plan that is there")
	f.StringVar(&o.media, "media", "", "the `recording`, or a folder where recordings have the transcripts' names")
	f.BoolVar(&o.dryRun, "dry-run", false, "show what would come in, and leave the project as it is")
	f.StringVar(&o.PDFVia, "pdf-via", "", "the `reader` of PDF files: builtin, poppler, or auto (poppler if installed)")
	f.StringArrayVar(&o.Tiers, "tier", nil, "a `tier` to read of an ELAN file or TextGrid; may be repeated")
	complete(cmd, "kind", words(documentKinds)...)
	complete(cmd, "layout", "turns", "respondents")
	complete(cmd, "pdf-via", pdf.Builtin, pdf.Poppler, pdf.Auto)
	complete(cmd, "speakers", "voice", "style", "colon", "bold", "bracket", "stamp", "heading", "tab", "dash", "line", "paragraph",
		"none")
	a.completeFlag(cmd, "case", someCases)
	return cmd
}

var documentKinds = []corpus.DocumentKind{corpus.Transcript, corpus.Survey, corpus.Forum, corpus.Note}

func runImport(ctx context.Context, a *app, args []string, o importOptions) error {
	if o.Kind = corpus.DocumentKind(o.kind); o.kind != "" && !slices.Contains(documentKinds, o.Kind) {
		return usagef("%q is not a kind of document", o.kind).
			WithHint("use %s", strings.Join(words(documentKinds), ", "))
	}
	if o.Layout != "" && o.Layout != "turns" && o.Layout != "respondents" {
		return usagef("%q is not a layout of a table", o.Layout).WithHint("use turns or respondents")
	}
	if o.pseudonyms != "" {
		var err error
		if o.Pseudonyms, err = a.key(o.pseudonyms); err != nil {
			return err
		}
	}
	if err := o.Options.Check(); err != nil {
		return usagef("%s", err).WithHint("%s", hintOf(err))
	}
	if o.with != "" {
		sources, err := a.planned(o)
		if err != nil {
			return err
		}
		return a.importAll(ctx, sources, nil, o)
	}
	paths, left, err := a.walk(args)
	if err != nil {
		return err
	}
	if len(paths) > 1 && (o.Case != "" || o.Label != "") {
		return usagef("--case and --label are for one file, and here are %d", len(paths)).
			WithHint("import them one by one, or name the files after their cases")
	}
	sources := make([]project.Source, len(paths))
	for i, path := range paths {
		sources[i] = a.source(path)
	}
	if o.plan != "" {
		return a.writePlan(ctx, sources, left, o)
	}
	return a.importAll(ctx, sources, left, o)
}

// importAll imports and tells what became of each file. left are the files
// that were passed over.
func (a *app) importAll(ctx context.Context, sources []project.Source, left []string, o importOptions) error {
	var recording func(project.Imported) string
	if o.media != "" {
		var err error
		if recording, err = recordings(o.media, len(sources)); err != nil {
			return err
		}
	}
	o.OwnRecordings = recording != nil
	return a.rehearsed(ctx, o.dryRun, func(p *project.Project) error {
		show := importShow{a: a, bar: a.term.Progress("importing", len(sources)), brief: len(sources) > 3}
		defer show.bar.Close()
		results, err := p.Import(ctx, sources, o.ImportOptions, show.file)
		show.bar.Close()
		if show.err != nil {
			return show.err
		}
		a.warnLeft(left)
		a.warnIdle(results)
		show.total(results, o.dryRun)
		if o.Pseudonyms != nil && told(err) {
			past, failed := p.PastNames(ctx, o.Pseudonyms)
			if failed != nil {
				return failed
			}
			show.pseudonyms(results, past)
		}
		if recording != nil && told(err) {
			err = firstOf(a.nameRecordings(ctx, p, results, recording), err)
		}
		return err
	})
}

// source is a file named on the command line; "-" is the standard input.
func (a *app) source(path string) project.Source {
	if path != "-" {
		return project.FileSource(path)
	}
	return project.Source{Name: "standard-input.txt", Read: func() ([]byte, error) {
		_, content, err := a.read("-")
		return content, err
	}}
}

func (a *app) warnLeft(left []string) {
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			a.term.Warn("%s: left out: a link to a folder, and links are not followed unless they are named", path)
			continue
		}
		a.term.Warn("%s: left out: not a kind of file that transcripts come in", path)
	}
}

// optionFor says what files an option is for.
var optionFor = map[string]string{
	"speaker-column": "tables", "text-column": "tables", "translation-column": "tables", "time-column": "tables", "case-column": "worksheets and csv",
	"label-column": "worksheets and csv", "layout": "worksheets and csv", "sheet": "workbooks", "speakers": "texts",
	"tier": "ELAN files and TextGrids", "pdf-via": "PDF files",
}

// warnIdle tells of options that say nothing of any of the files.
func (a *app) warnIdle(results []project.Imported) {
	counts := make(map[string]int)
	read := 0
	for _, r := range results {
		if r.Err == nil && r.Known == "" {
			read++
		}
		for _, name := range r.Idle {
			counts[name]++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		if counts[name] == read {
			a.term.Warn("--%s was not used: it is for %s", name, optionFor[name])
		}
	}
}

// walk lists the files to import: those named, and in folders those of kinds
// that can be read, in the order that people number files. left are the files
// of a folder that were passed over.
func (a *app) walk(args []string) (paths, left []string, err error) {
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil || !info.IsDir() {
			paths = append(paths, arg) // what is wrong is told when it is read
			continue
		}
		var found []string
		root := arg + string(filepath.Separator) // what is named is followed, also where it is a link
		err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			hidden := path != root && strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$")
			switch {
			case err != nil:
				return project.FileError(path, err)
			case d.IsDir() && hidden:
				return filepath.SkipDir
			case d.IsDir() || hidden:
			case slices.Contains(extensions, strings.ToLower(filepath.Ext(path))):
				found = append(found, path)
			default:
				left = append(left, path)
			}
			return nil
		})
		if err != nil {
			return nil, nil, err
		}
		slices.SortFunc(found, corpus.CompareLabels)
		paths = append(paths, found...)
	}
	if len(paths) == 0 {
		return nil, nil, corpus.Errorf(corpus.ErrNotFound, "there is no transcript in %s", strings.Join(args, ", ")).
			WithHint("framewise reads %s", strings.Join(extensions, " "))
	}
	return paths, left, nil
}

// extensions are the endings of the files that are taken from a folder. A file
// that is named is read whatever its ending.
var extensions = decode.Extensions()

// importShow prints what became of every file.
type importShow struct {
	a     *app
	bar   *term.Progress
	brief bool // one line a file
	err   error
}

// importedJSON is a line of import --json.
type importedJSON struct {
	project.Imported
	Error string `json:"error,omitempty"`
	Hint  string `json:"hint,omitempty"`
}

func (s *importShow) file(r project.Imported) {
	t := s.a.term
	s.bar.Hide()
	defer s.bar.Step()
	if t.JSON {
		out := importedJSON{Imported: r}
		if r.Err != nil {
			out.Error, out.Hint = r.Err.Error(), hintOf(r.Err)
		}
		s.fail(t.Object(out))
		return
	}
	name := filepath.Base(r.File)
	switch {
	case r.Err != nil:
		text := r.Err.Error()
		if !strings.Contains(text, name) {
			text = r.File + ": " + text
		}
		text = "not imported: " + text
		if hint := hintOf(r.Err); hint != "" {
			text += " (" + hint + ")"
		}
		t.Error(text, "", "", 0)
	case !t.OutTTY:
		s.fail(s.a.term.Table().Row(r.File, strings.Join(r.Labels, " "), fmt.Sprint(r.Turns), strings.Join(r.Cases, " "),
			fmt.Sprint(r.Codings), r.Known, strings.Join(r.Assumed, "; ")))
	case r.Known != "":
		known := " is " + r.Known + " already"
		if r.Codings > 0 {
			known = " is " + r.Known + ": " + plural(r.Codings, "coding", "codings") + " from its comments"
		}
		s.fail(t.Print(term.Safe(name), t.Styled(term.Safe(known), term.Faint)))
	default:
		s.fail(t.Print(s.line(name, r)))
	}
	for _, w := range r.Warnings {
		t.Warn("%s: %s", name, w)
	}
}

// line is what a person reads of a file that went in.
func (s *importShow) line(name string, r project.Imported) string {
	t := s.a.term
	what := strings.Join(r.Labels, " ")
	if len(r.Labels) > 4 {
		what = fmt.Sprintf("%s … %s (%d documents)", r.Labels[0], r.Labels[len(r.Labels)-1], len(r.Labels))
	}
	head := fmt.Sprintf("%s → %s  %s", name, what, plural(r.Turns, "turn", "turns"))
	if r.Codings > 0 {
		head += ", " + plural(r.Codings, "coding", "codings") + " from its comments"
	}
	if s.brief {
		assumed := slices.Clone(r.Assumed)
		for i, a := range assumed { // who speaks matters more than how it was found
			if who, ok := strings.CutPrefix(a, "speakers "); ok {
				_, assumed[i], _ = strings.Cut(who, ": ")
			}
		}
		rest := "  " + strings.Join(assumed, "; ")
		room := t.Columns - term.Width(head)
		return term.Safe(head) + t.Styled(term.Truncate(term.Safe(rest), max(room, 1)), term.Faint)
	}
	var b strings.Builder
	b.WriteString(term.Safe(head))
	for _, assumed := range r.Assumed {
		b.WriteString("\n" + t.Styled("  "+term.Safe(assumed), term.Faint))
	}
	return b.String()
}

func (s *importShow) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *importShow) total(results []project.Imported, dry bool) {
	documents, turns, codings, known := 0, 0, 0, 0
	for _, r := range results {
		documents += len(r.Labels)
		turns += r.Turns
		codings += r.Codings
		if r.Known != "" {
			known++
		}
	}
	text := fmt.Sprintf("imported %s with %s", plural(documents, "document", "documents"), plural(turns, "turn", "turns"))
	if codings > 0 {
		text += " and " + plural(codings, "coding", "codings")
	}
	if known > 0 {
		text += fmt.Sprintf("; %d in the project already", known)
	}
	s.a.term.Note("%s%s", text, rehearsal(dry))
}

// pseudonyms tells what was replaced, and that a person must look. A file that
// is in the project already was not touched, nor were the past texts that have
// names.
func (s *importShow) pseudonyms(results []project.Imported, past int) {
	count, small, documents, known := 0, 0, 0, 0
	for _, r := range results {
		documents += len(r.Labels)
		if r.Known != "" {
			known++
		}
		for _, one := range r.Replaced {
			count += one.Count
			small += len(one.Small)
		}
	}
	if documents > 0 {
		s.a.term.Note("put in %s; the files themselves were not kept", plural(count, "pseudonym", "pseudonyms"))
	}
	if small > 0 {
		s.a.term.Warn("%s where a name of the key may stand in small letters: --json lists them",
			plural(small, "place was left", "places were left"))
	}
	if known > 0 {
		s.a.term.Warn("%s in the project already, and no pseudonyms were put in: names that came in with them are still there",
			plural(known, "file is", "files are"))
	}
	if past > 0 {
		s.a.term.Warn("names of the key still stand in %s of what was undone or corrected, kept for undo",
			plural(past, "text", "texts"))
	}
	if known+past > 0 {
		s.a.term.Hint("framewise corpus pseudonymise copies a project with pseudonyms in the place of its names")
	}
	s.a.term.Hint("framewise corpus identifiers lists what still looks like a name, a number or an address")
}
