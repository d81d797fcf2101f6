package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
)

// records are how people have answered, by volunteer; who isn't in it has no record yet.
func records(ctx context.Context, read *db.Store, campaign string, ids []string, now time.Time) (map[string]match.Record, error) {
	rows, err := read.AnswerRecords(ctx, campaign, ids, match.HalfLife, now)
	if err != nil {
		return nil, err
	}
	known := make(map[string]match.Record, len(rows))
	for _, r := range rows {
		known[r.Volunteer] = record(r)
	}
	return known, nil
}

func record(r db.AnswerRecord) match.Record {
	return match.Record{Yes: r.Yes, Asked: r.Asked, YesWeight: r.YesWeight, AskedWeight: r.AskedWeight}
}
