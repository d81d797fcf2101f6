package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Assign proposes a person for a role. What only bends a limit (hours, distance, wishes)
// may be passed over with a reason, which is logged; a clash, a missing skill or a missing
// consent may not.
func (d *Dispatcher) Assign(ctx context.Context, v roster.Viewer, role, volunteer, override string, now time.Time) (roster.Assignment, error) {
	if err := v.May(roster.Assign); err != nil {
		return roster.Assignment{}, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.Assignment{}, err
	}
	id, err := db.NewID()
	if err != nil {
		return roster.Assignment{}, err
	}
	var assigned roster.Assignment
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if err := tx.LockRoles(ctx, v.Campaign, role); err != nil {
			return err
		}
		if err := d.checkAssign(ctx, tx, campaign, role, volunteer, override, now); err != nil {
			return err
		}
		a := roster.Assignment{ID: id, Role: role, Volunteer: volunteer, Source: roster.FromCoordinator}
		reason := strings.TrimSpace(override)
		if err := tx.AddAssignment(ctx, v.Campaign, a, note(roster.ByCoordinator, roster.StaffEntry, reason, now)); err != nil {
			return err
		}
		assigned, err = tx.Assignment(ctx, v.Campaign, id)
		return err
	})
	if err != nil {
		return roster.Assignment{}, fmt.Errorf("assign volunteer %s to role %s: %w", volunteer, role, err)
	}
	return assigned, nil
}

func (d *Dispatcher) checkAssign(ctx context.Context, tx *db.Store, campaign roster.Campaign, role, volunteer, override string, now time.Time) error {
	seat, err := tx.Seat(ctx, campaign.ID, role)
	if err != nil {
		return err
	}
	if err := stillAhead(seat.Shift, now); err != nil {
		return err
	}
	live, err := tx.AssignmentsOfRoles(ctx, campaign.ID, []string{role})
	if err != nil {
		return err
	}
	confirmed := 0
	for _, a := range live {
		if a.State == roster.Confirmed || a.State == roster.CheckedIn {
			confirmed++
		}
	}
	if confirmed >= seat.Role.Seats {
		return roster.Clash("role.full")
	}
	if err := tx.LockVolunteer(ctx, campaign.ID, volunteer); err != nil {
		return err
	}
	people, err := loadPool(ctx, tx, campaign, []string{volunteer}, seat.Shift.Span, now)
	if err != nil {
		return err
	}
	against := match.Against(people.people[0], people.seat(seat), d.rules)
	if reason, blocked := firstHard(against); blocked {
		return roster.Clash("assignment.not_eligible", "reason", reason)
	}
	if len(against) > 0 && strings.TrimSpace(override) == "" {
		return roster.Clash("assignment.needs_override", "reason", against[0].Key)
	}
	return nil
}
