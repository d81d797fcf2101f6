package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

const staffColumns = `
	id, campaign_id, name, phone, coalesce(email, ''), lang, role, coalesce(organisation_id::text, ''), coalesce(commune_code, ''), created_at, revoked_at IS NOT NULL`

func scanStaff(row pgx.CollectableRow) (roster.StaffMember, error) {
	var s roster.StaffMember
	err := row.Scan(&s.ID, &s.Campaign, &s.Name, &s.Phone, &s.Email, &s.Lang, &s.Role, &s.Organisation, &s.Commune, &s.CreatedAt, &s.Revoked)
	return s, err
}

// AddStaff stores somebody of the staff: a Conflict when somebody else has the number or the
// email.
func (s *Store) AddStaff(ctx context.Context, m roster.StaffMember) error {
	const query = `
		INSERT INTO staff (campaign_id, id, name, phone, email, lang, role, organisation_id, commune_code, created_at)
		VALUES (@campaign, @id, @name, @phone, @email, @lang, @role, @organisation, @commune, @created)`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": m.Campaign, "id": m.ID, "name": m.Name, "phone": m.Phone, "email": orNull(m.Email), "lang": m.Lang, "role": m.Role,
		"organisation": orNull(m.Organisation), "commune": orNull(m.Commune), "created": m.CreatedAt,
	})
	if err != nil {
		return fmt.Errorf("add staff: %w", translate(err))
	}
	return nil
}

// StaffOf returns who of a campaign's staff a scope may see, by name: the department's sees
// all, others those of their own desk.
func (s *Store) StaffOf(ctx context.Context, scope roster.Scope) ([]roster.StaffMember, error) {
	const query = `SELECT` + staffColumns + `
		FROM staff
		WHERE campaign_id = @campaign AND revoked_at IS NULL
		  AND (@all OR organisation_id::text = @organisation OR commune_code = @commune)
		ORDER BY role, name, id`
	return collect(ctx, s, "staff", query, namedArgs{
		"campaign": scope.Campaign, "all": scope.All, "organisation": scope.Organisation, "commune": scope.Commune,
	}, scanStaff)
}

// Staff returns one person of the staff, also one who has left.
func (s *Store) Staff(ctx context.Context, campaign, id string) (roster.StaffMember, error) {
	const query = `SELECT` + staffColumns + `
		FROM staff
		WHERE campaign_id = @campaign AND id = @id`
	return s.oneStaff(ctx, query, namedArgs{"campaign": campaign, "id": id})
}

// StaffByPhone returns who signs in with a number: of several campaigns that which begins last.
func (s *Store) StaffByPhone(ctx context.Context, phone roster.Phone) (roster.StaffMember, error) {
	const query = `SELECT` + staffColumns + `
		FROM (SELECT m.*, c.starts_on
		      FROM staff m
		      JOIN campaigns c ON c.id = m.campaign_id
		      WHERE m.phone = @phone AND m.revoked_at IS NULL) found
		ORDER BY starts_on DESC, id
		LIMIT 1`
	return s.oneStaff(ctx, query, namedArgs{"phone": phone})
}

func (s *Store) oneStaff(ctx context.Context, query string, args namedArgs) (roster.StaffMember, error) {
	found, err := collect(ctx, s, "staff", query, args, scanStaff)
	if err != nil {
		return roster.StaffMember{}, err
	}
	if len(found) == 0 {
		return roster.StaffMember{}, roster.Missing("staff")
	}
	return found[0], nil
}

// RevokeStaff ends somebody's work with the platform and signs them out everywhere; NotFound
// when there is nobody, or no longer.
func (s *Store) RevokeStaff(ctx context.Context, campaign, id string, now time.Time) error {
	const query = `
		WITH gone AS (
			UPDATE staff
			SET revoked_at = @now
			WHERE campaign_id = @campaign AND id = @id AND revoked_at IS NULL
			RETURNING campaign_id, id), out AS (
			UPDATE sessions
			SET revoked_at = @now
			WHERE (campaign_id, staff_id) IN (SELECT campaign_id, id FROM gone) AND revoked_at IS NULL)
		SELECT count(*) FROM gone`
	var n int
	if err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "id": id, "now": now}).Scan(&n); err != nil {
		return fmt.Errorf("revoke staff %s: %w", id, translate(err))
	}
	if n == 0 {
		return roster.Missing("staff")
	}
	return nil
}
