package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
)

func TestWhyHereAndWhyNotThere(t *testing.T) {
	t.Parallel()
	usual := match.Worth{All: 3, PerHour: 0.8, Km: 4}
	for name, tc := range map[string]struct {
		here, there match.Worth
		forHere     []string
		notThere    []string
	}{
		"alike":                {usual, usual, []string{match.HereKm}, nil},
		"the one who must be":  {match.Worth{All: 23, PerHour: 0.8, Floor: true}, usual, []string{match.HereFloor, match.HereKm}, []string{match.HereFloor, match.ThereFar}},
		"a floor there":        {usual, match.Worth{All: 23, PerHour: 0.8, Floor: true, Km: 4}, []string{match.HereKm}, []string{match.ThereMore, match.ThereFloor}},
		"fewer here":           {match.Worth{All: 5, PerHour: 1.6, Km: 4}, usual, []string{match.HereFew, match.HereKm}, []string{match.ThereFull}},
		"farther, and wished":  {usual, match.Worth{All: 2.9, PerHour: 0.8, Km: 9, Likes: true}, []string{match.HereKm}, []string{match.ThereFar, match.ThereWish}},
		"half a kilometre off": {usual, match.Worth{All: 2.9, PerHour: 0.8, Km: 4.3}, []string{match.HereKm}, nil},
		"wished here":          {match.Worth{All: 3.2, PerHour: 0.8, Km: 4, Likes: true}, usual, []string{match.Prefers, match.HereKm}, nil},
	} {
		if diff := cmp.Diff(tc.forHere, keys(match.WhyHere(tc.here))); diff != "" {
			t.Errorf("%s, for here (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(tc.notThere, keys(match.WhyNotThere(tc.here, tc.there))); diff != "" {
			t.Errorf("%s, not there (-want +got):\n%s", name, diff)
		}
	}
}

func keys(reasons []match.Reason) []string {
	var list []string
	for _, r := range reasons {
		list = append(list, r.Key)
	}
	return list
}
