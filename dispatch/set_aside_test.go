package dispatch_test

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// A fault that stays, and that says nothing but of the text.
const itsOwnFault = `RAISE EXCEPTION 'broken' USING ERRCODE = '23514'`

// breakReading has a fault happen whenever a text of these words moves an assignment.
func (w *world) breakReading(body, fault string) {
	w.Helper()
	for _, statement := range []string{
		`CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ` + fault + `; RETURN NEW; END $$`,
		`CREATE TRIGGER broken BEFORE INSERT ON assignment_events FOR EACH ROW WHEN (NEW.reason = '` + body + `') EXECUTE FUNCTION broken()`,
	} {
		_, err := w.pool.Exec(w.Context(), statement)
		w.check(err)
	}
}

func (w *world) mend() {
	w.Helper()
	_, err := w.pool.Exec(w.Context(), "DROP TRIGGER broken ON assignment_events")
	w.check(err)
}

// comes takes a text that nobody handles yet.
func (w *world) comes(from roster.Phone, id, body string, at time.Time) {
	w.Helper()
	w.check(w.dispatcher.TakeInbound(w.Context(), notify.Inbound{Provider: "twilio", ProviderID: id, From: from, Body: body}, at))
}

// ring lets texts be handled up to so many times, each time one after the other, until all are; it
// tells how often it took.
func (w *world) ring(most int, ids ...string) int {
	w.Helper()
	for n := range most {
		failed := false
		for _, id := range ids {
			failed = w.handles(id) != nil || failed
		}
		if !failed {
			return n + 1
		}
	}
	return most
}

// handles rings for a text; a panic is an error.
func (w *world) handles(id string) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return w.dispatcher.HandleWebhook(w.Context(), "twilio", id, "received", decided)
}

// askedAndBroken asks the first person for a role, and has a fault happen when a text of these words is read.
func (w *world) askedAndBroken(body, fault string) (role string, ask roster.Ask) {
	w.Helper()
	role = w.shift(span(2, 8, 11), guides(1))
	ask = w.ask(role, w.people[0].ID)
	w.sendAll(morning)
	w.breakReading(body, fault)
	return role, ask
}

func TestATextThatCanNotBeHandledIsLeftToAPersonAndWhatFollowsIsHeard(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	who := w.people[0]
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), who.ID)
	w.sendAll(morning)
	w.breakReading("không đi được", itsOwnFault)
	w.comes(who.Phone, "SM1", "không đi được", texted)
	w.comes(who.Phone, "SM2", "STOP", texted.Add(time.Second))
	if n := w.ring(20, "SM1", "SM2"); n < 5 || n == 20 {
		t.Errorf("the texts were handled after %d rings", n)
	}
	if got := w.suppressed(who.Phone); got != "opted_out" {
		t.Errorf("after STOP the number is kept from texts as %q", got)
	}
	waiting := w.unclear(w.department, decided)
	if len(waiting) != 1 || waiting[0].Body != "không đi được" || waiting[0].Volunteer != who.ID || !waiting[0].ReceivedAt.Equal(texted) {
		t.Fatalf("there waits %+v", waiting)
	}
	if err := w.decide(waiting[0], roster.ReadAsNo, ask.ID); roster.KindOf(err) != roster.Conflict {
		t.Errorf("STOP has ended the question, and it is answered: %v", err)
	}
	w.check(w.decide(waiting[0], roster.DealtWith, ""))
	if left := w.unclear(w.department, decided); len(left) != 0 {
		t.Errorf("there waits still %+v", left)
	}
	w.sound()
}

// Whatever the program does wrong with it.
func TestATextAtWhichTheProgramPanicsIsLeftToAPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	w.sendAll(morning)
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, Sender: w.sender, Log: slog.New(slog.DiscardHandler), LinkURL: func(string) string { panic("no address") },
	})
	w.comes(w.people[0].Phone, "SM1", unreadable, texted)
	w.comes(w.people[0].Phone, "SM2", "STOP", texted.Add(time.Second))
	w.ring(20, "SM1", "SM2")
	if got := w.suppressed(w.people[0].Phone); got != "opted_out" {
		t.Errorf("after STOP the number is kept from texts as %q", got)
	}
	if waiting := w.unclear(w.department, decided); len(waiting) != 1 || waiting[0].Body != unreadable {
		t.Errorf("there waits %+v", waiting)
	}
}

// An outage, another transaction, a restart: the text is read when it is over.
func TestATextWaitsOutWhatPasses(t *testing.T) {
	t.Parallel()
	raise := func(code string) string { return `RAISE EXCEPTION 'broken' USING ERRCODE = '` + code + `'` }
	for name, fault := range map[string]string{
		"PostgreSQL stops": raise("57P01"), "its disk is full": raise("53100"), "it has met another": raise("40001"), "it follows another": raise("25006"),
		"the connection is lost": "PERFORM pg_terminate_backend(pg_backend_pid())",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			role, _ := w.askedAndBroken("có", fault)
			w.comes(w.people[0].Phone, "SM1", "có", texted)
			if n := w.ring(20, "SM1"); n != 20 {
				t.Fatalf("handled after %d rings", n)
			}
			w.mend()
			w.check(w.handles("SM1"))
			if got := w.states(role); got[roster.Confirmed] != 1 {
				t.Errorf("the yes isn't heard in the end: %v", got)
			}
		})
	}
}

// Those behind it try it as well, all at once.
func TestOnlyItsOwnRingsCountAgainstAText(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role, _ := w.askedAndBroken("có", itsOwnFault)
	w.comes(w.people[0].Phone, "SM1", "có", texted)
	w.comes(w.people[0].Phone, "SM2", "cảm ơn", texted.Add(time.Second))
	w.ring(20, "SM2")
	w.mend()
	w.check(w.handles("SM2"))
	if got := w.states(role); got[roster.Confirmed] != 1 {
		t.Errorf("the yes isn't heard: %v", got)
	}
}

// The last word counts, whenever a person reads the first.
func TestAPersonCanNotAnswerByATextThatAnotherHasOvertaken(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		first, then string
		read        roster.ReplyDecision
		seats       map[roster.AssignmentState]int
	}{
		"a no before a yes": {"không đi được", "có", roster.ReadAsNo, map[roster.AssignmentState]int{roster.Confirmed: 1}},
		"a yes before a no": {"có", "không đi được", roster.ReadAsYes, map[roster.AssignmentState]int{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			role, ask := w.askedAndBroken(tc.first, itsOwnFault)
			w.comes(w.people[0].Phone, "SM1", tc.first, texted)
			w.comes(w.people[0].Phone, "SM2", tc.then, texted.Add(time.Second))
			w.ring(20, "SM1", "SM2")
			w.mend()
			waiting := w.unclear(w.department, decided)
			if len(waiting) != 1 || len(w.about(w.department, waiting[0])) != 0 {
				t.Fatalf("there waits %+v", waiting)
			}
			if err := w.decide(waiting[0], tc.read, ask.ID); roster.KindOf(err) != roster.Conflict {
				t.Errorf("answered by the text that came first: %v", err)
			}
			if diff := cmp.Diff(tc.seats, w.states(role)); diff != "" {
				t.Errorf("seats (-want +got):\n%s", diff)
			}
			w.sound()
		})
	}
}

// It may be STOP: that its question has ended makes it no less worth reading.
func TestAnUnreadTextWaitsUntilSomebodyHasDecided(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	_, ask := w.askedAndBroken("có", itsOwnFault)
	w.comes(w.people[0].Phone, "SM1", "có", texted)
	w.ring(20, "SM1")
	w.mend()
	waiting := w.unclear(w.department, decided)
	if len(waiting) != 1 || !cmp.Equal(w.about(w.department, waiting[0]), []string{ask.ID}) {
		t.Fatalf("there waits %+v", waiting)
	}
	_, err := w.dispatcher.ExpireDue(t.Context(), ask.Deadline.Add(time.Minute))
	w.check(err)
	if late := w.unclear(w.department, ask.Deadline.Add(time.Hour)); len(late) != 1 {
		t.Errorf("once the question has ended there waits %+v", late)
	}
}

// What a person enters by it is an answer like all others.
func TestAnUnreadTextIsAnsweredByAPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role, ask := w.askedAndBroken("có", itsOwnFault)
	w.comes(w.people[0].Phone, "SM1", "có", texted)
	w.ring(20, "SM1")
	w.mend()
	w.check(w.decide(w.unclear(w.department, decided)[0], roster.ReadAsYes, ask.ID))
	if got := w.states(role); got[roster.Confirmed] != 1 {
		t.Errorf("seats %v", got)
	}
	w.sound()
}

// There is nobody to read what a number that is nobody's writes; it holds nothing back either.
func TestAStrangersTextThatCanNotBeHandledIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	const stranger = "+84912999999"
	_, err := w.pool.Exec(t.Context(), `CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
		CREATE TRIGGER broken BEFORE INSERT ON suppressions FOR EACH ROW EXECUTE FUNCTION broken()`)
	w.check(err)
	w.comes(stranger, "SM1", "STOP", texted)
	w.comes(stranger, "SM2", "alo", texted.Add(time.Second))
	w.ring(20, "SM1", "SM2")
	var kept []string
	w.check(w.pool.QueryRow(t.Context(), "SELECT array_agg(body || ' ' || reading ORDER BY received_at) FROM replies WHERE phone = $1", stranger).Scan(&kept))
	if diff := cmp.Diff([]string{"STOP stranger", "alo stranger"}, kept); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}
