package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestAnAskReachesThePhoneOnceWithItsLink(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	for range 3 {
		w.sendAll(morning.Add(time.Hour))
	}
	texts := w.fake.Texts(string(w.people[0].Phone))
	if len(texts) != 1 || !strings.Contains(texts[0].Body, "/a/"+ask.Link) || !strings.HasPrefix(texts[0].Body, "TIEPSUC: ") {
		t.Errorf("the phone has %+v", texts)
	}
	if now, err := w.store.Ask(t.Context(), w.campaign.ID, ask.ID); err != nil || now.State != roster.AskSent {
		t.Errorf("the ask is %s, %v", now.State, err)
	}
}

func TestWhatBecomesOfAnAskWhoseTextFails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault faketwilio.Fault
		ask   roster.AskState
		taken int
		sent  int // texts on the phone after a second try
	}{
		"too many requests":         {faketwilio.Fault{Status: 429, Code: 20429}, roster.AskSent, 1, 1},
		"too many for its time":     {faketwilio.Fault{Status: 429, Code: 20429, RetryAfter: 86400}, roster.AskFailed, 0, 0},
		"no such number":            {faketwilio.Fault{Status: 400, Code: 21614}, roster.AskFailed, 0, 0},
		"opted out":                 {faketwilio.Fault{Status: 400, Code: 21610}, roster.AskFailed, 0, 0},
		"answer cut, text has left": {faketwilio.Fault{Truncate: true}, roster.AskSent, 1, 1},
		"bad gateway, nobody knows": {faketwilio.Fault{Status: 502, HTML: true}, roster.AskSent, 1, 0},
		"their server's error":      {faketwilio.Fault{Status: 500, Code: 20500}, roster.AskSent, 1, 0},
		"wrong types, it has left":  {faketwilio.Fault{WrongTypes: true}, roster.AskSent, 1, 1},
		"empty, it has left":        {faketwilio.Fault{Empty: true}, roster.AskSent, 1, 1},
		"cut off, it has left":      {faketwilio.Fault{Drop: true}, roster.AskSent, 1, 1},
		"our account is at fault":   {faketwilio.Fault{Status: 401, Code: 20003}, roster.AskSent, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			role := w.shift(span(2, 8, 11), guides(1))
			ask := w.ask(role, w.people[0].ID)
			w.fake.Fail(string(w.people[0].Phone), tc.fault)
			w.sendAll(morning)
			w.sendAll(morning.Add(time.Hour))
			now, err := w.store.Ask(t.Context(), w.campaign.ID, ask.ID)
			w.check(err)
			if taken, sent := w.role(role).Taken, len(w.fake.Texts(string(w.people[0].Phone))); now.State != tc.ask || taken != tc.taken || sent != tc.sent {
				t.Errorf("ask %s, %d seats taken, %d texts; want %s, %d, %d", now.State, taken, sent, tc.ask, tc.taken, tc.sent)
			}
		})
	}
}

func TestWhomNoTextReachesIsAskedNothingMore(t *testing.T) {
	t.Parallel()
	for name, fails := range map[string]func(w *world, second roster.Ask){
		"refused, opted out": func(w *world, _ roster.Ask) {
			w.fake.Fail(string(w.people[0].Phone), faketwilio.Fault{Status: 400, Code: 21610})
			w.sendAll(morning)
		},
		"undelivered, no such handset": func(w *world, second roster.Ask) {
			w.sendAll(morning)
			w.status(second.Message, w.providerID(second.Message), notify.StatusUndelivered, 30005, morning)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			first := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
			w.sendAll(morning)
			second := w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[0].ID)
			fails(w, second)
			for _, ask := range []roster.Ask{first, second} {
				if now, err := w.store.Ask(t.Context(), w.campaign.ID, ask.ID); err != nil || now.State != roster.AskFailed {
					t.Errorf("the question of %s is %s, %v", ask.QueuedAt, now.State, err)
				}
			}
		})
	}
}

func TestNoTextLeavesInQuietHoursOrWithoutConsent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(2, 8, 11), guides(2))
	first, second := w.ask(role, w.people[0].ID), w.ask(role, w.people[1].ID)
	w.check(w.store.Suppress(t.Context(), w.people[1].Phone, "opted_out", morning))
	night := morning.Add(14 * time.Hour)
	w.sendAll(night)
	for _, p := range w.people {
		if texts := w.fake.Texts(string(p.Phone)); len(texts) != 0 {
			t.Errorf("at night %s has %+v", p.Name, texts)
		}
	}
	_ = first
	if now, err := w.store.Ask(t.Context(), w.campaign.ID, second.ID); err != nil || now.State != roster.AskFailed {
		t.Errorf("the ask of whom must not be texted is %s, %v", now.State, err)
	}
}

func TestACallbackSettlesWhatNobodyKnewAndComesOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	w.fake.Fail(string(w.people[0].Phone), faketwilio.Fault{Drop: true})
	w.sendAll(morning)
	for range 2 {
		event := notify.StatusEvent{Provider: "twilio", ProviderID: "SM1", MessageID: ask.Message, Status: notify.StatusDelivered}
		w.check(w.dispatcher.TakeStatus(t.Context(), event, morning))
		w.check(w.dispatcher.HandleWebhook(t.Context(), "twilio", "SM1", "delivered", morning))
	}
	late := notify.StatusEvent{Provider: "twilio", ProviderID: "SM1", MessageID: ask.Message, Status: notify.StatusSent}
	w.check(w.dispatcher.TakeStatus(t.Context(), late, morning))
	w.check(w.dispatcher.HandleWebhook(t.Context(), "twilio", "SM1", "sent", morning))
	messages, err := w.store.Messages(t.Context(), w.department.Scope(), []string{ask.Message})
	w.check(err)
	if messages[0].State != roster.MessageDelivered {
		t.Errorf("the message is %s", messages[0].State)
	}
}

func TestAReplyIsReadAsAnAnswer(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]roster.AskState{
		"Dạ có ạ": roster.AskAccepted, "không đi được": roster.AskDeclined, "mấy giờ vậy?": roster.AskUnclear,
	} {
		t.Run(body, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
			w.sendAll(morning)
			in := notify.Inbound{Provider: "twilio", ProviderID: "SM9", From: w.people[0].Phone, Body: body}
			for range 2 {
				w.check(w.dispatcher.TakeInbound(t.Context(), in, morning))
				w.check(w.dispatcher.HandleWebhook(t.Context(), "twilio", "SM9", "received", morning))
			}
			if now, err := w.store.Ask(t.Context(), w.campaign.ID, ask.ID); err != nil || now.State != want {
				t.Errorf("the ask is %s, %v, want %s", now.State, err, want)
			}
			w.sendAll(morning)
			if texts := w.fake.Texts(string(w.people[0].Phone)); want != roster.AskDeclined && len(texts) != 2 {
				t.Errorf("the phone has %+v, want the ask and one answer", texts)
			}
		})
	}
}
