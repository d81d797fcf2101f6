package dispatch_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// sweep runs a sweep and returns what it did.
func (w *world) sweep(now time.Time) dispatch.Counts {
	w.Helper()
	counts, err := w.dispatcher.Sweep(w.Context(), now)
	w.check(err)
	return counts
}

func (w *world) message(id string) roster.MessageState {
	w.Helper()
	found, err := w.store.Messages(w.Context(), w.department.Scope(), []string{id})
	w.check(err)
	return found[0].State
}

// A node that dies between writing the attempt and writing its outcome leaves a text that may
// have left. It is never sent again; its deadline decides.
func TestATextWhoseSenderDiedIsNeverSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(2, 8, 11), guides(1))
	ask := w.ask(role, w.people[0].ID)
	_, taken, err := w.store.TakeMessage(t.Context(), w.campaign.ID, ask.Message, morning)
	if err != nil || !taken {
		t.Fatalf("taken %v, %v", taken, err)
	}
	if counts := w.sweep(morning.Add(time.Minute)); len(counts) != 0 {
		t.Errorf("a sending of a minute was given up: %v", counts)
	}
	later := morning.Add(5 * time.Minute)
	if diff := cmp.Diff(dispatch.Counts{"uncertain": 1}, w.sweep(later)); diff != "" {
		t.Errorf("the sweep (-want +got):\n%s", diff)
	}
	w.sendAll(later)
	if texts := w.fake.Texts(string(w.people[0].Phone)); len(texts) != 0 || w.message(ask.Message) != roster.MessageUncertain {
		t.Errorf("the message is %s, the phone has %+v", w.message(ask.Message), texts)
	}
	if told := w.answer(ask, roster.Yes, later); told != roster.ToldConfirmed {
		t.Errorf("it had arrived after all, and its yes is %s", told)
	}
}

func TestAnOutcomeThatComesAfterTheSweepIsBelieved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	_, _, err := w.store.TakeMessage(t.Context(), w.campaign.ID, ask.Message, morning)
	w.check(err)
	w.sweep(morning.Add(5 * time.Minute))
	sent := db.Sent{State: roster.MessageSent, Outcome: "accepted", ProviderID: "SM1"}
	w.check(w.store.FinishAttempt(t.Context(), w.campaign.ID, ask.Message, sent, morning.Add(6*time.Minute)))
	if got := w.message(ask.Message); got != roster.MessageSent {
		t.Errorf("the message is %s, want %s", got, roster.MessageSent)
	}
}

func TestASweepRingsAgainForWhatNoAlarmRangFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	in := notify.Inbound{Provider: "twilio", ProviderID: "SM7", From: w.people[0].Phone, Body: "có"}
	w.check(w.dispatcher.TakeInbound(t.Context(), in, morning))
	for _, step := range []struct {
		name string
		at   time.Time
		want dispatch.Counts
	}{
		{"while the alarms may still ring", morning.Add(time.Minute), dispatch.Counts{}},
		{"when they are lost", morning.Add(3 * time.Minute), dispatch.Counts{"messages": 1, "webhooks": 1}},
	} {
		if diff := cmp.Diff(step.want, w.sweep(step.at)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.name, diff)
		}
	}
	w.sendAll(morning.Add(3 * time.Minute))
	w.check(w.dispatcher.HandleWebhook(t.Context(), "twilio", "SM7", "received", morning.Add(3*time.Minute)))
	if counts := w.sweep(morning.Add(10 * time.Minute)); counts["webhooks"] != 0 {
		t.Errorf("a webhook that was handled is rung for again: %v", counts)
	}
}

// A provider that hangs holds up nothing but what is asked of it, and that for seconds.
func TestASweepAsksTheProviderLastAndNotForLong(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	w.fake.Fail(string(w.people[0].Phone), faketwilio.Fault{Status: 503, HTML: true})
	w.sendAll(morning)
	in := notify.Inbound{Provider: "twilio", ProviderID: "SM7", From: w.people[0].Phone, Body: "có"}
	w.check(w.dispatcher.TakeInbound(t.Context(), in, morning))
	_, err := w.store.TakeAlarms(t.Context())
	w.check(err)
	var rung int
	var left time.Duration
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, Log: slog.New(slog.DiscardHandler),
		Find: func(ctx context.Context, _ notify.Outbound, _ time.Time) ([]notify.StatusEvent, error) {
			alarms, err := w.store.TakeAlarms(ctx)
			w.check(err)
			end, _ := ctx.Deadline()
			rung, left = len(alarms), time.Until(end)
			return nil, context.DeadlineExceeded
		},
	})
	if diff := cmp.Diff(dispatch.Counts{"webhooks": 1}, w.sweep(morning.Add(10*time.Minute))); diff != "" {
		t.Errorf("the sweep (-want +got):\n%s", diff)
	}
	if rung != 1 || left <= 0 || left > 10*time.Second {
		t.Errorf("when the provider is asked, %d alarms have been rung and it has %s", rung, left)
	}
}

func TestATextHeldBackOverNightIsRungForInTheMorning(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(3, 8, 11), guides(1))
	night := morning.Add(14 * time.Hour)
	a, err := w.dispatcher.Assign(t.Context(), w.department, role, w.people[0].ID, "", night)
	w.check(err)
	_, err = w.dispatcher.Ask(t.Context(), w.department, a.ID, night)
	w.check(err)
	if counts := w.sweep(night.Add(time.Hour)); len(counts) != 0 {
		t.Errorf("rung for at night: %v", counts)
	}
	if diff := cmp.Diff(dispatch.Counts{"messages": 1}, w.sweep(morning.Add(24*time.Hour))); diff != "" {
		t.Errorf("in the morning (-want +got):\n%s", diff)
	}
}

func TestAProposalLapsesWhenItsShiftBegins(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(2, 8, 11), guides(1))
	a, err := w.dispatcher.Assign(t.Context(), w.department, role, w.people[0].ID, "", morning)
	w.check(err)
	if diff := cmp.Diff(dispatch.Counts{"proposals": 1}, w.sweep(span(2, 8, 11).Start)); diff != "" {
		t.Errorf("the sweep (-want +got):\n%s", diff)
	}
	events, err := w.store.EventsOf(t.Context(), w.department.Scope(), []string{a.ID})
	w.check(err)
	if last := events[len(events)-1]; last.To != roster.Released || last.Reason != "begun" {
		t.Errorf("the last event is %+v", last)
	}
}
