package planner_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

func whatIf(t *testing.T, p *planner.Problem, s planner.Supposition) *planner.Comparison {
	t.Helper()
	c, err := planner.WhatIf(t.Context(), p, s, planner.Options{Effort: 2})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPeopleWithdrawnAreMissedAndThoseAddedAreOfUse(t *testing.T) {
	t.Parallel()
	p := generate.Problem(small, 2, 22)
	whole, raw := len(p.People), *p
	var some []string
	for i := range whole / 2 {
		some = append(some, p.People[i].ID)
	}
	fewer := whatIf(t, p, planner.Supposition{Without: some})
	if fewer.After.Value >= fewer.Before.Value || fewer.After.Covered >= fewer.Before.Covered || len(fewer.Removed) == 0 {
		t.Errorf("without half the people: before %+v, after %+v", fewer.Before, fewer.After)
	}
	friend := p.People[0]
	friend.ID = "friend"
	more := whatIf(t, p, planner.Supposition{With: []planner.Person{friend}})
	if more.After.Value <= more.Before.Value {
		t.Errorf("with one more: before %v, after %v", more.Before.Value, more.After.Value)
	}
	if diff := cmp.Diff(raw, *p); diff != "" {
		t.Errorf("the problem itself has changed:\n%s", diff)
	}
}

func TestAStormAsksForMoreSeatsWhereItIs(t *testing.T) {
	t.Parallel()
	p := generate.Problem(small, 1, 23)
	supposed, err := p.Suppose(planner.Supposition{Scaled: []planner.Scaling{{Communes: []string{"00001"}, From: 2, To: 3, Factor: 1.4}}})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range supposed.Shifts {
		day := int(s.Start.Sub(p.Start).Hours() / 24)
		for j, r := range s.Roles {
			want := p.Shifts[i].Roles[j].Seats
			if s.Commune == "00001" && day >= 2 && day <= 3 {
				want = int(float64(want)*1.4 + 0.5)
			}
			if r.Seats != want {
				t.Errorf("%s on day %d in %s: %d seats, want %d", s.ID, day, s.Commune, r.Seats, want)
			}
		}
	}
	none := whatIf(t, p, planner.Supposition{Scaled: []planner.Scaling{{From: 0, To: 99}}})
	if len(p.Pinned) == 0 || none.After.Value >= none.Before.Value {
		t.Errorf("no seats but the pinned: %+v", none.After)
	}
}

func TestWhatIsWrongInASuppositionIsNamed(t *testing.T) {
	t.Parallel()
	p := generate.Problem(small, 1, 24)
	for want, s := range map[string]planner.Supposition{
		"without[0]":            {Without: []string{"nobody"}},
		"scaled[0].factor":      {Scaled: []planner.Scaling{{Factor: -1}}},
		"scaled[1].communes[0]": {Scaled: []planner.Scaling{{Factor: 1}, {Factor: 1, Communes: []string{"nowhere"}}}},
		"rules.travelKmh":       {Rules: &planner.Rules{}},
		"with[1].home":          {Without: []string{p.People[0].ID}, With: []planner.Person{friend(p, "a"), {ID: "b", Home: "nowhere"}}},
		"shifts[0].commune":     {Scaled: []planner.Scaling{{From: 3, To: 9}}, Shifts: []planner.Shift{{ID: "new", Commune: "nowhere"}}},
	} {
		if _, err := planner.WhatIf(t.Context(), p, s, planner.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func friend(p *planner.Problem, id string) planner.Person {
	other := p.People[0]
	other.ID = id
	return other
}

func TestASuppositionIsReadAsAProblemIs(t *testing.T) {
	t.Parallel()
	text := `{"without": ["p1"], "scaled": [{"from": 1, "to": 2, "factor": 1.5}], "shifts": [{"id": "s", "commune": "00001",
		"start": "2026-03-02T08:00:00+07:00", "end": "2026-03-02T09:00:00+07:00", "roles": [{"role": "it", "skill": "it", "seats": 2}]}]}`
	got, err := planner.ReadSupposition(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if got.Shifts[0].Priority != 1 || got.Shifts[0].Roles[0].Level != 1 || got.Scaled[0].Factor != 1.5 || got.Without[0] != "p1" {
		t.Errorf("got %+v", got)
	}
	_, err = planner.ReadSupposition(strings.NewReader(`{"scaled": [{"from": 1, "factor": "two", "until": 3}], "persons": []}`))
	for _, want := range []string{"scaled[0].factor: must be a number", "scaled[0].until: unknown field", "scaled[0].to: is missing", "persons: unknown field"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no fault %q in %v", want, err)
		}
	}
}

func TestOnlyThoseMoveWhomTheChangeConcerns(t *testing.T) {
	t.Parallel()
	p := generate.Problem(small, 1, 25)
	whole := whatIf(t, p, planner.Supposition{})
	if len(whole.Added)+len(whole.Removed) > 0 || whole.After.Value != whole.Before.Value {
		t.Errorf("nothing is supposed, and %d come and %d leave", len(whole.Added), len(whole.Removed))
	}
	away := p.People[0].ID
	fewer := whatIf(t, p, planner.Supposition{Without: []string{away}})
	for _, a := range fewer.Added {
		if a.Person == away {
			t.Errorf("who is away takes %+v", a)
		}
	}
	const farthest = 4 // seats one after another that an emptied one may move
	if left := held(fewer.Removed, away); left == 0 || len(fewer.Added) > farthest*left {
		t.Errorf("%d seats are left and %d taken", left, len(fewer.Added))
	}
	newcomer := friend(p, "newcomer")
	more := whatIf(t, p, planner.Supposition{With: []planner.Person{newcomer}})
	if came := held(more.Added, newcomer.ID); came == 0 || came != len(more.Added) || len(more.Removed) > 0 {
		t.Errorf("one more person: %+v come, %+v leave", more.Added, more.Removed)
	}
}

func held(list []planner.Assignment, person string) int {
	n := 0
	for _, a := range list {
		if a.Person == person {
			n++
		}
	}
	return n
}
