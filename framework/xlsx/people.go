package xlsx

import (
	"framewise/corpus"
	"framewise/framework"
)

// sumUpPeople lays out the table of participants; it is empty where the cases
// have no attributes that can be summed up.
func (b *book) sumUpPeople() error {
	cases := make([]corpus.Case, len(b.m.Rows))
	for i, r := range b.m.Rows {
		cases[i] = r.Case
	}
	told, err := framework.DescribeParticipants(cases, b.m.Attributes, framework.ParticipantsView{})
	if err != nil {
		return err
	}
	b.peopleHead, b.people = told.Lines(false)
	return nil
}

// writePeople writes the table of participants.
func (b *book) writePeople() error {
	columns := []column{{name: b.peopleHead.Text, width: 34}}
	for _, name := range b.peopleHead.Cells {
		columns = append(columns, column{name: name, width: 22})
	}
	s, err := b.open(grid{name: peopleSheet, about: peopleSheet, columns: columns, rows: len(b.people), below: 2})
	if err != nil {
		return err
	}
	for _, line := range b.people {
		text := line.Text
		if line.Below {
			text = "    " + text
		}
		s.text(0, look{bold: !line.Below}, text)
		for i := range b.peopleHead.Cells {
			cell := ""
			if line.Below {
				cell = line.Cells[i]
			}
			s.text(1+i, look{}, cell)
		}
		s.end()
	}
	s.end()
	s.text(0, look{ink: muted, edges: "-", oneLine: true}, framework.ParticipantsNote)
	s.end()
	return s.close()
}
