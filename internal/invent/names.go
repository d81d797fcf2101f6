package invent

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// names holds what Vietnamese names are made of, with how common each part is.
type names struct {
	surnames      weighted
	middle, given map[string]weighted
}

type weighted struct {
	texts   []string
	weights []float64
}

func (w *weighted) add(text string, weight float64) {
	w.texts = append(w.texts, text)
	w.weights = append(w.weights, weight)
}

func (w weighted) draw(rng *rand.Rand) string { return w.texts[pick(rng, w.weights)] }

func readNames() (names, error) {
	rows, err := table("names.csv")
	if err != nil {
		return names{}, err
	}
	n := names{middle: map[string]weighted{}, given: map[string]weighted{}}
	for _, row := range rows {
		weight, err := strconv.ParseFloat(row["weight"], 64)
		if err != nil {
			return names{}, err
		}
		switch gender := row["gender"]; row["part"] {
		case "surname":
			n.surnames.add(row["name"], weight)
		case "middle":
			n.middle[gender] = with(n.middle[gender], row["name"], weight)
		case "given":
			n.given[gender] = with(n.given[gender], row["name"], weight)
		}
	}
	return n, nil
}

func with(w weighted, text string, weight float64) weighted {
	w.add(text, weight)
	return w
}

// draw makes a full name: surname, middle name, given name. A name whose middle and given
// parts are the same word doesn't occur and is drawn again.
func (n names) draw(rng *rand.Rand) string {
	gender := "m"
	if rng.Float64() < 0.46 {
		gender = "f"
	}
	for {
		middle, given := n.middle[gender].draw(rng), n.given[gender].draw(rng)
		if middle != given {
			return strings.Join([]string{n.surnames.draw(rng), middle, given}, " ")
		}
	}
}
