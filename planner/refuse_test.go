package planner_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

// sound is a problem in which all is well: parts of it are replaced to make it faulty.
const sound = `{
  "format": "tiepsuc.problem/1", "start": "2026-03-02T00:00:00+07:00", "days": 2,
  "rules": {"minRestMinutes": 600, "travelKmh": 20, "floorWeight": 20, "kmWeight": 0.01, "loadWeight": 0.05, "preferWeight": 0.2, "keepWeight": 1},
  "communes": [{"id": "A", "lat": 21.0, "lon": 105.8}, {"id": "B", "lat": 21.2, "lon": 105.8}],
  "shifts": [
    {"id": "s1", "commune": "A", "start": "2026-03-02T08:00:00+07:00", "end": "2026-03-02T11:00:00+07:00",
     "roles": [{"role": "it", "skill": "it", "level": 1, "seats": 1, "floor": true}, {"role": "net", "skill": "net", "level": 2, "seats": 1, "kind": "telecom"}]},
    {"id": "s2", "commune": "B", "start": "2026-03-02T11:10:00+07:00", "end": "2026-03-02T20:00:00+07:00", "roles": [{"role": "it", "skill": "it", "seats": 3}]},
    {"id": "s3", "commune": "A", "start": "2026-03-03T05:00:00+07:00", "end": "2026-03-03T07:00:00+07:00", "roles": [{"role": "it", "skill": "it", "seats": 3}]},
    {"id": "s4", "commune": "A", "start": "2026-03-02T10:00:00+07:00", "end": "2026-03-02T12:00:00+07:00", "roles": [{"role": "it", "skill": "it", "seats": 3}]}
  ],
  "people": [
    {"id": "p1", "kind": "student", "home": "A", "skills": {"it": 2}, "available": [{"start": "2026-03-02T07:00:00+07:00", "end": "2026-03-03T20:00:00+07:00"}],
     "maxMinutesPerDay": 800, "maxMinutesPerWeek": 1200, "maxKm": 50, "prefer": ["A"], "avoid": []},
    {"id": "p2", "kind": "student", "home": "A", "skills": {"it": 1}, "available": [{"start": "2026-03-02T09:00:00+07:00", "end": "2026-03-02T20:00:00+07:00"}],
     "maxMinutesPerDay": 100, "maxMinutesPerWeek": 110, "maxDaysPerWeek": 1, "maxKm": 1, "avoid": ["B"]}
  ],
  "pinned": [], "current": []
}`

// faulty is sound with parts replaced, each of which must stand there once.
func faulty(t *testing.T, replacements ...string) string {
	t.Helper()
	text := sound
	for i := 0; i < len(replacements); i += 2 {
		if strings.Count(text, replacements[i]) != 1 {
			t.Fatalf("%q stands %d times", replacements[i], strings.Count(text, replacements[i]))
		}
		text = strings.Replace(text, replacements[i], replacements[i+1], 1)
	}
	return text
}

// refusal reads a problem that must be refused and returns the faults.
func refusal(t *testing.T, text string) planner.Faults {
	t.Helper()
	_, err := planner.ReadProblem(strings.NewReader(text))
	faults, ok := errors.AsType[planner.Faults](err)
	if !ok {
		t.Fatalf("want faults, got %v", err)
	}
	return faults
}

func TestASoundProblemIsRead(t *testing.T) {
	t.Parallel()
	p, err := planner.ReadProblem(strings.NewReader(sound))
	if err != nil {
		t.Fatal(err)
	}
	got := []any{p.Shifts[0].Priority, p.Shifts[1].Roles[0].Level, p.People[0].MaxDaysPerWeek, p.Shifts[1].Roles[0].Floor}
	if diff := cmp.Diff([]any{1.0, 1, 7, false}, got); diff != "" {
		t.Errorf("defaults mismatch (-want +got):\n%s", diff)
	}
}

func TestEachFaultIsNamedByItsPath(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ old, new, want string }{
		"another format":           {`tiepsuc.problem/1`, `tiepsuc.problem/2`, `format: must be "tiepsuc.problem/1"`},
		"no midnight":              {`"2026-03-02T00:00:00+07:00"`, `"2026-03-02T00:00:00.5+07:00"`, `start: must be a local midnight`},
		"no days":                  {`"days": 2`, `"days": 0`, `days: must be 1 to 366, not 0`},
		"half a day":               {`"days": 2`, `"days": 1.5`, `days: must be a whole number, not 1.5`},
		"not a number":             {`"kmWeight": 0.01`, `"kmWeight": NaN`, `rules.kmWeight: must be a number, not NaN`},
		"infinity":                 {`"loadWeight": 0.05`, `"loadWeight": -Infinity`, `rules.loadWeight: must be a number, not -Infinity`},
		"out of range":             {`"keepWeight": 1`, `"keepWeight": 1e999`, `rules.keepWeight: 1e999 is out of range`},
		"a negative weight":        {`"floorWeight": 20`, `"floorWeight": -1`, `rules.floorWeight: must be a number of 0 or more, not -1`},
		"a text for a number":      {`"floorWeight": 20`, `"floorWeight": "20"`, `rules.floorWeight: must be a number`},
		"standing still":           {`"travelKmh": 20`, `"travelKmh": 0`, `rules.travelKmh: must be more than 0, not 0`},
		"off the globe":            {`"lat": 21.2`, `"lat": 91`, `communes[1].lat: must be -90 to 90 degrees, not 91`},
		"a commune twice":          {`{"id": "B"`, `{"id": "A", "lat": 1, "lon": 1}, {"id": "B"`, `communes[1].id: "A" is the id of number 0 already`},
		"an unknown commune":       {`"commune": "B"`, `"commune": "C"`, `shifts[1].commune: unknown commune "C"`},
		"an end before the start":  {`2026-03-02T20:00:00+07:00", "roles"`, `2026-03-02T11:00:00+07:00", "roles"`, `shifts[1].end: must be after the start`},
		"a shift over midnight":    {`2026-03-02T20:00:00+07:00", "roles"`, `2026-03-03T01:00:00+07:00", "roles"`, `shifts[1].end: must be on the day of the start`},
		"a shift before all":       {`2026-03-02T08:00:00`, `2026-03-01T08:00:00`, `shifts[0].start: lies outside the 2 planned days`},
		"a local time":             {`2026-03-02T08:00:00+07:00`, `2026-03-02 08:00`, `shifts[0].start: "2026-03-02 08:00" is no RFC 3339 time`},
		"no seat":                  {`"level": 1, "seats": 1`, `"level": 1, "seats": 0`, `shifts[0].roles[0].seats: must be 1 or more, not 0`},
		"no level":                 {`"level": 2`, `"level": 0`, `shifts[0].roles[1].level: must be 1 or more, not 0`},
		"a role twice":             {`"role": "net"`, `"role": "it"`, `shifts[0].roles[1].role: "it" is the id of number 0 already`},
		"a flag that is none":      {`"floor": true`, `"floor": 1`, `shifts[0].roles[0].floor: must be true or false`},
		"a skill of level 0":       {`{"it": 2}`, `{"it": 0}`, `people[0].skills.it: must be 1 or more, not 0`},
		"null for a list":          {`[{"start": "2026-03-02T07:00:00+07:00", "end": "2026-03-03T20:00:00+07:00"}]`, `null`, `people[0].available: must be an array`},
		"a window backwards":       {`"2026-03-03T20:00:00+07:00"}`, `"2026-03-02T07:00:00+07:00"}`, `people[0].available[0].end: must be after the start`},
		"a negative limit":         {`"maxMinutesPerDay": 800`, `"maxMinutesPerDay": -1`, `people[0].maxMinutesPerDay: must be 0 or more, not -1`},
		"eight days a week":        {`"maxDaysPerWeek": 1`, `"maxDaysPerWeek": 8`, `people[1].maxDaysPerWeek: must be 0 to 7, not 8`},
		"a wish for nowhere":       {`"prefer": ["A"]`, `"prefer": ["A", "C"]`, `people[0].prefer[1]: unknown commune "C"`},
		"a missing field":          {`"home": "A", "skills": {"it": 2}, `, `"home": "A", `, `people[0].skills: is missing`},
		"an unknown field":         {`"current": []`, `"current": [], "colour": {"deep": [1]}`, `colour: unknown field`},
		"a field twice":            {`"days": 2`, `"days": 2, "days": 3`, `days: stands twice`},
		"an unknown person":        {`"current": []`, `"current": [{"person": "p9", "shift": "s1", "role": "it"}]`, `current[0].person: unknown person "p9"`},
		"an unknown shift":         {`"pinned": []`, `"pinned": [{"person": "p1", "shift": "s9", "role": "it"}]`, `pinned[0].shift: unknown shift "s9"`},
		"an unknown role":          {`"pinned": []`, `"pinned": [{"person": "p1", "shift": "s2", "role": "net"}]`, `pinned[0].role: unknown role "net" of shift "s2"`},
		"something after the end":  {`"current": []` + "\n}", `"current": []` + "\n}}", `line 19 column 2: no JSON: something follows after the end`},
		"a comma too many":         {`"pinned": [],`, `"pinned": [,],`, `line 18 column 14: no JSON: a value must come here, in pinned[0]`},
		"a list for the whole":     {sound, `[]`, `$: must be an object`},
		"nothing":                  {sound, ``, `line 1 column 1: no JSON: the file ends in the middle`},
		"a bad number":             {`"days": 2`, `"days": 02`, `line 2 column 80: no JSON: a value must come here, in days`},
		"a bare word":              {`"days": 2`, `"days": two`, `line 2 column 80: no JSON: a value must come here, in days`},
		"an escape that is none":   {`"id": "p1"`, `"id": "\q"`, `line 13 column 16: no JSON: a string has a bad escape, in people[0].id`},
		"a name without its quote": {`"days": 2`, `days: 2`, `line 2 column 72: no JSON: a name in quotes must come here`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faults := refusal(t, faulty(t, test.old, test.new))
			if diff := cmp.Diff(test.want, faults.Error()); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAPinThatBreaksARuleIsNamed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ pins, want string }{
		"skill":           {"p1 s1 net", "pinned[0]: p1 lacks skill net at level 2\npinned[0]: p1 is of kind student, not telecom"},
		"out of reach":    {"p2 s2 it", "pinned[0]: p2 avoids commune B\npinned[0]: p2 lives 22.2 km away, over 1\n" + tooLong("8h50m0s")},
		"not available":   {"p2 s1 it", "pinned[0]: p2 is not available then\n" + tooLong("3h0m0s")},
		"overlap":         {"p1 s1 it, p1 s4 it", "pinned[1]: shift s1 overlaps s4"},
		"travel":          {"p1 s2 it, p1 s1 it", "pinned[0]: only 10m0s to travel from shift s1"},
		"rest":            {"p1 s2 it, p1 s3 it", "pinned[1]: only 9h0m0s of rest after shift s2"},
		"a pin twice":     {"p1 s1 it, p1 s1 it", "pinned[1]: stands twice"},
		"days and window": {"p2 s4 it, p2 s3 it", "pinned[1]: p2 is not available then\n" + overWith("pinned[0]", "2h0m0s") + "\npinned[1]: one day more in its week than maxDaysPerWeek 1\npinned[1]: 2h0m0s of work with the pins before, over maxMinutesPerDay 100"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			faults := refusal(t, faulty(t, `"pinned": []`, `"pinned": `+pinList(test.pins)))
			if diff := cmp.Diff(test.want, faults.Error()); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func tooLong(work string) string { return overWith("pinned[0]", work) }

func overWith(pin, work string) string {
	return fmt.Sprintf("%[1]s: %[2]s of work with the pins before, over maxMinutesPerDay 100\n%[1]s: %[2]s of work with the pins before, over maxMinutesPerWeek 110", pin, work)
}

func pinList(pins string) string {
	var list []planner.Assignment
	for pin := range strings.SplitSeq(pins, ", ") {
		f := strings.Fields(pin)
		list = append(list, planner.Assignment{Person: f[0], Shift: f[1], Role: f[2]})
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

func TestMorePinsThanSeatsAreNamed(t *testing.T) {
	t.Parallel()
	faults := refusal(t, faulty(t, `"maxMinutesPerDay": 100, "maxMinutesPerWeek": 110`, `"maxMinutesPerDay": 800, "maxMinutesPerWeek": 800`,
		`2026-03-02T09:00:00+07:00`, `2026-03-02T08:00:00+07:00`, `"pinned": []`, `"pinned": `+pinList("p1 s1 it, p2 s1 it")))
	if diff := cmp.Diff("pinned[1]: more pins than the 1 seats of role it of shift s1", faults.Error()); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestAllFaultsOfAFileAreNamedAtOnceAndNoneTwice(t *testing.T) {
	t.Parallel()
	faults := refusal(t, faulty(t,
		`tiepsuc.problem/1`, `x`, `"days": 2`, `"days": true`, `"travelKmh": 20`, `"travelKmh": -3`, `"kmWeight": 0.01`, `"kmWeight": NaN`,
		`, "keepWeight": 1`, ``, `"lat": 21.0`, `"lat": "21"`, `"lon": 105.8}]`, `"lon": 200}]`, `"commune": "B"`, `"commune": 7`,
		`"2026-03-02T08:00:00+07:00"`, `"yesterday"`, `"end": "2026-03-02T20:00:00+07:00", "roles"`, `"end": "2026-03-02T11:00:00+07:00", "roles"`,
		`"id": "s3"`, `"id": "s1"`, `"seats": 1, "floor": true`, `"seats": -1, "floor": "yes"`, `"level": 2`, `"level": 0`,
		`"skills": {"it": 2}`, `"skills": ["it"]`, `"maxMinutesPerDay": 800`, `"maxMinutesPerDay": -5`, `"prefer": ["A"]`, `"prefer": ["Z"]`,
		`"home": "A", "skills": {"it": 1}`, `"home": "Q", "skills": {"it": 1}`, `"maxDaysPerWeek": 1`, `"maxDaysPerWeek": 9, "mood": 1`,
		`"2026-03-02T20:00:00+07:00"}]`, `"2026-03-02T08:00:00+07:00"}]`, `"pinned": []`, `"pinned": `+pinList("p1 s1 net, p9 s2 it"), `"current": []`, `"current": {}`,
	))
	want := []string{
		"communes[0].lat", "communes[1].lon", "current", "days", "format", "people[0].maxMinutesPerDay", "people[0].prefer[0]", "people[0].skills",
		"people[1].available[0].end", "people[1].home", "people[1].maxDaysPerWeek", "people[1].mood", "pinned[0]", "pinned[1].person",
		"rules.keepWeight", "rules.kmWeight", "rules.travelKmh", "shifts[0].roles[0].floor", "shifts[0].roles[0].seats", "shifts[0].roles[1].level",
		"shifts[0].start", "shifts[1].commune", "shifts[1].end", "shifts[2].id",
	}
	got := make([]string, len(faults))
	for i, f := range faults {
		got[i] = f.Path
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestAFileCutAnywhereIsRefused(t *testing.T) {
	t.Parallel()
	for cut := range len(sound) {
		if _, err := planner.ReadProblem(strings.NewReader(sound[:cut])); err == nil {
			t.Errorf("cut after %d bytes it is read", cut)
		}
	}
}

func TestAFileNestedWithoutEndIsRefused(t *testing.T) {
	t.Parallel()
	faults := refusal(t, `{"x": `+strings.Repeat("[", 1_000_000))
	if last := faults[len(faults)-1]; !strings.Contains(last.Reason, "nested too deep") {
		t.Errorf("refused for %q", last)
	}
}

func TestAProblemSurvivesWritingAndReading(t *testing.T) {
	t.Parallel()
	sameInstant := cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })
	full := generate.Problem(small, 1, 1)
	empty := planner.Problem{Format: planner.ProblemFormat, Start: full.Start, Days: 1, Rules: planner.DefaultRules()}
	for name, p := range map[string]*planner.Problem{"full": full, "empty": &empty} {
		raw, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		again, err := planner.ReadProblem(bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(p, again, sameInstant); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", name, diff)
		}
	}
}

func FuzzReadProblem(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte(strings.Replace(sound, `"days": 2`, `"days": NaN`, 1)))
	f.Add([]byte(`{"a": ["\u00e9", {}, -1e5, null], "a": 1`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := planner.ReadProblem(bytes.NewReader(raw))
		if err != nil {
			return
		}
		if !json.Valid(raw) {
			t.Error("read what is no JSON")
		}
		if faults := planner.Validate(p); len(faults) > 0 {
			t.Errorf("read what doesn't hold: %v", faults)
		}
	})
}
