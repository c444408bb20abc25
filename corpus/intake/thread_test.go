package intake

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// An answer stands behind what it answers, and says which turn that is.
func TestThreads(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, content, want string }{
		{"answers in order", "id,author,date,post,reply_to\n1,luz,2024-03-01T10:00:00Z,One.,\n2,leo,2024-03-01,Two.,\n" +
			"3,ana,,Three.,1\n4,luz,,Four.,t1_3\n5,leo,,Five.,1\n",
			"x  forum: {2024-03-01 10:00} luz: One. | {reply to 1} ana: Three. | {reply to 2} luz: Four. | " +
				"{reply to 1} leo: Five. | {2024-03-01} leo: Two."},
		{"addresses", "author,post\n\"\"\"Ana Soto\"\" <ana@example.org>\",One.\nleo@example.org,Two.\n@eva,Three.\n",
			"x  forum: Ana Soto: One. | leo: Two. | @eva: Three."},
		{"circles and the unknown", "id,author,post,parent_id\n1,luz,One.,2\n2,leo,Two.,1\n3,ana,Three.,9\n4,ana,Four.,4\n",
			"x  forum: ana: Three. | ana: Four. | luz: One. | {reply to 3} leo: Two."},
		{"an answer to a post without words", "id,author,post,parent_id\n1,luz,,\n2,leo,Two.,1\n3,luz,Three.,2\n",
			"x  forum: leo: Two. | {reply to 1} luz: Three."},
	}
	for _, tt := range tests {
		got := accounts(read(t, "x.csv", tt.content, Options{}))
		if diff := cmp.Diff([]string{tt.want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	// A long chain of answers takes no longer than as many posts.
	var b strings.Builder
	b.WriteString("id,author,post,parent_id\n")
	for i := range 50_000 {
		b.WriteString(strings.Repeat("a", i%7+1) + strconv.Itoa(i) + ",luz,x," + strings.Repeat("a", (i+1)%7+1) + strconv.Itoa(i+1) + "\n")
	}
	if d := read(t, "x.csv", b.String(), Options{}); len(d[0].Document.Turns) != 50_000 {
		t.Errorf("%d turns", len(d[0].Document.Turns))
	}
}
