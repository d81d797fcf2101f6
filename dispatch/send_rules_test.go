package dispatch_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// status takes a status callback about a message and handles it.
func (w *world) status(message, sid string, status notify.Status, code int, now time.Time) {
	w.Helper()
	event := notify.StatusEvent{Provider: "twilio", ProviderID: sid, MessageID: message, Status: status, ErrorCode: code}
	w.check(w.dispatcher.TakeStatus(w.Context(), event, now))
	w.check(w.dispatcher.HandleWebhook(w.Context(), "twilio", sid, string(status), now))
}

// handleAll handles the webhooks that wait.
func (w *world) handleAll(now time.Time) {
	w.Helper()
	waiting, err := w.store.ForgottenDeliveries(w.Context(), now, 100)
	w.check(err)
	for _, h := range waiting {
		w.check(w.dispatcher.HandleWebhook(w.Context(), h.Provider, h.ExternalID, h.Status, now))
	}
}

// decisions are the kinds and subjects of what was decided about sending.
func (w *world) decisions() []string {
	w.Helper()
	rows, err := w.pool.Query(w.Context(), "SELECT kind, subject FROM sending_events ORDER BY id")
	w.check(err)
	defer rows.Close()
	all := []string{}
	for rows.Next() {
		var kind, subject string
		w.check(rows.Scan(&kind, &subject))
		all = append(all, kind+" "+subject)
	}
	w.check(rows.Err())
	return all
}

func (w *world) texts(i int) int { return len(w.fake.Texts(string(w.people[i].Phone))) }

func TestATextThatMayHaveLeftIsLookedForAndNeverSentTwice(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault faketwilio.Fault
		soon  roster.MessageState
		late  roster.MessageState
		texts int
	}{
		"it had left":    {faketwilio.Fault{Drop: true}, roster.MessageDelivered, roster.MessageDelivered, 1},
		"it hadn't left": {faketwilio.Fault{Status: 503, HTML: true}, roster.MessageUncertain, roster.MessageFailed, 0},
		"wrong types":    {faketwilio.Fault{WrongTypes: true}, roster.MessageDelivered, roster.MessageDelivered, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
			w.fake.Fail(string(w.people[0].Phone), tc.fault)
			w.sendAll(morning)
			for i, step := range []struct {
				at   time.Time
				want roster.MessageState
			}{{morning.Add(10 * time.Minute), tc.soon}, {ask.Deadline.Add(10 * time.Minute), tc.late}} {
				w.sweep(step.at)
				w.handleAll(step.at)
				w.sendAll(step.at)
				if got := w.message(ask.Message); got != step.want {
					t.Errorf("after look %d the message is %s, want %s", i+1, got, step.want)
				}
			}
			if w.texts(0) != tc.texts {
				t.Errorf("the phone has %d texts, want %d", w.texts(0), tc.texts)
			}
		})
	}
}

// textsTo are a phone's texts of a purpose in the order in which they were written.
func (w *world) textsTo(phone roster.Phone, purpose string) []roster.Message {
	w.Helper()
	rows, err := w.pool.Query(w.Context(), "SELECT id, state, provider_id, body FROM messages WHERE to_phone = $1 AND purpose = $2 ORDER BY queued_at, id", phone, purpose)
	w.check(err)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (m roster.Message, err error) {
		err = row.Scan(&m.ID, &m.State, &m.ProviderID, &m.Body)
		return m, err
	})
	w.check(err)
	return all
}

// Somebody is told twice how to answer, in the same words; what became of the second text nobody knows.
func TestATextThatMayHaveLeftIsNotTakenForItsTwin(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault     faketwilio.Fault
		delivered bool
		end       roster.MessageState
	}{
		"it hadn't left, the twin has arrived":   {faketwilio.Fault{Status: 503, HTML: true}, true, roster.MessageFailed},
		"it hadn't left, the twin is on its way": {faketwilio.Fault{Status: 503, HTML: true}, false, roster.MessageFailed},
		"it had left":                            {faketwilio.Fault{Drop: true}, true, roster.MessageDelivered},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			phone := w.people[0].Phone
			w.text(phone, "IN1", "mấy giờ vậy?", morning)
			w.sendAll(morning)
			twin := w.textsTo(phone, "unclear")[0]
			if tc.delivered {
				w.status(twin.ID, twin.ProviderID, notify.StatusDelivered, 0, morning)
			}
			at := morning.Add(30 * time.Second)
			w.text(phone, "IN2", "ở đâu vậy?", at)
			w.fake.Fail(string(phone), tc.fault)
			w.sendAll(at)
			for _, later := range []time.Duration{10 * time.Minute, 2 * time.Hour} {
				w.sweep(morning.Add(later))
				w.handleAll(morning.Add(later))
			}
			w.status(twin.ID, twin.ProviderID, notify.StatusDelivered, 0, morning.Add(3*time.Hour))
			texts := w.textsTo(phone, "unclear")
			if len(texts) != 2 || texts[0].Body != texts[1].Body {
				t.Fatalf("no twins: %+v", texts)
			}
			if texts[0].State != roster.MessageDelivered || texts[0].ProviderID != twin.ProviderID {
				t.Errorf("the twin is %s as %s", texts[0].State, texts[0].ProviderID)
			}
			if texts[1].State != tc.end || texts[1].ProviderID == twin.ProviderID {
				t.Errorf("the text is %s as %s, want %s", texts[1].State, texts[1].ProviderID, tc.end)
			}
		})
	}
}

func TestATextAboutWhichTheProviderCanNotBeAskedEndsADayAfterItsTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[0].ID)
	w.fake.Fail(string(w.people[0].Phone), faketwilio.Fault{Status: 503, HTML: true})
	w.sendAll(morning)
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, Log: slog.New(slog.DiscardHandler),
		Find: func(context.Context, notify.Outbound, time.Time) ([]notify.StatusEvent, error) {
			return nil, errors.New("away")
		},
	})
	for _, step := range []struct {
		after time.Duration
		want  roster.MessageState
	}{{23 * time.Hour, roster.MessageUncertain}, {25 * time.Hour, roster.MessageFailed}} {
		w.sweep(ask.Deadline.Add(step.after))
		if got := w.message(ask.Message); got != step.want {
			t.Errorf("%s after its time the message is %s, want %s", step.after, got, step.want)
		}
	}
}

// Its receipt was taken before, and has settled nothing.
func TestATextWhoseReceiptSaysNothingNewEndsWithItsTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	w.fake.Fail(string(w.people[0].Phone), faketwilio.Fault{Drop: true})
	w.sendAll(morning)
	w.sweep(morning.Add(10 * time.Minute))
	_, err := w.pool.Exec(t.Context(), "UPDATE webhook_inbox SET handled_at = received_at")
	w.check(err)
	for _, step := range []struct {
		at   time.Time
		want roster.MessageState
	}{{ask.Deadline.Add(-time.Minute), roster.MessageUncertain}, {ask.Deadline.Add(2 * time.Minute), roster.MessageFailed}} {
		w.sweep(step.at)
		if got := w.message(ask.Message); got != step.want {
			t.Errorf("at %s the message is %s, want %s", step.at, got, step.want)
		}
	}
}

func TestAPhoneThatWasOffGetsOneMoreTry(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	off := faketwilio.Fault{Undelivered: 30003}
	w.fake.Fail(string(w.people[0].Phone), off)
	w.sendAll(morning)
	w.status(ask.Message, w.providerID(ask.Message), notify.StatusUndelivered, 30003, morning)
	w.sendAll(morning.Add(time.Minute))
	if got := w.message(ask.Message); got != roster.MessageQueued || w.texts(0) != 0 {
		t.Fatalf("at once the message is %s with %d texts, want it to wait", got, w.texts(0))
	}
	first := w.providerID(ask.Message)
	w.sendAll(morning.Add(11 * time.Minute))
	if got := w.message(ask.Message); got != roster.MessageSent || w.texts(0) != 1 || w.providerID(ask.Message) == first {
		t.Fatalf("after a while the message is %s with %d texts", got, w.texts(0))
	}
	w.status(ask.Message, first, notify.StatusDelivered, 0, morning.Add(12*time.Minute))
	if got := w.message(ask.Message); got != roster.MessageSent {
		t.Errorf("a late word on the first try makes the message %s", got)
	}
	w.status(ask.Message, w.providerID(ask.Message), notify.StatusUndelivered, 30003, morning.Add(13*time.Minute))
	w.sendAll(morning.Add(time.Hour))
	if got := w.message(ask.Message); got != roster.MessageFailed || w.texts(0) != 1 {
		t.Errorf("after the second try the message is %s with %d texts", got, w.texts(0))
	}
	broken, err := dispatch.ProveInvariants(t.Context(), w.store, morning.Add(time.Hour))
	if diff := cmp.Diff([]dispatch.Breach(nil), broken); diff != "" || err != nil {
		t.Errorf("invariants broken, %v:\n%s", err, diff)
	}
}

func (w *world) providerID(message string) string {
	w.Helper()
	var id string
	w.check(w.pool.QueryRow(w.Context(), "SELECT provider_id FROM messages WHERE id = $1", message).Scan(&id))
	return id
}

func TestWordsThatACarrierFiltersAreSentToNobodyElseUntilSomebodyLooks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(2, 8, 11), guides(2))
	first, second := w.ask(role, w.people[0].ID), w.ask(role, w.people[1].ID)
	w.status(first.Message, "SM1", notify.StatusUndelivered, 30007, morning)
	w.sendAll(morning)
	if got := w.message(second.Message); got != roster.MessageQueued || w.texts(1) != 0 {
		t.Errorf("the next message is %s with %d texts, want it held back", got, w.texts(1))
	}
	resumed, err := w.store.ResumeSending(t.Context(), w.campaign.ID, db.Texts{Template: "sms.ask"}, "the carrier has put it right", morning)
	if err != nil || !resumed {
		t.Fatalf("resumed %v, %v", resumed, err)
	}
	w.sendAll(morning.Add(time.Hour))
	if w.texts(1) != 1 {
		t.Errorf("after that the phone has %d texts, want 1", w.texts(1))
	}
	if diff := cmp.Diff([]string{"stopped sms.ask", "resumed sms.ask"}, w.decisions()); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

// An account and its senders are those of all campaigns.
func TestWhatIsTurnedAwayIsHeldBackInAllCampaigns(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]string{30002: "", 30018: "TIEPSUC"} {
		w := newWorld(t, 1)
		other := w.campaign
		other.ID, other.Name = newID(t), "Chiến dịch khác"
		w.check(w.store.CreateCampaign(t.Context(), db.Founding{Campaign: other}))
		ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
		w.sendAll(morning)
		w.status(ask.Message, w.providerID(ask.Message), notify.StatusFailed, code, morning)
		for _, campaign := range []string{w.campaign.ID, other.ID} {
			stops, err := w.store.SendingStops(t.Context(), campaign)
			if err != nil || len(stops) != 1 || stops[0].Sender != want || stops[0].Template != "" {
				t.Errorf("after code %d held back: %+v, %v; want the texts of sender %q", code, stops, err, want)
			}
		}
	}
}

func TestTheKillSwitchHoldsAllTextsButTheWordThatOneHasOptedOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	_, err := w.store.StopSending(t.Context(), w.campaign.ID, db.Texts{}, "wrong texts were published", morning)
	w.check(err)
	w.text(w.people[1].Phone, "SM1", "DUNG", morning)
	w.sendAll(morning)
	if w.texts(0) != 0 || w.texts(1) != 1 {
		t.Errorf("the phones have %d and %d texts, want 0 and 1", w.texts(0), w.texts(1))
	}
}

// Each ask takes one segment of 300 đồng: of three, the day's budget holds two.
func TestTheDaysBudgetIsNeverOverspent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, Sender: w.sender, Log: slog.New(slog.DiscardHandler), Budget: dispatch.Budget{Daily: 700, Segment: 300},
		LinkURL: func(link string) string { return "https://tiepsuc.example/a/" + link },
	})
	role := w.shift(span(3, 8, 11), guides(3))
	for i := range w.people {
		w.ask(role, w.people[i].ID)
	}
	w.fake.Fail(string(w.people[0].Phone), faketwilio.Fault{Status: 429, Code: 20429})
	w.sendAll(morning)
	w.sendAll(morning.Add(time.Hour))
	sent, spent := w.texts(0)+w.texts(1)+w.texts(2), 0
	w.check(w.pool.QueryRow(t.Context(), "SELECT sum(segments) FROM messages WHERE state IN ('sent', 'delivered')").Scan(&spent))
	if 300*spent > 700 || sent == 0 || sent == 3 {
		t.Errorf("%d texts of %d segments left on a budget of 700", sent, spent)
	}
	var booked int
	w.check(w.pool.QueryRow(t.Context(), "SELECT spent FROM sending_days").Scan(&booked))
	if booked != 300*spent {
		t.Errorf("booked %d for %d segments: a refused text must be given back", booked, spent)
	}
	if diff := cmp.Diff([]string{fmt.Sprint("budget_reached ", roster.DateOf(morning, w.campaign.Location()))}, w.decisions()); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

func TestATextThatLeavesInQuietHoursIsAudited(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	night := morning.Add(15 * time.Hour)
	w.text(w.people[0].Phone, "SM1", "hả?", night)
	w.sendAll(night)
	var message string
	w.check(w.pool.QueryRow(t.Context(), "SELECT id FROM messages").Scan(&message))
	if diff := cmp.Diff([]string{"quiet_hours_overridden " + message}, w.decisions()); diff != "" || w.texts(0) != 1 {
		t.Errorf("%d texts, decisions (-want +got):\n%s", w.texts(0), diff)
	}
}
