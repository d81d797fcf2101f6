package roster

// Supposition is what the department wants to know the price of before it happens: people who
// stay away or come in addition, days that ask for more, weights that change. Nothing of it
// is stored.
type Supposition struct {
	Days     int
	Withdraw *Withdrawal
	Add      []Newcomers
	Scale    []Demand
	Hold     []ExtraShift
	// FloorWeight and KmWeight replace the weights of the score where they are set.
	FloorWeight, KmWeight *float64
}

// Withdrawal are people who take no part: those of an organisation, those who live in a
// commune, or of both; all of them, or Count when it isn't 0.
type Withdrawal struct {
	Organisation, Commune string
	Count                 int
}

// Newcomers are people of one kind and skill who would come in addition, from a commune, free
// all day.
type Newcomers struct {
	Commune, Skill string
	Level, Count   int
	Kind           VolunteerKind
}

// ExtraShift would be held in addition, in each of some communes.
type ExtraShift struct {
	Communes []string
	Span     Span
	Roles    []RoleNeed
}

// Demand multiplies the seats of communes (all when none is named) from one date to another.
type Demand struct {
	Communes []string
	From, To Date
	Factor   float64
}

// Outlook is what a plan comes to, with a proof of how much better any plan could be: as a
// whole, and for the commune that is covered least.
type Outlook struct {
	Value, Bound, Gap, Ratio float64
	Floors, FloorsMet        int
	LowestPlace
}

// WhatIf is the outlook as it is and as it would be, and who would move.
type WhatIf struct {
	Before, After Outlook
	Changes       []PlanChange
}
