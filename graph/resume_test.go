package graph_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/graph"
	"github.com/tiepsuc/tiepsuc/roster"
)

const moves = `subscription($after: ID) { dispatchEvents(after: $after) { id to assignment { id } } }`

// frame is one event of a stream.
type frame struct{ id, data string }

// stream is a subscription over server-sent events.
type stream struct {
	*world
	frames <-chan frame
	end    func()
}

// follow subscribes as a browser does that has seen an event, "" for none, and returns once the server
// has taken it.
func (w *world) follow(token, query, lastSeen string, variables map[string]any) *stream {
	w.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	w.Cleanup(cancel)
	r := w.request(token, "en", query, variables).WithContext(ctx)
	r.Header.Set("Accept", "text/event-stream")
	if lastSeen != "" {
		r.Header.Set("Last-Event-ID", lastSeen)
	}
	response, err := http.DefaultClient.Do(r)
	w.check(err)
	w.Cleanup(func() { _ = response.Body.Close() })
	frames := make(chan frame, 64)
	go func() {
		var f frame
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				f.id = value
			case "data":
				f.data = value
			case "":
				if f.data != "" {
					frames <- f
				}
				f = frame{}
			}
		}
	}()
	return &stream{w, frames, cancel}
}

// next is the next event of the stream.
func (s *stream) next() frame {
	s.Helper()
	select {
	case f := <-s.frames:
		return f
	case <-time.After(10 * time.Second):
		s.Fatal("nothing was told")
		return frame{}
	}
}

// ids are those of the next events.
func (s *stream) ids(n int) []string {
	s.Helper()
	ids := make([]string, n)
	for i := range ids {
		f := s.next()
		if ids[i] = f.id; !strings.Contains(f.data, fmt.Sprintf(`"id":%q`, f.id)) {
			s.Errorf("the event %s has the id line %q", f.data, f.id)
		}
	}
	return ids
}

// propose has somebody proposed for the world's role in a transaction of the caller.
func (w *world) propose(store *db.Store, role, volunteer string) string {
	w.Helper()
	a := roster.Assignment{ID: w.id(), Role: role, Volunteer: volunteer, Source: roster.FromCoordinator}
	w.check(store.AddAssignment(w.Context(), w.campaign, a, db.Note{Actor: roster.ByCoordinator, At: morning}))
	return a.ID
}

// newcomers registers people of the first university.
func (w *world) newcomers(n int) []string {
	w.Helper()
	ids := make([]string, n)
	for i := range ids {
		ids[i] = w.register(w.orgs[0], fmt.Sprint("n", i), roster.Phone(fmt.Sprintf("+849123457%02d", i)), fmt.Sprint("Mới ", i)).ID
	}
	return ids
}

// logged are the ids of all events of the campaign, in the order in which they took effect.
func (w *world) logged() []string {
	w.Helper()
	changes, err := w.store.ChangesAfter(w.Context(), w.campaign, 0, 1000)
	w.check(err)
	var ids []string
	for _, c := range changes {
		if c.Event != 0 {
			ids = append(ids, fmt.Sprint(c.Event))
		}
	}
	return ids
}

func TestAStreamThatBrokeOffGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	people := w.newcomers(6)
	first := w.follow("department", moves, "", nil)
	w.propose(w.store, w.role, people[0])
	seen := first.ids(1)
	first.end()
	for _, p := range people[1:4] {
		w.propose(w.store, w.role, p)
	}
	byArgument := w.follow("department", moves, "", map[string]any{"after": seen[0]})
	w.propose(w.store, w.role, people[4]) // between what is read again and what is told live
	got := byArgument.ids(4)
	w.propose(w.store, w.role, people[5])
	got = append(got, byArgument.ids(1)...)
	all := w.logged()
	want := all[len(all)-5:]
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("after the argument (-want +got):\n%s", diff)
	}
	// A browser sends the body of its first request again, and what it has seen since in a header.
	byHeader := w.follow("department", moves, got[2], map[string]any{"after": seen[0]})
	if diff := cmp.Diff(want[3:], byHeader.ids(2)); diff != "" {
		t.Errorf("after the header (-want +got):\n%s", diff)
	}
}

func TestAnEventThatCommitsLateIsNotMissed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	people := w.newcomers(2)
	live := w.follow("department", moves, "", nil)
	tx, err := w.pool.Begin(t.Context())
	w.check(err)
	slow, err := db.WithTx(tx)
	w.check(err)
	late := w.propose(slow, w.role, people[0])
	early := w.propose(w.store, w.role, people[1])
	seen := live.next()
	if !strings.Contains(seen.data, early) {
		t.Fatalf("told %s first, want %s", seen.data, early)
	}
	w.check(tx.Commit(t.Context()))
	told := live.next()
	if !strings.Contains(told.data, late) || len(told.id) > len(seen.id) || len(told.id) == len(seen.id) && told.id >= seen.id {
		t.Errorf("told %+v after %+v, want %s with a lower id", told, seen, late)
	}
	again := w.follow("department", moves, seen.id, nil)
	if diff := cmp.Diff(told, again.next(), cmp.AllowUnexported(frame{})); diff != "" {
		t.Errorf("going on after the early one (-live +resumed):\n%s", diff)
	}
}

func TestWhatWasMissedIsToldToWhomItConcerns(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	start := w.logged()[0]
	for i, token := range []string{"a", "b"} {
		s := w.follow(token, moves, start, nil)
		mine := w.propose(w.store, w.role, w.register(w.orgs[i], "x", roster.Phone(fmt.Sprint("+8491234658", i)), "X").ID)
		reached := ""
		for !strings.Contains(reached, mine) {
			reached += s.next().data
		}
		if !strings.Contains(reached, w.confirmed[i]) || strings.Contains(reached, w.confirmed[1-i]) {
			t.Errorf("%s was told %s", token, reached)
		}
	}
	foreign := w.follow("commune1", moves, start, nil)
	select {
	case f := <-foreign.frames:
		t.Errorf("a foreign commune was told %+v", f)
	case <-time.After(time.Second):
	}
}

func TestACursorThatLeadsNowhereSaysWhatToDo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const other = `INSERT INTO changes (campaign_id, commune_code, event_id) VALUES (gen_random_uuid(), 'x', 777777) RETURNING position`
	var foreign int64
	w.check(w.pool.QueryRow(t.Context(), other).Scan(&foreign))
	for after, want := range map[string]string{"nonsense": "BAD_INPUT", "999999": "BAD_INPUT", "777777": "BAD_INPUT", "c999999": "BAD_INPUT", fmt.Sprint("c", foreign): "BAD_INPUT", "c": "BAD_INPUT"} {
		for _, query := range []string{moves, `subscription($after: ID) { coverageChanged(after: $after) { code } }`} {
			told := w.follow("department", query, "", map[string]any{"after": after}).next().data
			if !strings.Contains(told, want) || !strings.Contains(told, `"after"`) {
				t.Errorf("after %q: %s", after, told)
			}
		}
	}
	const many = `INSERT INTO changes (campaign_id, commune_code) SELECT $1, '00001' FROM generate_series(1, 10001)`
	oldest := w.logged()[0]
	_, err := w.pool.Exec(t.Context(), many, w.campaign)
	w.check(err)
	if told := w.follow("department", moves, oldest, nil).next().data; !strings.Contains(told, "LIMITED") || !strings.Contains(told, "10000") {
		t.Errorf("after too much: %s", told)
	}
}

func TestWhatHappensBeforeTheFeedHearsIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.config.Feed = graph.NewFeed(w.store)
	w.open()
	events := w.follow("department", moves, "", nil)
	boards := w.follow("department", `subscription { coverageChanged { code } }`, "", nil)
	person := w.newcomers(1)[0]
	id := w.propose(w.store, w.role, person)
	w.run(w.config.Feed)
	for name, told := range map[string]string{id: events.next().data, code(0): boards.next().data} {
		if !strings.Contains(told, name) {
			t.Errorf("told %s, want %s", told, name)
		}
	}
}

func TestAFeedThatLosesItsConnectionLosesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.settle(boardQuery) // the feed hears the database by now
	people := w.newcomers(4)
	s := w.follow("department", moves, "", nil)
	const cut = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND (query LIKE 'LISTEN%' OR query LIKE '-- ping%') AND pid <> pg_backend_pid()`
	for i, p := range people {
		if i%2 == 0 {
			w.eventually("the feed's connection is cut", func() bool {
				var n int
				w.check(w.pool.QueryRow(t.Context(), cut).Scan(&n))
				return n == 1
			})
		}
		w.propose(w.store, w.role, p)
	}
	all := w.logged()
	if diff := cmp.Diff(all[len(all)-4:], s.ids(4)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestOneNodeTellsWhatAnotherDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	first := w.url
	w.config.Feed = graph.NewFeed(w.store)
	w.run(w.config.Feed)
	w.open()
	s := w.follow("department", moves, "", nil)
	w.url = first
	a := w.ask("department", fmt.Sprintf(`mutation { release(assignment: %q, reason: "x") { id } }`, w.confirmed[0]), nil)
	if told := s.next().data; len(a.Errors) > 0 || !strings.Contains(told, w.confirmed[0]) {
		t.Errorf("told %s of %+v", told, a)
	}
}

func TestABoardThatBrokeOffIsToldOfEachCommuneThatChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	const query = `subscription($after: ID) { coverageChanged(after: $after) { code coverage(from: "2026-11-25", to: "2026-12-01") { seats confirmed } } }`
	s := w.follow("department", query, "", nil)
	w.addShift()
	seen := s.next()
	s.end()
	_, err := w.dispatcher.Release(t.Context(), roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}, w.confirmed[0], "đổi ca", morning)
	w.check(err)
	w.addShift()
	again := w.follow("department", query, "", map[string]any{"after": seen.id})
	got := []string{again.next().data, again.next().data}
	slices.Sort(got)
	for i, want := range []string{`"code":"00001","coverage":{"seats":4,"confirmed":1}`, `"code":"00002","coverage":{"seats":6,"confirmed":0}`} {
		if !strings.Contains(got[i], want) {
			t.Errorf("told %s, want %s", got[i], want)
		}
	}
}
