package main

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"framewise": main})
}

// TestScripts runs the program as a person would. Each script is named
// <command>_<aspect>.txtar and brings its own small, invented transcripts.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("FRAMEWISE_CODER", "Ana Bravo")
			e.Setenv("FRAMEWISE_PROJECT", "")
			e.Setenv("TZ", "UTC")
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "ci" { // where all other programs are demanded
				return os.Getenv("FRAMEWISE_CI") != "", nil
			}
			return false, fmt.Errorf("there is no condition %q", cond)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "lines": lines, "docx": docx, "same": same, "format": format, "alter": alter,
			"retype": retype, "nowhere": nowhere,
		},
	})
}

// exits CODE COMMAND...: runs a command that must exit with the code; its
// output is for stdout and stderr as with exec.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s\n%s", got, args[0], ts.ReadFile("stderr"))
	}
}

// lines FILE N: the file (stdout, stderr) has so many lines.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines FILE N")
	}
	if got := fmt.Sprint(strings.Count(ts.ReadFile(args[0]), "\n")); got != args[1] {
		ts.Fatalf("%s has %s lines, want %s", args[0], got, args[1])
	}
}

// same FILE FILE: the two files are equal, byte for byte.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same FILE FILE")
	}
	if (ts.ReadFile(args[0]) == ts.ReadFile(args[1])) == neg {
		ts.Fatalf("%s and %s: equal is not %v", args[0], args[1], !neg)
	}
}

// format FILE N: makes a project look as if the format of its file were the
// nth. SQLite keeps the number in its header.
func format(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: format FILE N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	content := []byte(ts.ReadFile(args[0]))
	binary.BigEndian.PutUint32(content[60:], uint32(n))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o600))
}

// alter FILE OLD NEW: replaces words in a file by others of the same length.
func alter(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 || len(args[1]) != len(args[2]) {
		ts.Fatalf("usage: alter FILE OLD NEW")
	}
	content := ts.ReadFile(args[0])
	if !strings.Contains(content, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(content, args[1], args[2])), 0o600))
}

// nowhere WORD FILE...: the word is in none of the files, as bytes; a file that
// is not there has it not.
func nowhere(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: nowhere WORD FILE...")
	}
	for _, file := range args[1:] {
		content, err := os.ReadFile(ts.MkAbs(file))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			ts.Check(err)
		}
		if bytes.Contains(content, []byte(args[0])) {
			ts.Fatalf("%s holds %q", file, args[0])
		}
	}
}

// retype FROM TO [OLD NEW]...: writes a copy of a workbook, or of a file of plain
// XML, in which somebody typed other words over some. Those of the properties
// count too, so that a workbook can have another last editor.
func retype(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 4 || len(args)%2 != 0 {
		ts.Fatalf("usage: retype FROM TO [OLD NEW]...")
	}
	found := make([]bool, len(args))
	typed := func(content string) string {
		for i := 2; i < len(args); i += 2 {
			found[i] = found[i] || strings.Contains(content, args[i])
			content = strings.ReplaceAll(content, args[i], args[i+1])
		}
		return content
	}
	content := ts.ReadFile(args[0])
	if !strings.HasPrefix(content, "PK") {
		content = typed(content)
	} else {
		in, err := zip.NewReader(strings.NewReader(content), int64(len(content)))
		ts.Check(err)
		var b bytes.Buffer
		out := zip.NewWriter(&b)
		for _, part := range in.File {
			r, err := part.Open()
			ts.Check(err)
			text, err := io.ReadAll(r)
			ts.Check(err)
			w, err := out.Create(part.Name)
			ts.Check(err)
			_, err = io.WriteString(w, typed(string(text)))
			ts.Check(err)
		}
		ts.Check(out.Close())
		content = b.String()
	}
	for i := 2; i < len(args); i += 2 {
		if !found[i] {
			ts.Fatalf("%s does not hold %q", args[0], args[i])
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(content), 0o600))
}

// docx FILE TEXT: makes a Word document with a paragraph for each line of the
// text file. A line "{Author: words}" is a comment on the paragraph before it.
func docx(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: docx FILE TEXT")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), wordFile(ts.ReadFile(args[1])), 0o600))
}

func wordFile(text string) []byte {
	const namespace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace
	var body, comments strings.Builder
	all := strings.Split(strings.TrimSpace(text), "\n")
	n := 0
	for i, line := range all {
		if strings.HasPrefix(line, "{") {
			continue
		}
		run := "<w:r><w:t xml:space=\"preserve\">" + escape(line) + "</w:t></w:r>"
		if i+1 < len(all) && strings.HasPrefix(all[i+1], "{") {
			author, words, _ := strings.Cut(strings.Trim(all[i+1], "{}"), ": ")
			run = fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>%s<w:commentRangeEnd w:id="%d"/>`+
				`<w:r><w:commentReference w:id="%d"/></w:r>`, n, run, n, n)
			fmt.Fprintf(&comments, `<w:comment w:id="%d" w:author="%s"><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:comment>`,
				n, escape(author), escape(words))
			n++
		}
		body.WriteString("<w:p>" + run + "</w:p>")
	}
	const relations = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	const types = `application/vnd.openxmlformats-officedocument.wordprocessingml`
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + types + `.document.main+xml"/>` +
			`<Override PartName="/word/comments.xml" ContentType="` + types + `.comments+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" Type="` + relations + `/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r1" Type="` + relations + `/comments" Target="comments.xml"/></Relationships>`},
		{"word/document.xml", `<w:document ` + namespace + `><w:body>` + body.String() + `</w:body></w:document>`},
		{"word/comments.xml", `<w:comments ` + namespace + `>` + comments.String() + `</w:comments>`},
	} {
		w, err := z.Create(part[0])
		if err != nil {
			panic(err) // memory only
		}
		_, _ = w.Write([]byte(part[1]))
	}
	_ = z.Close()
	return out.Bytes()
}
