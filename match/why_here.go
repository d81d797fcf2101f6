package match

import "slices"

// What speaks for a place where somebody serves, or against another one.
const (
	HereFloor  = "match.here.floor"  // the one who must be there
	HereFew    = "match.here.few"    // few are there
	HereKm     = "match.here.km"     // how far it is
	ThereFloor = "match.there.floor" // the one who would have to be there
	ThereFar   = "match.there.far"
	ThereFull  = "match.there.full" // more are there than here
	ThereWish  = "match.there.wish"
	ThereMore  = "match.there.more" // it would be better all the same
)

// Worth is what somebody's serving in a place brings a plan: in all, for its hours alone
// (2 where nobody is, towards 0 where all seats are filled), whether they are the one who must
// be there, how far it is and whether they like it.
type Worth struct {
	All, PerHour float64
	Floor        bool
	Km           float64
	Likes        bool
}

// WhyHere says what speaks for a place.
func WhyHere(here Worth) []Reason {
	const few = 1 // an hour's worth where half of the hours are covered
	return slices.Concat(
		whenever(here.Floor, HereFloor), whenever(here.PerHour > few, HereFew), whenever(here.Likes, Prefers),
		[]Reason{{Key: HereKm, Args: []any{"km", whole(here.Km)}}},
	)
}

// WhyNotThere says what speaks against another place, and what would have spoken for it.
func WhyNotThere(here, there Worth) []Reason {
	const nearly = 1e-6
	return slices.Concat(
		whenever(there.All > here.All+nearly, ThereMore), whenever(here.Floor && !there.Floor, HereFloor), whenever(there.Floor && !here.Floor, ThereFloor),
		whenever(there.PerHour < here.PerHour-nearly, ThereFull), whenever(whole(there.Km) > whole(here.Km), ThereFar, "km", whole(there.Km-here.Km)),
		whenever(there.Likes && !here.Likes, ThereWish),
	)
}

func whole(km float64) int { return int(km + 0.5) }

func whenever(holds bool, key string, args ...any) []Reason {
	if !holds {
		return nil
	}
	return []Reason{{Key: key, Args: args}}
}
