package dispatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// hooked lets deliveries go to a function instead of over the wire, which notify/hook tests.
func (w *world) hooked(post func(notify.HookCall) (int, error)) {
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, LinkURL: func(string) string { return "" }, Log: slog.New(slog.DiscardHandler),
		PostHook: func(_ context.Context, call notify.HookCall) (int, error) { return post(call) },
	})
}

// deliver does what the tick and the queue do at a time.
func (w *world) deliver(now time.Time) dispatch.Counts {
	w.Helper()
	counts, err := w.dispatcher.HooksDue(w.Context(), now)
	w.check(err)
	jobs, err := w.store.DueHooks(w.Context(), now, 100)
	w.check(err)
	for _, job := range jobs {
		w.check(w.dispatcher.DeliverHook(w.Context(), job, now))
		w.check(w.dispatcher.DeliverHook(w.Context(), job, now)) // a doubled alarm
	}
	return counts
}

func (w *world) as(organisation string) roster.Viewer {
	return roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: organisation}
}

func TestAHookIsToldOnceOfItsOwnPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	var calls []notify.HookCall
	fake := w.dispatcher
	w.hooked(func(call notify.HookCall) (int, error) { calls = append(calls, call); return 204, nil })
	for _, organisation := range []string{w.university, w.other} {
		_, _, err := w.dispatcher.AddHook(t.Context(), w.as(organisation), organisation, "https://example.org/hook", morning.Add(-time.Hour))
		w.check(err)
	}
	hooked := w.dispatcher
	w.dispatcher = fake
	w.answer(w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID), roster.Yes, morning)
	w.dispatcher = hooked
	w.deliver(morning.Add(time.Minute))
	w.deliver(morning.Add(2 * time.Minute))
	var told []string
	for _, call := range calls {
		var body struct {
			Event     string
			Volunteer struct{ ExternalID string }
			Coverage  struct{ Seats, Taken int }
		}
		w.check(json.Unmarshal(call.Body, &body))
		told = append(told, body.Event)
		if body.Volunteer.ExternalID != "SV0" || body.Coverage.Seats != 1 || len(call.Secrets) != 1 {
			t.Errorf("told %s", call.Body)
		}
	}
	if len(told) != 2 || told[0] == told[1] {
		t.Errorf("told of %v, want offered and confirmed once each", told)
	}
}

func TestAHookThatFailsIsTriedLaterAndAtLastDisabled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	fake, calls, works := w.dispatcher, 0, false
	w.hooked(func(notify.HookCall) (int, error) {
		calls++
		if works {
			return 200, nil
		}
		return 0, errors.New("no route")
	})
	hook, first, err := w.dispatcher.AddHook(t.Context(), w.as(w.university), w.university, "https://example.org/hook", morning.Add(-time.Hour))
	w.check(err)
	hooked := w.dispatcher
	w.dispatcher = fake
	w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	w.dispatcher = hooked
	now := morning.Add(time.Minute)
	w.deliver(now)
	w.deliver(now.Add(30 * time.Second))
	if calls != 1 {
		t.Fatalf("%d attempts before the pause is over", calls)
	}
	for range 40 {
		now = now.Add(6 * time.Hour)
		w.deliver(now)
	}
	if found, err := w.store.Hooks(t.Context(), w.department.Scope(), nil); err != nil || found[0].DisabledAt == nil || calls > 20 {
		t.Fatalf("%+v, %v after %d attempts", found, err, calls)
	}
	second, err := w.dispatcher.RotateHook(t.Context(), w.as(w.university), hook.ID)
	w.check(err)
	w.check(w.dispatcher.EnableHook(t.Context(), w.as(w.university), hook.ID))
	if found, err := w.store.Hooks(t.Context(), w.department.Scope(), nil); err != nil || found[0].DisabledAt != nil || first == second {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestHooksAreOnesOwnAndPublic(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	hook, _, err := w.dispatcher.AddHook(t.Context(), w.as(w.university), w.university, "https://example.org/hook", morning)
	w.check(err)
	for name, tc := range map[string]struct {
		viewer  roster.Viewer
		address string
		kind    roster.Kind
	}{
		"another's organisation": {w.as(w.other), "https://example.org/b", roster.NotFound},
		"a commune":              {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, "https://example.org/b", roster.Forbidden},
		"without TLS":            {w.as(w.university), "http://example.org/b", roster.BadInput},
		"with a password":        {w.as(w.university), "https://a:b@example.org/b", roster.BadInput},
		"no address":             {w.as(w.university), "somewhere", roster.BadInput},
		"the same again":         {w.as(w.university), "https://example.org/hook", roster.Conflict},
	} {
		if _, _, err := w.dispatcher.AddHook(t.Context(), tc.viewer, w.university, tc.address, morning); roster.KindOf(err) != tc.kind {
			t.Errorf("%s: %v, want %s", name, err, tc.kind)
		}
	}
	if _, err := w.dispatcher.RotateHook(t.Context(), w.as(w.other), hook.ID); roster.KindOf(err) != roster.NotFound {
		t.Errorf("another university rotates: %v", err)
	}
	if err := w.dispatcher.RemoveHook(t.Context(), w.as(w.other), hook.ID); roster.KindOf(err) != roster.NotFound {
		t.Errorf("another university removes: %v", err)
	}
	w.check(w.dispatcher.RemoveHook(t.Context(), w.as(w.university), hook.ID))
}
