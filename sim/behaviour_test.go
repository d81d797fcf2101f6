package sim_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/sim"
)

func TestABehaviourFileChangesWhatItNamesAndNothingElse(t *testing.T) {
	t.Parallel()
	got, err := sim.ReadBehaviour(strings.NewReader(`{"format": "tiepsuc.behaviour/1", "accept": {"base": 0.6}, "night": {"from": "21:00"}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := sim.DefaultBehaviour()
	want.Accept.Base, want.Night.From = 0.6, "21:00"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestEveryFaultOfABehaviourFileIsNamedByItsPath(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		text string
		want []string
	}{
		"not an object":      {`[]`, []string{"$ must be an object"}},
		"no format":          {`{}`, []string{"format must be tiepsuc.behaviour/1"}},
		"unknown and wrong":  {`{"format": "tiepsuc.behaviour/1", "acept": 1, "accept": {"base": "much", "perMile": 1}}`, []string{"acept is an unknown field", "accept.base must be a number", "accept.perMile is an unknown field"}},
		"out of its bounds":  {`{"format": "tiepsuc.behaviour/1", "showUp": 1.2, "late": {"share": -1}, "accept": {"base": 1}}`, []string{"showUp must be between 0 and 1", "late.share must be", "accept.base must be"}},
		"no hours":           {`{"format": "tiepsuc.behaviour/1", "night": {"from": "10 pm", "to": "6:30", "replyFactor": 0}}`, []string{"night.from must be an hour", "night.replyFactor must be 1 or more"}},
		"nothing takes time": {`{"format": "tiepsuc.behaviour/1", "replyMinutes": {"median": 0, "sigma": -1}}`, []string{"replyMinutes.median must be positive", "replyMinutes.sigma must not be negative"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := sim.ReadBehaviour(strings.NewReader(c.text))
			if err == nil {
				t.Fatal("was read")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is missing in:\n%v", want, err)
				}
			}
		})
	}
}
