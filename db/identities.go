package db

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// atDesks holds who works at one of @desks: "department", "communes", or an organisation by its
// name, short name or id, in lower case.
const atDesks = `(
	m.role = 'department' AND 'department' = ANY(@desks)
	OR m.role = 'commune' AND 'communes' = ANY(@desks)
	OR EXISTS (
		SELECT FROM organisations o
		WHERE o.campaign_id = m.campaign_id AND o.id = m.organisation_id
		  AND (lower(o.name) = ANY(@desks) OR lower(o.short) = ANY(@desks) OR o.id::text = ANY(@desks))))`

// StaffVouched returns who of the staff an issuer's subject is, at the desks for which the
// issuer counts; of several campaigns that which begins last. Who isn't known by the subject yet
// is known by their email, and from then on by the subject alone. NotFound when there is nobody.
func (s *Store) StaffVouched(ctx context.Context, issuer, subject, email string, desks []string, now time.Time) (roster.StaffMember, error) {
	const bind = `
		INSERT INTO staff_identities (campaign_id, staff_id, issuer, subject, bound_at)
		SELECT m.campaign_id, m.id, @issuer, @subject, @now
		FROM staff m
		WHERE m.email = @email AND m.revoked_at IS NULL AND ` + atDesks + `
		  AND NOT EXISTS (
			SELECT FROM staff_identities i
			JOIN staff other ON other.campaign_id = i.campaign_id AND other.id = i.staff_id
			WHERE i.issuer = @issuer AND i.subject = @subject AND i.campaign_id = m.campaign_id AND other.revoked_at IS NULL)
		ON CONFLICT DO NOTHING`
	args := namedArgs{"issuer": issuer, "subject": subject, "email": email, "desks": desks, "now": now}
	if email != "" {
		if _, err := s.conn.Exec(ctx, bind, args); err != nil {
			return roster.StaffMember{}, fmt.Errorf("bind an identity: %w", translate(err))
		}
	}
	return s.staffBySubject(ctx, args)
}

func (s *Store) staffBySubject(ctx context.Context, args namedArgs) (roster.StaffMember, error) {
	const query = `SELECT` + staffColumns + `
		FROM (SELECT m.*, c.starts_on
		      FROM staff_identities i
		      JOIN staff m ON m.campaign_id = i.campaign_id AND m.id = i.staff_id
		      JOIN campaigns c ON c.id = m.campaign_id
		      WHERE i.issuer = @issuer AND i.subject = @subject AND m.revoked_at IS NULL AND ` + atDesks + `) found
		ORDER BY starts_on DESC, id
		LIMIT 1`
	return s.oneStaff(ctx, query, args)
}
