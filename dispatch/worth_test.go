package dispatch_test

import (
	"testing"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// The nearest has been proposed for a floor seat at the same time that nobody else can take:
// the planner sees what leaving it would cost, a ranking by distance doesn't.
func TestARefillAsksByWhomThePlanGainsTheMost(t *testing.T) {
	t.Parallel()
	for name, policy := range map[string]dispatch.Policy{"waves": dispatch.Waves(), "sequential": dispatch.Sequential()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			w.follow(policy)
			rare, farther := w.people[0], w.volunteer(1)
			farther.Home, farther.Skills = haDong, []roster.SkillLevel{{Skill: "guide", Level: 1}}
			w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{farther}, morning))
			floor := w.shift(span(2, 8, 11), roster.RoleNeed{Skill: "it", Level: 2, Seats: 1, Floor: true})
			w.propose(floor, rare)
			role := w.shift(span(2, 8, 11), guides(1))
			_, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning)
			w.check(err)
			asked, err := w.store.AssignmentsOfRoles(t.Context(), w.campaign.ID, []string{role})
			w.check(err)
			want := map[string]string{"waves": farther.ID, "sequential": rare.ID}[name]
			if len(asked) == 0 || asked[0].Volunteer != want {
				t.Errorf("asked %v, want %s first", asked, want)
			}
		})
	}
}

// propose proposes somebody for a role, as a plan does.
func (w *world) propose(role string, who roster.Volunteer) {
	w.Helper()
	a := roster.Assignment{ID: newID(w.TB), Role: role, Volunteer: who.ID, Source: roster.FromPlan, State: roster.Proposed}
	w.check(w.store.InTx(w.Context(), func(tx *db.Store) error {
		return tx.AddAssignment(w.Context(), w.campaign.ID, a, db.Note{Actor: roster.BySystem, At: morning})
	}))
}

// The nearer one could take a floor seat of that week that nobody is asked for: the farther one is
// asked for the other seat.
func TestARefillSparesWhomAnOpenFloorNeeds(t *testing.T) {
	t.Parallel()
	for name, floor := range map[string]bool{"a floor is open": true, "no floor": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			rare, farther := w.people[0], w.volunteer(1)
			farther.Home, farther.Skills = haDong, []roster.SkillLevel{{Skill: "guide", Level: 1}}
			w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{farther}, morning))
			w.shift(span(4, 9, 12), roster.RoleNeed{Skill: "it", Level: 2, Seats: 1, Floor: floor})
			role := w.shift(span(2, 8, 11), guides(1))
			_, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning)
			w.check(err)
			asked, err := w.store.AssignmentsOfRoles(t.Context(), w.campaign.ID, []string{role})
			w.check(err)
			want := map[bool]string{true: farther.ID, false: rare.ID}[floor]
			if len(asked) != 1 || asked[0].Volunteer != want {
				t.Errorf("asked %v, want %s", asked, want)
			}
		})
	}
}
