package dispatch_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// deskAndGuides is a shift of tomorrow with a desk, which wants so much of the skill, and so many guides.
func (w *world) deskAndGuides(level, seats int) (desk, guide string) {
	w.Helper()
	floor := roster.RoleNeed{Skill: "guide", Level: level, Seats: 1, Floor: true}
	request, err := w.dispatcher.RequestHelp(w.Context(), w.department, dispatch.HelpInput{Commune: baDinh, Span: tomorrow, Roles: []roster.RoleNeed{floor, guides(seats)}, Reason: "đông người"}, morning)
	w.check(err)
	_, err = w.dispatcher.ApproveRequest(w.Context(), w.department, request.ID, morning)
	w.check(err)
	shifts, err := w.store.ShiftsOfRequests(w.Context(), w.department.Scope(), []string{request.ID})
	w.check(err)
	roles, err := w.store.RolesOf(w.Context(), w.campaign.ID, []string{shifts[0].ID})
	w.check(err)
	for _, role := range roles {
		if role.Floor {
			desk = role.ID
		} else {
			guide = role.ID
		}
	}
	return desk, guide
}

// guided is a deskAndGuides for whose one guide's seat the platform has asked the first person, who comes,
// and the answered question.
func (w *world) guided(level int) (desk, guide string, ask roster.Ask) {
	w.Helper()
	desk, guide = w.deskAndGuides(level, 1)
	w.refill(guide, morning)
	ask = w.openAsk(0)
	w.answer(ask, roster.Yes, morning)
	return desk, guide, ask
}

func (w *world) refill(role string, now time.Time) dispatch.Counts {
	w.Helper()
	counts, err := w.dispatcher.Refill(w.Context(), w.campaign.ID, role, now)
	w.check(err)
	return counts
}

func TestAGuideTakesTheDeskThatNobodyElseCan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	desk, guide, ask := w.guided(1)
	w.refill(desk, morning)
	w.sendAll(morning)
	got := []map[roster.AssignmentState]int{w.states(desk), w.states(guide)}
	if diff := cmp.Diff([]map[roster.AssignmentState]int{{roster.Confirmed: 1}, {}}, got); diff != "" {
		t.Fatalf("desk and guides (-want +got):\n%s", diff)
	}
	if said := w.lastText(0); !strings.Contains(said, "truc quay") {
		t.Errorf("told %q", said)
	}
	page, err := w.dispatcher.Page(t.Context(), ask.Link, morning)
	w.check(err)
	if len(page.Items) != 1 || page.Items[0].Told != roster.ToldConfirmed || !page.Items[0].CanChange {
		t.Fatalf("the page shows %+v", page.Items)
	}
	if tally, err := w.store.Tally(t.Context(), w.campaign.ID); err != nil || tally.TurnedAway != 0 {
		t.Errorf("%d were turned away, %v", tally.TurnedAway, err)
	}
	ask.ID = page.Items[0].Ask
	if told := w.answer(ask, roster.No, morning.Add(time.Hour)); told != roster.ToldDeclined || w.role(desk).Taken != 0 {
		t.Errorf("a later no: told %s, the desk is %v", told, w.states(desk))
	}
	if broken := w.broken(morning.Add(2 * time.Hour)); len(broken) > 0 {
		t.Errorf("broken: %q", broken)
	}
}

func TestTheSeatOfWhoSteppedUpIsFilledAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	desk, guide := w.deskAndGuides(1, 1)
	w.refill(guide, morning)
	for i, p := range w.people {
		if w.offeredTo(guide)[p.ExternalID] == roster.Offered {
			w.answer(w.openAsk(i), roster.Yes, morning)
		} else {
			w.answer(w.ask(desk, p.ID), roster.No, morning)
		}
	}
	comes := w.offeredTo(guide)
	w.refill(desk, morning)
	if diff := cmp.Diff(comes, w.offeredTo(desk)); diff != "" {
		t.Fatalf("at the desk (-who came as a guide +who has it):\n%s", diff)
	}
	alarms, err := w.store.TakeAlarms(t.Context())
	w.check(err)
	if !slices.ContainsFunc(alarms, func(a db.Alarm) bool { return a.Kind == "refill_role" && strings.Contains(string(a.Args), guide) }) {
		t.Errorf("nobody is told that a guide's seat is free: %+v", alarms)
	}
	w.refill(guide, morning)
	for id := range comes {
		if got := w.offeredTo(guide); len(got) != 1 || got[id] != "" {
			t.Errorf("for the seat that was left are %v", got)
		}
	}
}

func TestOthersAreAskedForADeskFirst(t *testing.T) {
	t.Parallel()
	for before, want := range map[time.Duration]roster.AssignmentState{90 * time.Minute: roster.Offered, 30 * time.Minute: roster.Confirmed} {
		w := newWorld(t, 2)
		desk, guide := w.deskAndGuides(1, 1)
		w.refill(guide, morning)
		for i, p := range w.people {
			if w.offeredTo(guide)[p.ExternalID] == roster.Offered {
				w.answer(w.openAsk(i), roster.Yes, morning)
			}
		}
		at := tomorrow.Start.Add(-before)
		w.refill(desk, at)
		if got := w.states(desk)[want]; got != 1 {
			t.Errorf("%s before the start %v", before, w.states(desk))
		}
	}
}

func TestWhoDoesntTakeTheDesk(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]func(w *world) (desk string){
		"without the skill": func(w *world) string {
			desk, _, _ := w.guided(5)
			return desk
		},
		"where a coordinator put them": func(w *world) string {
			desk, guide := w.deskAndGuides(1, 1)
			w.promised(guide, w.people[0])
			return desk
		},
		"who has said no to it": func(w *world) string {
			desk, guide := w.deskAndGuides(1, 1)
			w.answer(w.ask(desk, w.people[0].ID), roster.No, morning)
			w.refill(guide, morning)
			w.answer(w.openAsk(0), roster.Yes, morning)
			return desk
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			desk := of(w)
			if counts := w.refill(desk, tomorrow.Start.Add(-time.Hour/2)); counts["stepped_up"] != 0 || len(w.states(desk)) != 0 {
				t.Errorf("%v, the desk is %v", counts, w.states(desk))
			}
		})
	}
}

func TestOtherPoliciesLeaveGuidesWhereTheyAre(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	desk, guide, _ := w.guided(1)
	w.follow(dispatch.Sequential())
	if counts := w.refill(desk, morning); counts["stepped_up"] != 0 || w.role(guide).Taken != 1 {
		t.Errorf("%v", counts)
	}
}
