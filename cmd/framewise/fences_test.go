package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// listed is what go list says of a package.
type listed struct {
	ImportPath                         string
	Name                               string
	Doc                                string
	Standard                           bool
	Imports, TestImports, XTestImports []string
	Module                             *struct{ Path string }
}

// fences are the packages that only one place of the house may import.
var fences = []struct {
	prefix string   // of the import path
	only   []string // folders, each with what lies below it
	tests  bool     // whether tests are held to it too
}{
	{"github.com/blevesearch/", []string{"corpus/search"}, true},
	{"github.com/xuri/", []string{"framework/xlsx", "corpus/decode/tabular"}, false},
	{"database/sql", []string{"framework/store"}, true},
	{"modernc.org/sqlite", []string{"framework/store"}, true},
	{"github.com/jackc/", []string{"framework/store"}, true},
	{"github.com/pressly/goose", []string{"framework/store"}, true},
	{"github.com/spf13/", []string{"cmd/internal/cli"}, true},
	{"net/http", []string{"cmd/internal/web"}, true},
	{"go.yaml.in/yaml", []string{"codebook/codefile"}, true},
}

// rooms are the rooms of the house from left to right: imports go left only.
var rooms = []string{"corpus", "codebook", "framework", "cmd"}

const module = "framewise"

func TestFences(t *testing.T) {
	t.Parallel()
	ours := listPackages(t)
	for _, p := range ours {
		dir := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		for _, f := range fences {
			if slices.ContainsFunc(f.only, func(only string) bool { return within(dir, only) }) {
				continue
			}
			imports := p.Imports
			if f.tests {
				imports = slices.Concat(imports, p.TestImports, p.XTestImports)
			}
			for _, i := range imports {
				if strings.HasPrefix(i, f.prefix) {
					t.Errorf("%s imports %s, which only %s may", dir, i, strings.Join(f.only, " and "))
				}
			}
		}
		t.Run("direction/"+dir, func(t *testing.T) { checkDirection(t, dir, p.Imports) })
		if slices.Contains([]string{"util", "utils", "common", "helpers", "models", "types"}, path.Base(dir)) {
			t.Errorf("%s: name the package after what it holds", dir)
		}
		if p.Doc == "" {
			t.Errorf("%s has no package comment", dir)
		}
	}
}

// checkDirection holds a package's imports to the order of the rooms. The
// examples are data that the program carries, and a program that embeds it.
func checkDirection(t *testing.T, dir string, imports []string) {
	own := slices.Index(rooms, strings.SplitN(dir, "/", 2)[0])
	for _, i := range imports {
		to, ok := strings.CutPrefix(i, module+"/")
		if !ok || strings.HasPrefix(to, "examples") && own == len(rooms)-1 {
			continue
		}
		other := slices.Index(rooms, strings.SplitN(to, "/", 2)[0])
		if own < 0 || other < 0 {
			if !strings.HasPrefix(dir, "examples") {
				t.Errorf("%s imports %s, which is in no room", dir, to)
			}
			continue
		}
		if other > own {
			t.Errorf("%s imports %s: imports go from right to left through %s", dir, to, strings.Join(rooms, " ← "))
		}
		if other == own && !strings.Contains(dir, "/") && to != dir && dir != "cmd" && !leaf(to) {
			t.Errorf("%s imports its own sub-package %s", dir, to)
		}
	}
}

// leaf says whether a sub-package stands on nothing of its room, so that the
// room's root may use it.
func leaf(dir string) bool { return dir == "framework/audit" }

func within(dir, folder string) bool { return dir == folder || strings.HasPrefix(dir, folder+"/") }

// listPackages lists the packages of this module with their direct imports.
func listPackages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=ImportPath,Name,Doc,Standard,Imports,TestImports,XTestImports,Module", "./...")
	cmd.Dir = root(t)
	var messages bytes.Buffer
	cmd.Stderr = &messages
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, messages.String())
	}
	var ours []listed
	decoder := json.NewDecoder(bytes.NewReader(out))
	for {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if !p.Standard && p.Module != nil && p.Module.Path == module {
			ours = append(ours, p)
		}
	}
	if len(ours) < 10 {
		t.Fatalf("go list found %d packages of ours", len(ours))
	}
	return ours
}

// TestTopLevel holds the top of the repository to what the design fixes.
func TestTopLevel(t *testing.T) {
	t.Parallel()
	allowed := []string{
		"cmd", "framework", "codebook", "corpus", "examples", "go.mod", "go.sum", "README.md", "LICENSE",
	}
	dir := root(t)
	var tracked []string
	if out, err := exec.Command("git", "-C", dir, "ls-files", "-z").Output(); err == nil {
		tracked = strings.Split(string(out), "\x00")
	} else { // a copy without its history
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			tracked = append(tracked, e.Name())
		}
	}
	for _, name := range tracked {
		top := strings.SplitN(name, "/", 2)[0]
		if top != "" && !strings.HasPrefix(top, ".") && !slices.Contains(allowed, top) {
			t.Errorf("%s is at the top, where only %s may be", name, strings.Join(allowed, " "))
		}
	}
}

// TestMainIsShort keeps the program itself elsewhere.
func TestMainIsShort(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(content, []byte("\n")); n > 15 {
		t.Errorf("main.go has %d lines, and may have 15", n)
	}
}

// root is the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
		t.Fatal(err)
	}
	return dir
}
