package invent

import (
	"math/rand/v2"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Minutes from midnight at which people can come and must leave, a little wider than the
// shifts so that there is time to arrive.
const (
	morningFrom, morningTo     = 7*60 + 30, 12 * 60
	afternoonFrom, afternoonTo = 13 * 60, 17*60 + 30
	eveningFrom, eveningTo     = 18 * 60, 21 * 60
	wholeDay                   = 24 * 60
)

// studentWeek is what a class timetable leaves free and the student is willing to give:
// classes fall mostly in the mornings or mostly in the afternoons.
func studentWeek(rng *rand.Rand) []roster.WeeklyWindow {
	morning, afternoon := 0.24, 0.58
	if rng.IntN(2) == 0 {
		morning, afternoon = afternoon, morning
	}
	var week []roster.WeeklyWindow
	for weekday := 1; weekday <= 5; weekday++ {
		week = append(week, freeDay(rng, weekday, morning, afternoon, 0.30)...)
	}
	week = append(week, freeDay(rng, 6, 0.66, 0.45, 0.20)...)
	week = append(week, freeDay(rng, 7, 0.40, 0.30, 0.25)...)
	if len(week) == 0 {
		week = append(week, roster.WeeklyWindow{Weekday: 6, From: morningFrom, To: morningTo})
	}
	return week
}

// freeDay draws which parts of a day are free. Morning and afternoon together are one
// window: somebody free all day is free at noon.
func freeDay(rng *rand.Rand, weekday int, morning, afternoon, evening float64) []roster.WeeklyWindow {
	inMorning, inAfternoon := rng.Float64() < morning, rng.Float64() < afternoon
	var day []roster.WeeklyWindow
	switch {
	case inMorning && inAfternoon:
		day = append(day, roster.WeeklyWindow{Weekday: weekday, From: morningFrom, To: afternoonTo})
	case inMorning:
		day = append(day, roster.WeeklyWindow{Weekday: weekday, From: morningFrom, To: morningTo})
	case inAfternoon:
		day = append(day, roster.WeeklyWindow{Weekday: weekday, From: afternoonFrom, To: afternoonTo})
	}
	if rng.Float64() < evening {
		day = append(day, roster.WeeklyWindow{Weekday: weekday, From: eveningFrom, To: eveningTo})
	}
	return day
}

// engineerWeek is one to three working days for which a firm lends its engineer.
func engineerWeek(rng *rand.Rand) []roster.WeeklyWindow {
	days := rng.Perm(5)[:1+pick(rng, []float64{45, 40, 15})]
	var week []roster.WeeklyWindow
	for weekday := 1; weekday <= 5; weekday++ {
		for _, d := range days {
			if d+1 == weekday {
				week = append(week, roster.WeeklyWindow{Weekday: weekday, From: morningFrom, To: afternoonTo})
			}
		}
	}
	return week
}

// examSeasonFrom is the day of the campaign, counted from 0, on which exams begin; they
// last two weeks.
const (
	examSeasonFrom = 21
	examSeasonDays = 14
)

// exams are the days on which a student sits an exam and can't come at all.
func exams(rng *rand.Rand, o Options) []roster.Exception {
	season := min(examSeasonDays, o.Days-examSeasonFrom)
	if season <= 0 {
		return nil
	}
	sat := rng.Perm(season)[:min(season, 3+rng.IntN(3))]
	taken := map[int]bool{}
	for _, day := range sat {
		taken[day] = true
	}
	var off []roster.Exception
	for day := range season {
		if taken[day] {
			off = append(off, roster.Exception{Date: o.StartsOn.AddDays(examSeasonFrom + day), From: 0, To: wholeDay})
		}
	}
	return off
}
