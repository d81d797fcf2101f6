package sim

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Scenario is what happens to a campaign from outside. The zero one is a normal campaign.
type Scenario struct {
	Name    string
	reshape func(*invent.Seed)
	happen  func(*world, *invent.Seed)
	way     func(w *world, start time.Time, commune string) float64
}

// Scenarios lists them, in the order in which they are reported.
func Scenarios() []Scenario {
	all := []Scenario{
		{Name: "normal"},
		{Name: "peak", reshape: peak},
		{Name: "storm", happen: storm, way: stormyWay},
		{Name: "outage", happen: outage},
		{Name: "exams", happen: exams},
	}
	for i := range all {
		all[i] = all[i].whole()
	}
	return all
}

// whole fills in what a scenario leaves as usual.
func (s Scenario) whole() Scenario {
	if s.reshape == nil {
		s.reshape = func(*invent.Seed) {}
	}
	if s.happen == nil {
		s.happen = func(*world, *invent.Seed) {}
	}
	if s.way == nil {
		s.way = func(*world, time.Time, string) float64 { return 1 }
	}
	return s
}

// more is a number of seats with a share added, never less than one more.
func more(seats int, share float64) int {
	return max(seats+1, int(math.Round(float64(seats)*(1+share))))
}

// peak asks for 60 % more on the first and the last five days, of a short campaign on fewer.
func peak(seed *invent.Seed) {
	const days, share = 5, 0.6
	c := seed.Campaign
	edge := min(days, max(1, (c.StartsOn.DaysUntil(c.EndsOn)+1)/3))
	busy := map[string]bool{}
	for _, s := range seed.Shifts {
		day := roster.DateOf(s.Span.Start, c.Location())
		busy[s.ID] = c.StartsOn.DaysUntil(day) < edge || day.DaysUntil(c.EndsOn) < edge
	}
	for i := range seed.Roles {
		if r := &seed.Roles[i]; busy[r.Shift] && !r.Floor {
			r.Seats = more(r.Seats, share)
		}
	}
}

// The storm: how many days, from which third of the campaign, in how many communes, how much
// more is needed there, and how much longer the ways are.
const (
	stormDays     = 2
	stormCommunes = 15
	stormNeed     = 0.4
	stormWay      = 2
)

func stormFirst(c roster.Campaign) roster.Date {
	return c.StartsOn.AddDays((c.StartsOn.DaysUntil(c.EndsOn) + 1) / 3)
}

func stormHits(w *world, start time.Time, commune string) bool {
	n := stormFirst(w.campaign).DaysUntil(roster.DateOf(start, w.zone))
	return n >= 0 && n < stormDays && slices.Contains(w.hit, commune)
}

// stormyWay makes the ways in a commune that the storm hits longer.
func stormyWay(w *world, start time.Time, commune string) float64 {
	if stormHits(w, start, commune) {
		return stormWay
	}
	return 1
}

// storm hits the communes around one of them. On the eve each asks for more people there,
// for every shift that it has.
func storm(w *world, seed *invent.Seed) {
	centre := drawFor(w.config.Seed, "", "storm").IntN(len(seed.Communes))
	near := slices.Clone(seed.Communes)
	at := w.codes[seed.Communes[centre].Code]
	slices.SortStableFunc(near, func(a, b roster.Commune) int {
		return int(math.Copysign(1, at.Km(w.codes[a.Code])-at.Km(w.codes[b.Code])))
	})
	for _, c := range near[:min(stormCommunes, len(near))] {
		w.hit = append(w.hit, c.Code)
	}
	const warned = 15 * time.Hour
	eve := stormFirst(w.campaign).AddDays(-1).Time(w.zone).Add(warned)
	w.queue.plan(eve, 0, w.act(func(ctx context.Context, now time.Time) error { return w.askForMore(ctx, seed, now) }))
}

func (w *world) askForMore(ctx context.Context, seed *invent.Seed, now time.Time) error {
	seats := map[string]int{}
	for _, r := range seed.Roles {
		seats[r.Shift] += r.Seats
	}
	for _, s := range seed.Shifts {
		if !stormHits(w, s.Span.Start, s.Commune) {
			continue
		}
		extra := max(1, int(math.Round(float64(seats[s.ID])*stormNeed)))
		request, err := w.dispatcher.RequestHelp(ctx, w.department, dispatch.HelpInput{
			Commune: s.Commune, Point: s.Point, Span: s.Span, Reason: "storm", Roles: []roster.RoleNeed{{Skill: "guide", Level: 1, Seats: extra}},
		}, now)
		if err != nil {
			return err
		}
		if _, err := w.dispatcher.ApproveRequest(ctx, w.department, request.ID, now); err != nil {
			return err
		}
	}
	return nil
}

// outage keeps every text from leaving for three hours on three mornings.
func outage(w *world, _ *invent.Seed) {
	const mornings, from, to = 3, 7, 10
	days := w.campaign.StartsOn.DaysUntil(w.campaign.EndsOn) + 1
	down := map[roster.Date]bool{}
	for i := range mornings {
		down[w.campaign.StartsOn.AddDays(i*days/mornings)] = true
	}
	w.outage = func(now time.Time) bool {
		hour := now.In(w.zone).Hour()
		return down[roster.DateOf(now, w.zone)] && hour >= from && hour < to
	}
}

// exams take a third of the students away for five days; they learn it two days ahead, say
// so, and take back what they have promised for these days.
func exams(w *world, seed *invent.Seed) {
	const days, notice, share = 5, 2, 1.0 / 3
	first := stormFirst(w.campaign)
	span := roster.Span{Start: first.Time(w.zone), End: first.AddDays(days).Time(w.zone)}
	for _, v := range seed.Volunteers {
		if v.Kind != roster.Student || drawFor(w.config.Seed, v.Phone, "exams").Float64() >= share {
			continue
		}
		const evening = 18 * time.Hour
		told := first.AddDays(-notice).Time(w.zone).Add(evening)
		w.ids[v.ID].exams = span
		w.queue.plan(told, 0, w.act(func(ctx context.Context, now time.Time) error { return w.goesToExams(ctx, v, span, now) }))
	}
}
