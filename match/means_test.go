package match_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/tiepsuc/tiepsuc/match"
)

func TestWhatIsExpectedIsDrawnToTheMeanOfOrganisationAndCampaign(t *testing.T) {
	t.Parallel()
	none := map[string]match.Share{}
	one := map[string]match.Share{"a": {YesWeight: 20, AskedWeight: 20}}
	two := map[string]match.Share{"a": {YesWeight: 8, AskedWeight: 80}, "b": {YesWeight: 100, AskedWeight: 100}}
	for name, tc := range map[string]struct {
		answers      map[string]match.Share
		organisation string
		own          match.Record
		want         float64
	}{
		"nobody has answered":             {none, "a", match.Record{}, match.AssumedYes},
		"the campaign's few":              {one, "b", match.Record{}, 0.75},            // (20 + 20·0.5) / 40
		"one's organisation beside it":    {one, "a", match.Record{}, 0.875},           // (20 + 20·0.75) / 40
		"an unwilling one":                {two, "a", match.Record{}, 0.198},           // (8 + 20·0.59) / 100
		"a willing one":                   {two, "b", match.Record{}, 0.9316666666666}, // (100 + 20·0.59) / 120
		"another one":                     {two, "c", match.Record{}, 0.59},            // (108 + 20·0.5) / 200
		"one's own count once":            {one, "a", match.Record{YesWeight: 20, AskedWeight: 20}, match.AssumedYes},
		"more of one's own than of all's": {one, "a", match.Record{YesWeight: 20.0001, AskedWeight: 20.0001}, match.AssumedYes},
	} {
		if got := match.NewMeans(tc.answers).Expected(tc.organisation, tc.own); math.Abs(got-tc.want) > 1e-9 {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}

func TestWhoHasNoRecordGetsTheMeanOfTheOrganisation(t *testing.T) {
	t.Parallel()
	means := match.NewMeans(map[string]match.Share{"a": {YesWeight: 60, AskedWeight: 80}, "b": {AskedWeight: 400}})
	for _, organisation := range []string{"a", "b"} {
		expected := means.Expected(organisation, match.Record{})
		if got, want := (match.Record{Expected: expected}).Chance(), max(match.LeastYes, expected); got != want {
			t.Errorf("%s: got %v, want %v", organisation, got, want)
		}
	}
}

// said is one answer of a campaign.
type said struct {
	organisation, person string
	yes                  bool
	weight               float64
}

func someAnswers(r *rand.Rand) []said {
	all := make([]said, 1+r.IntN(60))
	for i := range all {
		org := r.IntN(3)
		all[i] = said{fmt.Sprint("org ", org), fmt.Sprint("person ", org, r.IntN(4)), r.IntN(2) == 0, math.Pow(0.5, float64(r.IntN(5)))}
	}
	return all
}

// chancesOf are the chances of all of the campaign's people, and of one who never answered.
func chancesOf(all []said) map[string]float64 {
	sums, records, of := map[string]match.Share{}, map[string]match.Record{}, map[string]string{"nobody yet": "org 0"}
	for _, a := range all {
		sum, record := sums[a.organisation], records[a.person]
		sum.AskedWeight, record.AskedWeight = sum.AskedWeight+a.weight, record.AskedWeight+a.weight
		if a.yes {
			sum.YesWeight, record.YesWeight = sum.YesWeight+a.weight, record.YesWeight+a.weight
		}
		sums[a.organisation], records[a.person], of[a.person] = sum, record, a.organisation
	}
	means, chances := match.NewMeans(sums), map[string]float64{}
	for person, organisation := range of {
		record := records[person]
		record.Expected = means.Expected(organisation, record)
		chances[person] = record.Chance()
	}
	return chances
}

func TestANoThatWasAYesLowersNobodysChance(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		all := someAnswers(r)
		before := chancesOf(all)
		all[r.IntN(len(all))].yes = true
		for person, chance := range chancesOf(all) {
			if chance < before[person]-1e-12 || chance < match.LeastYes || chance >= 1 {
				t.Fatalf("one more yes takes the chance of %s from %v to %v", person, before[person], chance)
			}
		}
	}
}

func TestTheOrderOfAnswersDoesNotMatter(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		all := someAnswers(r)
		before := chancesOf(all)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for person, chance := range chancesOf(all) {
			if chance != before[person] {
				t.Fatalf("%s: %v in one order, %v in another", person, before[person], chance)
			}
		}
	}
}
