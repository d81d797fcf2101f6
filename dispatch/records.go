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

// promptness is how soon people have answered of late.
func promptness(ctx context.Context, store *db.Store, campaign roster.Campaign, now time.Time) (match.Promptness, error) {
	var hours [24]match.Delays
	delays, err := store.AnswerDelays(ctx, campaign.ID, match.HalfLife, campaign.TimeZone, now)
	for _, d := range delays {
		hours[d.Hour] = match.Delays{Answers: d.Answers, LogMinutes: d.LogMinutes}
	}
	return match.NewPromptness(hours), err
}

// inTime is the probability that somebody who answers does so before the window of a question put now
// is over.
func (s *scene) inTime(seat db.Seat, now time.Time) float64 {
	ahead := seat.Shift.Span.Start.Sub(now)
	mode := match.ModeFor(now, seat.Shift.Span.Start, seat.Shift.Urgent)
	return s.prompt.Within(now.In(s.campaign.Location()).Hour(), match.AnswerWindow(mode, ahead))
}

// crew is an organisation's people: the sum of their answers in millionths, and what that lets expect of
// one of whom nothing else is known.
type crew struct {
	answers  match.Share
	expected float64
}

// expect fills in what the answers of others let expect of each.
func (s *scene) expect() {
	for _, c := range s.crews {
		*c = crew{}
	}
	for _, p := range s.people {
		if p.Record.AskedWeight > 0 {
			p.crew.answers.YesWeight += millionths(p.Record.YesWeight)
			p.crew.answers.AskedWeight += millionths(p.Record.AskedWeight)
		}
	}
	of := make(map[string]match.Share, len(s.crews))
	for organisation, c := range s.crews {
		of[organisation] = match.Share{YesWeight: c.answers.YesWeight / million, AskedWeight: c.answers.AskedWeight / million}
	}
	means := match.NewMeans(of)
	for organisation, c := range s.crews {
		c.expected = means.Expected(organisation, match.Record{})
	}
	for _, p := range s.people {
		if p.Record.Expected = p.crew.expected; p.Record.AskedWeight > 0 {
			p.Record.Expected = means.Expected(p.Organisation, p.Record)
		}
	}
}

const million = 1_000_000

// millionths are whole, so that the order in which they are summed changes no digit.
func millionths(weight float64) float64 { return math.Round(weight * million) }

func record(r db.AnswerRecord) match.Record {
	return match.Record{Yes: r.Yes, Asked: r.Asked, YesWeight: r.YesWeight, AskedWeight: r.AskedWeight}
}
