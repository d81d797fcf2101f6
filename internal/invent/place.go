package invent

import (
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/tiepsuc/tiepsuc/roster"
)

// place is a point on the earth in degrees; the zero place is unknown.
type place struct{ lat, lon float64 }

// position reads lat and lon of a row; empty cells are the unknown place.
func position(row map[string]string) (place, error) {
	if row["lat"] == "" {
		return place{}, nil
	}
	lat, err := strconv.ParseFloat(row["lat"], 64)
	if err != nil {
		return place{}, err
	}
	lon, err := strconv.ParseFloat(row["lon"], 64)
	return place{lat, lon}, err
}

// km is the distance in kilometres, good to a percent within one city.
func (p place) km(q place) float64 {
	const kmPerDegree = 111.2
	dLat := p.lat - q.lat
	dLon := (p.lon - q.lon) * math.Cos(p.lat*math.Pi/180)
	return kmPerDegree * math.Hypot(dLat, dLon)
}

func placeOf(c roster.Commune) place { return place{c.Lat, c.Lon} }

// Most students live within a bicycle ride of their campus, the rest with their families
// anywhere in the city.
const (
	nearCampusShare = 0.72
	nearCampusKm    = 7.0
)

// homeOf draws where somebody lives: by population, and near the campus where there is one.
func homeOf(rng *rand.Rand, all []roster.Commune, campus place) roster.Commune {
	nearness := func(roster.Commune) float64 { return 1 }
	if campus != (place{}) && rng.Float64() < nearCampusShare {
		nearness = func(c roster.Commune) float64 { return math.Exp(-placeOf(c).km(campus) / nearCampusKm) }
	}
	weights := make([]float64, len(all))
	for i, c := range all {
		weights[i] = float64(c.Population) * nearness(c)
	}
	return all[pick(rng, weights)]
}

// pick draws an index with the given weights.
func pick(rng *rand.Rand, weights []float64) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	x := rng.Float64() * total
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}
