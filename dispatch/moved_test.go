package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Who is told not to come is told of the time that they have promised.
func TestWhoCannotComeToTheNewTimeIsStoodDownFromTheOldOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(2, 8, 11), guides(1))
	w.promised(role, w.people[0])
	w.promised(w.shift(span(2, 14, 17), guides(1)), w.people[0])
	_, err := w.dispatcher.ChangeShift(t.Context(), w.department, w.role(role).Shift, 0, span(2, 13, 16), "họp phường", morning)
	w.check(err)
	w.sendAll(morning)
	if got := w.lastText(0); !strings.Contains(got, "08:00") {
		t.Errorf("whoever promised 8:00 is told %q", got)
	}
}

// Whoever has promised and doesn't answer the new time loses the seat: silence would bring them to a filled shift.
func TestWhoLosesAPromisedSeatBySilenceIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(1, 8, 11), guides(1))
	w.promised(role, w.people[0])
	_, err := w.dispatcher.ChangeShift(t.Context(), w.department, w.role(role).Shift, 0, span(1, 8.5, 11.5), "họp phường", morning.Add(time.Hour))
	w.check(err)
	w.sendAll(morning.Add(time.Hour))
	before := w.texts(0)
	at := morning.Add(4 * time.Hour)
	_, err = w.dispatcher.ExpireDue(t.Context(), at)
	w.check(err)
	w.answer(w.askAt(role, w.people[1].ID, at), roster.Yes, at)
	for ; at.Before(span(1, 8, 9).Start); at = at.Add(10 * time.Minute) {
		w.sendAll(at)
	}
	if got := w.texts(0) - before; got == 0 {
		t.Errorf("promised, moved by half an hour, given to another, never told; last %q", w.lastText(0))
	}
}

// Alerts of a shift that has been moved away.
func TestAMovedShiftEndsItsAlarmsAndRaisesNewOnes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	floor := guides(1)
	floor.Floor = true
	role := w.shift(tomorrow, floor)
	alarm := tomorrow.Start.Add(-match.AlarmBefore)
	if counts := w.presenceDue(alarm); counts["alarms"] != 1 {
		t.Fatalf("%v", counts)
	}
	_, err := w.dispatcher.RiskDue(t.Context(), alarm)
	w.check(err)
	_, err = w.dispatcher.ChangeShift(t.Context(), w.department, w.role(role).Shift, 0, span(4, 14, 17), "hoãn", alarm.Add(time.Minute))
	w.check(err)
	open := func(at time.Time) int {
		alerts, err := w.store.Alerts(t.Context(), w.department.Scope(), at)
		w.check(err)
		return len(alerts)
	}
	_, err = w.dispatcher.RiskDue(t.Context(), alarm.Add(10*time.Minute))
	w.check(err)
	if got := open(alarm.Add(10 * time.Minute)); got != 0 {
		t.Errorf("%d alerts stand for a shift that is two days away", got)
	}
	if counts := w.presenceDue(span(4, 14, 17).Start.Add(-match.AlarmBefore)); counts["alarms"] != 1 {
		t.Errorf("at the new time: %v, want an alarm", counts)
	}
}

// Who has said no to the old time of a shift may be asked for the new one.
func TestANoToTheOldTimeIsNoneToTheNew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(4, 8, 11), guides(1))
	w.answer(w.ask(role, w.people[0].ID), roster.No, morning)
	_, err := w.dispatcher.ChangeShift(t.Context(), w.department, w.role(role).Shift, 0, span(6, 14, 17), "hoãn", morning)
	w.check(err)
	_, err = w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning.Add(time.Minute))
	w.check(err)
	if got := w.states(role)[roster.Offered]; got != 1 {
		t.Errorf("%d asked", got)
	}
}

// The wave that a role is turned to doesn't take the seat of who has promised and thinks about the new time.
func TestAPromiseThatIsMovedKeepsItsSeatInAWave(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(4, 8, 11), guides(1))
	w.promised(role, w.people[0])
	_, err := w.dispatcher.ChangeShift(t.Context(), w.department, w.role(role).Shift, 0, span(4, 9, 12), "trễ", morning)
	w.check(err)
	open, err := w.store.OpenAsksByPhone(t.Context(), w.people[0].Phone)
	w.check(err)
	a, err := w.dispatcher.Assign(t.Context(), w.department, role, w.people[1].ID, "", morning)
	if err != nil {
		return
	}
	other, err := w.dispatcher.Ask(t.Context(), w.department, a.ID, morning)
	if err != nil {
		return
	}
	w.answer(other, roster.Yes, morning)
	if told := w.answer(open[0].Ask, roster.Yes, morning.Add(time.Minute)); told != roster.ToldConfirmed {
		t.Errorf("whoever keeps the seat until they answer is told %s within the deadline %v", told, open[0].Deadline)
	}
}
