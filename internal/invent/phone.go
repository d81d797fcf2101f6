package invent

import (
	"fmt"
	"math/rand/v2"

	"github.com/tiepsuc/tiepsuc/roster"
)

// mobilePrefixes are the first digits, after +84, of the mobile networks, each as often as
// its network is used.
func mobilePrefixes() []string {
	return []string{
		"96", "97", "98", "86", "32", "33", "34", "35", "36", "37", "38", "39",
		"91", "94", "88", "83", "84", "85", "81", "82",
		"90", "93", "89", "70", "79", "77", "76", "78",
		"92", "56", "58",
	}
}

// numbers hands out mobile numbers, none twice.
type numbers struct{ taken map[roster.Phone]bool }

func (n *numbers) draw(rng *rand.Rand) roster.Phone {
	prefixes := mobilePrefixes()
	for {
		phone := roster.Phone(fmt.Sprintf("+84%s%07d", prefixes[rng.IntN(len(prefixes))], rng.IntN(10_000_000)))
		if !n.taken[phone] {
			n.taken[phone] = true
			return phone
		}
	}
}
