package auth

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// EnterAs signs in whom a provider vouches for, on a device, and returns the cookie's token.
// An account alone opens nothing: Forbidden for whoever hasn't been given a role at a desk for
// which the provider's word counts, or no longer has it.
func (d *Desk) EnterAs(ctx context.Context, who Identity, device string, now time.Time) (string, error) {
	member, err := d.Store.StaffVouched(ctx, who.Issuer, who.Subject, who.Email, who.Desks, now)
	if roster.KindOf(err) == roster.NotFound {
		return "", &roster.Error{Kind: roster.Forbidden, Key: "sign_in.not_invited", Err: err}
	}
	if err != nil {
		return "", err
	}
	return d.open(ctx, member, device, now)
}
