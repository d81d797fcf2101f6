package match_test

import (
	"math"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
)

func TestTheChanceOfAYesFollowsTheRecordSlowly(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		record match.Record
		want   float64
	}{
		"nobody knows":          {match.Record{}, match.AssumedYes},
		"one no of four priors": {match.Record{AskedWeight: 1}, 0.4},
		"four yeses":            {match.Record{YesWeight: 4, AskedWeight: 4}, 0.75},
		"an old no counts half": {match.Record{AskedWeight: 0.5}, 2 / 4.5},
		"always no":             {match.Record{AskedWeight: 1000}, match.LeastYes},
	} {
		if got := tc.record.Chance(); math.Abs(got-tc.want) > 1e-12 {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}

func TestAChanceIsNeverNoneAndNeverCertain(t *testing.T) {
	t.Parallel()
	property := func(yes, no uint16) bool {
		p := match.Record{YesWeight: float64(yes), AskedWeight: float64(yes) + float64(no)}.Chance()
		return p >= match.LeastYes && p < 1
	}
	if err := quick.Check(property, nil); err != nil {
		t.Error(err)
	}
}

func TestWhoAlwaysSaysNoComesLaterAndStaysEligible(t *testing.T) {
	t.Parallel()
	people := []match.Person{
		anna(func(p *match.Person) { p.ID = "a"; p.Record = match.Record{Asked: 50, AskedWeight: 50} }),
		anna(func(p *match.Person) { p.ID = "b" }),
	}
	ranked := match.Rank(people, seat(func(*match.Seat) {}), match.DefaultRules())
	last := ranked[1]
	if last.ID != "a" || !last.Eligible {
		t.Fatalf("got %s, eligible %v", last.ID, last.Eligible)
	}
	want := match.Reason{Key: match.Answers, Args: []any{"yes", 0, "asked", 50}}
	if diff := cmp.Diff(want, last.Reasons[len(last.Reasons)-1]); diff != "" {
		t.Errorf("reason mismatch (-want +got):\n%s", diff)
	}
}
