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
