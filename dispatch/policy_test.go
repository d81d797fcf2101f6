package dispatch_test

import (
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// follow makes the world's dispatcher work by a policy; its texts stay queued.
func (w *world) follow(policy dispatch.Policy) {
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, Policy: &policy, Log: slog.New(slog.DiscardHandler),
		LinkURL: func(link string) string { return "https://tiepsuc.example/a/" + link },
	})
}

// Eight people could take one seat; three of them live next door.
func TestWhomEachPolicyAsksFirst(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		policy dispatch.Policy
		want   int
	}{
		"waves hold the seat for one": {dispatch.Waves(), 1},
		"one after the other":         {dispatch.Sequential(), 1},
		"everybody":                   {dispatch.Broadcast(), 8},
		"the nearest ring":            {dispatch.Tiers(), 3},
		"nobody":                      {dispatch.SelfServe(), 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 3)
			far := make([]roster.Volunteer, 5)
			for i := range far {
				far[i] = w.volunteer(100 + i)
				far[i].Home = haDong
			}
			w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, far, morning))
			w.follow(c.policy)
			role := w.shift(span(1, 13, 16), guides(1))
			_, err := w.dispatcher.RefillDue(t.Context(), morning)
			w.check(err)
			if diff := cmp.Diff(c.want, w.states(role)[roster.Offered]); diff != "" {
				t.Errorf("asked mismatch (-want +got):\n%s", diff)
			}
		})
	}
}
