package match_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

func opening(role, commune string, hour int, change func(*match.Opening)) match.Opening {
	o := match.Opening{Role: role, Commune: commune, Mode: roster.Normal, Start: time.Date(2026, 11, 27, hour, 0, 0, 0, time.UTC)}
	if change != nil {
		change(&o)
	}
	return o
}

func TestCommunesTakeTurns(t *testing.T) {
	t.Parallel()
	floor := func(o *match.Opening) { o.Floor = true }
	urgent := func(o *match.Opening) { o.Mode = roster.Urgent }
	easy := []match.Opening{opening("e1", "easy", 8, nil), opening("e2", "easy", 9, nil), opening("e3", "easy", 10, nil)}
	for name, tc := range map[string]struct {
		openings []match.Opening
		spent    map[string]match.Patience
		want     []string
	}{
		"by start within a commune": {easy, nil, []string{"e1", "e2", "e3"}},
		"one each in turn":          {append([]match.Opening{opening("far", "far", 12, nil)}, easy...), nil, []string{"e1", "far", "e2", "e3"}},
		"who has been asked for comes later": {
			append([]match.Opening{opening("far", "far", 12, nil)}, easy...),
			map[string]match.Patience{"easy": {Asked: 4, Needed: 2}, "far": {Needed: 2}},
			[]string{"far", "e1", "e2", "e3"},
		},
		"more needs are more turns": {
			append([]match.Opening{opening("f1", "far", 12, nil), opening("f2", "far", 13, nil)}, easy...),
			map[string]match.Patience{"easy": {Asked: 3, Needed: 30}, "far": {Asked: 1, Needed: 2}},
			[]string{"e1", "e2", "e3", "f1", "f2"},
		},
		"a floor before the others": {append([]match.Opening{opening("e4", "easy", 20, floor)}, easy...), nil, []string{"e4", "e1", "e2", "e3"}},
		"urgent before all":         {append([]match.Opening{opening("e4", "easy", 7, urgent), opening("far", "far", 6, urgent)}, easy...), nil, []string{"far", "e4", "e1", "e2", "e3"}},
	} {
		rng := rand.New(rand.NewPCG(1, 2))
		for range 5 {
			rng.Shuffle(len(tc.openings), func(i, j int) { tc.openings[i], tc.openings[j] = tc.openings[j], tc.openings[i] })
			var got []string
			for _, o := range match.InTurn(tc.openings, tc.spent) {
				got = append(got, o.Role)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

func TestACommuneHasItsShareOfTheQuestions(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		commune, all match.Patience
		want         bool
	}{
		"nobody asked":                      {match.Patience{Needed: 2}, match.Patience{Needed: 20}, true},
		"four a seat where others have one": {match.Patience{Asked: 8, Needed: 2}, match.Patience{Asked: 20, Needed: 20}, false},
		"fewer than four":                   {match.Patience{Asked: 7, Needed: 2}, match.Patience{Asked: 20, Needed: 20}, true},
		"where all ask much":                {match.Patience{Asked: 11, Needed: 2}, match.Patience{Asked: 60, Needed: 20}, true},
		"twice what all ask":                {match.Patience{Asked: 12, Needed: 2}, match.Patience{Asked: 60, Needed: 20}, false},
		"no needs at all":                   {match.Patience{}, match.Patience{}, true},
	} {
		if got := match.WithinShare(tc.commune, tc.all); got != tc.want {
			t.Errorf("%s: got %t", name, got)
		}
	}
}
