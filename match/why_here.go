package match

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
	reasons := when(Reason{Key: HereFloor}, here.Floor, Reason{Key: HereFew}, here.PerHour > few, Reason{Key: Prefers}, here.Likes)
	return append(reasons, Reason{Key: HereKm, Args: []any{"km", whole(here.Km)}})
}

// WhyNotThere says what speaks against another place, and what would have spoken for it.
func WhyNotThere(here, there Worth) []Reason {
	const nearly = 1e-6
	reasons := when(
		Reason{Key: ThereMore}, there.All > here.All+nearly,
		Reason{Key: HereFloor}, here.Floor && !there.Floor,
		Reason{Key: ThereFloor}, there.Floor && !here.Floor,
	)
	return append(reasons, when(
		Reason{Key: ThereFull}, there.PerHour < here.PerHour-nearly,
		Reason{Key: ThereFar, Args: []any{"km", whole(there.Km - here.Km)}}, whole(there.Km) > whole(here.Km),
		Reason{Key: ThereWish}, there.Likes && !here.Likes,
	)...)
}

func whole(km float64) int { return int(km + 0.5) }
