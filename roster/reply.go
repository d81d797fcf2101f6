package roster

import "time"

// ReplyDecision is what a person made of a text that could not be read with certainty.
type ReplyDecision string

// The decisions. DealtWith is a text that answers nothing: a question that was answered by phone,
// a word of thanks.
const (
	ReadAsYes ReplyDecision = "yes"
	ReadAsNo  ReplyDecision = "no"
	DealtWith ReplyDecision = "dealt_with"
)

// Answer is the answer that was read; "" when there was none.
func (d ReplyDecision) Answer() Answer {
	if d == DealtWith {
		return ""
	}
	return Answer(d)
}

// Reply is a text that came in and needs, or needed, a person to read it. Ask is what it was read
// to be about, "" where several questions were open or none. Waits tells that nobody has decided on
// it and that it still matters.
type Reply struct {
	ID         string
	Volunteer  string
	Ask        string
	Body       string
	ReceivedAt time.Time
	Decision   ReplyDecision
	DecidedAt  *time.Time
	Waits      bool
}
