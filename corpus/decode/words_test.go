package decode_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"framewise/corpus/decode"
)

// TestWords compares the words that come out of a file with those that a
// reader of a few lines finds, which knows nothing but what is text.
func TestWords(t *testing.T) {
	dir := dataDir(t)
	n := 0
	for pattern, words := range map[string]func([]byte) (string, error){
		"interviews/*/archive.tw/*.xml":                     within("debateBody", nil),
		"interviews/*/parlamint/*.xml":                      within("body", editorial),
		"formats/tei_xml/*.xml":                             within("body", editorial),
		"formats/eaf/poio_example.eaf":                      within("TIER", tiersBut("K-Spch", "W-Spch")),
		"formats/eaf/speach_test.eaf":                       within("TIER", tiersBut("Person1 (Utterance)")),
		"interviews/en/qmsum/*.json":                        entries("meeting_transcripts", "content"),
		"formats/whisper_json/apollo11_accurate.words.json": entries("segments", "text"),
	} {
		paths, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text, err := words(content)
			if err != nil {
				t.Fatal(err)
			}
			d, err := read(decode.File{Name: filepath.Base(path), Content: content}, decode.TextOptions{})
			if err != nil {
				t.Errorf("%s: %v", filepath.Base(path), err)
				continue
			}
			got, _ := all(d)
			have, want := letters(got), letters(text)
			n++
			if share := float64(have) / float64(want); share < 0.995 || share > 1.005 {
				t.Errorf("%s: %d letters of %d, %.4f", filepath.Base(path), have, want, share)
			}
		}
	}
	t.Logf("%d files", n)
}

// letters counts what is neither white space nor a bracket, which remarks get.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if !strings.ContainsRune(" \t\n\r[]()（）", r) {
			n++
		}
	}
	return n
}

// editorial recognises what is no text of a TEI file.
func editorial(e xml.StartElement) bool {
	return e.Name.Local == "note" && decode.Attr(e, "type") == "speaker" ||
		e.Name.Local == "gap" && decode.Attr(e, "reason") == "editorial"
}

// tiersBut recognises the tiers of an ELAN file but for those named.
func tiersBut(names ...string) func(xml.StartElement) bool {
	return func(e xml.StartElement) bool {
		return e.Name.Local == "TIER" && !slices.Contains(names, decode.Attr(e, "TIER_ID"))
	}
}

// within reads the text of an XML element, but for elements that are left out.
func within(element string, left func(xml.StartElement) bool) func([]byte) (string, error) {
	return func(content []byte) (string, error) {
		d := xml.NewDecoder(bytes.NewReader(content))
		var b strings.Builder
		inside, depth := 0, 0
		for {
			t, err := d.Token()
			if err == io.EOF {
				return b.String(), nil
			}
			if err != nil {
				return "", err
			}
			switch t := t.(type) {
			case xml.StartElement:
				if left != nil && left(t) && (inside > 0 || t.Name.Local == element) {
					if err := d.Skip(); err != nil {
						return "", err
					}
					continue
				}
				depth++
				if t.Name.Local == element && inside == 0 {
					inside = depth
				}
			case xml.EndElement:
				if depth--; depth < inside {
					inside = 0
				}
			case xml.CharData:
				if inside > 0 {
					b.Write(t)
				}
			}
		}
	}
}

// entries reads one field of the entries of a list.
func entries(list, field string) func([]byte) (string, error) {
	return func(content []byte) (string, error) {
		var file map[string]json.RawMessage
		if err := json.Unmarshal(content, &file); err != nil {
			return "", err
		}
		var all []map[string]any
		if err := json.Unmarshal(file[list], &all); err != nil {
			return "", err
		}
		var b strings.Builder
		for _, e := range all {
			s, _ := e[field].(string)
			b.WriteString(s + "\n")
		}
		return b.String(), nil
	}
}
