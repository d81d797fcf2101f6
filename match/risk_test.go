package match_test

import (
	"math"
	"testing"

	"github.com/tiepsuc/tiepsuc/match"
)

func TestTheRiskOfASeatIsThatTooFewSayYes(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		missing int
		yes     []float64
		want    float64
	}{
		"nobody is asked":              {1, nil, 1},
		"nobody is missing":            {0, []float64{0.5}, 0},
		"one of one":                   {1, []float64{0.7}, 0.3},
		"one of two":                   {1, []float64{0.5, 0.4}, 0.3},
		"two of three":                 {2, []float64{0.5, 0.5, 0.5}, 0.5},
		"more missing than are asked":  {3, []float64{0.9, 0.9}, 1},
		"one of many who hardly would": {1, []float64{0.1, 0.1, 0.1, 0.1}, 0.9 * 0.9 * 0.9 * 0.9},
	} {
		if got := match.Risk(tc.missing, tc.yes); math.Abs(got-tc.want) > 1e-12 {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}
