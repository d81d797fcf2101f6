package sim

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Somebody who looks at an open board reads so many of its nearest seats, and picks so many
// at most.
const (
	seatsRead   = 8
	seatsPicked = 2
)

// planLooks plans each person's first look at the open board, where there is one.
func (w *world) planLooks(seed *invent.Seed) {
	if !w.config.Policy.OpenBoard {
		return
	}
	for _, v := range seed.Volunteers {
		w.planLook(w.people[v.Phone], roster.DateOf(w.now, w.zone))
	}
}

// planLook plans a look at a board at some hour of a day, as likely as a text is read.
func (w *world) planLook(p *person, day roster.Date) {
	rng := drawFor(w.config.Seed, p.Phone, "board", day.String())
	const opens, hours = 8, 14
	at := day.Time(w.zone).Add(opens * time.Hour).Add(time.Duration(rng.Float64() * hours * float64(time.Hour)))
	looks := p.ConsentSMS && rng.Float64() >= w.config.Behaviour.ReplyMinutes.Never
	w.queue.plan(at, 0, func(ctx context.Context, now time.Time) error {
		w.planLook(p, day.AddDays(1))
		if !looks {
			return nil
		}
		return w.act(func(ctx context.Context, now time.Time) error { return w.pick(ctx, p, now) })(ctx, now)
	})
}

// pick takes the nearest seats that somebody likes.
func (w *world) pick(ctx context.Context, p *person, now time.Time) error {
	me := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: p.ID}
	open, err := w.dispatcher.OpenSeats(ctx, me, now)
	if err != nil {
		return err
	}
	picked := 0
	for _, seat := range open[:min(seatsRead, len(open))] {
		o := w.offer(seat.Shift.Span, w.codes[seat.Shift.Commune])
		if picked == seatsPicked || !p.accepts(w.config.Seed, o, w.config.Behaviour.Accept, now) {
			continue
		}
		err := w.dispatcher.Pick(ctx, me, seat.Role.ID, now)
		if roster.KindOf(err) == roster.Conflict {
			continue
		}
		if err != nil {
			return err
		}
		picked++
		w.promise(p, o, now, func(ctx context.Context, now time.Time) error {
			err := w.dispatcher.GiveBack(ctx, me, seat.Role.ID, now)
			if roster.KindOf(err) == roster.NotFound {
				return nil
			}
			return err
		})
	}
	return nil
}
