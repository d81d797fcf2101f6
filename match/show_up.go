package match

import "time"

// ShowUpMemory is how far back it is told whether somebody came: an absence is forgotten after
// it, as exams and illness are.
const ShowUpMemory = 6 * 7 * 24 * time.Hour

// ShowUp is how often somebody came of late to what they had promised. It is told to whoever
// chooses and enters no score: a person who stayed away once is asked like anybody else, and
// can say why.
type ShowUp struct{ Came, Promised int }

// inWords is the record as a coordinator reads it, where there is enough of it to tell.
func (s ShowUp) inWords() []Reason {
	if s.Promised < tellFrom {
		return nil
	}
	return []Reason{{Key: Comes, Args: []any{"came", s.Came, "promised", s.Promised}}}
}
