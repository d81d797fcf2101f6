package sim

import (
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ways are the picks that one person could have of one seat, whoever is asked when.
type ways func(*world, *person, offer) []pick

// holds is to be confirmed when the shift begins: for whoever would say yes if they were asked at the best
// moment from the campaign's founding on, and for nothing else before. Whoever will be away for exams takes
// it back. Whoever comes before no-shows are counted stays.
func (w *world) holds(p *person, o offer) []pick {
	ahead := roster.Span{Start: w.founded, End: o.span.Start}
	if p.exams.Overlaps(o.span) || !p.mayAccept(w.config.Seed, o, w.config.Behaviour.Accept, ahead) {
		return nil
	}
	return []pick{{minutes: o.span.Minutes(), worth: 1, stays: w.arrival(p, o).Before(o.span.Start.Add(match.NoShowAfter))}}
}

// covers is to be there for the minutes from their coming on: as one of the confirmed, or to stand in.
func (w *world) covers(p *person, o offer) []pick {
	var found []pick
	for _, held := range w.holds(p, o) {
		held.worth = o.span.End.Sub(w.arrival(p, o)).Minutes()
		found = append(found, held)
	}
	return append(found, w.standsIn(p, o)...)
}

// standsIn is to be asked once the shift has begun, which is no sooner than StandInAfter its start, and to
// come. Whoever takes longer than JoinWithin may have been counted absent by then.
func (w *world) standsIn(p *person, o offer) []pick {
	late := roster.Span{Start: o.span.Start.Add(match.StandInAfter), End: o.span.End}
	way, comes := w.comesAtOnce(p, o)
	if !comes || p.exams.Overlaps(o.span) || !p.mayAccept(w.config.Seed, o, w.config.Behaviour.Accept, late) {
		return nil
	}
	left := late.End.Sub(late.Start.Add(way)).Minutes()
	return []pick{{minutes: o.span.Minutes(), worth: max(0, left), stays: way < match.JoinWithin}}
}

// weeksOf adds somebody's weeks to a market: the seats that suit them, by start, with the ways in which
// they could have them. Who has consented to no texts is neither asked nor picks seats.
func (m *market) weeksOf(w *world, p *person, shifts []served, of ways) {
	if !p.ConsentSMS {
		return
	}
	who := match.Person{Volunteer: p.Volunteer, Home: p.home, Windows: p.Availability.Windows(w.campaign.StartsOn, w.campaign.EndsOn, w.zone)}
	var last roster.Span
	for i, s := range shifts {
		seat := match.Seat{Role: s.Role, Shift: s.Shift, At: w.codes[s.Shift.Commune], Location: w.zone}
		if !match.Suits(&who, &seat) {
			continue
		}
		for _, pick := range of(w, p, w.offer(s.Shift.Span, seat.At)) {
			pick.seat = i
			m.seats[i].top = max(m.seats[i].top, pick.worth)
			m.add(w, p.Limits, last, s.Shift.Span, pick)
			last = s.Shift.Span
		}
	}
}

// add puts a pick where it begins: in the last week and moment, if the person's last pick began in these.
func (m *market) add(w *world, limits roster.Limits, last, span roster.Span, pick pick) {
	day := roster.DateOf(span.Start, w.zone)
	monday := day.Monday()
	if last == (roster.Span{}) || roster.DateOf(last.Start, w.zone).Monday() != monday {
		m.weeks = append(m.weeks, week{limits: limits})
	}
	here := &m.weeks[len(m.weeks)-1]
	if len(here.moments) == 0 || !last.Start.Equal(span.Start) {
		here.moments = append(here.moments, moment{day: monday.DaysUntil(day)})
	}
	at := &here.moments[len(here.moments)-1]
	at.picks = append(at.picks, pick)
}
