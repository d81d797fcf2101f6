package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestByWorthPutsFirstWhomThePlanGainsTheMostByAsking(t *testing.T) {
	t.Parallel()
	person := func(id string, asks int) match.Candidate {
		return match.Candidate{Person: match.Person{Volunteer: roster.Volunteer{ID: id}, AsksThisWeek: asks}}
	}
	people := []match.Candidate{person("unplanned", 0), person("loses", 0), person("often asked", 20), person("gains", 0), person("gains more", 3), person("as much", 3)}
	match.ByWorth(people, map[string]float64{"loses": -1, "often asked": 1, "gains": 1, "gains more": 3, "as much": 3})
	var order []string
	for _, p := range people {
		order = append(order, p.ID)
	}
	if diff := cmp.Diff([]string{"gains more", "as much", "gains", "loses", "often asked", "unplanned"}, order); diff != "" {
		t.Errorf("order mismatch (-want +got):\n%s", diff)
	}
}
