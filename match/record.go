package match

import (
	"time"
)

// HalfLife is the time after which an answer counts half: what somebody did in exams says
// little about the weeks after them.
const HalfLife = 21 * 24 * time.Hour

// LeastYes is the least probability of a yes that anybody is taken to have. Nobody is left
// out for having said no: who has never said yes is asked later, and with others, not never.
const LeastYes = 0.1

// priorAsks is how many answers of one's own weigh as much as what is expected without them.
const priorAsks = 4

// tellFrom is from how many answers on a record is worth telling a coordinator.
const tellFrom = 3

// Record is how somebody has answered of late. Yes and Asked are counts; YesWeight and
// AskedWeight are the same with each answer weighing by its age (see [HalfLife]). An ask that
// was withdrawn or never reached the phone says nothing about the person and isn't counted.
// Expected is the probability of a yes that others' answers let expect (see [Means]); 0 where
// nothing is known of them, and then it is [AssumedYes].
type Record struct {
	Yes, Asked             int
	YesWeight, AskedWeight float64
	Expected               float64
}

// Chance is the probability that the person says yes: the posterior mean of a
// binomial share under a Beta prior with the mean that is expected and the weight of four
// answers (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.4), and never under
// [LeastYes].
func (r Record) Chance() float64 {
	expected := r.Expected
	if expected == 0 {
		expected = AssumedYes
	}
	return max(LeastYes, r.Share().toward(expected, priorAsks))
}

// Aged is the record so much later, with no answer since.
func (r Record) Aged(by time.Duration) Record {
	if by > 0 && r.AskedWeight > 0 {
		aged := r.Share().Aged(by)
		r.YesWeight, r.AskedWeight = aged.YesWeight, aged.AskedWeight
	}
	return r
}

// Share is the record without its counts.
func (r Record) Share() Share { return Share{r.YesWeight, r.AskedWeight} }

// inWords is the record as a coordinator reads it, where there is enough of it to tell.
func (r Record) inWords() []Reason {
	if r.Asked < tellFrom {
		return nil
	}
	return []Reason{{Key: Answers, Args: []any{"yes", r.Yes, "asked", r.Asked}}}
}
