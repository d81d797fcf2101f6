package dispatch

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// mostPeople bounds one call; longer lists come in parts.
const mostPeople = 5000

// Registered is what came of a registration: what was stored, or the faults for which
// nothing was.
type Registered struct {
	Created, Updated, Unchanged int
	Faults                      []RowFault
}

// RowFault is what is wrong with one row, counted from 1; Column is the field of the input,
// such as "phone" or "skills[0].code".
type RowFault struct {
	Row    int
	Column string
	Err    *roster.Error
}

// RegisterVolunteers stores an organisation's people, matched by its own numbers for them:
// all, or with any fault none. The error is for the call as a whole; faults of rows are in
// what is returned.
func (d *Dispatcher) RegisterVolunteers(ctx context.Context, v roster.Viewer, organisation string, people []Person, now time.Time) (Registered, error) {
	if err := v.May(roster.RegisterVolunteers); err != nil {
		return Registered{}, err
	}
	if err := d.mayFor(ctx, v, organisation); err != nil {
		return Registered{}, err
	}
	if len(people) > mostPeople {
		return Registered{}, roster.Bad("input.people", "people.too_many", "max", mostPeople, "count", len(people))
	}
	words, err := d.store.Vocabulary(ctx, v.Campaign)
	if err != nil {
		return Registered{}, err
	}
	volunteers, faults, err := checkPeople(people, words, organisation)
	if err != nil {
		return Registered{}, err
	}
	taken, err := d.store.PhonesTaken(ctx, v.Campaign, organisation, volunteers)
	if err != nil {
		return Registered{}, err
	}
	for i, person := range volunteers {
		if person.Phone != "" && taken[person.Phone] {
			faults = append(faults, RowFault{i + 1, "phone", roster.Bad("phone", "volunteer.phone_taken")})
		}
	}
	if len(faults) > 0 {
		return Registered{Faults: faults}, nil
	}
	saved, err := d.store.SaveVolunteers(ctx, v.Campaign, volunteers, now)
	if err != nil {
		return Registered{}, fmt.Errorf("register %d volunteers: %w", len(people), err)
	}
	return Registered{Created: saved.Created, Updated: saved.Updated, Unchanged: saved.Unchanged}, nil
}

// mayFor refuses an organisation that isn't the viewer's, as one that isn't there.
func (d *Dispatcher) mayFor(ctx context.Context, v roster.Viewer, organisation string) error {
	if scope := v.Scope(); !scope.All && scope.Organisation != organisation {
		return roster.Missing("organisation")
	}
	found, err := d.store.HasOrganisation(ctx, v.Campaign, organisation)
	if err != nil || found {
		return err
	}
	return roster.Missing("organisation")
}

// checkPeople reads all rows; the faults of all of them come back, those of clashing rows
// with the later one.
func checkPeople(people []Person, words db.Vocabulary, organisation string) ([]roster.Volunteer, []RowFault, error) {
	volunteers := make([]roster.Volunteer, len(people))
	var faults []RowFault
	numbers, phones := map[string]int{}, map[string]int{}
	for i, p := range people {
		c := checker{words: words}
		v := c.check(p)
		c.clash("externalId", v.ExternalID, i+1, numbers)
		c.clash("phone", string(v.Phone), i+1, phones)
		for _, f := range c.faults {
			faults = append(faults, RowFault{i + 1, f.Field, f})
		}
		id, err := db.NewID()
		if err != nil {
			return nil, nil, err
		}
		v.ID, v.Organisation = id, organisation
		volunteers[i] = v
	}
	return volunteers, faults, nil
}

// clash faults a value that an earlier row has.
func (c *checker) clash(column, value string, row int, rows map[string]int) {
	if value == "" {
		return
	}
	if first, seen := rows[value]; seen {
		c.fault(column, "person.same_as_row", "row", strconv.Itoa(first))
		return
	}
	rows[value] = row
}
