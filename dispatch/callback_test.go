package dispatch_test

import (
	"testing"

	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// callback is what the provider says of a text; an empty sid is the text's own.
type callback struct {
	sid    string
	status notify.Status
	code   int
}

// TestWhatBecomesOfATextByItsCallbacks is the table of callbacks that come doubled, in another
// order, again after days, or about something else.
func TestWhatBecomesOfATextByItsCallbacks(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		callbacks []callback
		message   roster.MessageState
		ask       roster.AskState
	}{
		"in order":                    {[]callback{{"", notify.StatusSent, 0}, {"", notify.StatusDelivered, 0}}, roster.MessageDelivered, roster.AskSent},
		"in the wrong order":          {[]callback{{"", notify.StatusDelivered, 0}, {"", notify.StatusSent, 0}}, roster.MessageDelivered, roster.AskSent},
		"each twice":                  {[]callback{{"", notify.StatusSent, 0}, {"", notify.StatusSent, 0}, {"", notify.StatusDelivered, 0}, {"", notify.StatusDelivered, 0}}, roster.MessageDelivered, roster.AskSent},
		"lost after it had arrived":   {[]callback{{"", notify.StatusDelivered, 0}, {"", notify.StatusUndelivered, 30006}}, roster.MessageDelivered, roster.AskSent},
		"arrived after it was lost":   {[]callback{{"", notify.StatusUndelivered, 30006}, {"", notify.StatusDelivered, 0}}, roster.MessageFailed, roster.AskFailed},
		"played again afterwards":     {[]callback{{"", notify.StatusUndelivered, 30006}, {"", notify.StatusSent, 0}, {"", notify.StatusUndelivered, 30006}}, roster.MessageFailed, roster.AskFailed},
		"about another try's failure": {[]callback{{"SMother", notify.StatusFailed, 30006}}, roster.MessageSent, roster.AskSent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
			w.sendAll(morning)
			own := w.providerID(ask.Message)
			for _, c := range tc.callbacks {
				if c.sid == "" {
					c.sid = own
				}
				w.status(ask.Message, c.sid, c.status, c.code, morning)
			}
			now, err := w.store.Ask(t.Context(), w.campaign.ID, ask.ID)
			w.check(err)
			if got := w.message(ask.Message); got != tc.message || now.State != tc.ask {
				t.Errorf("message %s, ask %s; want %s, %s", got, now.State, tc.message, tc.ask)
			}
		})
	}
}

// A callback can be faster than the answer to the call that it is about.
func TestACallbackThatComesBeforeItsAnswerCounts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	_, taken, err := w.store.TakeMessage(t.Context(), w.campaign.ID, ask.Message, morning)
	if err != nil || !taken {
		t.Fatalf("taken %t, %v", taken, err)
	}
	w.status(ask.Message, "SM1", notify.StatusDelivered, 0, morning)
	w.sendAll(morning)
	if got := w.message(ask.Message); got != roster.MessageDelivered || w.texts(0) != 0 {
		t.Errorf("message %s, %d more texts", got, w.texts(0))
	}
}

func TestACallbackAboutNoTextOfOursChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	w.sendAll(morning)
	for _, message := range []string{"0198f2a0-0000-7000-8000-000000000001", "x", ""} {
		w.status(message, "SM"+message, notify.StatusFailed, 30006, morning)
	}
	if got := w.message(ask.Message); got != roster.MessageSent {
		t.Errorf("message %s", got)
	}
}
