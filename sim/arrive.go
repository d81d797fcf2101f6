package sim

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/roster"
)

// served is a seat whose shift has begun: how many had said yes by then, and when the first
// of those who came was there.
type served struct {
	db.Seat
	confirmed int
	there     time.Time // the end of the shift when nobody came
}

// planStarts plans the moments at which shifts begin. Shifts that are added later begin at
// the same hours.
func (w *world) planStarts(seed *invent.Seed) {
	starts := map[time.Time]bool{}
	for _, s := range seed.Shifts {
		if at := s.Span.Start.UTC(); !starts[at] {
			starts[at] = true
			w.queue.plan(at, 0, w.begin)
		}
	}
}

// begin is a moment at which shifts start: of those who have said yes, who comes, comes.
func (w *world) begin(ctx context.Context, now time.Time) error {
	span := roster.Span{Start: now, End: now.Add(time.Second)}
	seats, err := w.store.SeatsBetween(ctx, w.campaign.ID, span)
	if err != nil {
		return err
	}
	held, err := w.store.HeldBetween(ctx, w.campaign.ID, span)
	if err != nil {
		return err
	}
	for _, seat := range seats {
		s := served{Seat: seat, there: seat.Shift.Span.End}
		for _, a := range held {
			if a.Role == seat.Role.ID && a.State == roster.Confirmed {
				s.confirmed++
				w.planCheckIn(a, w.arrival(w.ids[a.Volunteer], w.offer(a.Span, w.codes[a.Commune])))
			}
		}
		w.begun[seat.Role.ID] = len(w.shifts)
		w.shifts = append(w.shifts, s)
	}
	return nil
}

// arrival is when somebody who has said yes is there: on time, late, or never, which is the
// end of the shift.
func (w *world) arrival(p *person, o offer) time.Time {
	b := w.config.Behaviour
	rng := w.drawShift(p, "arrive", o)
	if rng.Float64() >= b.ShowUp {
		return o.span.End
	}
	if rng.Float64() >= b.Late.Share {
		return o.span.Start
	}
	const sigma = 0.6
	late := time.Duration(b.Late.MedianMinutes * math.Exp(rng.NormFloat64()*sigma) * o.factor * float64(time.Minute))
	return earlier(o.span.End, o.span.Start.Add(late))
}

// planCheckIn lets the coordinator on the spot record somebody who comes. Who comes too late
// to be let in again when others have the seat is sent home.
func (w *world) planCheckIn(a roster.Assignment, there time.Time) {
	if !there.Before(a.Span.End) {
		return
	}
	w.queue.plan(there, rankStaff, func(ctx context.Context, now time.Time) error {
		_, err := w.dispatcher.CheckIn(ctx, w.department, a.ID, dispatch.Shown{}, now)
		if roster.KindOf(err) == roster.Conflict {
			return nil
		}
		s := &w.shifts[w.begun[a.Role]]
		s.there = earlier(s.there, now)
		return err
	})
}

// standIn plans when somebody is there who says yes to a shift that has begun.
func (w *world) standIn(ctx context.Context, p *person, ask string, o offer, now time.Time) error {
	asked, err := w.store.Ask(ctx, w.campaign.ID, ask)
	if err != nil {
		return err
	}
	a, err := w.store.Assignment(ctx, w.campaign.ID, asked.Assignment)
	if way, comes := w.comesAtOnce(p, o); err == nil && comes {
		w.planCheckIn(a, now.Add(way))
	}
	return err
}

// comesAtOnce tells whether somebody comes who says yes to a shift that has begun, and how long they take:
// they get ready and come.
func (w *world) comesAtOnce(p *person, o offer) (time.Duration, bool) {
	const ready, kmPerHour = 15 * time.Minute, 20
	way := time.Duration(p.home.Km(o.at) * o.factor / kmPerHour * float64(time.Hour))
	return ready + way, w.drawShift(p, "stand in", o).Float64() < w.config.Behaviour.ShowUp
}

func earlier(times ...time.Time) time.Time {
	return slices.MinFunc(times, time.Time.Compare)
}
