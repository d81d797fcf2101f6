package planner_test

import (
	"slices"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

// BenchmarkRepair takes 20 declines in at a time, and tells the 99th percentile.
func BenchmarkRepair(b *testing.B) {
	for _, name := range []string{"M", "L", "XL"} {
		b.Run(name, func(b *testing.B) {
			p := generate.Problem(generate.Sizes()[name], 1, 1)
			standing, solution, err := planner.Stand(b.Context(), p, planner.Options{Effort: 1})
			if err != nil {
				b.Fatal(err)
			}
			left := slices.DeleteFunc(slices.Clone(solution.Plan.Assignments), func(a planner.Assignment) bool { return slices.Contains(p.Pinned, a) })
			var took []time.Duration
			step := max(1, len(left)/(20*100))
			for b.Loop() {
				if len(took) >= 100 {
					break
				}
				var c planner.Change
				for k := range 20 {
					c.Declined = append(c.Declined, left[(len(took)*20+k)*step%len(left)])
				}
				begun := time.Now() //nolint:forbidigo // a benchmark
				if _, err := standing.Repair(b.Context(), c); err != nil {
					continue // somebody has been moved meanwhile
				}
				took = append(took, time.Since(begun)) //nolint:forbidigo // as above
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Milliseconds()), "p99-ms")
			b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "median-ms")
		})
	}
}
