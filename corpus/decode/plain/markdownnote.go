package plain

import "strings"

// takeNotes takes the texts of footnotes ([^1]: so) out of a text, and leaves
// empty lines in their place. It returns them by what they are called by. A
// note goes on in lines that are indented.
func takeNotes(text string) (rest string, notes map[string]string) {
	if !strings.Contains(text, "\n[^") {
		return text, nil
	}
	notes = map[string]string{}
	var b strings.Builder
	open := ""
	for line := range strings.Lines(text) {
		name, said, is := strings.Cut(line, "]: ")
		switch {
		case is && strings.HasPrefix(name, "[^") && len(name) > 2 && !strings.ContainsAny(name[2:], "[] \t") &&
			notes[name[2:]] == "":
			open = name[2:]
			notes[open] = strings.TrimSpace(said)
		case open != "" && strings.TrimSpace(line) == "":
		case open != "" && strings.HasPrefix(line, "    "):
			notes[open] += " " + strings.TrimSpace(line)
		default:
			open = ""
			b.WriteString(line)
			continue
		}
		b.WriteByte('\n')
	}
	return b.String(), notes
}

// putNotes puts notes where their marks stand in a line, in square brackets,
// each once.
func putNotes(line string, notes map[string]string) string {
	for from := 0; ; {
		i := strings.Index(line[from:], "[^")
		if i < 0 {
			return line
		}
		i += from
		name, rest, ok := strings.Cut(line[i+2:], "]")
		note := notes[name]
		if from = i + 2; !ok || note == "" {
			continue
		}
		delete(notes, name)
		line = strings.TrimRight(line[:i], " ") + " [" + note + "]"
		from = len(line)
		line += rest
	}
}
