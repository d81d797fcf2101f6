package dispatch_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestAYesConfirmsOnceHoweverOftenItIsSaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(2, 8, 11), guides(1))
	ask := w.ask(role, w.people[0].ID)
	for range 3 {
		if told := w.answer(ask, roster.Yes, morning.Add(time.Hour)); told != roster.ToldConfirmed {
			t.Fatalf("got %s", told)
		}
	}
	if diff := cmp.Diff(map[roster.AssignmentState]int{roster.Confirmed: 1}, w.states(role)); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
	if got := w.role(role).Taken; got != 1 {
		t.Errorf("seats taken: %d", got)
	}
}

func TestANoFreesTheSeatAndTheNextIsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(2, 8, 11), guides(1))
	ask := w.ask(role, w.people[0].ID)
	if told := w.answer(ask, roster.No, morning); told != roster.ToldDeclined {
		t.Fatalf("got %s", told)
	}
	if got := w.role(role).Taken; got != 0 {
		t.Fatalf("seats taken after a no: %d", got)
	}
	counts, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning)
	w.check(err)
	if counts["asked"] != 1 {
		t.Errorf("refill asked %d, want 1", counts["asked"])
	}
	live, err := w.store.AssignmentsOfRoles(t.Context(), w.campaign.ID, []string{role})
	w.check(err)
	if len(live) != 1 || live[0].Volunteer == w.people[0].ID || live[0].State != roster.Offered || !live[0].HoldsSeat {
		t.Errorf("after the refill: %+v", live)
	}
}

func TestALateYesIsToldTheTruth(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(2, 8, 11), guides(1))
	slow := w.ask(role, w.people[0].ID)
	after := slow.Deadline.Add(time.Minute)
	_, err := w.dispatcher.ExpireDue(t.Context(), after)
	w.check(err)
	quick := w.ask(role, w.people[1].ID)
	if told := w.answer(quick, roster.Yes, after); told != roster.ToldConfirmed {
		t.Fatalf("the second: %s", told)
	}
	if told := w.answer(slow, roster.Yes, after); told != roster.ToldWaiting {
		t.Errorf("the late yes: %s, want %s", told, roster.ToldWaiting)
	}
	waiting, err := w.store.Waiting(t.Context(), w.campaign.ID, []string{role})
	w.check(err)
	if diff := cmp.Diff([]string{w.people[0].ID}, waiting[role]); diff != "" {
		t.Errorf("waiting list mismatch (-want +got):\n%s", diff)
	}
}

func TestALateYesTakesASeatThatIsStillFree(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(2, 8, 11), guides(1))
	ask := w.ask(role, w.people[0].ID)
	after := ask.Deadline.Add(time.Minute)
	_, err := w.dispatcher.ExpireDue(t.Context(), after)
	w.check(err)
	if told := w.answer(ask, roster.Yes, after); told != roster.ToldConfirmed {
		t.Fatalf("got %s", told)
	}
	if told := w.answer(ask, roster.No, after); told != roster.ToldDeclined {
		t.Errorf("the change of mind: %s", told)
	}
	if got := w.role(role).Taken; got != 0 {
		t.Errorf("seats taken after the change of mind: %d", got)
	}
}

func TestFiftyAtOnceForOneSeatConfirmOne(t *testing.T) {
	t.Parallel()
	const people = 50
	w := newWorld(t, people)
	role := w.shift(span(2, 8, 11), guides(1))
	asks := make([]roster.Ask, people)
	for i := range asks {
		asks[i] = w.ask(role, w.people[i].ID)
	}
	told := make([]roster.Told, people)
	var all sync.WaitGroup
	for i := range asks {
		all.Go(func() {
			var err error
			if told[i], err = w.dispatcher.AnswerLink(t.Context(), asks[i].Link, asks[i].ID, roster.Yes, morning); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	counts := map[roster.Told]int{}
	for _, x := range told {
		counts[x]++
	}
	if diff := cmp.Diff(map[roster.Told]int{roster.ToldConfirmed: 1, roster.ToldWaiting: people - 1}, counts); diff != "" {
		t.Errorf("what people were told (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[roster.AssignmentState]int{roster.Confirmed: 1}, w.states(role)); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
	if got := w.role(role).Taken; got != 1 {
		t.Errorf("seats taken: %d", got)
	}
	for i, ask := range asks {
		now, err := w.store.Ask(t.Context(), w.campaign.ID, ask.ID)
		w.check(err)
		if now.State.Open() {
			t.Errorf("ask %d is still %s", i, now.State)
		}
	}
}

func TestNobodyIsAskedForTwoPlacesAtATime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	first, second := w.shift(span(2, 8, 11), guides(1)), w.shift(span(2, 10, 13), guides(1))
	var assigned [2]roster.Assignment
	for i, role := range []string{first, second} {
		var err error
		assigned[i], err = w.dispatcher.Assign(t.Context(), w.department, role, w.people[0].ID, "", morning)
		w.check(err)
	}
	var errs [2]error
	var both sync.WaitGroup
	for i := range assigned {
		both.Go(func() { _, errs[i] = w.dispatcher.Ask(t.Context(), w.department, assigned[i].ID, morning) })
	}
	both.Wait()
	kinds := map[roster.Kind]int{roster.KindOf(errs[0]): 1}
	kinds[roster.KindOf(errs[1])]++
	if diff := cmp.Diff(map[roster.Kind]int{"": 1, roster.Conflict: 1}, kinds); diff != "" {
		t.Errorf("what came of two asks at once (-want +got):\n%s: %v, %v", diff, errs[0], errs[1])
	}
}

func TestWhomACoordinatorReleasedIsTakenBackByNoLink(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(2, 8, 11), guides(1))
	ask := w.ask(role, w.people[0].ID)
	if _, err := w.dispatcher.Release(t.Context(), w.department, ask.Assignment, "đổi người", morning); err != nil {
		t.Fatal(err)
	}
	if told := w.answer(ask, roster.Yes, morning); told != roster.ToldClosed {
		t.Errorf("got %s, want %s", told, roster.ToldClosed)
	}
}

func TestAnyOfAPersonsLinksLeadsToAllTheyAreAskedAndToNobodyElses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	older := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	newer := w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[0].ID)
	other := w.ask(w.shift(span(4, 8, 11), guides(1)), w.people[1].ID)
	page, err := w.dispatcher.Page(t.Context(), older.Link, morning)
	w.check(err)
	var shown []string
	for _, item := range page.Items {
		shown = append(shown, item.Ask)
	}
	if diff := cmp.Diff([]string{older.ID, newer.ID}, shown); diff != "" {
		t.Errorf("asks shown mismatch (-want +got):\n%s", diff)
	}
	for range 2 {
		if told, err := w.dispatcher.AnswerLink(t.Context(), older.Link, newer.ID, roster.Yes, morning); err != nil || told != roster.ToldConfirmed {
			t.Errorf("the newer ask by the older link: %s, %v", told, err)
		}
	}
	if _, err := w.dispatcher.AnswerLink(t.Context(), older.Link, other.ID, roster.Yes, morning); roster.KindOf(err) != roster.NotFound {
		t.Errorf("somebody else's ask: %v", err)
	}
}
