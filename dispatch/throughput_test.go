package dispatch_test

import (
	"sync"
	"testing"
	"time"
)

// TestQuestionsLeaveSideBySideEachOnce sends as many questions as a wave of a whole city has. The
// provider answers at once here; how many a second leave is in the benchmarks.
func TestQuestionsLeaveSideBySideEachOnce(t *testing.T) {
	t.Parallel()
	const people, seats, senders = 300, 20, 8
	w := newWorld(t, people)
	var texts []string
	for i := 0; i < people; i += seats {
		role := w.shift(span(2, 8, 11), guides(seats))
		for _, p := range w.people[i : i+seats] {
			texts = append(texts, w.ask(role, p.ID).Message)
		}
	}
	begun := time.Now()
	var group sync.WaitGroup
	for share := range senders {
		group.Go(func() {
			for i := share; i < len(texts); i += senders {
				if err := w.dispatcher.SendMessage(t.Context(), w.campaign.ID, texts[i], morning); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	took := time.Since(begun)
	t.Logf("%d texts in %v: %.0f a second", people, took, people/took.Seconds())
	for i, p := range w.people {
		if n := w.texts(i); n != 1 {
			t.Errorf("%s has %d texts", p.Name, n)
		}
	}
}
