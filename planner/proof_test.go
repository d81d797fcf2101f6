package planner_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

func TestAnyPricesAtAllProveABound(t *testing.T) {
	t.Parallel()
	for seed := range int64(200) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := free(tight(generate.Size{People: 2, Seats: 7, Communes: 2, Days: 9}, seed))
			best := optimum(p)
			for _, prices := range []planner.Prices{{}, anyPrices(p, seed), solve(t, p, planner.Options{Effort: 2}).Proof} {
				if bound := proven(t, p, &prices); best > bound+rounding {
					t.Errorf("optimum %v over bound %v from %v", best, bound, prices.Prices)
				}
			}
		})
	}
}

func TestWhatAPlanClaimsItsPricesProve(t *testing.T) {
	t.Parallel()
	const relative, rounded = 1e-6, 1e-6 // the second for each shift's terms
	for name, p := range shapes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			solution := solve(t, p, planner.Options{Effort: 1, Seed: 1})
			bound := proven(t, p, &solution.Proof)
			if claimed := solution.Plan.Bound; math.Abs(claimed-bound) > relative*bound+rounded*float64(1+len(p.Shifts)) {
				t.Errorf("claimed %v, proven %v", claimed, bound)
			}
		})
	}
}

// anyPrices are prices from nothing to more than anything is worth.
func anyPrices(p *planner.Problem, seed int64) planner.Prices {
	random := rand.New(rand.NewPCG(uint64(seed), 1)) //nolint:gosec // a test
	var prices planner.Prices
	for _, s := range p.Shifts {
		for _, r := range s.Roles {
			if random.IntN(4) > 0 {
				prices.Prices = append(prices.Prices, planner.RolePrice{Shift: s.ID, Role: r.Role, Micros: random.Int64N(40_000_000)})
			}
		}
	}
	return prices
}

func proven(t *testing.T, p *planner.Problem, prices *planner.Prices) float64 {
	t.Helper()
	bound, err := check.Bound(p, prices)
	if err != nil {
		t.Fatal(err)
	}
	return bound
}

func TestPricesThatBreakTheFormatAreRefusedByPath(t *testing.T) {
	t.Parallel()
	text := `{"format": "tiepsuc.prices/2", "prices": [{"shift": "s", "role": "r", "micros": -1}, {"shift": "s", "micros": 1.5, "cost": 2}]}`
	_, err := planner.ReadPrices(strings.NewReader(text))
	for _, want := range []string{"format: must be", "prices[0].micros: must be", "prices[1].micros: must be", "prices[1].cost: unknown field", "prices[1].role: is missing"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no fault %q in %v", want, err)
		}
	}
	_, err = check.Bound(generate.Problem(small, 1, 1), &planner.Prices{Prices: []planner.RolePrice{{Shift: "nowhere", Role: "it"}}})
	if err == nil || !strings.Contains(err.Error(), "prices[0]") {
		t.Errorf("unknown shift: %v", err)
	}
}
