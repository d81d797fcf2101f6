package dispatch_test

import (
	"context"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Declared urgent: larger waves at once, whatever an offer with a day to think holds.
func TestAShiftDeclaredUrgentIsAskedForInAWave(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6)
	role := w.shift(span(3, 8, 11), guides(1))
	w.ask(role, w.people[0].ID)
	w.sendAll(morning)
	_, err := w.dispatcher.DeclareUrgent(t.Context(), w.department, w.role(role).Shift, "bàn không có ai", morning.Add(time.Minute))
	w.check(err)
	_, err = w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning.Add(time.Minute))
	w.check(err)
	if asked := w.states(role)[roster.Offered]; asked < 2 {
		t.Errorf("%d are asked: no wave", asked)
	}
}

// A deadline passed: the next people are asked, not the same one again and again.
func TestWhoWaitsAndIsSilentKeepsNobodyElseFromTheSeat(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(9, 8, 11), guides(1))
	first := w.oneWaits(role)
	w.answer(first, roster.No, morning)
	_, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning)
	w.check(err)
	if got := w.offeredTo(role); got[w.people[1].ExternalID] != roster.Offered {
		t.Fatalf("asked: %v", got)
	}
	at := morning.Add(30 * time.Hour)
	_, err = w.dispatcher.ExpireDue(t.Context(), at)
	w.check(err)
	_, err = w.dispatcher.Refill(t.Context(), w.campaign.ID, role, at)
	w.check(err)
	if got := w.offeredTo(role); got[w.people[1].ExternalID] != "" {
		t.Errorf("the same silent one is asked again: %v", got)
	}
}

// Whoever a coordinator released stays released.
func TestWhoWasTakenOffTheSeatIsntAskedFromTheWaitingList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(tomorrow, guides(1))
	first := w.oneWaits(role)
	w.answer(first, roster.No, morning)
	_, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning)
	w.check(err)
	live, err := w.store.AssignmentsOfRoles(t.Context(), w.campaign.ID, []string{role})
	w.check(err)
	if len(live) != 1 || live[0].Volunteer != w.people[1].ID {
		t.Fatalf("live: %+v", live)
	}
	_, err = w.dispatcher.Release(t.Context(), w.department, live[0].ID, "không phù hợp", morning.Add(time.Minute))
	w.check(err)
	_, err = w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning.Add(2*time.Minute))
	w.check(err)
	if got := w.offeredTo(role); got[w.people[1].ExternalID] != "" {
		t.Errorf("whom a coordinator took off is asked again: %v", got)
	}
}

// Limits are checked in the transaction that asks, under the lock on the volunteer.
func TestARefillHoldsThePersonAgainstTheRulesUnderLock(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	person := w.volunteer(0)
	person.Limits.MinutesPerDay = 4 * 60
	w.people = append(w.people, person)
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, w.people, morning))
	first, second := w.shift(span(2, 8, 11), guides(1)), w.shift(span(2, 14, 17), guides(1))
	tx, err := w.pool.Begin(t.Context())
	w.check(err)
	_, err = tx.Exec(t.Context(), "SELECT FROM roles WHERE id = $1 FOR UPDATE", second)
	w.check(err)
	done := make(chan error, 1)
	go func() {
		_, err := w.dispatcher.Refill(context.WithoutCancel(w.Context()), w.campaign.ID, second, morning)
		done <- err
	}()
	for blocked := false; !blocked; time.Sleep(20 * time.Millisecond) {
		w.check(w.pool.QueryRow(t.Context(), "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')").Scan(&blocked))
	}
	w.ask(first, person.ID) // meanwhile
	w.check(tx.Rollback(t.Context()))
	w.check(<-done)
	if got := w.states(second)[roster.Offered]; got != 0 {
		t.Errorf("somebody of four hours a day is offered six")
	}
}

// Caps hold for what a plan proposes too.
func TestAPlanAsksNobodyWhoHasBeenAskedEnough(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	for i := range match.DefaultRules().MaxAsksPerDay {
		w.answer(w.ask(w.shift(span(9+i, 8, 11), guides(1)), w.people[0].ID), roster.No, morning)
	}
	role := w.shift(span(3, 8, 11), guides(1))
	w.planAndPublish(morning)
	_, err := w.dispatcher.AskPlanned(t.Context(), w.campaign.ID, morning)
	w.check(err)
	var messages int
	w.check(w.pool.QueryRow(t.Context(), "SELECT count(DISTINCT message_id) FROM asks").Scan(&messages))
	if messages > match.DefaultRules().MaxAsksPerDay {
		t.Errorf("%d messages ask one person within a day: %v", messages, w.states(role))
	}
}

// What somebody is told counts too: nobody's phone rings all day.
func TestNobodyIsAskedWhoHasHadManyTexts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(3, 8, 11), guides(1))
	texts := func(n int) {
		for range n {
			text := roster.Message{
				ID: newID(t), Volunteer: w.people[0].ID, To: w.people[0].Phone, Purpose: "test", PurposeKey: newID(t), Template: "sms.started", Body: "-",
				Lang: "vi", Encoding: "gsm7", Segments: 1, TemplateVersion: 1, NotBefore: morning, ValidUntil: morning.Add(time.Hour), QueuedAt: morning,
			}
			w.check(w.store.AddNewMessage(t.Context(), w.campaign.ID, text, false))
		}
	}
	texts(match.DefaultRules().MaxTextsPerDay)
	if counts := w.refill(role, morning.Add(time.Hour)); counts["asked"] != 0 {
		t.Errorf("asked all the same: %v", counts)
	}
	if counts := w.refill(role, morning.Add(25*time.Hour)); counts["asked"] != 1 {
		t.Errorf("a day later %v", counts)
	}
}

// Whoever a coordinator released stays released: a plan doesn't ask them again.
func TestAPlanDoesntAskWhomACoordinatorTookOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(3, 8, 11), guides(1))
	ask := w.promised(role, w.people[0])
	_, err := w.dispatcher.Release(t.Context(), w.department, ask.Assignment, "không phù hợp", morning)
	w.check(err)
	w.planAndPublish(morning.Add(time.Hour))
	_, err = w.dispatcher.AskPlanned(t.Context(), w.campaign.ID, morning.Add(time.Hour))
	w.check(err)
	if got := w.states(role); len(got) != 0 {
		t.Errorf("asked again: %v", got)
	}
}
