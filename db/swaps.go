package db

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Colleague finds somebody of an organisation by the identity that they have there.
func (s *Store) Colleague(ctx context.Context, campaign, organisation, externalID string) (string, error) {
	const query = `
		SELECT id
		FROM volunteers
		WHERE campaign_id = @campaign AND organisation_id = @organisation AND upper(external_id) = upper(@external_id)
		ORDER BY id
		LIMIT 1`
	args := namedArgs{"campaign": campaign, "organisation": organisation, "external_id": externalID}
	found, err := collect(ctx, s, "a colleague", query, args, pgx.RowTo[string])
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", roster.Bad("colleague", "swap.no_colleague")
	}
	return found[0], nil
}
