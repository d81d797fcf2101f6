package roster

// LowestPlace is the commune that a plan covers least, empty when nothing is asked for: the
// share of its weighted hours that is covered, the share that no plan exceeds, and why its
// seats are empty.
type LowestPlace struct {
	Lowest                    string
	LowestRatio, LowestAtMost float64
	LowestWhy                 []Shortage
}

// Shortage is why so many seats are empty, by its key in the catalogs.
type Shortage struct {
	Key   string `json:"key"`
	Seats int    `json:"seats"`
}
