package dispatch_test

import (
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// After the lock time only a coordinator changes an answer: so a coordinator does.
func TestACoordinatorChangesAnAnswerAfterTheLockTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(tomorrow, guides(1))
	ask := w.ask(role, w.people[0].ID)
	w.answer(ask, roster.No, morning)
	_, err := w.dispatcher.RecordAnswer(t.Context(), w.department, ask.ID, roster.Yes, "đã gọi lại", tomorrow.Start.Add(-11*time.Hour))
	if err != nil {
		t.Errorf("refused: %v", err)
	}
}

// A yes to a cancelled shift is told the truth.
func TestALateYesToACancelledShiftIsToldSo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(tomorrow, guides(1))
	ask := w.ask(role, w.people[0].ID)
	_, err := w.dispatcher.ExpireDue(t.Context(), ask.Deadline)
	w.check(err)
	_, err = w.dispatcher.CancelShift(t.Context(), w.department, w.role(role).Shift, 0, "bão", ask.Deadline)
	w.check(err)
	told, err := w.dispatcher.AnswerLink(t.Context(), ask.Link, ask.ID, roster.Yes, ask.Deadline.Add(time.Minute))
	if err != nil || told != roster.ToldClosed {
		t.Errorf("told %q, %v", told, err)
	}
}

// Nobody is confirmed for a shift that has begun.
func TestALateYesToAShiftMovedAheadThatHasBegun(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(2, 14, 17), guides(1))
	ask := w.ask(role, w.people[0].ID)
	_, err := w.dispatcher.ExpireDue(t.Context(), ask.Deadline)
	w.check(err)
	_, err = w.dispatcher.ChangeShift(t.Context(), w.department, w.role(role).Shift, 0, span(2, 8, 11), "sớm hơn", ask.Deadline)
	w.check(err)
	if told := w.answer(ask, roster.Yes, span(2, 9, 10).Start); told != roster.ToldClosed {
		t.Errorf("an hour after the start told %s", told)
	}
}

// A late yes to a shift that has moved to another week is held against the duties of that week.
func TestALateYesIsHeldAgainstTheDutiesOfTheNewDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	person := w.volunteer(0)
	w.people = append(w.people, person)
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, w.people, morning))
	role := w.shift(span(2, 8, 11), guides(1))
	ask := w.ask(role, person.ID)
	_, err := w.dispatcher.ExpireDue(t.Context(), ask.Deadline)
	w.check(err)
	w.promised(w.shift(span(16, 14, 17), guides(1)), person)
	_, err = w.dispatcher.ChangeShift(t.Context(), w.department, w.role(role).Shift, 0, span(16, 14, 17), "hoãn", ask.Deadline)
	w.check(err)
	if told := w.answer(ask, roster.Yes, ask.Deadline.Add(time.Minute)); told != roster.ToldClosed {
		t.Errorf("somebody of four hours a day is told %s of six", told)
	}
}

// A second yes by the same link after the coordinator asked anew about the same seat.
func TestAnOldLinkOfSomebodyWhoIsAskedAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(4, 8, 11), guides(1))
	old := w.ask(role, w.people[0].ID)
	_, err := w.dispatcher.ExpireDue(t.Context(), old.Deadline)
	w.check(err)
	fresh := w.askAt(role, w.people[0].ID, old.Deadline)
	told := w.answer(old, roster.Yes, old.Deadline.Add(time.Minute))
	if told != roster.ToldConfirmed {
		t.Errorf("a yes of whoever is asked for the seat right now is told %s; now %s", told, w.assignment(fresh.Assignment).State)
	}
}

// The first waiting is asked first when a seat comes free, also by the page of options.
func TestASeatThatComesFreeIsFirstWhosWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	role := w.shift(span(5, 8, 11), guides(1))
	third := w.ask(role, w.people[2].ID)
	_, err := w.dispatcher.ExpireDue(t.Context(), third.Deadline)
	w.check(err)
	at := third.Deadline
	first, second := w.askAt(role, w.people[0].ID, at), w.askAt(role, w.people[1].ID, at)
	w.answer(first, roster.Yes, at)
	if told := w.answer(second, roster.Yes, at); told != roster.ToldWaiting {
		t.Fatal(told)
	}
	w.answer(first, roster.No, at.Add(time.Minute))
	if told := w.answer(third, roster.Yes, at.Add(time.Minute)); told != roster.ToldWaiting {
		t.Errorf("whoever comes after the one who waits is told %s", told)
	}
}
