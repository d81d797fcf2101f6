package invent

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
)

// Load stores a campaign that Build has made, all or nothing; also runs last in the same
// transaction, for what belongs to it. Everybody has registered at now.
func (s *Seed) Load(ctx context.Context, store *db.Store, now time.Time, also func(tx *db.Store) error) error {
	return store.InTx(ctx, func(tx *db.Store) error {
		err := tx.CreateCampaign(ctx, db.Founding{
			Campaign: s.Campaign, Communes: s.Communes, Points: s.Points,
			Organisations: s.Organisations, Skills: s.Skills,
		})
		if err != nil {
			return err
		}
		if err := tx.AddVolunteers(ctx, s.Campaign.ID, s.Volunteers, now); err != nil {
			return err
		}
		if err := tx.AddShifts(ctx, s.Campaign.ID, s.Shifts, s.Roles); err != nil {
			return err
		}
		if err := also(tx); err != nil {
			return fmt.Errorf("load an invented campaign: %w", err)
		}
		return nil
	})
}
