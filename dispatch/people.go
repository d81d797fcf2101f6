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
	first, last := roster.DateOf(span.Start, loc).Monday(), roster.DateOf(span.End, loc).Monday()
	return roster.Span{Start: first.AddDays(-1).Time(loc), End: last.AddDays(6 + 2).Time(loc)}
}

// calendarWeek is the week of a moment, from Monday to Sunday.
func calendarWeek(at time.Time, loc *time.Location) roster.Span {
	monday := roster.DateOf(at, loc).Monday()
	return roster.Span{Start: monday.Time(loc), End: monday.AddDays(7).Time(loc)}
}

// loadPool reads people (everybody when ids is nil) for seats within span. read is the store
// or a transaction.
func loadPool(ctx context.Context, read *db.Store, campaign roster.Campaign, ids []string, span roster.Span, now time.Time) (*pool, error) {
	query := poolQuery(campaign, ids, span, now)
	rows, err := read.Pool(ctx, query)
	if err != nil {
		return nil, err
	}
	return newPool(rows, query, campaign.Location()), nil
}

// poolQuery asks for people with what seats within span are held against.
func poolQuery(campaign roster.Campaign, ids []string, span roster.Span, now time.Time) db.PoolQuery {
	return db.PoolQuery{Campaign: campaign.ID, IDs: ids, Span: around(span, campaign.Location()), HalfLife: match.HalfLife, Now: now}
}

func newPool(rows db.Pool, q db.PoolQuery, loc *time.Location) *pool {
	p := &pool{people: make([]match.Person, len(rows.People)), byID: make(map[string]int, len(rows.People)), places: placesOf(rows.Places), loc: loc}
	from, to := roster.DateOf(q.Span.Start, loc), roster.DateOf(q.Span.End, loc)
	for i, v := range rows.People {
		p.byID[v.ID] = i
		p.people[i] = match.Person{Volunteer: v, Home: p.places[v.Home], Windows: v.Availability.Windows(from, to, loc)}
	}
	p.addDuties(rows.Duties)
	p.addRecords(rows.Records)
	p.addLoads(rows.Loads, q.Now)
	return p
}

func placesOf(communes []roster.Commune) map[string]match.Place {
	places := make(map[string]match.Place, len(communes))
	for _, c := range communes {
		places[c.Code] = match.Place{Code: c.Code, Lat: c.Lat, Lon: c.Lon}
	}
	return places
}

func (p *pool) addDuties(duties []db.Duty) {
	for _, duty := range duties {
		if i, ok := p.byID[duty.Volunteer]; ok {
			p.people[i].Duties = append(p.people[i].Duties, match.Duty{
				Shift: duty.Shift, Span: roster.Span{Start: duty.StartsAt, End: duty.EndsAt}, At: p.places[duty.Commune],
			})
		}
	}
}

func (p *pool) addLoads(loads []db.AskLoad, now time.Time) {
	for _, load := range loads {
		if i, ok := p.byID[load.Volunteer]; ok {
			person := &p.people[i]
			person.OpenAsks, person.Suppressed = load.OpenAsks, load.Suppressed
			countAsks(person, load.AskedAt, load.TextedAt, now)
		}
	}
}

// countAsks counts the messages that ask somebody in the last day and week, and all texts of the last day.
func countAsks(p *match.Person, at, texted []time.Time, now time.Time) {
	const day, week = 24 * time.Hour, 7 * 24 * time.Hour
	p.AsksToday, p.AsksThisWeek = since(at, now.Add(-day)), since(at, now.Add(-week))
	p.TextsToday = since(texted, now.Add(-day))
}

// since counts the moments, of ascending ones, from one on.
func since(times []time.Time, from time.Time) int {
	n := len(times)
	for n > 0 && !times[n-1].Before(from) {
		n--
	}
	return len(times) - n
}

func (p *pool) addRecords(rows []db.AnswerRecord) {
	for _, row := range rows {
		if i, ok := p.byID[row.Volunteer]; ok {
			p.people[i].Record = record(row)
		}
	}
}

// addPrices fills in what an hour is worth in each commune, for those who read the reasons.
func (p *pool) addPrices(ctx context.Context, read *db.Store, campaign string) error {
	var err error
	p.prices, err = pricesOf(ctx, read, campaign)
	return err
}

func pricesOf(ctx context.Context, read *db.Store, campaign string) (map[string]float64, error) {
	rows, err := read.PublishedPrices(ctx, campaign)
	if err != nil {
		return nil, err
	}
	prices := make(map[string]float64, len(rows))
	for _, price := range rows {
		prices[price.Commune] = price.Price
	}
	return prices, nil
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

func seatPlace(s db.Seat) match.Place {
	return match.Place{Code: s.Shift.Commune, Lat: s.Lat, Lon: s.Lon}
}

// seat is a seat as the policy sees it.
func (p *pool) seat(s db.Seat) match.Seat {
	return match.Seat{Role: s.Role, Shift: s.Shift, At: seatPlace(s), Location: p.loc, Prices: p.prices}
}
