package dispatch

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// scene is a campaign as this node has seen it: everybody with what they do, how they answer and
// how much they are asked, and the seats of the weeks ahead with who has, had or was asked for
// them. Whoever looks for people or for seats looks here, after it has caught up with the tables;
// who is then asked, or takes a seat, is held against the tables themselves, under lock.
type scene struct {
	mu sync.Mutex
	sight
}

// sight is what there is to see in a scene.
type sight struct {
	campaign roster.Campaign
	seen     db.Seen
	readAt   time.Time
	dayOver  time.Time   // the end of the day on which it was read
	asOf     time.Time   // when it was last looked at
	span     roster.Span // of the shifts in it
	prompt   match.Promptness
	means    match.Means
	places   map[string]match.Place
	communes []roster.Commune
	people   []*standing
	byID     map[string]*standing
	crews    map[string]*crew // by organisation
	posts    map[string]*post // by role
	byShift  map[string][]*post
	order    []*post // by start, shift and role
	held     map[string]*db.Engagement
	anew     int  // how often people have been read
	torn     bool // whether an assignment has gone to another person: two rows of one were merged
	plan     string
	prices   map[string]float64
	silent   []string                  // whose number must not be texted
	unread   []string                  // whose asks and answers may be others than those read
	spent    map[string]match.Patience // by commune; nil until it is asked for
}

// standing is a person of a scene. What hangs on the hour, how much they were asked of late and how
// they answer, is of the moment at which they were last renewed.
type standing struct {
	match.Person
	askedAt  []time.Time
	textedAt []time.Time  // as they were when their asks were read; each question is held against the newest
	record   match.Record // as it was at recordAt
	recordAt time.Time
	weighs   match.Share // of the answers of its crew
	held     []*db.Engagement
	crew     *crew
}

// post is a seat of a scene, with all assignments to it: how many of them wait for an answer, and about
// how many somebody was asked. Suited are those whom the seat suits, of the people that were read last
// when they were looked for.
type post struct {
	db.Seat
	place          place
	held           []*db.Engagement
	waiting, asked int
	suited         []*standing
	suitedOf       int
}

// place is a commune on a day.
type place struct {
	commune string
	day     roster.Date
}

// weeksAhead is how far a scene goes from the Monday on: past what a plan looks ahead, the week
// of its last day whole.
const weeksAhead = 4

// newScene is what there is to see from now on, to at least until.
func newScene(ctx context.Context, store *db.Store, campaign roster.Campaign, until, now time.Time) (*scene, error) {
	loc := campaign.Location()
	monday := roster.DateOf(now, loc).Monday()
	s := &scene{sight: sight{
		campaign: campaign, readAt: now, dayOver: roster.DateOf(now, loc).AddDays(1).Time(loc), anew: 1,
		span: roster.Span{Start: monday.AddDays(-1).Time(loc), End: monday.AddDays(7 * weeksAhead).Time(loc)},
		byID: map[string]*standing{}, crews: map[string]*crew{}, posts: map[string]*post{}, byShift: map[string][]*post{}, held: map[string]*db.Engagement{},
	}}
	if s.span.End.Before(until) {
		s.span.End = until
	}
	var err error
	if s.communes, err = store.Places(ctx, campaign.ID); err != nil {
		return nil, err
	}
	s.places = placesOf(s.communes)
	if s.prompt, err = promptness(ctx, store, campaign, now); err != nil {
		return nil, err
	}
	// How far the campaign is comes first: whatever changes while all is read is read again.
	if s.seen, err = store.SeenNow(ctx, campaign.ID); err != nil {
		return nil, err
	}
	return s, s.read(ctx, store, db.SceneQuery{All: true}, now)
}

// read takes rows in, in place of those that it had of them.
func (s *scene) read(ctx context.Context, store *db.Store, q db.SceneQuery, now time.Time) error {
	q.Campaign, q.Span, q.HalfLife, q.Now = s.campaign.ID, s.span, match.HalfLife, now
	rows, err := store.Scene(ctx, q)
	if err != nil {
		return err
	}
	s.forget(q.People)
	for _, v := range rows.People {
		s.addPerson(v)
	}
	for _, l := range rows.Loads {
		if one := s.byID[l.Volunteer]; one != nil {
			one.OpenAsks, one.askedAt, one.textedAt = l.OpenAsks, l.AskedAt, l.TextedAt
			s.remember(one, match.Record{}, now)
		}
	}
	for _, r := range rows.Records {
		if one := s.byID[r.Volunteer]; one != nil {
			s.remember(one, record(r), now)
		}
	}
	moved := s.addSeats(rows.Seats)
	for _, h := range rows.Held {
		s.addHeld(h)
	}
	s.arrange(len(rows.People) > 0, moved)
	return nil
}

// forget drops people, who are read anew if they are still there.
func (s *scene) forget(ids []string) {
	if len(ids) == 0 {
		return
	}
	s.anew++
	gone := make(map[string]bool, len(ids))
	for _, id := range ids {
		gone[id] = true
	}
	s.people = slices.DeleteFunc(s.people, func(p *standing) bool {
		if gone[p.ID] {
			p.leave()
		}
		return gone[p.ID]
	})
}

func (s *scene) addPerson(v roster.Volunteer) {
	loc := s.campaign.Location()
	p := &standing{Person: match.Person{
		Volunteer: v, Home: s.places[v.Home], Windows: v.Availability.Windows(roster.DateOf(s.span.Start, loc), roster.DateOf(s.span.End, loc), loc),
	}}
	if p.crew = s.crews[v.Organisation]; p.crew == nil {
		p.crew = &crew{}
		s.crews[v.Organisation] = p.crew
	}
	if before := s.byID[v.ID]; before != nil {
		p.held, p.Duties, p.OpenAsks = before.held, before.Duties, before.OpenAsks
		p.askedAt, p.textedAt = before.askedAt, before.textedAt
		s.remember(p, before.record, before.recordAt)
	}
	s.byID[v.ID], s.people = p, append(s.people, p)
}

// addSeats takes in seats, and tells whether one is new or at another time.
func (s *scene) addSeats(seats []db.Seat) (moved bool) {
	for _, seat := range seats {
		if at := seat.Shift.Span.Start; at.Before(s.span.Start) || !at.Before(s.span.End) {
			continue
		}
		if known := s.posts[seat.Role.ID]; known != nil {
			moved = moved || !known.Shift.Span.Start.Equal(seat.Shift.Span.Start)
			if !sameFor(known.Seat, seat) {
				known.suitedOf = 0
			}
			known.Seat, known.place = seat, s.placeOf(seat.Shift.Commune, seat.Shift.Span.Start)
			continue
		}
		p := &post{Seat: seat, place: s.placeOf(seat.Shift.Commune, seat.Shift.Span.Start)}
		s.posts[seat.Role.ID] = p
		s.order = append(s.order, p)
		s.byShift[seat.Shift.ID] = append(s.byShift[seat.Shift.ID], p)
		moved = true
	}
	return moved
}

// sameFor tells whether a seat suits whom it suited as it was.
func sameFor(was, is db.Seat) bool {
	return was.Role.Skill == is.Role.Skill && was.Role.Level == is.Role.Level && was.Role.Kind == is.Role.Kind &&
		was.Shift.Span.Equal(is.Shift.Span) && seatPlace(was) == seatPlace(is)
}

func (s *scene) placeOf(commune string, at time.Time) place {
	return place{commune, roster.DateOf(at, s.campaign.Location())}
}

// addHeld takes in an assignment, or what has become of one.
func (s *scene) addHeld(row db.Engagement) {
	h := s.held[row.ID]
	one, where := s.byID[row.Volunteer], s.posts[row.Role]
	switch {
	case h != nil:
		s.torn = s.torn || h.Volunteer != row.Volunteer
		*h = row
	case one != nil && where != nil:
		h = &row
		s.held[row.ID], one.held, where.held = h, append(one.held, h), append(where.held, h)
	}
	if where != nil {
		where.count()
	}
	if one != nil {
		one.Duties = s.dutiesOf(one)
	}
}

func (s *scene) dutiesOf(p *standing) []match.Duty {
	var duties []match.Duty
	for _, h := range p.held {
		if seated(h.State) && h.State != roster.Proposed {
			duties = append(duties, match.Duty{Shift: h.Shift, Span: h.Span, At: s.places[h.Commune]})
		}
	}
	return duties
}

// arrange keeps people and seats in the order that the tables give: it decides between equals.
func (s *scene) arrange(people, seats bool) {
	if people {
		slices.SortFunc(s.people, func(a, b *standing) int { return cmp.Compare(a.ID, b.ID) })
	}
	if !seats {
		return
	}
	slices.SortFunc(s.order, func(a, b *post) int {
		return cmp.Or(a.Shift.Span.Start.Compare(b.Shift.Span.Start), cmp.Compare(a.Shift.ID, b.Shift.ID), cmp.Compare(a.Role.ID, b.Role.ID))
	})
}
