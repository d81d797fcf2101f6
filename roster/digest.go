package roster

// Digest is what a coordinator should know in the evening about the day ahead: in how many
// communes something is missing, the empty seats of floor roles and of others, the people who
// have been asked and are silent, and who didn't come on the day itself.
type Digest struct {
	Communes    int
	EmptyFloors int
	EmptySeats  int
	Unanswered  int
	Absent      int
}

// Quiet tells that there is nothing to say.
func (d Digest) Quiet() bool { return d.EmptyFloors+d.EmptySeats+d.Absent == 0 }
