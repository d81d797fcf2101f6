package match

import (
	"maps"
	"math"
	"slices"
	"time"
)

// How many answers of an organisation's people weigh as much as what the campaign's mean lets
// expect of them, and how many of the campaign's as what is assumed of everybody. Twenty are what
// a class of students gives in a day or two: fewer say little of those who weren't asked.
const (
	organisationAnswers = 20
	campaignAnswers     = 20
)

// Share is yeses among answers, each weighing by its age (see [HalfLife]).
type Share struct{ YesWeight, AskedWeight float64 }

// Means tell what to expect of people before their own answers speak: the share of yeses of their
// organisation, which with few answers is close to that of the campaign, which with few answers
// is close to [AssumedYes] (empirical Bayes with fixed pseudo-counts: Efron and Morris, Data
// Analysis Using Stein's Estimator, 1975). The zero value expects AssumedYes of everybody.
type Means struct {
	all Share
	of  map[string]Share
}

// NewMeans takes the answers of all of a campaign's people by organisation.
func NewMeans(of map[string]Share) Means {
	m := Means{of: of}
	for _, organisation := range slices.Sorted(maps.Keys(of)) {
		m.all.YesWeight += of[organisation].YesWeight
		m.all.AskedWeight += of[organisation].AskedWeight
	}
	return m
}

// Expected is the probability of a yes that the answers of others let expect of somebody of an
// organisation. Their own, which are in the sums, count for them once, by their [Record].
func (m Means) Expected(organisation string, own Record) float64 {
	campaign := m.all.without(own.Share()).toward(AssumedYes, campaignAnswers)
	return m.of[organisation].without(own.Share()).toward(campaign, organisationAnswers)
}

// Aged is the share so much later, or earlier where by is negative.
func (s Share) Aged(by time.Duration) Share {
	weight := math.Exp2(-by.Seconds() / HalfLife.Seconds())
	return Share{s.YesWeight * weight, s.AskedWeight * weight}
}

// toward is the share as a number, drawn to a mean that weighs as so many answers.
func (s Share) toward(mean, weight float64) float64 {
	return (s.YesWeight + weight*mean) / (s.AskedWeight + weight)
}

// without takes answers out that are in the share. What is left of rounding is no answer.
func (s Share) without(some Share) Share {
	asked := max(0, s.AskedWeight-some.AskedWeight)
	return Share{min(asked, max(0, s.YesWeight-some.YesWeight)), asked}
}
