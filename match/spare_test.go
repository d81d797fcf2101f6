package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
)

func TestWhomAnOpenFloorNeedsComesAfterTheOthers(t *testing.T) {
	t.Parallel()
	named := func(id string, change func(*match.Person)) match.Candidate {
		p := anna(change)
		p.ID = id
		return match.Candidate{Person: p}
	}
	able := func(*match.Person) {}
	unable := func(p *match.Person) { p.Skills = nil }
	people := func() []match.Candidate {
		return []match.Candidate{named("1", able), named("2", unable), named("3", able), named("4", unable)}
	}
	floor := seat(func(s *match.Seat) { s.Role.Floor = true })
	for name, tc := range map[string]struct {
		floors []match.Seat
		want   []string
	}{
		"no floor is open":       {nil, []string{"1", "2", "3", "4"}},
		"one that some can take": {[]match.Seat{floor}, []string{"2", "4", "1", "3"}},
		"one that nobody can":    {[]match.Seat{seat(func(s *match.Seat) { s.At = far })}, []string{"1", "2", "3", "4"}},
	} {
		got := people()
		match.Spare(got, tc.floors, match.DefaultRules())
		if diff := cmp.Diff(tc.want, ids(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
