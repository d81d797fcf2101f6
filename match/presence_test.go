package match_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// The values are those of RFC 4226, appendix D, for counters 0 to 9.
func TestAPointsCodeIsTheOneTimePasswordOfTheStandard(t *testing.T) {
	t.Parallel()
	want := []string{"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"}
	got := make([]string, len(want))
	for i := range got {
		got[i] = match.PointCode([]byte("12345678901234567890"), time.Unix(0, 0).Add(time.Duration(i)*match.CodeStep))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("codes mismatch (-want +got):\n%s", diff)
	}
}

func TestHowLongACodeOpens(t *testing.T) {
	t.Parallel()
	secret, shown := []byte("a point's own"), time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	code := match.PointCode(secret, shown)
	for name, tc := range map[string]struct {
		secret []byte
		at     time.Time
		want   bool
	}{
		"while it is shown":      {secret, match.CodeUntil(shown).Add(-time.Second), true},
		"while the next is":      {secret, match.CodeUntil(shown).Add(match.CodeStep - time.Second), true},
		"no longer":              {secret, match.CodeUntil(shown).Add(match.CodeStep), false},
		"not at another's point": {[]byte("another's"), shown, false},
	} {
		if got := match.RightCode(tc.secret, code, tc.at); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhoLeavesBeforeTheEndHasLeftEarly(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	shift := roster.Span{Start: start, End: start.Add(3 * time.Hour)}
	for name, tc := range map[string]struct {
		at   time.Time
		want roster.AssignmentState
	}{
		"in the middle":    {start.Add(time.Hour), roster.LeftEarly},
		"as people tidy":   {shift.End.Add(-match.StayedUntil), roster.Completed},
		"long after it":    {shift.End.Add(2 * time.Hour), roster.Completed},
		"a second too few": {shift.End.Add(-match.StayedUntil - time.Second), roster.LeftEarly},
	} {
		if got := match.Left(tc.at, shift); got != tc.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
