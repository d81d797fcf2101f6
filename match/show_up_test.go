package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
)

func TestWhetherSomebodyComesIsToldAndDecidesNothing(t *testing.T) {
	t.Parallel()
	absent := anna(func(p *match.Person) { p.ID = "a"; p.ShowUp = match.ShowUp{Promised: 9} })
	reliable := anna(func(p *match.Person) { p.ID = "b"; p.ShowUp = match.ShowUp{Came: 2, Promised: 2} })
	ranked := match.Rank([]match.Person{reliable, absent}, seat(func(*match.Seat) {}), match.DefaultRules())
	if ranked[0].ID != "a" || !ranked[0].Eligible || ranked[0].Score != ranked[1].Score {
		t.Errorf("who stayed away comes after who came: %s first, %v and %v", ranked[0].ID, ranked[0].Score, ranked[1].Score)
	}
	told := func(c match.Candidate) []match.Reason {
		var some []match.Reason
		for _, r := range c.Reasons {
			if r.Key == match.Comes {
				some = append(some, r)
			}
		}
		return some
	}
	if diff := cmp.Diff([]match.Reason{{Key: match.Comes, Args: []any{"came", 0, "promised", 9}}}, told(ranked[0])); diff != "" {
		t.Errorf("reason mismatch (-want +got):\n%s", diff)
	}
	if got := told(ranked[1]); got != nil {
		t.Errorf("two shifts are told as a habit: %v", got)
	}
}
