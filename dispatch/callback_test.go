package dispatch_test

import (
	"testing"

	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

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
