package generate_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

func TestAProblemIsSoundAndAsBigAsAsked(t *testing.T) {
	t.Parallel()
	for name, size := range generate.Sizes() {
		if size.People > 1_000 {
			continue // the larger ones differ in their numbers alone
		}
		for _, scarcity := range []float64{0.5, 1, 3} {
			p := generate.Problem(size, scarcity, 2)
			if faults := planner.Validate(p); len(faults) > 0 {
				t.Errorf("%s at %v: %v", name, scarcity, faults)
			}
			seats := 0
			for _, s := range p.Shifts {
				for _, r := range s.Roles {
					seats += r.Seats
				}
			}
			want := []int{size.People, int(float64(size.Seats) * scarcity), size.Communes, size.Days}
			if diff := cmp.Diff(want, []int{len(p.People), seats, len(p.Communes), p.Days}); diff != "" {
				t.Errorf("%s at %v: people, seats, communes, days mismatch (-want +got):\n%s", name, scarcity, diff)
			}
		}
	}
}

func TestASeedGivesOneProblemAndAnotherSeedAnother(t *testing.T) {
	t.Parallel()
	var files [3][]byte
	for i, seed := range []int64{7, 7, 8} {
		raw, err := json.Marshal(generate.Problem(generate.Sizes()["S"], 1, seed))
		if err != nil {
			t.Fatal(err)
		}
		files[i] = raw
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("one seed gave two problems")
	}
	if bytes.Equal(files[0], files[2]) {
		t.Error("two seeds gave one problem")
	}
}

func TestProblemsHoldTheVarietyOfRealOnes(t *testing.T) {
	t.Parallel()
	p := generate.Problem(generate.Sizes()["M"], 1, 1)
	seen := map[string]int{"pinned": len(p.Pinned), "current": len(p.Current)}
	for _, s := range p.Shifts {
		if s.Start.Hour() >= 18 {
			seen["evening"]++
		}
		if s.Start.Minute()%30 != 0 {
			seen["odd time"]++
		}
		for _, r := range s.Roles {
			if r.Kind != "" {
				seen["kind"]++
			}
			if r.Level > 1 {
				seen["level"]++
			}
		}
	}
	for _, person := range p.People {
		seen["avoid"] += len(person.Avoid)
		seen["prefer"] += len(person.Prefer)
	}
	for _, what := range []string{"pinned", "current", "evening", "odd time", "kind", "level", "avoid", "prefer"} {
		if seen[what] == 0 {
			t.Errorf("no %s", what)
		}
	}
}
