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
				known[id] = s.renewed(p).Record
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

// crew is an organisation's people: the sum of their answers in billionths, as they will weigh when the
// day of the scene is over.
type crew struct{ answers match.Share }

// replace puts what somebody's answers weigh in place of what they weighed.
func (c *crew) replace(was *match.Share, is match.Share) {
	c.answers.YesWeight += is.YesWeight - was.YesWeight
	c.answers.AskedWeight += is.AskedWeight - was.AskedWeight
	*was = is
}

// remember keeps how somebody had answered at a moment.
func (s *scene) remember(p *standing, r match.Record, at time.Time) {
	p.record, p.recordAt = r, at
	if p.crew != nil {
		p.crew.replace(&p.weighs, inParts(r.Share().Aged(s.dayOver.Sub(at)), billion))
	}
}

// leave takes somebody out of their crew.
func (p *standing) leave() {
	p.crew.replace(&p.weighs, match.Share{})
	p.crew = nil
}

const (
	million = 1_000_000
	billion = 1_000_000_000
)

// inParts counts a share in parts of one. Whole numbers can be summed in any order and change no digit.
func inParts(s match.Share, parts float64) match.Share {
	return match.Share{YesWeight: math.Round(s.YesWeight * parts), AskedWeight: math.Round(s.AskedWeight * parts)}
}

func fromParts(s match.Share, parts float64) match.Share {
	return match.Share{YesWeight: s.YesWeight / parts, AskedWeight: s.AskedWeight / parts}
}

// recall makes now the moment at which the scene is looked at. What answers weigh is told in millionths:
// an answer of this moment weighs one.
func (s *scene) recall(now time.Time) {
	s.asOf = now
	answers := make(map[string]match.Share, len(s.crews))
	for organisation, c := range s.crews {
		weigh := fromParts(c.answers, billion).Aged(now.Sub(s.dayOver))
		answers[organisation] = fromParts(inParts(weigh, million), million)
	}
	s.means = match.NewMeans(answers)
}

// renewed is a person of the scene at the moment of the look: with how much they were asked of late, how
// much each of their answers weighs, and what those of others let expect.
func (s *scene) renewed(p *standing) *match.Person {
	countAsks(&p.Person, p.askedAt, p.textedAt, s.asOf)
	p.Record = p.record.Aged(s.asOf.Sub(p.recordAt))
	p.Record.Expected = s.means.Expected(p.Organisation, p.Record)
	return &p.Person
}

func record(r db.AnswerRecord) match.Record {
	return match.Record{Yes: r.Yes, Asked: r.Asked, YesWeight: r.YesWeight, AskedWeight: r.AskedWeight}
}
