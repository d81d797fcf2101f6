package match_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
)

func TestOptionsGoWhereHandsAreMissing(t *testing.T) {
	t.Parallel()
	near := match.Place{Code: "near", Lat: here.Lat + 0.02, Lon: here.Lon}
	named := func(id string, at match.Place, floor bool) match.Seat {
		return seat(func(s *match.Seat) {
			s.Role.ID, s.At, s.Role.Floor = id, at, floor
			s.Prices = map[string]float64{here.Code: 1, near.Code: 4}
		})
	}
	seats := []match.Seat{
		named("home", here, false), named("worth more", near, false), named("floor", here, true), named("unreachable", far, false),
	}
	cases := map[string]struct {
		person func(*match.Person)
		most   int
		want   []string
	}{
		"an hour is worth more":          {func(*match.Person) {}, 9, []string{"worth more", "floor", "home"}},
		"no more than wanted":            {func(*match.Person) {}, 2, []string{"worth more", "floor"}},
		"a wish counts":                  {func(p *match.Person) { p.Prefer = []string{here.Code} }, 1, []string{"floor"}},
		"how often one is asked doesn't": {func(p *match.Person) { p.OpenAsks, p.AsksToday, p.AsksThisWeek = 99, 99, 99 }, 1, []string{"worth more"}},
		"nobody without consent":         {func(p *match.Person) { p.ConsentSMS = false }, 9, nil},
		"nobody at another time":         {func(p *match.Person) { p.Windows = nil }, 9, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			person := anna(func(p *match.Person) { p.Limits.Km = 5; c.person(p) })
			var got []string
			for _, s := range match.Options(person, seats, match.DefaultRules(), c.most) {
				got = append(got, s.Role.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("options mismatch (-want +got):\n%s", diff)
			}
		})
	}
}
