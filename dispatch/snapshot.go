package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// snapshot is the planner's problem of now, with what is needed to read its plan: which
// assignments stand already, and which proposals there were.
//
// The problem begins on the Monday of this week, so that the planner's weeks are calendar
// weeks and what somebody has served since Monday counts against their limits. Shifts that
// have begun are in it only with the seats that people hold, as pins.
type snapshot struct {
	problem  *planner.Problem
	people   []roster.Volunteer // all of the campaign, also those who can't be planned
	from, to roster.Date
	start    time.Time
	end      time.Time
	fixed    map[db.Proposal]bool
	proposed map[db.Proposal]bool
	standing int // seats to come that somebody has or is asked for, which no plan changes
}

func (d *Dispatcher) snapshot(ctx context.Context, campaign roster.Campaign, days int, now time.Time) (*snapshot, error) {
	loc := campaign.Location()
	today := roster.DateOf(now, loc)
	monday := today.Monday()
	last := today.AddDays(days - 1)
	places, err := d.store.Places(ctx, campaign.ID)
	if err != nil {
		return nil, err
	}
	s := d.blank(campaign, monday, last, places)
	s.from = today
	seats, held, err := d.filled(ctx, campaign.ID, s)
	if err != nil {
		return nil, err
	}
	s.addShifts(seats, held, now)
	if err := d.addPeople(ctx, s, campaign, s.span()); err != nil {
		return nil, err
	}
	s.addHeld(held)
	s.standing = standsAhead(held, now)
	return s, nil
}

// blank is the problem of some days, from a Monday on, with communes alone.
func (d *Dispatcher) blank(campaign roster.Campaign, monday, last roster.Date, communes []roster.Commune) *snapshot {
	loc := campaign.Location()
	s := &snapshot{from: monday, to: last, start: monday.Time(loc), end: last.AddDays(1).Time(loc), fixed: map[db.Proposal]bool{}, proposed: map[db.Proposal]bool{}}
	s.problem = &planner.Problem{
		Format: planner.ProblemFormat, Start: s.start, Days: monday.DaysUntil(last) + 1, Rules: d.plannerRules(),
	}
	for _, c := range communes {
		s.problem.Communes = append(s.problem.Communes, planner.Commune{ID: c.Code, Lat: c.Lat, Lon: c.Lon})
	}
	return s
}

// filled reads the seats that there are in the days of a problem, and who has them.
func (d *Dispatcher) filled(ctx context.Context, campaign string, s *snapshot) ([]db.Seat, []roster.Assignment, error) {
	seats, err := d.store.SeatsBetween(ctx, campaign, s.span())
	if err != nil {
		return nil, nil, err
	}
	held, err := d.store.HeldBetween(ctx, campaign, s.span())
	return seats, held, err
}

func (s *snapshot) span() roster.Span { return roster.Span{Start: s.start, End: s.end} }

func (d *Dispatcher) plannerRules() planner.Rules {
	r := planner.DefaultRules()
	r.MinRestMinutes, r.TravelKmh = d.rules.RestMinutes, d.rules.TravelKmh
	return r
}

// addShifts takes shifts that haven't begun whole, and of those that have only the seats in
// use.
func (s *snapshot) addShifts(seats []db.Seat, held []roster.Assignment, now time.Time) {
	used := map[string]int{}
	for _, a := range held {
		if !movable(a) {
			used[a.Role]++
		}
	}
	at := map[string]int{}
	for _, seat := range seats {
		role := planner.Role{
			Role: seat.Role.ID, Skill: seat.Role.Skill, Level: seat.Role.Level, Seats: max(seat.Role.Seats, used[seat.Role.ID]),
			Kind: string(seat.Role.Kind), Floor: seat.Role.Floor,
		}
		if !seat.Shift.Span.Start.After(now) {
			if role.Seats = used[seat.Role.ID]; role.Seats == 0 {
				continue
			}
		}
		i, there := at[seat.Shift.ID]
		if !there {
			i = len(s.problem.Shifts)
			at[seat.Shift.ID] = i
			s.problem.Shifts = append(s.problem.Shifts, planner.Shift{
				ID: seat.Shift.ID, Commune: seat.Shift.Commune, Start: seat.Shift.Span.Start, End: seat.Shift.Span.End, Priority: seat.Shift.Priority,
			})
		}
		s.problem.Shifts[i].Roles = append(s.problem.Shifts[i].Roles, role)
	}
}

// addPeople takes those who may be asked, without the times that they have refused.
func (d *Dispatcher) addPeople(ctx context.Context, s *snapshot, campaign roster.Campaign, span roster.Span) error {
	var err error
	if s.people, err = d.store.People(ctx, campaign.ID, nil); err != nil {
		return err
	}
	loads, err := d.store.AskLoads(ctx, campaign.ID, nil, span.Start)
	if err != nil {
		return err
	}
	silent := map[string]bool{}
	for _, l := range loads {
		silent[l.Volunteer] = l.Suppressed
	}
	refusals, err := d.store.RefusalsBetween(ctx, campaign.ID, span)
	if err != nil {
		return err
	}
	refused := map[string][]roster.Span{}
	for _, r := range refusals {
		refused[r.Volunteer] = append(refused[r.Volunteer], roster.Span{Start: r.StartsAt, End: r.EndsAt})
	}
	loc := campaign.Location()
	for _, v := range s.people {
		free := v.Availability.Windows(roster.DateOf(span.Start, loc), s.to, loc)
		if !v.ConsentSMS || silent[v.ID] {
			free = nil
		}
		s.problem.People = append(s.problem.People, plannerPerson(v, without(free, refused[v.ID])))
	}
	return nil
}

func plannerPerson(v roster.Volunteer, free []roster.Span) planner.Person {
	p := planner.Person{
		ID: v.ID, Kind: string(v.Kind), Home: v.Home, Skills: make(map[string]int, len(v.Skills)),
		MaxMinutesPerDay: v.Limits.MinutesPerDay, MaxMinutesPerWeek: v.Limits.MinutesPerWeek, MaxDaysPerWeek: v.Limits.DaysPerWeek,
		MaxKm: v.Limits.Km, Prefer: v.Prefer, Avoid: v.Avoid,
	}
	for _, skill := range v.Skills {
		p.Skills[skill.Skill] = skill.Level
	}
	for _, w := range free {
		p.Available = append(p.Available, planner.Window{Start: w.Start, End: w.End})
	}
	return p
}

// without cuts times out of windows.
func without(windows, cuts []roster.Span) []roster.Span {
	for _, cut := range cuts {
		var left []roster.Span
		for _, w := range windows {
			if !w.Overlaps(cut) {
				left = append(left, w)
				continue
			}
			if w.Start.Before(cut.Start) {
				left = append(left, roster.Span{Start: w.Start, End: cut.Start})
			}
			if cut.End.Before(w.End) {
				left = append(left, roster.Span{Start: cut.End, End: w.End})
			}
		}
		windows = left
	}
	return windows
}

// movable tells what a plan may change: what a plan has proposed and nobody was asked about.
// What a coordinator proposed stands.
func movable(a roster.Assignment) bool {
	return a.State == roster.Proposed && a.Source == roster.FromPlan
}

// addHeld pins what stands and names what is proposed. A coordinator may have passed over a
// limit, or availability may have changed since: such a person keeps what they hold and gets
// nothing new, since a limit that was passed over once binds all the same. Somebody whose
// duties can't stand together at all is left out, their seats with them.
func (s *snapshot) addHeld(held []roster.Assignment) {
	byPerson := map[string][]roster.Assignment{}
	for _, a := range held {
		if movable(a) {
			s.proposed[db.Proposal{Role: a.Role, Volunteer: a.Volunteer}] = true
			continue
		}
		s.fixed[db.Proposal{Role: a.Role, Volunteer: a.Volunteer}] = true
		byPerson[a.Volunteer] = append(byPerson[a.Volunteer], a)
	}
	var kept []planner.Person
	for _, p := range s.problem.People {
		duties := byPerson[p.ID]
		if len(duties) == 0 {
			kept = append(kept, p)
			continue
		}
		if pins, ok := s.pin(&p, duties); ok {
			kept = append(kept, p)
			s.problem.Pinned = append(s.problem.Pinned, pins...)
		} else {
			s.dropSeats(duties)
		}
	}
	s.problem.People = kept
	s.addCurrent(held)
}

func (s *snapshot) addCurrent(held []roster.Assignment) {
	known, roles := s.planned(), s.asked()
	for _, a := range held {
		if movable(a) && known[a.Volunteer] && roles[a.Role] {
			s.problem.Current = append(s.problem.Current, planner.Assignment{Person: a.Volunteer, Shift: a.Shift, Role: a.Role})
		}
	}
}
