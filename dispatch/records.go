package dispatch

import (
	"context"
	"math"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// records are how people have answered, with what is expected of them beside, by volunteer.
func (d *Dispatcher) records(ctx context.Context, campaign roster.Campaign, ids []string, now time.Time) (map[string]match.Record, error) {
	known := make(map[string]match.Record, len(ids))
	err := d.look(ctx, campaign, now, func(s *scene) error {
		for _, id := range ids {
			if p := s.byID[id]; p != nil {
				known[id] = p.Record
			}
		}
		return nil
	})
	return known, err
}

// expect fills in what the answers of others let expect of each.
func (s *scene) expect() {
	of := map[string]match.Share{}
	for _, p := range s.people {
		sum := of[p.Organisation]
		sum.YesWeight += millionths(p.Record.YesWeight)
		sum.AskedWeight += millionths(p.Record.AskedWeight)
		of[p.Organisation] = sum
	}
	for organisation, sum := range of {
		of[organisation] = match.Share{YesWeight: sum.YesWeight / million, AskedWeight: sum.AskedWeight / million}
	}
	means := match.NewMeans(of)
	for _, p := range s.people {
		p.Record.Expected = means.Expected(p.Organisation, p.Record)
	}
}

const million = 1_000_000

// millionths are whole, so that the order in which they are summed changes no digit.
func millionths(weight float64) float64 { return math.Round(weight * million) }

func record(r db.AnswerRecord) match.Record {
	return match.Record{Yes: r.Yes, Asked: r.Asked, YesWeight: r.YesWeight, AskedWeight: r.AskedWeight}
}
