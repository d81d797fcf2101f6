package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// NoteAccess notes that the viewer is shown data of people. It comes before the data are shown:
// what can't be noted isn't.
func (d *Dispatcher) NoteAccess(ctx context.Context, v roster.Viewer, purpose roster.AccessPurpose, volunteers []string, now time.Time) error {
	return d.store.NoteAccess(ctx, v, purpose, volunteers, now)
}

// Accesses lists who was shown somebody's data, the newest first: to that person and to the
// department, which may leave the person out and see everybody's.
func (d *Dispatcher) Accesses(ctx context.Context, v roster.Viewer, volunteer string, most int) ([]roster.Access, error) {
	switch v.Role {
	case roster.AsVolunteer:
		if volunteer != "" && volunteer != v.Volunteer {
			return nil, roster.Missing("volunteer")
		}
		return d.store.Accesses(ctx, v.Campaign, v.Volunteer, most)
	case roster.AsDepartment:
		return d.store.Accesses(ctx, v.Campaign, volunteer, most)
	case roster.AsUniversity, roster.AsTelecom, roster.AsCommune:
		return nil, roster.Denied("viewer.may_not")
	}
	return nil, &roster.Error{Kind: roster.Unauthenticated, Key: "viewer.unauthenticated"}
}
