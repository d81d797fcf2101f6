package dispatch_test

import (
	"testing"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestWhyAPersonHasThisSeatAndNotAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	floor := w.shift(span(2, 8, 11), roster.RoleNeed{Skill: "guide", Level: 1, Seats: 1, Floor: true})
	beside := w.shift(span(2, 9, 12), guides(1))
	w.shift(span(3, 9, 12), guides(1))                          // which could be served too
	w.promised(w.shift(span(4, 8, 11), guides(1)), w.people[0]) // another one of that week
	seat := w.assignment(w.promised(floor, w.people[0]).Assignment)
	why, err := w.dispatcher.WhySeat(t.Context(), w.department, seat.ID, 5, morning)
	w.check(err)
	if len(why.Reasons) < 2 || why.Reasons[0].Key != match.HereFloor || why.Worth < 20 {
		t.Errorf("why here: %+v", why)
	}
	if len(why.Instead) != 1 || why.Instead[0].Role != beside || why.Instead[0].Worth >= why.Worth || why.Instead[0].Reasons[0].Key != match.HereFloor {
		t.Errorf("instead: %+v", why.Instead)
	}
	for name, tc := range map[string]struct {
		viewer roster.Viewer
		id     string
		want   roster.Kind
	}{
		"a university":    {w.as(w.people[0].Organisation), seat.ID, roster.Forbidden},
		"nobody's seat":   {w.department, w.campaign.ID, roster.NotFound},
		"a shift of past": {w.department, seat.ID, roster.Conflict},
	} {
		now := morning
		if tc.want == roster.Conflict {
			now = span(2, 9, 10).Start
		}
		if _, err := w.dispatcher.WhySeat(t.Context(), tc.viewer, tc.id, 5, now); roster.KindOf(err) != tc.want {
			t.Errorf("%s: %v, want %s", name, err, tc.want)
		}
	}
}
