package dispatch_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// text takes a text from a phone and handles it.
func (w *world) text(from roster.Phone, id, body string, now time.Time) {
	w.Helper()
	in := notify.Inbound{Provider: "twilio", ProviderID: id, From: from, Body: body}
	w.check(w.dispatcher.TakeInbound(w.Context(), in, now))
	w.check(w.dispatcher.HandleWebhook(w.Context(), "twilio", id, "received", now))
}

func TestWhoeverWantsNoTextsGetsTheLastWordAndNothingMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	person, role := w.people[0], w.shift(span(2, 8, 11), guides(1))
	w.text(person.Phone, "SM1", "DỪNG", morning)
	w.sendAll(morning)
	if texts := w.fake.Texts(string(person.Phone)); len(texts) != 1 {
		t.Fatalf("the phone has %+v, want the word that it gets no more", texts)
	}
	if _, err := w.dispatcher.Assign(t.Context(), w.department, role, person.ID, "", morning); roster.KindOf(err) != roster.Conflict {
		t.Errorf("somebody who wants no texts was proposed: %v", err)
	}
	w.text(person.Phone, "SM2", "Bắt đầu", morning)
	w.ask(role, person.ID)
	w.sendAll(morning)
	if texts := w.fake.Texts(string(person.Phone)); len(texts) < 2 {
		t.Error("whoever wants texts again isn't asked")
	}
}

// suppressed is why a number gets no texts, "" for one that gets them.
func (w *world) suppressed(phone roster.Phone) (reason string) {
	w.Helper()
	w.check(w.pool.QueryRow(w.Context(), "SELECT coalesce((SELECT reason FROM suppressions WHERE phone = $1), '')", phone).Scan(&reason))
	return reason
}

// The law gives it to every number, whosever it is and whatever providers have said of it.
func TestWhoeverWantsNoTextsGetsNoneUntilTheyWantThem(t *testing.T) {
	t.Parallel()
	const staff, stranger = "+84988888888", "+84912999999"
	for name, tc := range map[string]struct {
		phone  func(w *world) roster.Phone
		before string
		told   int
	}{
		"a volunteer":               {func(w *world) roster.Phone { return w.people[0].Phone }, "", 1},
		"whom an operator blocks":   {func(w *world) roster.Phone { return w.people[0].Phone }, "blocked", 1},
		"whose number was no good":  {func(w *world) roster.Phone { return w.people[0].Phone }, "bad_number", 1},
		"somebody of the staff":     {func(*world) roster.Phone { return staff }, "", 1},
		"a number that is nobody's": {func(*world) roster.Phone { return stranger }, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			w.coordinator(staff, roster.AsDepartment, "")
			w.sendAll(morning)
			phone := tc.phone(w)
			before := len(w.fake.Texts(string(phone)))
			if tc.before != "" {
				w.check(w.store.Suppress(t.Context(), phone, tc.before, morning))
			}
			w.text(phone, "SM1", "STOP", morning)
			w.text(phone, "SM2", "STOP", morning)
			w.sendAll(morning)
			if got := w.suppressed(phone); got != "opted_out" {
				t.Errorf("after STOP the number is kept from texts as %q", got)
			}
			if told := len(w.fake.Texts(string(phone))) - before; told != tc.told {
				t.Errorf("told %d times, want %d", told, tc.told)
			}
			w.check(w.store.Suppress(t.Context(), phone, "bad_number", morning))
			w.text(phone, "SM3", "START", morning)
			if got := w.suppressed(phone); got != "" {
				t.Errorf("after START the number is still kept from texts as %q", got)
			}
		})
	}
}

// Alarms ring in any order and side by side; what somebody wrote last counts.
func TestTextsOfOnePhoneAreReadInTheOrderInWhichTheyCame(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(2, 8, 11), guides(2))
	for _, p := range w.people {
		w.ask(role, p.ID)
	}
	w.sendAll(morning)
	came := []notify.Inbound{
		{ProviderID: "SM9", From: w.people[0].Phone, Body: "không"},
		{ProviderID: "SM8", From: w.people[1].Phone, Body: "không"},
		{ProviderID: "SM7", From: w.people[0].Phone, Body: "có"},
		{ProviderID: "SM6", From: w.people[1].Phone, Body: "STOP"},
		{ProviderID: "SM5", From: w.people[1].Phone, Body: "START"},
	}
	for i, in := range came {
		in.Provider = "twilio"
		w.check(w.dispatcher.TakeInbound(t.Context(), in, morning.Add(time.Duration(i)*time.Second)))
	}
	var group sync.WaitGroup
	for _, in := range slices.Backward(came) {
		group.Go(func() {
			if err := w.dispatcher.HandleWebhook(t.Context(), "twilio", in.ProviderID, "received", morning.Add(time.Minute)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := w.states(role); got[roster.Confirmed] != 1 {
		t.Errorf("yes came last of one, and the seats are %v", got)
	}
	if got := w.suppressed(w.people[1].Phone); got != "" {
		t.Errorf("START came last, and the number is kept from texts as %q", got)
	}
	var handled, read int
	w.check(w.pool.QueryRow(t.Context(), "SELECT (SELECT count(*) FROM webhook_inbox WHERE handled_at IS NOT NULL), (SELECT count(*) FROM replies)").Scan(&handled, &read))
	if handled != len(came) || read != len(came) {
		t.Errorf("%d of %d texts are handled, %d are read", handled, len(came), read)
	}
}

func TestANumberThatNoTextReachesIsLiftedByWritingItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.check(w.store.Suppress(t.Context(), w.people[0].Phone, "bad_number", morning))
	w.text(w.people[0].Phone, "SM1", "BẮT ĐẦU", morning)
	if got := w.suppressed(w.people[0].Phone); got != "" {
		t.Errorf("after BẮT ĐẦU the number is still kept from texts as %q", got)
	}
}

func TestOneTextAnswersSeveralAsksByTheirCodes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	first, second := w.shift(span(2, 8, 11), guides(1)), w.shift(span(3, 8, 11), guides(1))
	a, b := w.ask(first, w.people[0].ID), w.ask(second, w.people[0].ID)
	w.sendAll(morning)
	w.text(w.people[0].Phone, "SM1", a.Code+" có, "+b.Code+" không", morning)
	for ask, want := range map[roster.Ask]roster.AskState{a: roster.AskAccepted, b: roster.AskDeclined} {
		if now, err := w.store.Ask(t.Context(), w.campaign.ID, ask.ID); err != nil || now.State != want {
			t.Errorf("ask %s is %s, %v, want %s", ask.Code, now.State, err, want)
		}
	}
}

// Two machines that answer each other must not keep each other talking.
func TestAPhoneIsToldThreeTimesAnHourHowToAnswer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	phone := w.people[0].Phone
	for i := range 6 {
		w.text(phone, fmt.Sprint("SM", i), "cảm ơn, tôi đang bận họp", morning.Add(time.Duration(i)*time.Minute))
		w.sendAll(morning.Add(time.Duration(i) * time.Minute))
	}
	if texts := w.fake.Texts(string(phone)); len(texts) != 3 {
		t.Errorf("the phone has %d texts, want 3", len(texts))
	}
}

func TestAPhoneThatEchoesItsOptOutIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	phone := w.people[0].Phone
	for i := range 6 {
		at := morning.Add(time.Duration(i) * time.Minute)
		w.text(phone, fmt.Sprint("SM", i), "STOP", at)
		w.sendAll(at)
	}
	if texts := w.fake.Texts(string(phone)); len(texts) != 1 {
		t.Errorf("the phone has %d texts, want 1", len(texts))
	}
	var kept int
	w.check(w.pool.QueryRow(t.Context(), "SELECT count(*) FROM replies WHERE phone = $1", phone).Scan(&kept))
	if kept != 6 {
		t.Errorf("%d of 6 texts are kept", kept)
	}
}

func TestWhoWantsTextsAgainIsToldSoOnceAnHour(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	phone := w.people[0].Phone
	for i, step := range []struct {
		body  string
		after time.Duration
		texts int
	}{
		{"DỪNG", 0, 1}, {"BẮT ĐẦU", time.Minute, 2}, {"BAT DAU", 2 * time.Minute, 2}, {"START", 2 * time.Hour, 3},
	} {
		at := morning.Add(step.after)
		w.text(phone, fmt.Sprint("SM", i), step.body, at)
		w.sendAll(at)
		if n := w.texts(0); n != step.texts {
			t.Errorf("after %s: %d texts, want %d", step.body, n, step.texts)
		}
	}
	if last := w.lastText(0); !strings.Contains(last, "lai nhan tin") {
		t.Errorf("told %q", last)
	}
}

func TestAStrangersTextIsKeptAndNotAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	const stranger = "+84912999999"
	w.text(stranger, "SM1", "có", morning)
	w.sendAll(morning)
	if texts := w.fake.Texts(stranger); len(texts) != 0 {
		t.Errorf("the stranger has %+v", texts)
	}
}
