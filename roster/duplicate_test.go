package roster_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestARowThatIsJoinedAddsWhatIsVouchedForAndWhatIsAgainst(t *testing.T) {
	t.Parallel()
	day := roster.Date{Year: 2026, Month: time.December, Day: 1}
	away := roster.Exception{Date: day, From: 0, To: 1440}
	free := roster.Exception{Date: day, Available: true, From: 480, To: 600}
	week := []roster.WeeklyWindow{{Weekday: 1, From: 480, To: 600}}
	for name, c := range map[string]struct{ kept, dropped, want roster.Volunteer }{
		"skills, the better of both": {
			roster.Volunteer{Skills: []roster.SkillLevel{{Skill: "it", Level: 1}}},
			roster.Volunteer{Skills: []roster.SkillLevel{{Skill: "guide", Level: 2}, {Skill: "it", Level: 3}}},
			roster.Volunteer{Skills: []roster.SkillLevel{{Skill: "guide", Level: 2}, {Skill: "it", Level: 3}}},
		},
		"wishes, the kept one's first": {
			roster.Volunteer{Prefer: []string{"b"}, Avoid: []string{"c"}},
			roster.Volunteer{Prefer: []string{"a", "c"}, Avoid: []string{"b", "d"}},
			roster.Volunteer{Prefer: []string{"a", "b"}, Avoid: []string{"c", "d"}},
		},
		"an empty week": {
			roster.Volunteer{},
			roster.Volunteer{Availability: roster.Availability{Weekly: week, Exceptions: []roster.Exception{free}}},
			roster.Volunteer{Availability: roster.Availability{Weekly: week, Exceptions: []roster.Exception{free}}},
		},
		"a day away under the other row": {
			roster.Volunteer{Availability: roster.Availability{Weekly: week, Exceptions: []roster.Exception{free}}},
			roster.Volunteer{Availability: roster.Availability{Exceptions: []roster.Exception{away}}},
			roster.Volunteer{Availability: roster.Availability{Weekly: week, Exceptions: []roster.Exception{away}}},
		},
		"hours that only the other row has": {
			roster.Volunteer{Availability: roster.Availability{Weekly: week}},
			roster.Volunteer{Availability: roster.Availability{Weekly: []roster.WeeklyWindow{{Weekday: 2, From: 0, To: 60}}, Exceptions: []roster.Exception{free}}},
			roster.Volunteer{Availability: roster.Availability{Weekly: week}},
		},
	} {
		if diff := cmp.Diff(c.want, c.kept.Joined(c.dropped)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
