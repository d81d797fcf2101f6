package main

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/tiepsuc/tiepsuc/roster"
)

// query is a board in GraphQL and the same JSON made by hand: what a program would be that
// serves this one screen and nothing else.
type query struct {
	name string
	text string
	bare func(ctx context.Context) (any, error)
}

type object = map[string]any

func (w *world) span() (from, to roster.Date, span roster.Span) {
	from, to = w.seed.Campaign.StartsOn, w.seed.Campaign.StartsOn.AddDays(days-1)
	loc := w.seed.Campaign.Location()
	return from, to, roster.Span{Start: from.Time(loc), End: to.AddDays(1).Time(loc)}
}

func (w *world) queries() []query {
	from, to, _ := w.span()
	args := `(from: "` + from.String() + `", to: "` + to.String() + `")`
	return []query{
		{"`board`: a table of communes and days", `{ campaign { board` + args + ` { days rows { code name seats confirmed asked floors floorsMet } } } }`, w.bareBoard},
		{"`communes { coverage }`: the app's board", `{ campaign { communes { code name coverage` + args + ` { seats confirmed asked floors floorsMet lowestRatio } } } }`, w.bareCommunes},
		{"`communes { shifts { roles } }`: every shift of the week", `{ campaign { communes { code name shifts` + args + ` { id priority roles { id level seats floor } } } } }`, w.bareShifts},
	}
}

type boardRow struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Seats     []int  `json:"seats"`
	Confirmed []int  `json:"confirmed"`
	Asked     []int  `json:"asked"`
	Floors    []int  `json:"floors"`
	FloorsMet []int  `json:"floorsMet"`
}

func (w *world) bareBoard(ctx context.Context) (any, error) {
	from, _, span := w.span()
	scope := w.department.Scope()
	communes, err := w.store.Communes(ctx, scope, nil)
	if err != nil {
		return nil, err
	}
	covered, err := w.store.DailyCoverage(ctx, scope.Campaign, w.seed.Campaign.TimeZone, nil, span)
	if err != nil {
		return nil, err
	}
	dates := make([]string, days)
	for i := range dates {
		dates[i] = from.AddDays(i).String()
	}
	rows := make([]boardRow, len(communes))
	place := map[string]int{}
	for i, c := range communes {
		place[c.Code] = i
		rows[i] = boardRow{c.Code, c.Name, make([]int, days), make([]int, days), make([]int, days), make([]int, days), make([]int, days)}
	}
	for _, d := range covered {
		row, day := rows[place[d.Commune]], from.DaysUntil(d.Day)
		row.Seats[day], row.Confirmed[day], row.Asked[day] = d.Seats, d.Confirmed, d.Asked
		row.Floors[day], row.FloorsMet[day] = d.Floors, d.FloorsMet
	}
	return object{"board": object{"days": dates, "rows": rows}}, nil
}

type communeRow struct {
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Coverage *figures `json:"coverage,omitempty"`
	Shifts   []shift  `json:"shifts,omitempty"`
}

type figures struct {
	Seats       int     `json:"seats"`
	Confirmed   int     `json:"confirmed"`
	Asked       int     `json:"asked"`
	Floors      int     `json:"floors"`
	FloorsMet   int     `json:"floorsMet"`
	LowestRatio float64 `json:"lowestRatio"`
}

func (w *world) bareCommunes(ctx context.Context) (any, error) {
	_, _, span := w.span()
	scope := w.department.Scope()
	communes, err := w.store.Communes(ctx, scope, nil)
	if err != nil {
		return nil, err
	}
	covered, err := w.store.Coverage(ctx, scope.Campaign, w.seed.Campaign.TimeZone, nil, span)
	if err != nil {
		return nil, err
	}
	rows := make([]communeRow, len(communes))
	for i, c := range communes {
		v := covered[c.Code]
		rows[i] = communeRow{Code: c.Code, Name: c.Name, Coverage: &figures{v.Seats, v.Confirmed, v.Asked, v.Floors, v.FloorsMet, v.LowestRatio}}
	}
	return object{"communes": rows}, nil
}

type shift struct {
	ID       string  `json:"id"`
	Priority float64 `json:"priority"`
	Roles    []role  `json:"roles"`
}

type role struct {
	ID    string `json:"id"`
	Level int    `json:"level"`
	Seats int    `json:"seats"`
	Floor bool   `json:"floor"`
}

func (w *world) bareShifts(ctx context.Context) (any, error) {
	_, _, span := w.span()
	scope := w.department.Scope()
	communes, err := w.store.Communes(ctx, scope, nil)
	if err != nil {
		return nil, err
	}
	codes := make([]string, len(communes))
	rows := make([]communeRow, len(communes))
	place := map[string]int{}
	for i, c := range communes {
		codes[i], place[c.Code], rows[i] = c.Code, i, communeRow{Code: c.Code, Name: c.Name}
	}
	shifts, err := w.store.ShiftsOf(ctx, scope, codes, span)
	if err != nil {
		return nil, err
	}
	roles, err := w.rolesByShift(ctx, shifts)
	if err != nil {
		return nil, err
	}
	for _, sh := range shifts {
		row := &rows[place[sh.Commune]]
		row.Shifts = append(row.Shifts, shift{sh.ID, sh.Priority, roles[sh.ID]})
	}
	return object{"communes": rows}, nil
}

func (w *world) rolesByShift(ctx context.Context, shifts []roster.Shift) (map[string][]role, error) {
	ids := make([]string, len(shifts))
	for i, sh := range shifts {
		ids[i] = sh.ID
	}
	roles, err := w.store.RolesOf(ctx, w.department.Campaign, ids)
	if err != nil {
		return nil, err
	}
	byShift := make(map[string][]role, len(shifts))
	for _, r := range roles {
		byShift[r.Shift] = append(byShift[r.Shift], role{r.ID, r.Level, r.Seats, r.Floor})
	}
	return byShift, nil
}

func (q query) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	campaign, err := q.bare(r.Context())
	if err != nil {
		http.Error(rw, err.Error(), http.StatusInternalServerError)
		return
	}
	rw.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(rw).Encode(object{"data": object{"campaign": campaign}})
}
