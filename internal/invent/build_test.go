package invent_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/roster"
)

func options() invent.Options {
	return invent.Options{People: 1500, Days: 45, Seed: 1, StartsOn: roster.Date{Year: 2026, Month: 11, Day: 23}}
}

func build(t *testing.T, o invent.Options) *invent.Seed {
	t.Helper()
	seed, err := invent.Build(o)
	if err != nil {
		t.Fatal(err)
	}
	return seed
}

func TestBuildMakesTheSameCampaignFromTheSameOptions(t *testing.T) {
	t.Parallel()
	first, second := build(t, options()), build(t, options())
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	other := options()
	other.Seed = 2
	if build(t, other).Volunteers[0].Name == first.Volunteers[0].Name && build(t, other).Volunteers[1].Name == first.Volunteers[1].Name {
		t.Error("another seed gives the same people")
	}
}

func TestBuildHasEverythingOfTheCity(t *testing.T) {
	t.Parallel()
	seed := build(t, options())
	want := map[string]int{"communes": 126, "organisations": 35, "skills": 3, "volunteers": 1500, "desks": 126}
	desks := 0
	for _, p := range seed.Points {
		if p.Kind == roster.Desk {
			desks++
		}
	}
	got := map[string]int{
		"communes": len(seed.Communes), "organisations": len(seed.Organisations), "skills": len(seed.Skills),
		"volunteers": len(seed.Volunteers), "desks": desks,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	for _, s := range seed.Shifts {
		if !seed.Campaign.Holds(s.Span.Start, s.Span.End) {
			t.Fatalf("shift %v lies outside the campaign", s.Span)
		}
	}
}

func TestBuildGivesNobodyTheNumberOfAnother(t *testing.T) {
	t.Parallel()
	phones, numbers := map[roster.Phone]bool{}, map[string]bool{}
	for _, v := range build(t, options()).Volunteers {
		number := v.Organisation + "/" + v.ExternalID
		if phones[v.Phone] || numbers[number] {
			t.Fatalf("%s shares phone %s or number %s", v.Name, v.Phone, number)
		}
		phones[v.Phone], numbers[number] = true, true
		if len(v.Skills) == 0 || len(v.Availability.Weekly) == 0 {
			t.Fatalf("%s can do nothing or never comes", v.Name)
		}
	}
}

// A campaign in which everybody is needed everywhere, or nobody anywhere, would show
// nothing of a plan's worth.
func TestBuildNeedsAboutAsManyHoursAsPeopleCanGive(t *testing.T) {
	t.Parallel()
	for _, people := range []int{300, 1500, 5000} {
		o := options()
		o.People = people
		seed := build(t, o)
		ratio := demandInWeek(seed) / supplyInWeek(seed)
		t.Logf("%d people: demand / supply = %.2f", people, ratio)
		if ratio < 0.75 || ratio > 1.25 {
			t.Errorf("%d people: demand is %.2f of supply", people, ratio)
		}
	}
}

func secondWeek(seed *invent.Seed) (from, to roster.Date) {
	return seed.Campaign.StartsOn.AddDays(7), seed.Campaign.StartsOn.AddDays(13)
}

func demandInWeek(seed *invent.Seed) float64 {
	from, to := secondWeek(seed)
	inWeek := map[string]float64{}
	for _, s := range seed.Shifts {
		day := roster.DateOf(s.Span.Start, seed.Campaign.Location())
		if !day.Before(from) && !to.Before(day) {
			inWeek[s.ID] = s.Span.End.Sub(s.Span.Start).Hours()
		}
	}
	total := 0.0
	for _, r := range seed.Roles {
		total += inWeek[r.Shift] * float64(r.Seats)
	}
	return total
}

// supplyInWeek counts the hours at desks that people are free for, within their limits.
func supplyInWeek(seed *invent.Seed) float64 {
	from, to := secondWeek(seed)
	loc := seed.Campaign.Location()
	total := 0.0
	for _, v := range seed.Volunteers {
		minutes, days := 0, map[roster.Date]int{}
		for _, w := range v.Availability.Windows(from, to, loc) {
			for _, s := range deskSpans(roster.DateOf(w.Start, loc), loc) {
				if w.Covers(s) {
					days[roster.DateOf(w.Start, loc)] += s.Minutes()
				}
			}
		}
		for _, m := range days {
			minutes += min(m, v.Limits.MinutesPerDay)
		}
		total += float64(min(minutes, v.Limits.MinutesPerWeek)) / 60
	}
	return total
}

func deskSpans(day roster.Date, loc *time.Location) []roster.Span {
	if day.Weekday() == 7 {
		return nil
	}
	at := func(minute int) time.Time { return day.Time(loc).Add(time.Duration(minute) * time.Minute) }
	morning, afternoon := roster.Span{Start: at(480), End: at(690)}, roster.Span{Start: at(810), End: at(1020)}
	if day.Weekday() == 6 {
		return []roster.Span{morning}
	}
	return []roster.Span{morning, afternoon}
}
