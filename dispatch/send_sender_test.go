package dispatch_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
	"github.com/tiepsuc/tiepsuc/roster"
)

// twoSenders is a world in which the second person is texted by a sender of their own.
func twoSenders(t *testing.T, people int) *world {
	t.Helper()
	w := newWorld(t, people)
	settings := w.settings
	settings.Senders = []twilio.Sender{{Prefix: string(w.people[1].Phone), From: "+15005550006"}}
	w.sendBy(settings)
	return w
}

// resume lets a sender's texts go.
func (w *world) resume(sender string, now time.Time) {
	w.Helper()
	resumed, err := w.store.ResumeSending(w.Context(), w.campaign.ID, db.Texts{Sender: sender}, "it is registered by now", now)
	if w.check(err); !resumed {
		w.Errorf("%s wasn't held back", sender)
	}
}

func TestASenderThatIsTurnedAwayIsHeldBackAndNoOther(t *testing.T) {
	t.Parallel()
	reported := func(w *world, ask roster.Ask) {
		w.status(ask.Message, w.providerID(ask.Message), notify.StatusUndelivered, 30042, morning)
	}
	for name, tc := range map[string]struct {
		fault faketwilio.Fault
		then  func(w *world, ask roster.Ask)
	}{
		"by the answer, which refuses the text": {faketwilio.Fault{Status: 400, Code: 30018}, nil},
		"by the answer, which takes the text":   {faketwilio.Fault{Undelivered: 30024, AtOnce: true}, nil},
		"by a report":                           {faketwilio.Fault{Undelivered: 30042}, reported},
		"by a report, the answer was lost": {faketwilio.Fault{Undelivered: 30042, Drop: true}, func(w *world, ask roster.Ask) {
			w.status(ask.Message, "SM1", notify.StatusFailed, 30042, morning)
		}},
		"by a look, both were lost": {faketwilio.Fault{Undelivered: 30024, Drop: true}, func(w *world, _ roster.Ask) {
			w.sweep(morning.Add(10 * time.Minute))
			w.handleAll(morning.Add(10 * time.Minute))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := twoSenders(t, 3)
			role := w.shift(span(3, 8, 11), guides(3))
			first := w.ask(role, w.people[0].ID)
			w.fake.Fail(string(w.people[0].Phone), tc.fault)
			w.sendAll(morning)
			if tc.then != nil {
				tc.then(w, first)
			}
			w.ask(role, w.people[1].ID)
			w.ask(role, w.people[2].ID)
			w.sendAll(morning.Add(time.Hour))
			w.sendAll(morning.Add(2 * time.Hour))
			if got := []int{w.texts(0), w.texts(1), w.texts(2)}; !cmp.Equal(got, []int{0, 1, 0}) {
				t.Errorf("while the sender is held back the phones have %v texts", got)
			}
			w.resume("TIEPSUC", morning.Add(2*time.Hour))
			w.sendAll(morning.Add(3 * time.Hour))
			if got := []int{w.texts(0), w.texts(1), w.texts(2)}; !cmp.Equal(got, []int{1, 1, 1}) {
				t.Errorf("in the end the phones have %v texts", got)
			}
			if diff := cmp.Diff([]string{"stopped TIEPSUC", "resumed TIEPSUC"}, w.decisions()); diff != "" {
				t.Errorf("decisions (-want +got):\n%s", diff)
			}
			if broken := w.broken(morning.Add(3 * time.Hour)); len(broken) > 0 {
				t.Errorf("broken: %v", broken)
			}
		})
	}
}

// A report may come ten hours after its text, when somebody has given the number another sender.
func TestAReportIsAboutTheSenderThatItsTextLeftBy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(3, 8, 11), guides(2))
	first := w.ask(role, w.people[0].ID)
	w.fake.Fail(string(w.people[0].Phone), faketwilio.Fault{Undelivered: 30018})
	w.sendAll(morning)
	settings := w.settings
	settings.From = "TIEPSUC2"
	w.sendBy(settings)
	w.status(first.Message, w.providerID(first.Message), notify.StatusUndelivered, 30018, morning)
	w.ask(role, w.people[1].ID)
	w.sendAll(morning.Add(time.Hour))
	if w.texts(0) != 1 || w.texts(1) != 1 {
		t.Errorf("by the new sender the phones have %d and %d texts, want one each", w.texts(0), w.texts(1))
	}
	if diff := cmp.Diff([]string{"stopped TIEPSUC"}, w.decisions()); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

// Many texts are on their way before the first report comes.
func TestTextsThatWereTakenBeforeTheirSenderWasHeldBackAreNotLost(t *testing.T) {
	t.Parallel()
	const people = 4
	w := newWorld(t, people)
	role := w.shift(span(3, 8, 11), guides(people))
	var asks []roster.Ask
	for _, p := range w.people {
		asks = append(asks, w.ask(role, p.ID))
		w.fake.Fail(string(p.Phone), faketwilio.Fault{Undelivered: 30018})
	}
	w.sendAll(morning)
	for _, ask := range asks {
		w.status(ask.Message, w.providerID(ask.Message), notify.StatusUndelivered, 30018, morning)
	}
	w.sendAll(morning.Add(time.Hour))
	w.resume("TIEPSUC", morning.Add(time.Hour))
	w.sendAll(morning.Add(2 * time.Hour))
	for i := range people {
		if w.texts(i) != 1 {
			t.Errorf("phone %d has %d texts, want 1", i, w.texts(i))
		}
	}
	if diff := cmp.Diff([]string{"stopped TIEPSUC", "resumed TIEPSUC"}, w.decisions()); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

// Others are asked, who may have another sender, and nobody is said to have been silent.
func TestAQuestionThatItsSenderKeepsTillItIsTooLateSaysNothingOfItsPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(3, 8, 11), guides(1))
	_, err := w.store.StopSending(t.Context(), w.campaign.ID, db.Texts{Sender: "TIEPSUC"}, "it has expired", morning)
	w.check(err)
	ask := w.ask(role, w.people[0].ID)
	w.sendAll(morning)
	w.sendAll(ask.Deadline.Add(time.Minute))
	if now, err := w.store.Ask(t.Context(), w.campaign.ID, ask.ID); err != nil || now.State != roster.AskFailed {
		t.Errorf("the question is %s, %v", now.State, err)
	}
	if taken := w.role(role).Taken; taken != 0 || w.texts(0) != 0 {
		t.Errorf("%d seats are taken and %d texts have left", taken, w.texts(0))
	}
}

// The law wants it given; where its sender is turned away after all, it has been tried.
func TestTheWordThatOneHasOptedOutIsTriedByASenderThatIsHeldBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	_, err := w.store.StopSending(t.Context(), w.campaign.ID, db.Texts{Sender: "TIEPSUC"}, "it has expired", morning)
	w.check(err)
	w.text(w.people[0].Phone, "SM1", "DUNG", morning)
	w.sendAll(morning)
	if w.texts(0) != 1 {
		t.Errorf("the phone has %d texts, want 1", w.texts(0))
	}
}
