package match_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

var hanoi = time.FixedZone("+07", 7*60*60)

// at is an hour of a day of the week of Monday 23 November 2026, day 0.
func at(day int, hour float64) time.Time {
	return time.Date(2026, 11, 23+day, 0, 0, 0, 0, hanoi).Add(time.Duration(hour * float64(time.Hour)))
}

func span(day int, from, to float64) roster.Span {
	return roster.Span{Start: at(day, from), End: at(day, to)}
}

var (
	here = match.Place{Code: "00004", Lat: 21.0385, Lon: 105.8381}
	far  = match.Place{Code: "09988", Lat: 21.0, Lon: 105.52}
)

// anna fits the seat; each case changes what it is about.
func anna(change func(*match.Person)) match.Person {
	p := match.Person{
		Volunteer: roster.Volunteer{
			ID: "anna", Kind: roster.Student, Skills: []roster.SkillLevel{{Skill: "it", Level: 2}},
			Limits: roster.Limits{MinutesPerDay: 480, MinutesPerWeek: 1200, DaysPerWeek: 5, Km: 15}, ConsentSMS: true,
		},
		Home: here, Windows: []roster.Span{span(2, 7, 22)},
	}
	change(&p)
	return p
}

// duty gives somebody another duty.
func duty(day int, from, to float64, where match.Place) func(*match.Person) {
	return func(p *match.Person) {
		p.Duties = append(p.Duties, match.Duty{Shift: "other", Span: span(day, from, to), At: where})
	}
}

func seat(change func(*match.Seat)) match.Seat {
	s := match.Seat{
		Role:  roster.Role{RoleNeed: roster.RoleNeed{Skill: "it", Level: 2, Seats: 1}},
		Shift: roster.Shift{ID: "s", Span: span(2, 8, 11.5)}, At: here, Location: hanoi,
	}
	change(&s)
	return s
}

func TestAgainstNamesEveryCause(t *testing.T) {
	t.Parallel()
	same := func(*match.Seat) {}
	for name, tc := range map[string]struct {
		person func(*match.Person)
		seat   func(*match.Seat)
		want   []string
	}{
		"fits":                           {func(*match.Person) {}, same, nil},
		"skill too low":                  {func(*match.Person) {}, func(s *match.Seat) { s.Role.Level = 3 }, []string{match.NoSkill}},
		"another skill":                  {func(*match.Person) {}, func(s *match.Seat) { s.Role.Skill = "network" }, []string{match.NoSkill}},
		"another kind":                   {func(*match.Person) {}, func(s *match.Seat) { s.Role.Kind = roster.Engineer }, []string{match.WrongKind}},
		"no window":                      {func(p *match.Person) { p.Windows = nil }, same, []string{match.NotFree}},
		"two windows that only touch":    {func(p *match.Person) { p.Windows = []roster.Span{span(2, 7, 10), span(2, 10, 12)} }, same, []string{match.NotFree}},
		"too far":                        {func(p *match.Person) { p.Home = far }, same, []string{match.TooFar}},
		"avoided":                        {func(p *match.Person) { p.Avoid = []string{here.Code} }, same, []string{match.Avoids}},
		"overlap":                        {duty(2, 11, 13, here), same, []string{match.Overlaps}},
		"right after, same place":        {duty(2, 11.5, 13, here), same, nil},
		"right after, elsewhere":         {duty(2, 12, 14, far), same, []string{match.NoTravel}},
		"hours later, elsewhere":         {duty(2, 14, 16, far), same, nil},
		"late the evening before":        {duty(1, 20, 23, here), same, []string{match.NoRest}},
		"ten hours of rest":              {duty(1, 18, 22, here), same, nil},
		"early the next morning":         {duty(3, 7, 9, here), func(s *match.Seat) { s.Shift.Span = span(2, 19, 21.5) }, []string{match.NoRest}},
		"a full day":                     {duty(2, 13, 18, here), same, []string{match.DayLimit}},
		"a full week":                    {func(p *match.Person) { p.Limits.MinutesPerWeek = 300; duty(0, 8, 11, here)(p) }, same, []string{match.WeekLimit}},
		"last week doesn't count":        {func(p *match.Person) { p.Limits.MinutesPerWeek = 300; duty(-1, 8, 11, here)(p) }, same, nil},
		"too many days":                  {func(p *match.Person) { p.Limits.DaysPerWeek = 1; duty(0, 8, 9, here)(p) }, same, []string{match.DaysLimit}},
		"same day again":                 {func(p *match.Person) { p.Limits.DaysPerWeek = 1; duty(2, 14, 15, here)(p) }, same, nil},
		"no consent":                     {func(p *match.Person) { p.ConsentSMS = false }, same, []string{match.NoConsent}},
		"opted out":                      {func(p *match.Person) { p.Suppressed = true }, same, []string{match.NoConsent}},
		"texted enough today":            {func(p *match.Person) { p.TextsToday = match.DefaultRules().MaxTextsPerDay }, same, []string{match.AskedEnough}},
		"asked enough today":             {func(p *match.Person) { p.AsksToday = match.DefaultRules().MaxAsksPerDay }, same, []string{match.AskedEnough}},
		"asked enough":                   {func(p *match.Person) { p.AsksThisWeek = 99 }, same, []string{match.AskedEnough}},
		"the seat's own shift as a duty": {func(p *match.Person) { p.Duties = []match.Duty{{Shift: "s", Span: span(2, 8, 11.5), At: here}} }, same, nil},
		"several causes, none concealed": {func(p *match.Person) { p.Windows, p.Home = nil, far }, same, []string{match.NotFree, match.TooFar}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, r := range match.Against(anna(tc.person), seat(tc.seat), match.DefaultRules()) {
				got = append(got, r.Key)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("causes mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOnlyLimitsAndWishesMayBePassedOver(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]bool{
		match.NoSkill: false, match.WrongKind: false, match.Overlaps: false, match.NoTravel: false, match.NoConsent: false,
		match.NotFree: true, match.TooFar: true, match.Avoids: true, match.NoRest: true, match.DayLimit: true, match.WeekLimit: true, match.DaysLimit: true, match.AskedEnough: true,
	} {
		if got := match.Overridable(key); got != want {
			t.Errorf("Overridable(%s) = %t", key, got)
		}
	}
}

func TestRankPutsTheEligibleFirstTheBetterFitBefore(t *testing.T) {
	t.Parallel()
	people := []match.Person{
		anna(func(p *match.Person) { p.ID = "busy"; p.Windows = nil }),
		anna(func(p *match.Person) {
			p.ID = "tired"
			p.Duties = []match.Duty{{Shift: "x", Span: span(0, 8, 16), At: here}}
		}),
		anna(func(p *match.Person) { p.ID = "keen"; p.Prefer = []string{here.Code} }),
		anna(func(p *match.Person) { p.ID = "b" }),
		anna(func(p *match.Person) { p.ID = "a" }),
		anna(func(p *match.Person) { p.ID = "lost"; p.Windows = nil; p.Skills = nil }),
	}
	var got []string
	for _, c := range match.Rank(people, seat(func(*match.Seat) {}), match.DefaultRules()) {
		got = append(got, c.ID)
	}
	if diff := cmp.Diff([]string{"keen", "a", "b", "tired", "busy", "lost"}, got); diff != "" {
		t.Errorf("order mismatch (-want +got):\n%s", diff)
	}
}

func TestEligibleAreThoseOfRankInTheSameOrder(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		people, there := make([]match.Person, 20), seat(func(*match.Seat) {})
		var suited []*match.Person
		for i := range people {
			people[i] = somebody(rng, i)
			if match.Suits(&people[i], &there) {
				suited = append(suited, &people[i])
			}
		}
		var want []match.Candidate
		for _, c := range match.Rank(people, there, match.DefaultRules()) {
			if c.Eligible {
				want = append(want, c)
			}
		}
		got := match.Eligible(suited, there, match.DefaultRules())
		if diff := cmp.Diff(ids(want), ids(got)); diff != "" {
			t.Fatalf("eligible mismatch (-want +got):\n%s", diff)
		}
	}
}

// somebody fits the usual seat but for what chance takes away or adds.
func somebody(rng *rand.Rand, i int) match.Person {
	return anna(func(p *match.Person) {
		p.ID = string(rune('a' + i))
		for _, change := range []func(){
			func() { p.Windows = nil }, func() { p.Home = far }, func() { p.Skills = nil }, func() { p.Avoid = []string{here.Code} },
			func() { p.AsksToday = 6 }, func() { p.Suppressed = true }, func() { p.Prefer = []string{here.Code} },
			func() { p.Duties = []match.Duty{{Shift: "x", Span: span(rng.IntN(5), 8, 16), At: here}} },
		} {
			if rng.IntN(8) == 0 {
				change()
			}
		}
	})
}

func ids(candidates []match.Candidate) []string {
	names := make([]string, len(candidates))
	for i, c := range candidates {
		names[i] = c.ID
	}
	return names
}

func TestModeFollowsTheLead(t *testing.T) {
	t.Parallel()
	now := at(0, 8)
	for lead, want := range map[time.Duration]roster.Mode{
		48 * time.Hour: roster.Normal, 24 * time.Hour: roster.Normal, 23 * time.Hour: roster.Soon, 2 * time.Hour: roster.Soon, 119 * time.Minute: roster.Urgent, 0: roster.Urgent,
	} {
		if got := match.ModeFor(now, now.Add(lead), false); got != want {
			t.Errorf("%s ahead: got %s, want %s", lead, got, want)
		}
	}
	if got := match.ModeFor(now, now.Add(48*time.Hour), true); got != roster.Urgent {
		t.Errorf("declared urgent: got %s", got)
	}
}

func TestTheAnswerWindowShrinksAsTheStartNears(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mode  roster.Mode
		ahead time.Duration
		want  time.Duration
	}{
		{roster.Normal, 7 * 24 * time.Hour, 12 * time.Hour},
		{roster.Normal, 48 * time.Hour, 6 * time.Hour},
		{roster.Normal, 10 * time.Hour, 2 * time.Hour},
		{roster.Soon, 23 * time.Hour, time.Hour},
		{roster.Soon, 4 * time.Hour, 30 * time.Minute},
		{roster.Soon, 2 * time.Hour, 20 * time.Minute},
		{roster.Urgent, 48 * time.Hour, 10 * time.Minute},
	} {
		if got := match.AnswerWindow(c.mode, c.ahead); got != c.want {
			t.Errorf("%s, %s ahead: got %s, want %s", c.mode, c.ahead, got, c.want)
		}
	}
}

func TestAWaveIsTheSmallestThatProbablyFills(t *testing.T) {
	t.Parallel()
	half := func(n int) []float64 {
		p := make([]float64, n)
		for i := range p {
			p[i] = 0.5
		}
		return p
	}
	for name, tc := range map[string]struct {
		mode roster.Mode
		free int
		yes  []float64
		want int
	}{
		"normal asks one for each seat": {roster.Normal, 2, half(9), 2},
		"normal has too few":            {roster.Normal, 5, half(3), 3},
		"soon, one seat":                {roster.Soon, 1, half(9), 3},   // 1-½³ = 0.875 ≥ 0.8
		"urgent, one seat":              {roster.Urgent, 1, half(9), 5}, // 1-½⁵ = 0.969 ≥ 0.95
		"certain people":                {roster.Urgent, 2, []float64{1, 1, 1}, 2},
		"nobody":                        {roster.Urgent, 1, nil, 0},
		"never more than the largest":   {roster.Urgent, 1, make([]float64, 50), match.LargestWave},
	} {
		if got := match.HowMany(tc.mode, tc.free, tc.yes); got != tc.want {
			t.Errorf("%s: got %d, want %d", name, got, tc.want)
		}
	}
}

func TestWhyEmptyNamesTheStageThatLeavesNobody(t *testing.T) {
	t.Parallel()
	people := []match.Person{
		anna(func(p *match.Person) { p.Skills = nil }),
		anna(func(p *match.Person) { p.Windows = nil }),
		anna(func(p *match.Person) { p.Home = far }),
	}
	got := match.WhyEmpty(people, seat(func(*match.Seat) {}), match.DefaultRules())
	want := []match.Reason{
		{Key: match.EmptyReach},
		{Key: match.ChainSkill, Args: []any{"count", 2}, Count: 2},
		{Key: match.ChainKind, Args: []any{"count", 2}, Count: 2},
		{Key: match.ChainFree, Args: []any{"count", 1}, Count: 1},
		{Key: match.ChainReach, Args: []any{"count", 0}, Count: 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reasons mismatch (-want +got):\n%s", diff)
	}
	open := match.WhyEmpty([]match.Person{anna(func(*match.Person) {})}, seat(func(*match.Seat) {}), match.DefaultRules())
	if open[0].Key != match.StillOpen || open[0].Count != 1 {
		t.Errorf("got %+v, want one who can still be asked", open[0])
	}
}

func TestWhyEmptySaysWhoServesWhereAnHourIsWorthMore(t *testing.T) {
	t.Parallel()
	dear, cheap := match.Place{Code: "dear", Lat: here.Lat, Lon: here.Lon}, match.Place{Code: "cheap", Lat: here.Lat, Lon: here.Lon}
	people := []match.Person{anna(duty(2, 8, 11, dear)), anna(duty(2, 9, 12, cheap)), anna(duty(2, 8, 11, match.Place{Code: "unpriced"}))}
	priced := seat(func(s *match.Seat) { s.Prices = map[string]float64{here.Code: 1, dear.Code: 2, cheap.Code: 0.5} })
	got := match.WhyEmpty(people, priced, match.DefaultRules())
	want := []match.Reason{
		{Key: match.ChainElsewhere, Args: []any{"count", 0}, Count: 0},
		{Key: match.WorthMore, Args: []any{"count", 1}, Count: 1},
	}
	if diff := cmp.Diff(want, got[len(got)-2:]); diff != "" || got[0].Key != match.EmptyElsewhere {
		t.Errorf("verdict %s, reasons mismatch (-want +got):\n%s", got[0].Key, diff)
	}
	for i, want := range []string{match.MoreThere, match.MoreHere, match.Overlaps} {
		reasons := match.Rank(people[i:i+1], priced, match.DefaultRules())[0].Reasons
		if last := reasons[len(reasons)-1]; last.Key != want {
			t.Errorf("person %d: %s, want %s", i, last.Key, want)
		}
	}
}

func TestKmIsTheGreatCircle(t *testing.T) {
	t.Parallel()
	pole, equator := match.Place{Lat: 90}, match.Place{Lat: 0, Lon: 42}
	if got, want := pole.Km(equator), 6371.0088*math.Pi/2; math.Abs(got-want) > 1e-6 {
		t.Errorf("a quarter of the Earth: got %v, want %v", got, want)
	}
	if got := here.Km(here); got != 0 {
		t.Errorf("to itself: got %v", got)
	}
}
