package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// GiveConsent adds a line to a volunteer's ledger at their own word; where a consent of the
// purpose stands, nothing changes.
func (s *Store) GiveConsent(ctx context.Context, campaign, volunteer string, c roster.Consent) error {
	const query = `
		INSERT INTO consents (campaign_id, volunteer_id, purpose, given_at, source, text_version, proof)
		VALUES (@campaign, @volunteer, @purpose, @given, @source, @version, @proof)
		ON CONFLICT DO NOTHING`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "volunteer": volunteer, "purpose": c.Purpose, "given": c.GivenAt, "source": c.Source,
		"version": c.TextVersion, "proof": c.Proof,
	})
	if err != nil {
		return fmt.Errorf("give consent: %w", translate(err))
	}
	return nil
}

// withdrew returns which of the people have withdrawn their consent themselves, so that no list
// gives it in their name.
func (s *Store) withdrew(ctx context.Context, campaign string, volunteers []string) (map[string]bool, error) {
	const query = `
		SELECT DISTINCT c.volunteer_id
		FROM consents c
		WHERE c.campaign_id = @campaign AND c.volunteer_id = ANY(@volunteers) AND c.withdrawn_by = 'volunteer'`
	ids, err := collect(ctx, s, "withdrawn consents", query, namedArgs{"campaign": campaign, "volunteers": volunteers}, pgx.RowTo[string])
	if err != nil {
		return nil, err
	}
	by := make(map[string]bool, len(ids))
	for _, id := range ids {
		by[id] = true
	}
	return by, nil
}

// consentRows prove that somebody agreed to be asked; the organisation brought the proof.
func consentRows(campaign string, people []roster.Volunteer, proof string, now time.Time) copying {
	c := copying{table: "consents", columns: []string{"campaign_id", "volunteer_id", "purpose", "given_at", "source", "text_version", "proof"}}
	version := roster.ConsentVersion(roster.ForShifts)
	for _, v := range people {
		if v.ConsentSMS {
			c.rows = append(c.rows, []any{campaign, v.ID, roster.ForShifts, now, "organisation", version, proof})
		}
	}
	return c
}
