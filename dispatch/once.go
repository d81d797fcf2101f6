package dispatch

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// longestKey bounds a caller's key.
const longestKey = 100

// Once does a change that creates a row at most once for a viewer's key, however often it is
// asked for within 24 hours. change works with the Dispatcher that it is given, whose
// transaction holds the key too, and returns the id of what it created. made is true when
// change was done now; otherwise id is what it created then. A change that fails leaves the key
// free. The same key for another request, which asked tells apart, is a conflict.
func (d *Dispatcher) Once(ctx context.Context, v roster.Viewer, key string, asked []byte, now time.Time, change func(*Dispatcher) (string, error)) (id string, made bool, err error) {
	if key == "" || len([]rune(key)) > longestKey || strings.ContainsRune(key, 0) {
		return "", false, roster.Bad("idempotencyKey", "idempotency.key_malformed", "max", longestKey)
	}
	input := sha256.Sum256(asked)
	claim := db.Claim{Holder: holder(v), Key: key, Input: input[:]}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if id, err = tx.ClaimKey(ctx, v.Campaign, claim, now); err != nil || id != "" {
			made = false
			return err
		}
		within := *d
		// What is seen within the transaction may never have been.
		within.store, within.scenes = tx, &scenes{}
		if id, err = change(&within); err != nil {
			return err
		}
		made = true
		return tx.KeepResult(ctx, v.Campaign, claim, id)
	})
	if err != nil {
		return "", false, fmt.Errorf("once: %w", err)
	}
	return id, made, nil
}

// holder names whose keys are told apart from whose.
func holder(v roster.Viewer) string {
	return strings.Join([]string{string(v.Role), v.Organisation, v.Commune, v.Volunteer}, "/")
}
