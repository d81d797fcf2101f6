package roster

import "time"

// PrivacyKind is what somebody asks about the own data.
type PrivacyKind string

// The rights that people make use of by a request; consent is withdrawn at once, without one.
const (
	PrivacyAccess   PrivacyKind = "access"
	PrivacyCorrect  PrivacyKind = "correct"
	PrivacyErase    PrivacyKind = "erase"
	PrivacyRestrict PrivacyKind = "restrict"
	PrivacyObject   PrivacyKind = "object"
)

// PrivacyState is where such a request stands.
type PrivacyState string

// The states of a request: open ends in one of the others.
const (
	PrivacyOpen    PrivacyState = "open"
	PrivacyDone    PrivacyState = "done"
	PrivacyRefused PrivacyState = "refused"
)

// PrivacyRequest is what somebody has asked about the own data. AnswerBy is the day by which
// the law wants an answer, CarryOutBy that by which it must be done; ClosedAt is nil while open.
type PrivacyRequest struct {
	ID         string
	Volunteer  string
	Kind       PrivacyKind
	Note       string
	ReceivedAt time.Time
	AnswerBy   Date
	CarryOutBy Date
	State      PrivacyState
	ClosedAt   *time.Time
	Outcome    string
}

// Due gives the days by which a request of a kind must be answered and carried out: two working
// days, and 10, 15 or 20 days (Decree 356/2025/ND-CP). The extensions that the decree allows
// aren't counted on.
func (k PrivacyKind) Due(received Date) (answerBy, carryOutBy Date) {
	const toAnswer, soon, later, latest = 2, 10, 15, 20
	var days int
	switch k {
	case PrivacyAccess, PrivacyCorrect:
		days = soon
	case PrivacyRestrict, PrivacyObject:
		days = later
	case PrivacyErase:
		days = latest
	}
	return received.WorkingDaysAfter(toAnswer), received.AddDays(days)
}

// Consent is one line of the ledger: what was agreed to, when, and on whose word it was given
// and withdrawn, in which version of the words and what proves it. It stands while WithdrawnAt is
// nil.
type Consent struct {
	Purpose     string
	GivenAt     time.Time
	WithdrawnAt *time.Time
	Source      string
	WithdrawnBy string
	TextVersion int
	Proof       string
}
