package dispatch_test

import (
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

// What BenchmarkAnswers asks: twice as many people as there are seats, in shifts of a city.
const (
	benchRoles    = 200
	benchSeats    = 10
	benchAsked    = 2 * benchSeats
	benchHandlers = 12
)

// BenchmarkAnswers takes the answers of a city's people from their pages, three of four with yes,
// in no order. Each round asks 4,000 people and lets the texts leave before the clock runs; the
// first tenth of the answers, which warm the connections up, isn't timed. A lost answer, an
// overbooked role or a broken invariant fails it.
func BenchmarkAnswers(b *testing.B) {
	took := 0
	for range b.N {
		b.StopTimer()
		w, asks := asked(b)
		answers := drawn(len(asks))
		told := make([]roster.Told, len(asks))
		warm := len(asks) / 10
		w.answerAll(asks[:warm], answers, told)
		b.StartTimer()
		w.answerAll(asks[warm:], answers[warm:], told[warm:])
		b.StopTimer()
		took += len(asks) - warm
		w.checkAnswers(asks, answers, told)
	}
	b.ReportMetric(float64(took)/b.Elapsed().Seconds(), "answers/s")
	b.ReportMetric(0, "ns/op")
}

// asked is a campaign whose people have all got a question, drawn into an order.
func asked(b *testing.B) (*world, []roster.Ask) {
	b.Helper()
	w := newWorldOn(b, benchPool(b), benchRoles*benchAsked)
	asks := make([]roster.Ask, len(w.people))
	roles := make([]string, benchRoles)
	for i := range roles {
		roles[i] = w.shift(span(2+i%5, 8, 11), guides(benchSeats))
	}
	order := rand.New(rand.NewPCG(3, 4)).Perm(len(asks))
	w.sideBySide(len(asks), func(i int) error {
		i = order[i] // so that few wait for the same role
		a, err := w.dispatcher.Assign(b.Context(), w.department, roles[i/benchAsked], w.people[i].ID, "", morning)
		if err != nil {
			return err
		}
		if asks[i], err = w.dispatcher.Ask(b.Context(), w.department, a.ID, morning); err != nil {
			return err
		}
		return w.dispatcher.SendMessage(b.Context(), w.campaign.ID, asks[i].Message, morning)
	})
	_, err := w.pool.Exec(b.Context(), "VACUUM ANALYZE") // as autovacuum would have meanwhile
	w.check(err)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(asks), func(i, k int) { asks[i], asks[k] = asks[k], asks[i] })
	return w, asks
}

// benchPool is a database of the benchmark's own, opened as serve does.
func benchPool(b *testing.B) *pgxpool.Pool {
	b.Helper()
	config, err := pgxpool.ParseConfig(dbtest.URL(b))
	if err != nil {
		b.Fatal(err)
	}
	config.MaxConns, config.ConnConfig.RuntimeParams["jit"] = 24, "off"
	pool, err := pgxpool.NewWithConfig(b.Context(), config)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	return pool
}

func (w *world) answerAll(asks []roster.Ask, answers []roster.Answer, told []roster.Told) {
	w.Helper()
	w.sideBySide(len(asks), func(i int) error {
		var err error
		told[i], err = w.dispatcher.AnswerLink(w.Context(), asks[i].Link, asks[i].ID, answers[i], morning)
		return err
	})
}

// sideBySide does so many things with as many handlers as the benchmarks have.
func (w *world) sideBySide(n int, do func(i int) error) {
	w.Helper()
	var next atomic.Int64
	var group errgroup.Group
	for range benchHandlers {
		group.Go(func() error {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := do(i); err != nil {
					return fmt.Errorf("number %d: %w", i, err)
				}
			}
			return nil
		})
	}
	w.check(group.Wait())
}

// checkAnswers holds what each person was told against the tables, and the tables against what
// must always hold of them.
func (w *world) checkAnswers(asks []roster.Ask, answers []roster.Answer, told []roster.Told) {
	w.Helper()
	stands := w.stands()
	for i, ask := range asks {
		allowed := stands[ask.ID] == told[i] && (answers[i] == roster.Yes) == (told[i] != roster.ToldDeclined)
		if !allowed {
			w.Errorf("who said %s was told %q, but the tables say %q", answers[i], told[i], stands[ask.ID])
		}
	}
	if n := count(told, roster.ToldConfirmed); n != benchRoles*benchSeats {
		w.Errorf("%d of %d seats are taken", n, benchRoles*benchSeats)
	}
	if broken := w.broken(morning); len(broken) > 0 {
		w.Errorf("broken: %v", broken)
	}
}

// stands is what the tables say of who was asked, by ask: whether they have the seat or wait for
// it, and if neither, whether their ask has ended.
func (w *world) stands() map[string]roster.Told {
	w.Helper()
	const query = `
		SELECT q.id, CASE WHEN a.state = 'confirmed' THEN 'confirmed' WHEN l.since IS NOT NULL THEN 'waiting' WHEN q.closed_at IS NOT NULL THEN 'declined' ELSE 'open' END
		FROM asks q
		JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		LEFT JOIN waiting_list l ON l.campaign_id = a.campaign_id AND l.role_id = a.role_id AND l.volunteer_id = a.volunteer_id`
	rows, err := w.pool.Query(w.Context(), query)
	w.check(err)
	stands := map[string]roster.Told{}
	var ask string
	var told roster.Told
	_, err = pgx.ForEachRow(rows, []any{&ask, &told}, func() error {
		stands[ask] = told
		return nil
	})
	w.check(err)
	return stands
}
