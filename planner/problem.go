// Package planner decides who serves where: a pure function from a problem to a plan that
// keeps every rule, with a proven upper bound on what any plan could be worth. It knows
// nothing of the platform around it; docs/plan-format.md describes its two files.
package planner

import (
	"encoding/json"
	"math"
	"time"
)

// The formats that this package reads and writes.
const (
	ProblemFormat = "tiepsuc.problem/1"
	PlanFormat    = "tiepsuc.plan/1"
)

// Problem is what is to be planned. Start is a local midnight; day d runs from Start plus d
// times 24 hours, week w holds the days 7w to 7w+6.
type Problem struct {
	Format   string       `json:"format"`
	Start    time.Time    `json:"start"`
	Days     int          `json:"days"`
	Rules    Rules        `json:"rules"`
	Communes []Commune    `json:"communes"`
	Shifts   []Shift      `json:"shifts"`
	People   []Person     `json:"people"`
	Pinned   []Assignment `json:"pinned,omitempty"`
	Current  []Assignment `json:"current,omitempty"`
}

// Rules are the limits that hold for everybody and the weights of the score.
type Rules struct {
	MinRestMinutes int     `json:"minRestMinutes"`
	TravelKmh      float64 `json:"travelKmh"`
	FloorWeight    float64 `json:"floorWeight"`
	KmWeight       float64 `json:"kmWeight"`
	LoadWeight     float64 `json:"loadWeight"`
	PreferWeight   float64 `json:"preferWeight"`
	KeepWeight     float64 `json:"keepWeight"`
}

// DefaultRules are the usual limits and weights.
func DefaultRules() Rules {
	return Rules{MinRestMinutes: 600, TravelKmh: 20, FloorWeight: 20, KmWeight: 0.01, LoadWeight: 0.05, PreferWeight: 0.2, KeepWeight: 1}
}

// Commune is a place, WGS 84 degrees.
type Commune struct {
	ID  string  `json:"id"`
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// Shift is a span of hours in a commune with its roles.
type Shift struct {
	ID       string    `json:"id"`
	Commune  string    `json:"commune"`
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Priority float64   `json:"priority"`
	Roles    []Role    `json:"roles"`
}

// Role is seats for people with a skill at a level, of one kind where Kind is set. A floor
// role must always have somebody.
type Role struct {
	Role  string `json:"role"`
	Skill string `json:"skill"`
	Level int    `json:"level"`
	Seats int    `json:"seats"`
	Kind  string `json:"kind,omitempty"`
	Floor bool   `json:"floor,omitempty"`
}

// Person is somebody who can serve, with the windows in which they are free.
type Person struct {
	ID                string         `json:"id"`
	Kind              string         `json:"kind"`
	Home              string         `json:"home"`
	Skills            map[string]int `json:"skills"`
	Available         []Window       `json:"available"`
	MaxMinutesPerDay  int            `json:"maxMinutesPerDay"`
	MaxMinutesPerWeek int            `json:"maxMinutesPerWeek"`
	MaxDaysPerWeek    int            `json:"maxDaysPerWeek"`
	MaxKm             float64        `json:"maxKm"`
	Prefer            []string       `json:"prefer,omitempty"`
	Avoid             []string       `json:"avoid,omitempty"`
}

// Window is a span in which somebody is free; a shift must lie within one.
type Window struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Assignment is one person on one role of one shift.
type Assignment struct {
	Person string `json:"person"`
	Shift  string `json:"shift"`
	Role   string `json:"role"`
}

// Plan is what came out: the assignments, their value, and a proof that no plan for the
// problem is worth more than Bound.
type Plan struct {
	Format      string       `json:"format"`
	Problem     string       `json:"problem"`
	Assignments []Assignment `json:"assignments"`
	Score       Score        `json:"score"`
	Bound       float64      `json:"bound"`
	ElapsedMs   int64        `json:"elapsedMs"`
	Seed        int64        `json:"seed"`
}

// Score is what a plan is worth.
type Score struct {
	Value float64 `json:"value"`
}

// MarshalJSON writes lists that hold nothing as such: the format knows no null.
func (p Problem) MarshalJSON() ([]byte, error) {
	type plain Problem
	p.Communes, p.Shifts, p.People = given(p.Communes), given(p.Shifts), given(p.People)
	return json.Marshal(plain(p))
}

// MarshalJSON writes lists that hold nothing as such: the format knows no null.
func (s Shift) MarshalJSON() ([]byte, error) {
	type plain Shift
	s.Roles = given(s.Roles)
	return json.Marshal(plain(s))
}

// MarshalJSON writes lists that hold nothing as such: the format knows no null.
func (p Person) MarshalJSON() ([]byte, error) {
	type plain Person
	p.Available = given(p.Available)
	if p.Skills == nil {
		p.Skills = map[string]int{}
	}
	return json.Marshal(plain(p))
}

func given[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Gap is how far any plan could be ahead, as a share of the bound.
func (p *Plan) Gap() float64 {
	if p.Bound <= 0 {
		return 0
	}
	return max(0, (p.Bound-p.Score.Value)/p.Bound)
}

// Km is the great-circle distance between two places (haversine formula, mean Earth radius
// of 6371.0088 km, IUGG).
func Km(a, b Commune) float64 {
	const earthKm = 6371.0088
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	h := math.Pow(math.Sin(rad(b.Lat-a.Lat)/2), 2) + math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*math.Pow(math.Sin(rad(b.Lon-a.Lon)/2), 2)
	return 2 * earthKm * math.Asin(math.Sqrt(h))
}
