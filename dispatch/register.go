package dispatch

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Person is somebody as an organisation registers them, still to be checked. Limits that are
// 0 are the usual ones.
type Person struct {
	ExternalID, Name, Phone   string
	Kind                      roster.VolunteerKind
	HomeCommune               string
	Skills                    []roster.SkillLevel
	Weekly                    []WeeklyHours
	Exceptions                []DatedHours
	MaxHoursDay, MaxHoursWeek float64
	MaxDaysWeek               int
	MaxKm                     float64
	Prefer, Avoid             []string
	ConsentSMS                bool
}

// WeeklyHours is a window that comes back each week, Weekday 1 being Monday, times HH:MM.
type WeeklyHours struct {
	Weekday  int
	From, To string
}

// DatedHours replaces the pattern on one date.
type DatedHours struct {
	Date      roster.Date
	Available bool
	From, To  string
}

// RowFault is what is wrong with one row, counted from 1, in one column. Of a file, the row
// is the one that a spreadsheet shows, and Sheet and Cell (such as C5) say where.
type RowFault struct {
	Sheet, Cell string
	Row         int
	Column      string
	Err         *roster.Error
}

// Registered is what came of a registration: counts, or the faults that kept it from being
// stored.
type Registered struct {
	db.Saved
	Faults []RowFault
	// Duplicates are the rows left out because another organisation has registered the number.
	Duplicates []RowFault
	// Columns says, of a file, which headings were taken for what.
	Columns []exchange.Taken
	table   exchange.Table
}

// Registration is people of an organisation. SkipDuplicates leaves out who is registered by
// another one already, instead of refusing all.
type Registration struct {
	Organisation   string
	People         []Person
	SkipDuplicates bool
}

// mostPeople bounds one registration.
const mostPeople = 5000

// RegisterVolunteers stores the people of an organisation by its own numbers for them. With
// any fault in any row nothing is stored, and every fault comes back with its place.
func (d *Dispatcher) RegisterVolunteers(ctx context.Context, v roster.Viewer, in Registration, now time.Time) (Registered, error) {
	if err := d.mayRegister(ctx, v, in.Organisation); err != nil {
		return Registered{}, err
	}
	if len(in.People) > mostPeople {
		return Registered{}, &roster.Error{Kind: roster.Limited, Key: "register.too_many", Field: "input.people", Args: []any{"max", mostPeople}}
	}
	words, err := d.store.Vocabulary(ctx, v.Campaign)
	if err != nil {
		return Registered{}, err
	}
	r := newRegistrar(words, in.Organisation)
	r.skip = in.SkipDuplicates
	for i, p := range in.People {
		r.read(i+1, p)
	}
	return d.register(ctx, v.Campaign, r, db.Merging{Proof: proofOf(v, nil)}, now)
}

// mayRegister refuses whoever may not register people of an organisation; a foreign one is
// not found.
func (d *Dispatcher) mayRegister(ctx context.Context, v roster.Viewer, organisation string) error {
	if err := v.May(roster.RegisterVolunteers); err != nil {
		return err
	}
	if v.Organisation != "" && v.Role != roster.AsDepartment && v.Organisation != organisation {
		return roster.Missing("organisation")
	}
	known, err := d.store.HasOrganisation(ctx, v.Campaign, organisation)
	if err == nil && !known {
		err = roster.Missing("organisation")
	}
	return err
}

// register stores what a registrar has read, or gives the faults that forbid it. Who is left
// out because another organisation has them is noted, for the department to merge.
func (d *Dispatcher) register(ctx context.Context, campaign string, r *registrar, how db.Merging, now time.Time) (Registered, error) {
	var done Registered
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		settled := *r // begin afresh when the transaction does
		aliases, err := tx.Aliases(ctx, campaign, r.organisation)
		if err != nil {
			return err
		}
		merged := settled.leaveOut(aliases)
		taken, err := tx.PhonesTaken(ctx, campaign, r.organisation, settled.people)
		if err != nil {
			return err
		}
		if settled.takenPhones(taken); len(settled.faults) > 0 {
			slices.SortStableFunc(settled.faults, func(a, b RowFault) int { return cmp.Compare(a.Row, b.Row) })
			done = Registered{Faults: settled.faults}
			return nil
		}
		saved, err := tx.SaveVolunteers(ctx, campaign, settled.people, how, now)
		saved.Unchanged += merged
		if done = (Registered{Saved: saved, Duplicates: settled.duplicates}); err != nil || how.Dry {
			return err
		}
		return tx.NoteDuplicates(ctx, campaign, r.organisation, settled.left, settled.people, now)
	})
	if err != nil {
		return Registered{}, fmt.Errorf("register volunteers: %w", err)
	}
	return done, nil
}
