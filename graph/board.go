package graph

import (
	"context"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// board is the coverage of the viewer's communes by days: two statements, however many
// communes and days.
func (r *Resolver) board(ctx context.Context, from, to *roster.Date) (gen.Board, error) {
	span, campaign, err := r.spanOf(ctx, from, to)
	if err != nil {
		return gen.Board{}, err
	}
	communes, err := r.store.Communes(ctx, scopeOf(ctx), nil)
	if err != nil {
		return gen.Board{}, err
	}
	covered, err := r.store.DailyCoverage(ctx, campaign.ID, campaign.TimeZone, keys(pointers(communes), communeSelf), span)
	if err != nil {
		return gen.Board{}, err
	}
	first := roster.DateOf(span.Start, campaign.Location())
	days := first.DaysUntil(roster.DateOf(span.End, campaign.Location()))
	board := gen.Board{Days: make([]roster.Date, days), Rows: make([]gen.BoardRow, len(communes))}
	for i := range board.Days {
		board.Days[i] = first.AddDays(i)
	}
	place := make(map[string]int, len(communes))
	for i, c := range communes {
		place[c.Code] = i
		board.Rows[i] = emptyRow(c.Code, communeName(ctx, c), days)
	}
	for _, d := range covered {
		setDay(&board.Rows[place[d.Commune]], first.DaysUntil(d.Day), d)
	}
	return board, nil
}

func communeName(ctx context.Context, c roster.Commune) string {
	if langOf(ctx) == i18n.EN {
		return c.NameEN
	}
	return c.Name
}

// emptyRow is the row of a commune that needs nobody. Its lists share one piece of memory.
func emptyRow(code, name string, days int) gen.BoardRow {
	const lists = 5
	cells := make([]int, lists*days)
	list := func(i int) []int { return cells[i*days : (i+1)*days : (i+1)*days] }
	return gen.BoardRow{
		Code: code, Name: name, Seats: list(0), Confirmed: list(1), Asked: list(2), Floors: list(3), FloorsMet: list(4),
	}
}

func setDay(row *gen.BoardRow, day int, d db.DayCoverage) {
	row.Seats[day], row.Confirmed[day], row.Asked[day] = d.Seats, d.Confirmed, d.Asked
	row.Floors[day], row.FloorsMet[day] = d.Floors, d.FloorsMet
}
