package dispatch

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/url"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// AddHook lets an organisation's own system be told of what becomes of its people, at an
// https address. The secret that signs is given once.
func (d *Dispatcher) AddHook(ctx context.Context, v roster.Viewer, organisation, address string, now time.Time) (hook roster.Hook, secret string, err error) {
	if err := v.May(roster.ManageHooks); err != nil {
		return hook, "", err
	}
	if scope := v.Scope(); !scope.All && scope.Organisation != organisation {
		return hook, "", roster.Missing("organisation")
	}
	if known, err := d.store.HasOrganisation(ctx, v.Campaign, organisation); err != nil || !known {
		return hook, "", orMissing(err, "organisation")
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" || parsed.User != nil || parsed.Scheme != "https" && !d.plainHooks {
		return hook, "", roster.Bad("url", "hook.address")
	}
	if secret, err = newSecret(); err != nil {
		return hook, "", err
	}
	id, err := db.NewID()
	if err != nil {
		return hook, "", err
	}
	hook = roster.Hook{ID: id, Organisation: organisation, URL: address, CreatedAt: now}
	return hook, secret, d.store.AddHook(ctx, v.Campaign, hook, secret)
}

func orMissing(err error, noun string) error {
	if err != nil {
		return err
	}
	return roster.Missing(noun)
}

// RotateHook gives a hook a new secret. The one before signs too until the next rotation, so
// that the receiver can change over without losing a delivery.
func (d *Dispatcher) RotateHook(ctx context.Context, v roster.Viewer, id string) (secret string, err error) {
	if err := v.May(roster.ManageHooks); err != nil {
		return "", err
	}
	if secret, err = newSecret(); err != nil {
		return "", err
	}
	return secret, d.store.RotateHook(ctx, v.Scope(), id, secret)
}

// EnableHook tells a hook again that was disabled after long failure.
func (d *Dispatcher) EnableHook(ctx context.Context, v roster.Viewer, id string) error {
	if err := v.May(roster.ManageHooks); err != nil {
		return err
	}
	return d.store.EnableHook(ctx, v.Scope(), id)
}

// RemoveHook tells a hook nothing any more.
func (d *Dispatcher) RemoveHook(ctx context.Context, v roster.Viewer, id string) error {
	if err := v.May(roster.ManageHooks); err != nil {
		return err
	}
	return d.store.RemoveHook(ctx, v.Scope(), id)
}

func newSecret() (string, error) {
	const secretBytes = 32
	raw := make([]byte, secretBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return "whsec_" + base64.RawURLEncoding.EncodeToString(raw), nil
}
