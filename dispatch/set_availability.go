package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// AvailabilityInput replaces when a volunteer is free: the weekly pattern, the dated
// exceptions, or both; nil leaves one as it is.
type AvailabilityInput struct {
	Volunteer  string
	Weekly     *[]Weekly
	Exceptions *[]Exception
}

// SetAvailability writes when somebody is free. Organisations may for their own people,
// volunteers for themselves. What they have said yes to stays.
func (d *Dispatcher) SetAvailability(ctx context.Context, v roster.Viewer, in AvailabilityInput, now time.Time) (roster.Volunteer, error) {
	if err := v.May(roster.SetAvailability); err != nil {
		return roster.Volunteer{}, err
	}
	var c checker
	var weekly []roster.WeeklyWindow
	var exceptions []roster.Exception
	if in.Weekly != nil {
		weekly = c.weekly(*in.Weekly)
	}
	if in.Exceptions != nil {
		exceptions = c.exceptions(*in.Exceptions)
	}
	for _, fault := range c.faults {
		fault.Field = "input." + fault.Field
	}
	var person roster.Volunteer
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		var err error
		if person, err = ownVolunteer(ctx, tx, v, in.Volunteer); err != nil {
			return err
		}
		if err := c.faults.Err(); err != nil {
			return err
		}
		if in.Weekly != nil {
			person.Availability.Weekly = weekly
		}
		if in.Exceptions != nil {
			person.Availability.Exceptions = exceptions
		}
		return tx.SetAvailability(ctx, v.Campaign, person, now)
	})
	if err != nil {
		return roster.Volunteer{}, fmt.Errorf("set availability: %w", err)
	}
	return person, nil
}

// ownVolunteer locks and returns a volunteer that the viewer may change.
func ownVolunteer(ctx context.Context, tx *db.Store, v roster.Viewer, id string) (roster.Volunteer, error) {
	if err := tx.LockVolunteer(ctx, v.Campaign, id); err != nil {
		return roster.Volunteer{}, err
	}
	people, err := tx.People(ctx, v.Campaign, []string{id})
	if err != nil {
		return roster.Volunteer{}, err
	}
	scope := v.Scope()
	for _, p := range people {
		if scope.All || scope.Organisation == p.Organisation && scope.Organisation != "" || scope.Volunteer == p.ID {
			return p, nil
		}
	}
	return roster.Volunteer{}, roster.Missing("volunteer")
}
