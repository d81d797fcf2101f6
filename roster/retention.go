package roster

import "time"

// RetentionRule names a sort of data that is kept for a time and no longer.
type RetentionRule string

// The rules.
const (
	KeepSignInCodes  RetentionRule = "sign_in_codes"
	KeepInbound      RetentionRule = "inbound_texts"
	KeepHookBodies   RetentionRule = "webhook_deliveries"
	KeepSessions     RetentionRule = "sessions"
	KeepAvailability RetentionRule = "availability"
	KeepMessages     RetentionRule = "messages"
	KeepReplies      RetentionRule = "replies"
	KeepAccess       RetentionRule = "access_log"
)

// Retention is for how many days something is kept: after the campaign's last day, or after the
// row itself came or ended where OfRow is set; From is the first day of a rule of the former sort.
// LastRun is when it was last looked for, nil before; Rows is what that run took away, Total what
// all did.
type Retention struct {
	Rule        RetentionRule
	Days        int
	OfRow       bool
	From        *Date
	LastRun     *time.Time
	Rows, Total int
}

// Retentions is the one table of periods. What each holds and why so long is told in words under
// retention.RULE.what and retention.RULE.why. Files that were imported are read and never kept.
func Retentions() []Retention {
	const day, month, quarter, year = 1, 30, 90, 365
	return []Retention{
		{Rule: KeepSignInCodes, Days: day, OfRow: true},     // of use for ten minutes; a day to look into a flood of them
		{Rule: KeepInbound, Days: month, OfRow: true},       // a copy of replies, for a fault at the provider
		{Rule: KeepHookBodies, Days: month, OfRow: true},    // tried for three days, then shown to who looks for a fault
		{Rule: KeepSessions, Days: month, OfRow: true},      // after they have ended, for a sign-in that wasn't one's own
		{Rule: KeepAvailability, Days: month, OfRow: false}, // plans nothing any more; a month for a campaign that is prolonged
		{Rule: KeepMessages, Days: quarter, OfRow: false},   // who was told what: until hours and complaints are settled
		{Rule: KeepReplies, Days: quarter, OfRow: false},    // who answered what: as long as what was asked
		{Rule: KeepAccess, Days: year, OfRow: false},        // who looked at whose data: a misuse is often noticed late
	}
}

// In is the rule in a campaign.
func (r Retention) In(c Campaign) Retention {
	if !r.OfRow {
		from := c.EndsOn.AddDays(r.Days + 1)
		r.From = &from
	}
	return r
}

// Before is the moment before which data of a campaign's rule are past their time; false while
// none are.
func (r Retention) Before(c Campaign, now time.Time) (time.Time, bool) {
	if r.From == nil {
		return now.AddDate(0, 0, -r.Days), true
	}
	return now, !now.Before(r.From.Time(c.Location()))
}
