package dispatch_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// refuse asks the first person for a shift, hears a no and returns the link of the page.
func (w *world) refuse() string {
	w.Helper()
	ask := w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[0].ID)
	if told := w.answer(ask, roster.No, morning); told != roster.ToldDeclined {
		w.Fatalf("the no: %s", told)
	}
	return ask.Link
}

func (w *world) options(link string) []string {
	w.Helper()
	page, err := w.dispatcher.Page(w.Context(), link, morning)
	w.check(err)
	roles := []string{}
	for _, o := range page.Options {
		roles = append(roles, o.Role.ID)
	}
	return roles
}

func (w *world) choose(link, role string) (string, roster.Told) {
	w.Helper()
	ask, told, err := w.dispatcher.ChooseLink(w.Context(), link, role, morning)
	w.check(err)
	return ask, told
}

func TestAPageShowsEmptySeatsToWhomeverHasAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	fits := w.shift(span(2, 8, 11), guides(1))
	w.shift(span(2, 13, 16), roster.RoleNeed{Skill: "guide", Level: 5, Seats: 1})
	w.ask(w.shift(span(4, 8, 11), guides(1)), w.people[1].ID) // somebody else is asked for it
	open := w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[0].ID)
	if diff := cmp.Diff([]string{}, w.options(open.Link)); diff != "" {
		t.Errorf("before the answer (-want +got):\n%s", diff)
	}
	w.answer(open, roster.No, morning)
	if diff := cmp.Diff([]string{fits}, w.options(open.Link)); diff != "" {
		t.Errorf("after the answer (-want +got):\n%s", diff)
	}
}

func TestAPageShowsEmptySeatsBesideWhatHasLapsed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	fits := w.shift(span(2, 8, 11), guides(1))
	lapsed := w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[0].ID)
	w.sendAll(morning)
	late := lapsed.Deadline.Add(time.Minute)
	_, err := w.dispatcher.ExpireDue(w.Context(), late)
	w.check(err)
	page, err := w.dispatcher.Page(w.Context(), lapsed.Link, late)
	w.check(err)
	if item := page.Items[0]; !item.Open || !item.Lapsed {
		t.Errorf("the question may still be answered: %+v", item)
	}
	if len(page.Options) != 1 || page.Options[0].Role.ID != fits {
		t.Errorf("beside it there is one seat: got %+v", page.Options)
	}
}

func TestAChosenSeatIsAPromiseThatCanBeTakenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	link, role := w.refuse(), w.shift(span(2, 8, 11), guides(1))
	ask, told := w.choose(link, role)
	if told != roster.ToldConfirmed || w.states(role)[roster.Confirmed] != 1 {
		t.Fatalf("told %s, the seat: %v", told, w.states(role))
	}
	page, err := w.dispatcher.Page(t.Context(), link, morning)
	w.check(err)
	if len(page.Items) != 2 || !page.Items[0].CanChange || !page.Items[1].CanChange {
		t.Errorf("the page shows %+v", page.Items)
	}
	again, err := w.dispatcher.AnswerLink(t.Context(), link, ask, roster.No, morning)
	if err != nil || again != roster.ToldDeclined || w.states(role)[roster.Confirmed] != 0 {
		t.Errorf("taken back: %s, %v; the seat: %v", again, err, w.states(role))
	}
}

func TestAChoiceThatComesTooLateOrStandsInTheWayIsToldSo(t *testing.T) {
	t.Parallel()
	cases := map[string]func(w *world, link, role string){
		"somebody else has taken it": func(w *world, _, role string) {
			w.answer(w.ask(role, w.people[1].ID), roster.Yes, morning)
		},
		"they have it already":         func(w *world, link, role string) { w.choose(link, role) },
		"they serve elsewhere by then": func(w *world, link, _ string) { w.choose(link, w.shift(span(2, 9, 12), guides(1))) },
		"a coordinator has taken them off": func(w *world, link, role string) {
			w.choose(link, role)
			live, err := w.store.AssignmentsOfRoles(w.Context(), w.campaign.ID, []string{role})
			w.check(err)
			_, err = w.dispatcher.Release(w.Context(), w.department, live[0].ID, "đổi người", morning)
			w.check(err)
		},
	}
	for name, before := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 2)
			link, role := w.refuse(), w.shift(span(2, 8, 11), guides(1))
			before(w, link, role)
			was := w.states(role)
			if ask, told := w.choose(link, role); told != roster.ToldClosed || ask != "" {
				t.Errorf("told %s, ask %q", told, ask)
			}
			if diff := cmp.Diff(was, w.states(role)); diff != "" {
				t.Errorf("the seat changed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAChoiceSaysNothingOfHowSomebodyAnswersQuestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	link := w.refuse()
	w.choose(link, w.shift(span(2, 8, 11), guides(1)))
	pool, err := w.store.Pool(t.Context(), db.PoolQuery{Campaign: w.campaign.ID, IDs: []string{w.people[0].ID}, Span: tomorrow, HalfLife: time.Hour, Now: morning})
	w.check(err)
	if records := pool.Records; len(records) != 1 || records[0].Asked != 1 || records[0].Yes != 0 {
		t.Errorf("got %+v, want the no alone", records)
	}
}

func TestNobodyChoosesUnderAPolicyWithoutOptions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	link, role := w.refuse(), w.shift(span(2, 8, 11), guides(1))
	w.follow(dispatch.Sequential())
	if diff := cmp.Diff([]string{}, w.options(link)); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
	if _, _, err := w.dispatcher.ChooseLink(t.Context(), link, role, morning); roster.KindOf(err) != roster.Forbidden {
		t.Errorf("chosen: %v", err)
	}
}
