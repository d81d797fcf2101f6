package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// pool loads the people that seats are held against, with the duties and windows of the
// weeks around a span.
type pool struct {
	people []match.Person
	byID   map[string]int
	places map[string]match.Place
	prices map[string]float64 // of the published plan, where they are told
	loc    *time.Location
}

// around is the span whose duties count for a shift: its calendar week and the days beside.
func around(span roster.Span, loc *time.Location) roster.Span {
	first := roster.DateOf(span.Start, loc)
	monday := first.AddDays(1 - first.Weekday())
	last := roster.DateOf(span.End, loc)
	sunday := last.AddDays(7 - last.Weekday())
	return roster.Span{Start: monday.AddDays(-1).Time(loc), End: sunday.AddDays(2).Time(loc)}
}

// loadPool reads people (everybody when ids is nil) for seats within span. read is the store
// or a transaction.
func loadPool(ctx context.Context, read *db.Store, campaign roster.Campaign, ids []string, span roster.Span, now time.Time) (*pool, error) {
	loc := campaign.Location()
	wide := around(span, loc)
	volunteers, err := read.People(ctx, campaign.ID, ids)
	if err != nil {
		return nil, err
	}
	places, err := loadPlaces(ctx, read, campaign.ID)
	if err != nil {
		return nil, err
	}
	p := &pool{people: make([]match.Person, len(volunteers)), byID: make(map[string]int, len(volunteers)), places: places, loc: loc}
	from, to := roster.DateOf(wide.Start, loc), roster.DateOf(wide.End, loc)
	for i, v := range volunteers {
		p.byID[v.ID] = i
		p.people[i] = match.Person{Volunteer: v, Home: places[v.Home], Windows: v.Availability.Windows(from, to, loc)}
	}
	if err := p.addDuties(ctx, read, campaign.ID, ids, wide); err != nil {
		return nil, err
	}
	if err := p.addRecords(ctx, read, campaign.ID, ids, now); err != nil {
		return nil, err
	}
	return p, p.addLoads(ctx, read, campaign.ID, ids, now)
}

func loadPlaces(ctx context.Context, read *db.Store, campaign string) (map[string]match.Place, error) {
	communes, err := read.Places(ctx, campaign)
	if err != nil {
		return nil, err
	}
	places := make(map[string]match.Place, len(communes))
	for _, c := range communes {
		places[c.Code] = match.Place{Code: c.Code, Lat: c.Lat, Lon: c.Lon}
	}
	return places, nil
}

func (p *pool) addDuties(ctx context.Context, read *db.Store, campaign string, ids []string, span roster.Span) error {
	duties, err := read.Duties(ctx, campaign, ids, span)
	if err != nil {
		return err
	}
	for _, duty := range duties {
		if i, ok := p.byID[duty.Volunteer]; ok {
			p.people[i].Duties = append(p.people[i].Duties, match.Duty{
				Shift: duty.Shift, Span: roster.Span{Start: duty.StartsAt, End: duty.EndsAt}, At: p.places[duty.Commune],
			})
		}
	}
	return nil
}

func (p *pool) addLoads(ctx context.Context, read *db.Store, campaign string, ids []string, now time.Time) error {
	const day, week = 24 * time.Hour, 7 * 24 * time.Hour
	loads, err := read.AskLoads(ctx, campaign, ids, now.Add(-day), now.Add(-week))
	if err != nil {
		return err
	}
	for _, load := range loads {
		if i, ok := p.byID[load.Volunteer]; ok {
			person := &p.people[i]
			person.OpenAsks, person.AsksToday, person.AsksThisWeek, person.Suppressed = load.OpenAsks, load.AsksToday, load.Asks, load.Suppressed
		}
	}
	return nil
}

func (p *pool) addRecords(ctx context.Context, read *db.Store, campaign string, ids []string, now time.Time) error {
	known, err := records(ctx, read, campaign, ids, now)
	if err != nil {
		return err
	}
	for id, record := range known {
		if i, ok := p.byID[id]; ok {
			p.people[i].Record = record
		}
	}
	return nil
}

// addPrices fills in what an hour is worth in each commune, for those who read the reasons.
func (p *pool) addPrices(ctx context.Context, read *db.Store, campaign string) error {
	prices, err := read.PublishedPrices(ctx, campaign)
	if err != nil {
		return err
	}
	p.prices = make(map[string]float64, len(prices))
	for _, price := range prices {
		p.prices[price.Commune] = price.Price
	}
	return nil
}

// addShowUps fills in whether people came to what they had promised. Only coordinators read it:
// it decides nothing, so nobody is left out for it unseen.
func (p *pool) addShowUps(ctx context.Context, read *db.Store, campaign string, ids []string, now time.Time) error {
	rows, err := read.ShowUps(ctx, campaign, ids, now.Add(-match.ShowUpMemory))
	if err != nil {
		return err
	}
	for _, row := range rows {
		if i, ok := p.byID[row.Volunteer]; ok {
			p.people[i].ShowUp = match.ShowUp{Came: row.Came, Promised: row.Promised}
		}
	}
	return nil
}

// person returns somebody of the pool.
func (p *pool) person(id string) (match.Person, bool) {
	i, ok := p.byID[id]
	if !ok {
		return match.Person{}, false
	}
	return p.people[i], true
}

// seat is a seat as the policy sees it.
func (p *pool) seat(s db.Seat) match.Seat {
	return match.Seat{Role: s.Role, Shift: s.Shift, At: p.places[s.Shift.Commune], Location: p.loc, Prices: p.prices}
}
