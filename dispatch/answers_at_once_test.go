package dispatch_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// TestAnswersAtOnceLoseNoneAndOverbookNone lets twice as many people as there are seats answer
// side by side, most of them with yes.
func TestAnswersAtOnceLoseNoneAndOverbookNone(t *testing.T) {
	t.Parallel()
	const people, roles, seats, handlers = 200, 10, 10, 8
	w := newWorld(t, people)
	var asks []roster.Ask
	var byRole []string
	for i := range roles {
		byRole = append(byRole, w.shift(span(2, 8, 11), guides(seats)))
		for _, p := range w.people[i*people/roles : (i+1)*people/roles] {
			asks = append(asks, w.ask(byRole[i], p.ID))
		}
	}
	answers := drawn(len(asks))
	told := make([]roster.Told, len(asks))
	begun := time.Now()
	var group sync.WaitGroup
	for share := range handlers {
		group.Go(func() {
			for i := share; i < len(asks); i += handlers {
				var err error
				if told[i], err = w.dispatcher.AnswerLink(t.Context(), asks[i].Link, asks[i].ID, answers[i], morning); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	took := time.Since(begun)
	t.Logf("%d answers in %v: %.0f a second", people, took, people/took.Seconds())
	for i, role := range byRole {
		part := told[i*people/roles : (i+1)*people/roles]
		if got := w.states(role)[roster.Confirmed]; got != seats || got != count(part, roster.ToldConfirmed) {
			t.Errorf("role %d: %d of %d seats are taken, %d were told so", i, got, seats, count(part, roster.ToldConfirmed))
		}
		no, late := count(part, roster.ToldDeclined), count(part, roster.ToldWaiting)
		if no+late+seats != people/roles {
			t.Errorf("role %d: of %d people %d said no and %d were too late", i, people/roles, no, late)
		}
	}
	if broken := w.broken(morning); len(broken) > 0 {
		t.Errorf("broken: %v", broken)
	}
}

// drawn are so many answers, three of four yes.
func drawn(n int) []roster.Answer {
	rng := rand.New(rand.NewPCG(1, 2))
	answers := make([]roster.Answer, n)
	for i := range answers {
		answers[i] = roster.Yes
		if rng.IntN(4) == 0 {
			answers[i] = roster.No
		}
	}
	return answers
}

func count(told []roster.Told, want roster.Told) int {
	n := 0
	for _, t := range told {
		if t == want {
			n++
		}
	}
	return n
}
