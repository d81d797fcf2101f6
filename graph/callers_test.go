package graph_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAnOperationThatTakesTooLongIsStopped(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.config.Limits.Operation = time.Second
	w.open()
	tx, err := w.pool.Begin(t.Context())
	w.check(err)
	_, err = tx.Exec(t.Context(), `SELECT FROM roles WHERE id = $1 FOR UPDATE`, w.role)
	w.check(err)
	a := w.ask("department", fmt.Sprintf(`mutation { release(assignment: %q, reason: "x") { id } }`, w.confirmed[0]), nil)
	if diff := cmp.Diff([]string{"LIMITED"}, a.codes()); diff != "" || !strings.Contains(a.Errors[0].Message, "1 second") {
		t.Errorf("held up by a locked row (-want +got):\n%s%+v", diff, a.Errors)
	}
	const waiting = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
	w.eventually("the statement is cancelled", func() bool {
		var n int
		w.check(tx.QueryRow(t.Context(), waiting).Scan(&n))
		return n == 0
	})
	w.check(tx.Rollback(t.Context()))
	if state := w.stateOf(w.confirmed[0]); state != "CONFIRMED" {
		t.Errorf("what was stopped has been done: %s", state)
	}
}

func (w *world) stateOf(assignment string) any {
	w.Helper()
	return w.ask("department", fmt.Sprintf(`{ node(id: %q) { ... on Assignment { state } } }`, assignment), nil).Data["node"].(map[string]any)["state"]
}

// frozen is a clock that has stopped, so that no allowance grows back.
func frozen() func() time.Time {
	now := time.Now()
	return func() time.Time { return now }
}

func TestAnAddressThatAsksTooOftenIsHeldUpWhateverItsTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.config.PerSecond = 2
	w.config.Wall = frozen()
	w.open()
	statuses := map[int]int{}
	const allowed = 2 * 5 * 10 // so many a second, times tokens per address, times seconds at once
	for i := range allowed + 3 {
		response, err := http.DefaultClient.Do(w.request(fmt.Sprint("nobody", i), "en", `{ viewer { role } }`, nil))
		w.check(err)
		w.check(response.Body.Close())
		statuses[response.StatusCode]++
	}
	if diff := cmp.Diff(map[int]int{http.StatusUnauthorized: allowed, http.StatusTooManyRequests: 3}, statuses); diff != "" {
		t.Errorf("answers to one address (-want +got):\n%s", diff)
	}
	if a := w.ask("department", `{ viewer { role } }`, nil); len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "LIMITED" || !strings.Contains(a.Errors[0].Message, "10") {
		t.Errorf("a good token from there: %+v", a)
	}
}

func TestATokenThatAsksTooOftenOverOneSocketIsHeldUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.config.PerSecond = 2
	w.config.Wall = frozen()
	w.open()
	s := w.dial("a")
	var limited []int
	for i := range 22 {
		s.start(fmt.Sprint(i), `{ viewer { role } }`)
		if got := s.hear(); strings.Contains(string(got.Payload), "LIMITED") {
			limited = append(limited, i)
		}
		if end := s.hear(); end.Type != "complete" {
			t.Fatalf("after the answer: %+v", end)
		}
	}
	if diff := cmp.Diff([]int{20, 21}, limited); diff != "" {
		t.Errorf("22 questions at once, 20 allowed (-want +got):\n%s", diff)
	}
	if a := w.ask("a", `{ viewer { role } }`, nil); len(a.Errors) != 1 {
		t.Errorf("another way with the same token: %+v", a)
	}
	other := w.dial("b")
	other.start("1", `{ viewer { role } }`)
	if got := other.hear(); strings.Contains(string(got.Payload), "errors") {
		t.Errorf("another token: %s", got.Payload)
	}
}

func TestATokenHasSoManySubscriptionsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.config.Limits.Streams = 3
	w.open()
	const query = `subscription { dispatchEvents { id } }`
	first := w.follow("a", query, "", nil)
	w.follow("a", query, "", nil)
	s := w.dial("a")
	start := w.logged()[0]
	s.start("1", fmt.Sprintf(`subscription { dispatchEvents(after: %q) { id } }`, start))
	if got := s.hear(); got.Type != "next" || strings.Contains(string(got.Payload), "errors") {
		t.Fatalf("the third: %+v", got)
	}
	for range 2 {
		if told := w.follow("a", query, "", nil).next().data; !strings.Contains(told, "LIMITED") || !strings.Contains(told, "3") {
			t.Errorf("one too many: %s", told)
		}
	}
	w.follow("b", moves, start, nil).next() // another token's
	first.end()
	w.eventually("there is room again", func() bool {
		return !strings.Contains(w.follow("a", moves, start, nil).next().data, "LIMITED")
	})
}
