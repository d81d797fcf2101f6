package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestWhoSaidYesIsRemindedOnceInTheEveningAndOnceBefore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(2, 14, 17), guides(3))
	coming, leaving := w.ask(role, w.people[0].ID), w.ask(role, w.people[1].ID)
	w.ask(role, w.people[2].ID)
	w.sendAll(morning)
	w.answer(coming, roster.Yes, morning)
	w.answer(leaving, roster.Yes, morning)
	w.answer(leaving, roster.No, morning.Add(time.Hour))
	start := span(2, 14, 17).Start
	for _, look := range []struct {
		name string
		at   time.Time
		want int
	}{
		{"the afternoon before", start.Add(-20 * time.Hour), 0},
		{"the evening before", start.Add(-19 * time.Hour), 1},
		{"once more that evening", start.Add(-18 * time.Hour), 0},
		{"in the quiet hours", start.Add(-16 * time.Hour), 0},
		{"three hours before", start.Add(-3 * time.Hour), 0},
		{"two hours before", start.Add(-2*time.Hour + time.Minute), 1},
		{"once more then", start.Add(-time.Hour), 0},
	} {
		counts, err := w.dispatcher.RemindDue(t.Context(), look.at)
		w.check(err)
		if counts["reminded"] != look.want {
			t.Errorf("%s: %d reminded, want %d", look.name, counts["reminded"], look.want)
		}
		w.sendAll(look.at)
	}
	reminders := 0
	for _, text := range w.fake.Texts(string(w.people[0].Phone)) {
		if strings.Contains(text.Body, "/a/"+coming.Link) {
			reminders++
		}
	}
	const askAndTwo = 3
	if reminders != askAndTwo {
		t.Errorf("%d texts lead to the page, want the ask and two reminders", reminders)
	}
}

func TestSomebodyWhoCantBeRemindedKeepsNoOtherFromIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(2, 14, 17), guides(3))
	for _, p := range w.people {
		w.promised(role, p)
	}
	w.exec(`CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$`)
	w.exec(`CREATE TRIGGER refuse_one BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.volunteer_id = '` + w.people[1].ID + `') EXECUTE FUNCTION refuse_one()`)
	evening := span(2, 14, 17).Start.Add(-19 * time.Hour)
	counts, err := w.dispatcher.RemindDue(t.Context(), evening)
	if err == nil || counts["reminded"] != 2 {
		t.Errorf("%d reminded, %v", counts["reminded"], err)
	}
	w.exec(`DROP TRIGGER refuse_one ON messages`)
	counts, err = w.dispatcher.RemindDue(t.Context(), evening)
	if err != nil || counts["reminded"] != 1 {
		t.Errorf("afterwards %d reminded, %v", counts["reminded"], err)
	}
}

func TestWhoHasSeveralShiftsTomorrowIsRemindedInOneText(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	evening := span(2, 14, 17).Start.Add(-19 * time.Hour)
	early := w.promised(w.shift(span(2, 8, 11), guides(1)), w.people[0])
	w.promised(w.shift(span(2, 14, 17), guides(1)), w.people[0])
	remind := func(at time.Time, want int) {
		t.Helper()
		before := w.texts(0)
		_, err := w.dispatcher.RemindDue(t.Context(), at)
		w.check(err)
		w.sendAll(at)
		if got := w.texts(0) - before; got != want {
			t.Errorf("%d texts at %s, want %d: %q", got, at, want, w.lastText(0))
		}
	}
	remind(evening, 1)
	if got := w.lastText(0); !strings.Contains(got, "08:00") || !strings.Contains(got, "1 ca khac") || !strings.Contains(got, early.Link) {
		t.Errorf("told %q", got)
	}
	w.answer(early, roster.No, evening.Add(time.Minute))
	remind(evening.Add(10*time.Minute), 0)
	remind(span(2, 12.5, 13).Start, 1)
}

func TestAHeldBackReminderWhoseFirstShiftIsGivenBackIsWrittenAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	evening := span(2, 14, 17).Start.Add(-19 * time.Hour)
	early := w.promised(w.shift(span(2, 8, 11), guides(1)), w.people[0])
	w.promised(w.shift(span(2, 14, 17), guides(1)), w.people[0])
	_, err := w.dispatcher.RemindDue(t.Context(), evening)
	w.check(err)
	w.answer(early, roster.No, evening.Add(time.Minute))
	w.sendAll(evening.Add(time.Minute))
	_, err = w.dispatcher.RemindDue(t.Context(), evening.Add(2*time.Minute))
	w.check(err)
	w.sendAll(evening.Add(2 * time.Minute))
	if got := w.lastText(0); w.texts(0) != 1 || !strings.Contains(got, "14:00") {
		t.Errorf("%d texts, the last %q", w.texts(0), got)
	}
}
