package db

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Addressee is a person with a seat that a text is about. Of the person there is what writing
// needs: name, number and language. Link is the answer page on which they were last asked about
// the role; empty when there was none.
type Addressee struct {
	Person roster.Volunteer
	Seat   Seat
	Link   string
}

// Addressees reads in one round trip to whom texts about some assignments go, in their order.
// NotFound when a person or a seat isn't there.
func (s *Store) Addressees(ctx context.Context, campaign string, about []roster.Assignment) ([]Addressee, error) {
	const query = `
		SELECT v.id, v.name, v.phone, v.lang, seat.*,
		       coalesce((SELECT q.link
		                 FROM asks q
		                 JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		                 WHERE q.campaign_id = @campaign AND q.volunteer_id = v.id AND a.role_id = about.role
		                 ORDER BY q.queued_at DESC, q.id DESC
		                 LIMIT 1), '')
		FROM unnest(@roles::uuid[], @volunteers::uuid[]) WITH ORDINALITY AS about (role, volunteer, place)
		JOIN volunteers v ON v.campaign_id = @campaign AND v.id = about.volunteer
		CROSS JOIN LATERAL (
			SELECT` + seatColumns + seatTables + `
			WHERE r.campaign_id = @campaign AND r.id = about.role` + perRow + `) seat
		ORDER BY about.place`
	roles, volunteers := make([]string, len(about)), make([]string, len(about))
	for i, a := range about {
		roles[i], volunteers[i] = a.Role, a.Volunteer
	}
	args := namedArgs{"campaign": campaign, "roles": roles, "volunteers": volunteers}
	to, err := collect(ctx, s, "whom to write to", query, args, scanAddressee)
	if err == nil && len(to) < len(about) {
		return nil, roster.Missing("volunteer")
	}
	return to, err
}

func scanAddressee(row pgx.CollectableRow) (Addressee, error) {
	var to Addressee
	err := row.Scan(slices.Concat(personFields(&to.Person), seatFields(&to.Seat), []any{&to.Link})...)
	return to, err
}

// personFields take what writing to somebody needs.
func personFields(v *roster.Volunteer) []any { return []any{&v.ID, &v.Name, &v.Phone, &v.Lang} }
