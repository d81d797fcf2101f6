package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Habits are how people have answered and come of late: all to the department, an
// organisation's own to it. They are for reading; what decides is each person's own record, and
// that of their organisation as long as theirs is short.
func (d *Dispatcher) Habits(ctx context.Context, v roster.Viewer, now time.Time) (roster.Habits, error) {
	if v.Role != roster.AsDepartment && v.Role != roster.AsUniversity && v.Role != roster.AsTelecom {
		return roster.Habits{}, roster.Denied("viewer.may_not")
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.Habits{}, err
	}
	since := now.Add(-match.ShowUpMemory)
	var habits roster.Habits
	if habits.Organisations, err = d.store.OrganisationHabits(ctx, v.Scope(), since); err != nil {
		return roster.Habits{}, err
	}
	habits.Hours, err = d.store.HourHabits(ctx, v.Scope(), since, campaign.TimeZone)
	return habits, err
}
