package dispatch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// GiveConsent adds to the viewer's own ledger that they agree to a purpose, in the words of the
// version that counts. Nobody agrees for somebody else here; what stands already stays.
func (d *Dispatcher) GiveConsent(ctx context.Context, v roster.Viewer, volunteer, purpose string, version int, now time.Time) error {
	if err := d.ownPerson(ctx, v, volunteer); err != nil {
		return err
	}
	if v.Volunteer != volunteer {
		return roster.Denied("viewer.may_not")
	}
	switch current := roster.ConsentVersion(purpose); {
	case current == 0:
		return roster.Bad("purpose", "privacy.no_purpose")
	case version != current:
		return roster.Clash("privacy.other_text", "version", current)
	}
	consent := roster.Consent{Purpose: purpose, GivenAt: now, Source: string(v.Role), TextVersion: version, Proof: v.Key()}
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		if err := lockLiving(ctx, tx, v.Campaign, volunteer); err != nil {
			return err
		}
		return tx.GiveConsent(ctx, v.Campaign, volunteer, consent)
	})
	if err != nil {
		return fmt.Errorf("give consent of %s: %w", volunteer, err)
	}
	return nil
}

// proofOf says where the consents of a list come from: who brought it, and of a file, which isn't
// kept, the SHA-256 that it can be told by.
func proofOf(v roster.Viewer, file []byte) string {
	if file == nil {
		return v.Key()
	}
	sum := sha256.Sum256(file)
	return v.Key() + " sha256:" + hex.EncodeToString(sum[:])
}
