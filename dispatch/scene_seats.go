package dispatch

import (
	"cmp"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// seat is a post as the policy sees it.
func (s *scene) seat(p *post) match.Seat {
	return match.Seat{Role: p.Role, Shift: p.Shift, At: seatPlace(p.Seat), Location: s.campaign.Location(), Prices: s.prices}
}

// count counts what is held of a post.
func (p *post) count() {
	p.waiting, p.asked = 0, 0
	for _, h := range p.held {
		if h.Awaited() {
			p.waiting++
		}
		if h.Asked {
			p.asked++
		}
	}
}

// awaited names who has been proposed or asked for a post without holding a seat of it.
func (p *post) awaited() []string {
	var asked []string
	for _, h := range p.held {
		if h.Awaited() {
			asked = append(asked, h.Volunteer)
		}
	}
	return asked
}

// open tells whether fewer people are asked for a post than it misses.
func (p *post) open() bool { return !p.Shift.Cancelled && p.waiting < p.Role.Free() }

// chances are the probabilities of a yes of people.
func (s *scene) chances(people []string) map[string]float64 {
	yes := make(map[string]float64, len(people))
	for _, id := range people {
		if p := s.byID[id]; p != nil {
			yes[id] = s.renewed(p).Record.Chance()
		}
	}
	return yes
}

// eligible are the people whom nothing keeps from a post, best first, but for those who mustn't be
// asked for it again. Who waits for it has been asked before and may be again, and with again so may
// whoever was silent.
func (s *scene) eligible(p *post, waiting []string, again bool, rules match.Rules) []match.Candidate {
	barred := s.barred(p, waiting, again)
	var people []*match.Person
	for _, one := range s.suited(p) {
		if !barred[one.ID] {
			people = append(people, s.renewed(one))
		}
	}
	return match.Eligible(people, s.seat(p), rules)
}

// suited are the people whom a post suits: of everybody few, and seldom others.
func (s *scene) suited(p *post) []*standing {
	if p.suitedOf == s.anew {
		return p.suited
	}
	seat := s.seat(p)
	p.suited, p.suitedOf = nil, s.anew
	for _, one := range s.people {
		if match.Suits(&one.Person, &seat) {
			p.suited = append(p.suited, one)
		}
	}
	return p.suited
}

// barred are those who have been asked for a role at its time before and don't wait for it, were taken off it by a
// coordinator, or have or are proposed a place in its shift. With again whoever has been silent once isn't.
func (s *scene) barred(p *post, waiting []string, again bool) map[string]bool {
	barred := map[string]bool{}
	for _, other := range s.byShift[p.Shift.ID] {
		for _, h := range other.held {
			asked := h.Asked && h.Span.Equal(p.Shift.Span) && !slices.Contains(waiting, h.Volunteer) && (!again || !s.wasSilent(p, h))
			if live(h.State) || other == p && (asked || h.TakenOff) {
				barred[h.Volunteer] = true
			}
		}
	}
	return barred
}

// quietFor is how long somebody hasn't been asked anything before they are asked for the same seat again.
const quietFor = 3 * time.Hour

// wasSilent tells of a question about a post that it was the only one, got no answer, and is some time ago: the
// text may have been overlooked.
func (s *scene) wasSilent(p *post, h *db.Engagement) bool {
	one := s.byID[h.Volunteer]
	another := func(other *db.Engagement) bool { return other != h && other.Volunteer == h.Volunteer && other.Asked }
	return h.State == roster.Expired && one != nil && since(one.askedAt, s.asOf.Add(-quietFor)) == 0 && !slices.ContainsFunc(p.held, another)
}

// live tells of an assignment that may still become or is a place.
func live(state roster.AssignmentState) bool {
	switch state {
	case roster.Proposed, roster.Offered, roster.Confirmed, roster.CheckedIn:
		return true
	case roster.Completed, roster.LeftEarly, roster.Declined, roster.Expired, roster.Withdrawn, roster.Released, roster.NoShow:
	}
	return false
}

// seated tells of an assignment with which a plan counts: it may become, is or was a place.
func seated(state roster.AssignmentState) bool {
	return live(state) || state == roster.Completed || state == roster.LeftEarly
}

// concerned are the places that a choice between people for a post concerns: its own, and those where
// they serve or may. What else is empty would speak for whoever has time for it.
func (s *scene) concerned(p *post, people []match.Candidate) map[place]bool {
	places := map[place]bool{p.place: true}
	for _, c := range people {
		for _, h := range s.byID[c.ID].held {
			if seated(h.State) {
				places[s.placeOf(h.Commune, h.Span.Start)] = true
			}
		}
	}
	return places
}

// filled are the seats at some places of shifts that begin in a span and aren't cancelled, by start,
// and who has, had or may have them: what a plan counts with.
func (s *scene) filled(span roster.Span, places map[place]bool) ([]db.Seat, []roster.Assignment) {
	var seats []db.Seat
	var held []roster.Assignment
	for _, p := range s.between(span) {
		if !places[p.place] {
			continue
		}
		if !p.Shift.Cancelled {
			seats = append(seats, p.Seat)
		}
		for _, h := range p.held {
			if seated(h.State) {
				held = append(held, h.Assignment)
			}
		}
	}
	slices.SortFunc(held, func(a, b roster.Assignment) int {
		return cmp.Or(a.Span.Start.Compare(b.Span.Start), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Volunteer, b.Volunteer), cmp.Compare(a.ID, b.ID))
	})
	return seats, held
}

// empty are the seats of shifts that begin in a span which somebody might choose, by start: not those
// that they have been asked for, that are at a time for which they have or are proposed something else,
// or for which as many are asked as are missing.
func (s *scene) empty(person *standing, span roster.Span) []match.Seat {
	var empty []match.Seat
	for _, p := range s.between(span) {
		bound := func(h *db.Engagement) bool {
			return h.Role == p.Role.ID || live(h.State) && h.Span.Overlaps(p.Shift.Span)
		}
		if p.open() && !slices.ContainsFunc(person.held, bound) {
			empty = append(empty, s.seat(p))
		}
	}
	return empty
}

// openFloors are the floor seats still to come in the week of a moment for which fewer people are asked
// than are missing.
func (s *scene) openFloors(of, now time.Time) []match.Seat {
	week := calendarWeek(of, s.campaign.Location())
	week.Start = later(week.Start, now)
	var open []match.Seat
	for _, p := range s.between(week) {
		if p.Role.Floor && p.open() {
			open = append(open, s.seat(p))
		}
	}
	return open
}

// patience is what each commune has of people's patience, by the seats of the days ahead.
func (s *scene) patience(now time.Time) map[string]match.Patience {
	if s.spent != nil {
		return s.spent
	}
	s.spent = map[string]match.Patience{}
	for _, p := range s.between(roster.Span{Start: now, End: now.Add(planAhead)}) {
		have := s.spent[p.Shift.Commune]
		have.Needed += p.Role.Seats
		have.Asked += p.asked
		s.spent[p.Shift.Commune] = have
	}
	return s.spent
}

// withinShare tells whether people may be asked for a commune that aren't asked at the last moment.
func (s *scene) withinShare(commune string, now time.Time) bool {
	var all match.Patience
	for _, have := range s.patience(now) {
		all.Asked, all.Needed = all.Asked+have.Asked, all.Needed+have.Needed
	}
	return match.WithinShare(s.spent[commune], all)
}

// around are the communes that a choice between people for a seat concerns: its own, and those where
// they live, serve, or want to or not.
func (s *scene) around(seat *post, people []match.Candidate) []roster.Commune {
	there := map[string]bool{seat.Shift.Commune: true}
	for _, p := range people {
		for _, code := range slices.Concat([]string{p.Volunteer.Home}, p.Prefer, p.Avoid) {
			there[code] = true
		}
		for _, h := range s.byID[p.ID].held {
			there[h.Commune] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(s.communes), func(c roster.Commune) bool { return !there[c.Code] })
}

// between are the posts of shifts that begin in a span.
func (s *scene) between(span roster.Span) []*post {
	at := func(t time.Time) int {
		i, _ := slices.BinarySearchFunc(s.order, t, func(p *post, t time.Time) int { return p.Shift.Span.Start.Compare(t) })
		return i
	}
	return s.order[at(span.Start):at(span.End)]
}
