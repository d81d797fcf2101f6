package dispatch_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Seats that nobody can take come first by their start; each round of the refill must still
// come to those that somebody can.
func TestSeatsThatNobodyCanTakeDontKeepOthersEmpty(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	hopeless := make([]roster.RoleNeed, 20)
	for i := range hopeless {
		hopeless[i] = roster.RoleNeed{Skill: "it", Level: 5, Seats: 1}
	}
	for range 3 {
		request, err := w.dispatcher.RequestHelp(t.Context(), w.department, dispatch.HelpInput{Commune: baDinh, Span: span(1, 8, 11), Roles: hopeless, Reason: "cần gấp"}, morning)
		w.check(err)
		_, err = w.dispatcher.ApproveRequest(t.Context(), w.department, request.ID, morning)
		w.check(err)
	}
	role := w.shift(span(1, 13, 16), guides(1))
	const rounds = 40
	for i := range rounds {
		_, err := w.dispatcher.RefillDue(t.Context(), morning.Add(time.Duration(i)*5*time.Minute))
		w.check(err)
		if w.states(role)[roster.Offered] > 0 {
			return
		}
	}
	t.Errorf("nobody asked in %d rounds", rounds)
}

func TestALateYesToOneRoleOfAShiftInWhichAnotherIsHeld(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	first := w.shift(span(2, 8, 11), guides(1))
	ask := w.ask(first, w.people[0].ID)
	_, err := w.dispatcher.ExpireDue(t.Context(), ask.Deadline)
	w.check(err)
	seat, err := w.store.Seat(t.Context(), w.campaign.ID, first)
	w.check(err)
	second := roster.Role{ID: newID(t), Shift: seat.Shift.ID, RoleNeed: guides(1)}
	w.check(w.store.AddShifts(t.Context(), w.campaign.ID, nil, []roster.Role{second}))
	w.answer(w.ask(second.ID, w.people[0].ID), roster.Yes, ask.Deadline)
	if told := w.answer(ask, roster.Yes, ask.Deadline); told != roster.ToldClosed {
		t.Errorf("got %s, want %s", told, roster.ToldClosed)
	}
	if diff := cmp.Diff(map[roster.AssignmentState]int{}, w.states(first)); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
}

// Four have refused the one seat of a commune while nobody has been asked for the ten of another: the
// fifth is asked on the day before, or by a policy without shares at once.
func TestACommuneThatHasHadItsShareOfTheQuestionsWaits(t *testing.T) {
	t.Parallel()
	ahead := span(5, 8, 11)
	for name, tc := range map[string]struct {
		policy dispatch.Policy
		now    time.Time
		want   int
	}{
		"well ahead":           {dispatch.Waves(), morning.Add(time.Hour), 0},
		"on the day before":    {dispatch.Waves(), ahead.Start.Add(-20 * time.Hour), 1},
		"where nobody has one": {dispatch.Sequential(), morning.Add(time.Hour), 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 5)
			w.follow(tc.policy)
			role := w.shift(ahead, guides(1))
			elsewhere := dispatch.HelpInput{Commune: ngocHa, Span: ahead, Roles: []roster.RoleNeed{{Skill: "it", Level: 5, Seats: 10}}, Reason: "cần gấp"}
			request, err := w.dispatcher.RequestHelp(t.Context(), w.department, elsewhere, morning)
			w.check(err)
			_, err = w.dispatcher.ApproveRequest(t.Context(), w.department, request.ID, morning)
			w.check(err)
			for _, p := range w.people[:4] {
				w.answer(w.ask(role, p.ID), roster.No, morning)
			}
			_, err = w.dispatcher.Refill(t.Context(), w.campaign.ID, role, tc.now)
			w.check(err)
			if got := w.states(role)[roster.Offered]; got != tc.want {
				t.Errorf("%d are asked, want %d", got, tc.want)
			}
		})
	}
}
