package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
)

// records are how people have answered, by volunteer, with what is expected of them beside.
func (d *Dispatcher) records(ctx context.Context, read *db.Store, campaign string, ids []string, now time.Time) (map[string]match.Record, error) {
	rows, err := read.AnswerRecords(ctx, campaign, ids, match.HalfLife, now)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	means, err := d.means(ctx, read, campaign, now)
	if err != nil {
		return nil, err
	}
	known := make(map[string]match.Record, len(rows))
	for _, r := range rows {
		own := record(r.AnswerRecord)
		own.Expected = means.Expected(r.Organisation, own)
		known[r.Volunteer] = own
	}
	return known, nil
}

// chances are the probabilities of a yes of people, in their order.
func (d *Dispatcher) chances(ctx context.Context, read *db.Store, campaign string, ids []string, now time.Time) ([]float64, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	known, err := d.records(ctx, read, campaign, ids, now)
	if err != nil {
		return nil, err
	}
	yes := make([]float64, len(ids))
	for i, id := range ids {
		yes[i] = known[id].Chance()
	}
	return yes, nil
}

func record(r db.AnswerRecord) match.Record {
	return match.Record{Yes: r.Yes, Asked: r.Asked, YesWeight: r.YesWeight, AskedWeight: r.AskedWeight}
}
