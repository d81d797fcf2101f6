package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// addresseeQuery reads of a person what writing to them needs.
const addresseeQuery = `
		SELECT id, name, phone, lang
		FROM volunteers
		WHERE campaign_id = @campaign AND id = @volunteer`

func scanAddressee(row pgx.CollectableRow) (roster.Volunteer, error) {
	var v roster.Volunteer
	err := row.Scan(&v.ID, &v.Name, &v.Phone, &v.Lang)
	return v, err
}

// Addressee is a person with a seat that a text is about. Of the person there is what writing
// needs: name, number and language. Link is the answer page on which they were last asked about
// the role; empty when there was none.
type Addressee struct {
	Person roster.Volunteer
	Seat   Seat
	Link   string
}

// Addressee reads in one round trip to whom a text about a seat goes.
func (s *Store) Addressee(ctx context.Context, campaign, role, volunteer string) (Addressee, error) {
	args := pgx.NamedArgs{"campaign": campaign, "role": role, "volunteer": volunteer}
	var people []roster.Volunteer
	var seats []Seat
	var links []string
	var batch pgx.Batch
	queue(&batch, addresseeQuery, args, scanAddressee, &people)
	queue(&batch, seatQuery, args, scanSeat, &seats)
	queue(&batch, linkQuery, args, pgx.RowTo[string], &links)
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return Addressee{}, fmt.Errorf("read whom to write to: %w", translate(err))
	}
	if len(people) == 0 || len(seats) == 0 {
		return Addressee{}, roster.Missing("volunteer")
	}
	to := Addressee{Person: people[0], Seat: seats[0]}
	if len(links) > 0 {
		to.Link = links[0]
	}
	return to, nil
}

const linkQuery = `
		SELECT q.link
		FROM asks q
		JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		WHERE q.campaign_id = @campaign AND q.volunteer_id = @volunteer AND a.role_id = @role
		ORDER BY q.queued_at DESC, q.id DESC
		LIMIT 1`
