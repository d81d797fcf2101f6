package match

import "time"

// A floor seat that is likelier than RiskFrom to stay empty within RiskAhead of its start is
// worth a coordinator's look. A single no is not: the next are asked by themselves.
const (
	RiskFrom  = 0.5
	RiskAhead = 12 * time.Hour
)

// Risk is the probability that fewer than missing of those who have been asked say yes: the
// Poisson-binomial distribution of their own probabilities.
func Risk(missing int, yes []float64) float64 {
	dist := []float64{1}
	for _, p := range yes {
		dist = withOneMore(dist, p)
	}
	return 1 - atLeast(dist, missing)
}
