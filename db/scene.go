package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Engagement is an assignment in whatever state, with whether anybody was asked about it and whether
// a coordinator took the person off it.
type Engagement struct {
	roster.Assignment
	Asked, TakenOff bool
}

// Scene is what there is of a campaign in a span: its people, how they have answered and how
// much they are being asked; its seats, and who has, had or was asked for them.
type Scene struct {
	People  []roster.Volunteer
	Records []AnswerRecord
	Loads   []AskLoad
	Seats   []Seat
	Held    []Engagement
}

// SceneQuery says what to read: all of a campaign, or some people, how some are asked and answer, some
// roles and all roles of some communes, of shifts that begin within Span. Answers weigh half after each
// HalfLife before Now.
type SceneQuery struct {
	Campaign                       string
	All                            bool
	People, Asked, Roles, Communes []string
	Span                           roster.Span
	HalfLife                       time.Duration
	Now                            time.Time
}

// Scene reads a scene in one round trip.
func (s *Store) Scene(ctx context.Context, q SceneQuery) (Scene, error) {
	var scene Scene
	var batch pgx.Batch
	if ids, some := q.ids(q.People); some {
		queue(&batch, peopleQuery(ids), namedArgs{"campaign": q.Campaign, "ids": ids}, scanPerson, &scene.People)
	}
	if ids, some := q.ids(q.Asked); some {
		queue(&batch, recordsQuery(ids), recordsArgs(q.Campaign, ids, q.HalfLife, q.Now), pgx.RowToStructByPos[AnswerRecord], &scene.Records)
		queue(&batch, loadsQuery(ids), loadsArgs(q.Campaign, ids, q.Now), pgx.RowToStructByPos[AskLoad], &scene.Loads)
	}
	if q.All || len(q.Roles)+len(q.Communes) > 0 {
		q.queueSeats(&batch, &scene)
	}
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return Scene{}, fmt.Errorf("read who is there and what for: %w", translate(err))
	}
	return scene, nil
}

// ids are those of some people, nil for everybody; it tells false when there is nobody to read.
func (q SceneQuery) ids(few []string) ([]string, bool) {
	if q.All {
		return nil, true
	}
	return few, len(few) > 0
}

func (q SceneQuery) queueSeats(batch *pgx.Batch, scene *Scene) {
	const seats = `SELECT` + seatColumns + seatTables + `
		WHERE r.campaign_id = @campaign AND `
	const held = `SELECT` + assignmentColumns + `,
		       EXISTS (SELECT FROM asks q WHERE q.campaign_id = a.campaign_id AND q.assignment_id = a.id` + perRow + `),
		       a.state = 'released' AND ` + releasedByStaff + `
		FROM assignments a
		WHERE campaign_id = @campaign AND `
	args := namedArgs{"campaign": q.Campaign, "from": q.Span.Start, "to": q.Span.End, "roles": q.Roles, "communes": q.Communes}
	queue(batch, seats+q.which("r.id", "sh.commune_code", "sh.starts_at")+` ORDER BY sh.starts_at, sh.id, r.id`, args, scanSeat, &scene.Seats)
	queue(batch, held+q.which("role_id", "commune_code", "starts_at")+` ORDER BY starts_at, role_id, volunteer_id, id`, args, scanHeld, &scene.Held)
}

// which is the condition that names roles: a plan that holds for all of a campaign would read all of
// it for one of them, and one that holds for a role would look for it among all of a span.
func (q SceneQuery) which(role, commune, start string) string {
	within := start + ` >= @from AND ` + start + ` < @to`
	switch {
	case q.All:
		return within
	case len(q.Communes) == 0 && len(q.Roles) == 1:
		return role + ` = (@roles::uuid[])[1]`
	case len(q.Communes) == 0:
		return role + ` = ANY(@roles)`
	}
	return within + ` AND (` + role + ` = ANY(@roles) OR ` + commune + ` = ANY(@communes))`
}

func scanHeld(row pgx.CollectableRow) (Engagement, error) {
	var h Engagement
	err := row.Scan(append(assignmentFields(&h.Assignment), &h.Asked, &h.TakenOff)...)
	return h, err
}
