package dispatch_test

import (
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// lived is a small campaign in which people have said yes, no and nothing.
func lived(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, 5)
	role := w.shift(span(2, 8, 11), guides(3))
	asks := make([]roster.Ask, 0, 3)
	for _, p := range w.people[:3] {
		asks = append(asks, w.ask(role, p.ID))
	}
	w.sendAll(morning.Add(time.Minute))
	w.answer(asks[0], roster.Yes, morning.Add(time.Hour))
	w.answer(asks[1], roster.No, morning.Add(time.Hour))
	w.text(w.people[2].Phone, "SM1", "để mình xem đã", morning.Add(time.Hour))
	w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[3].ID)
	return w
}

// broken names the invariants that don't hold.
func (w *world) broken(now time.Time) []string {
	w.Helper()
	breaches, err := dispatch.ProveInvariants(w.Context(), w.store, now)
	w.check(err)
	var names []string
	for _, b := range breaches {
		names = append(names, b.Invariant)
	}
	return names
}

func TestTheDoctorFindsNothingInACampaignThatHasLived(t *testing.T) {
	t.Parallel()
	w := lived(t)
	if got := w.broken(morning.Add(time.Hour)); len(got) > 0 {
		t.Errorf("broken: %q", got)
	}
}

// Each invariant is broken behind the program's back; where a constraint forbids that, it is
// taken away first.
func TestTheDoctorNamesEachBrokenInvariant(t *testing.T) {
	t.Parallel()
	drop := func(table, constraint string) string {
		return "ALTER TABLE " + table + " DROP CONSTRAINT " + constraint + "; "
	}
	const held = "(SELECT id FROM assignments WHERE state = 'confirmed')"
	cases := map[string]string{
		"held seats never exceed a role's seats":                 drop("roles", "roles_taken_check") + "UPDATE roles SET seats = 1",
		"a role's count of taken seats is the number of holds":   "UPDATE roles SET taken = 0",
		"a hold goes with its state":                             drop("assignments", "assignments_holds_seat_check") + "UPDATE assignments SET holds_seat = false WHERE state = 'confirmed'",
		"nobody holds two places at a time":                      drop("assignments", "assignments_one_place_at_a_time") + "DROP INDEX assignments_live_key; UPDATE assignments SET volunteer_id = (SELECT volunteer_id FROM assignments WHERE state = 'confirmed') WHERE state = 'offered'",
		"nobody has two live places in one shift":                drop("assignments", "assignments_one_place_at_a_time") + "DROP INDEX assignments_live_key; UPDATE assignments SET volunteer_id = (SELECT volunteer_id FROM assignments WHERE state = 'confirmed') WHERE state = 'offered'",
		"a shift's assignments keep its place and time":          "UPDATE shifts SET ends_at = ends_at + interval '1 hour'",
		"every assignment's log begins with its birth":           "DELETE FROM assignment_events WHERE from_state = ''",
		"each event begins where the one before ended":           "DELETE FROM assignment_events WHERE to_state = 'offered' AND assignment_id IN " + held,
		"every move is lawful":                                   "UPDATE assignment_events SET from_state = 'declined' WHERE to_state = 'confirmed'",
		"the log leads to the assignment's state":                "UPDATE assignments SET state = 'checked_in' WHERE state = 'confirmed'",
		"every ask has ended or has a live deadline":             "UPDATE asks SET deadline = queued_at",
		"an ask is closed when it has ended, and only then":      drop("asks", "asks_closed_check") + "UPDATE asks SET closed_at = NULL WHERE state = 'accepted'",
		"an open ask is about an offer":                          "UPDATE asks SET state = 'sent', closed_at = NULL WHERE state = 'accepted'",
		"every offer has an open ask":                            "UPDATE asks SET state = 'withdrawn', closed_at = deadline WHERE closed_at IS NULL",
		"an assignment has one open ask at most":                 "DROP INDEX asks_open_assignment_key; UPDATE asks SET assignment_id = (SELECT assignment_id FROM asks WHERE state = 'unclear') WHERE closed_at IS NULL",
		"a code is one open ask's of its phone":                  "DROP INDEX asks_open_code_key; UPDATE asks SET phone = '+84912300000', code = 'A3'",
		"an ask's end is in the log of its assignment":           "UPDATE asks SET state = 'expired' WHERE state = 'declined'",
		"one message per purpose":                                drop("messages", "messages_purpose_key") + "UPDATE messages SET purpose_key = 'same'",
		"a message's state is lawful and goes with its attempts": "DELETE FROM attempts",
		"no message was accepted twice":                          "INSERT INTO attempts (campaign_id, message_id, number, started_at, finished_at, outcome) SELECT campaign_id, message_id, 2, started_at, finished_at, outcome FROM attempts",
		"no message left without consent":                        "DELETE FROM consents",
		"no message left for a suppressed number":                "INSERT INTO suppressions (phone, reason, since) SELECT to_phone, 'opted_out', taken_at - interval '1 hour' FROM messages WHERE state = 'sent' LIMIT 1",
		"attendance goes with having been there":                 "INSERT INTO attendance (campaign_id, assignment_id, in_at, in_proof) SELECT campaign_id, id, starts_at, 'staff' FROM assignments WHERE state = 'confirmed'",
		"whoever was there has attendance":                       "UPDATE assignments SET state = 'checked_in' WHERE state = 'confirmed'",
		"attendance lasts exactly while somebody is checked in":  "INSERT INTO attendance (campaign_id, assignment_id, in_at, in_proof, out_at, out_proof) SELECT campaign_id, id, starts_at, 'staff', ends_at, 'clock' FROM assignments WHERE state = 'confirmed'; UPDATE assignments SET state = 'checked_in' WHERE state = 'confirmed'",
		"a webhook is taken once":                                drop("webhook_inbox", "webhook_inbox_pkey") + "INSERT INTO webhook_inbox SELECT * FROM webhook_inbox",
	}
	for _, i := range db.Invariants() {
		t.Run(i.Name, func(t *testing.T) {
			t.Parallel()
			breaks, known := cases[i.Name]
			if !known {
				t.Fatal("nothing here breaks it")
			}
			w := lived(t)
			_, err := w.pool.Exec(t.Context(), breaks)
			w.check(err)
			found := map[string]bool{}
			for _, name := range w.broken(morning.Add(time.Hour)) {
				found[name] = true
			}
			if !found[i.Name] {
				t.Errorf("found only %v", found)
			}
		})
	}
}
