package dispatch

import (
	"context"
	"sync"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
)

// meansLast is for how long, on the campaign's clock, the means of a campaign's answers are taken
// as they were read: people are asked all the time, and what tens of thousands of answers say
// changes slowly.
const meansLast = 10 * time.Minute

// readMeans are the means that were read last, by campaign.
type readMeans struct {
	mu sync.Mutex
	of map[string]meansAt
}

type meansAt struct {
	at    time.Time
	means match.Means
}

func (r *readMeans) get(campaign string, now time.Time) (match.Means, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	last, known := r.of[campaign]
	return last.means, known && !now.Before(last.at) && now.Sub(last.at) < meansLast
}

func (r *readMeans) put(campaign string, means match.Means, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.of[campaign] = meansAt{at: now, means: means}
}

// means tell what the answers of a campaign's people let expect of each of them. Nobody waits for
// another's reading, which might need the connection that the waiting one holds.
func (d *Dispatcher) means(ctx context.Context, read *db.Store, campaign string, now time.Time) (match.Means, error) {
	if means, fresh := d.read.get(campaign, now); fresh {
		return means, nil
	}
	rows, err := read.AnswersByOrganisation(ctx, campaign, match.HalfLife, now)
	if err != nil {
		return match.Means{}, err
	}
	of := make(map[string]match.Share, len(rows))
	for _, r := range rows {
		of[r.Organisation] = match.Share{YesWeight: r.YesWeight, AskedWeight: r.AskedWeight}
	}
	means := match.NewMeans(of)
	d.read.put(campaign, means, now)
	return means, nil
}

// expect fills in what is expected of people before their own answers speak, for those who are
// chosen among.
func (d *Dispatcher) expect(ctx context.Context, read *db.Store, campaign string, people []match.Person, now time.Time) error {
	means, err := d.means(ctx, read, campaign, now)
	if err != nil {
		return err
	}
	for i := range people {
		p := &people[i]
		p.Record.Expected = means.Expected(p.Organisation, p.Record)
	}
	return nil
}
