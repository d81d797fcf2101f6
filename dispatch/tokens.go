package dispatch

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// TokenInput is a token to make: its hash, what it is for, and for how many days.
type TokenInput struct {
	Hash   []byte
	Label  string
	Scopes []roster.TokenScope
	Days   int
}

// longestToken is for how many days a token may count: who has left an office can't use its keys
// for ever.
const longestToken = 366

// CreateToken gives the viewer's own desk a key for its system. A token makes no token that may do
// more than itself.
func (d *Dispatcher) CreateToken(ctx context.Context, v roster.Viewer, in TokenInput, now time.Time) (roster.AccessToken, error) {
	if err := v.May(roster.CreateToken); err != nil {
		return roster.AccessToken{}, err
	}
	if err := in.check(v); err != nil {
		return roster.AccessToken{}, err
	}
	id, err := db.NewID()
	if err != nil {
		return roster.AccessToken{}, err
	}
	token := roster.AccessToken{
		ID: id, Label: strings.TrimSpace(in.Label), Role: v.Role, Organisation: v.Organisation, Commune: v.Commune,
		Scopes: in.Scopes, CreatedAt: now, ExpiresAt: now.AddDate(0, 0, in.Days),
	}
	return token, d.store.AddToken(ctx, in.Hash, v, token, false)
}

func (in TokenInput) check(v roster.Viewer) error {
	const longestLabel = 100
	label := utf8.RuneCountInString(strings.TrimSpace(in.Label))
	switch {
	case label == 0 || label > longestLabel:
		return &roster.Error{Kind: roster.BadInput, Key: "token.label", Field: "input.label", Args: []any{"max", longestLabel}}
	case len(in.Scopes) == 0:
		return roster.Bad("input.scopes", "token.no_scope")
	case in.Days < 1 || in.Days > longestToken:
		return &roster.Error{Kind: roster.BadInput, Key: "token.days", Field: "input.days", Args: []any{"max", longestToken}}
	}
	for _, s := range in.Scopes {
		if err := v.Use(s); err != nil {
			return err
		}
	}
	return nil
}

// Tokens are the keys of the viewer's desk that still count, the newest first; the department
// sees every desk's.
func (d *Dispatcher) Tokens(ctx context.Context, v roster.Viewer, ids []string, now time.Time) ([]roster.AccessToken, error) {
	if err := v.May(roster.CreateToken); err != nil {
		return nil, err
	}
	return d.store.Tokens(ctx, v.Scope(), ids, now)
}

// RevokeToken ends a key of the viewer's desk at once; the department ends anybody's.
func (d *Dispatcher) RevokeToken(ctx context.Context, v roster.Viewer, id string, now time.Time) error {
	if err := v.May(roster.CreateToken); err != nil {
		return err
	}
	return d.store.RevokeToken(ctx, v.Scope(), id, now)
}
