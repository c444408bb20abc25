package project

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"framewise/corpus"
	"framewise/corpus/intake"
	"framewise/corpus/pseudonym"
)

// The labels of a plan last: a corrected transcript has them too, and a copy
// with pseudonyms has no name in them, nor in the head.
func TestPlannedLabelsLast(t *testing.T) {
	t.Parallel()
	p, ctx := coded(t), t.Context()
	talk := "Participant: P07\nInterviewer: Vera\n\nVera: What helped?\nAna: That he came.\nAnna: And stayed.\nVera: And then?\n" +
		"Ana: Nothing more.\nAnna: No.\nAneta: He called.\nAnd so on.\nAnd so on.\nAnd so on.\nAnd so on.\nNoise: a door.\nNoise: a bell.\n"
	source := text("P07.txt", talk)
	source.As = &intake.Planned{Case: "P07", Place: "row 2", Speakers: []intake.PlannedSpeaker{
		{Found: "Vera", Label: "Dr Soto", Role: corpus.RoleInterviewer}, {Found: "Ana", Role: corpus.RoleParticipant},
		{Found: "Anna", Label: "Ana", Role: corpus.RoleParticipant}, {Found: "Noise", Role: "nobody"},
		{Found: "Aneta", Label: "Ana", Role: corpus.RoleParticipant},
	}}
	must[[]Imported](t)(p.Import(ctx, []Source{source}, ImportOptions{}, nil))
	want := []corpus.Speaker{{Label: "Dr Soto", Role: corpus.RoleInterviewer}, {Label: "Ana", Role: corpus.RoleParticipant}}
	speakers := func(p *Project) []corpus.Speaker {
		t.Helper()
		return must[DocumentView](t)(p.Show(ctx, "P07")).Speakers
	}
	if d := cmp.Diff(want, speakers(p)); d != "" {
		t.Errorf("by the plan (-want +got):\n%s", d)
	}
	corrected := strings.Replace(talk, "That he came.", "That she came.", 1)
	must[Replacement](t)(p.ReplaceDocument(ctx, "P07", text("P07-corrected.txt", corrected), ReplaceOptions{}))
	if d := cmp.Diff(want, speakers(p)); d != "" {
		t.Errorf("of the corrected transcript (-want +got):\n%s", d)
	}

	turns := must[DocumentView](t)(p.Show(ctx, "P07")).Turns
	if n := len(turns); n != 9 || turns[6].Speaker != 1 {
		t.Errorf("%d turns: %v", n, turns)
	}
	recording := filepath.Join(t.TempDir(), "Vera and Ana.mp3")
	if err := os.WriteFile(recording, []byte("invented"), 0o600); err != nil {
		t.Fatal(err)
	}
	must[RecordingView](t)(p.SetRecording(ctx, "P07", recording))

	dir := filepath.Join(t.TempDir(), "copy")
	key := must[*pseudonym.Key](t)(ReadKey("key.csv", []byte("name,pseudonym\nVera,Luz\nSoto,Paz\n"), ""))
	must[Pseudonymised](t)(p.Pseudonymise(ctx, key, dir))
	other := must[*Project](t)(Open(ctx, dir, Options{Actor: "Ana Bravo"}))
	defer other.Close()
	want[0].Label = "Dr Paz"
	if d := cmp.Diff(want, speakers(other)); d != "" {
		t.Errorf("of the copy (-want +got):\n%s", d)
	}
	kept := must[[]byte](t)(json.Marshal(must[DocumentView](t)(other.Show(ctx, "P07")).Document))
	if s := string(kept); strings.Contains(s, "Vera") || strings.Contains(s, "mp3") || strings.Contains(s, "Soto") || !strings.Contains(s, `["Interviewer","Luz"]`) {
		t.Errorf("the copy keeps %s", s)
	}
}
