package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// ToAsk is a role and one person under the locks of a question: the seat, who is live in it, what
// the person is held against, and the codes of their open asks.
type ToAsk struct {
	Seat  Seat
	Live  []roster.Assignment
	Pool  Pool
	Codes []string
}

// LockToAsk takes the locks of a question to the one person of a query about a role, in the order that
// all changes keep, and reads what it is held against, in one round trip. NotFound when the role or the
// person isn't there.
func (s *Store) LockToAsk(ctx context.Context, role string, q PoolQuery) (ToAsk, error) {
	args := namedArgs{"campaign": q.Campaign, "role": role, "roles": []string{role}, "id": q.IDs[0]}
	var to ToAsk
	var seats []Seat
	var batch pgx.Batch
	batch.Queue(lockRole, args)
	batch.Queue(lockVolunteer, args)
	queue(&batch, seatQuery, args, scanSeat, &seats)
	queue(&batch, liveOfRoles, args, scanAssignment, &to.Live)
	queue(&batch, codesOfPerson, args, pgx.RowTo[string], &to.Codes)
	to.Pool.queueHeld(&batch, q)
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return ToAsk{}, fmt.Errorf("lock role %s to ask: %w", role, translate(err))
	}
	switch {
	case len(seats) == 0:
		return ToAsk{}, roster.Missing("role")
	case len(to.Pool.People) == 0:
		return ToAsk{}, roster.Missing("volunteer")
	}
	to.Seat = seats[0]
	return to, nil
}

const codesOfPerson = `
	SELECT code
	FROM asks
	WHERE phone = (SELECT phone FROM volunteers WHERE campaign_id = @campaign AND id = @id) AND state IN ('queued', 'sent', 'unclear')
	UNION
	SELECT code
	FROM (SELECT code FROM asks WHERE campaign_id = @campaign AND volunteer_id = @id ORDER BY queued_at DESC LIMIT 30) AS lately
	ORDER BY code`

// Bundle is one person with what a plan proposes to them, under the locks of one question about all
// of it.
type Bundle struct {
	Proposals []roster.Assignment
	Seats     map[string]Seat // by role
	Pool      Pool
	Codes     []string
}

// LockBundle takes the locks of a question to the one person of a query about what is proposed to them,
// in the order that all changes keep, and reads what it is held against, in one round trip. No plan is
// published meanwhile. NotFound when the person isn't there.
func (s *Store) LockBundle(ctx context.Context, proposals []roster.Assignment, q PoolQuery) (Bundle, error) {
	var roles, ids []string
	for _, a := range proposals {
		roles, ids = append(roles, a.Role), append(ids, a.ID)
	}
	args := namedArgs{"campaign": q.Campaign, "roles": roles, "assignments": ids, "id": q.IDs[0]}
	var b Bundle
	var seats []Seat
	var batch pgx.Batch
	batch.Queue(sharePlans, args)
	batch.Queue(lockRoles, args)
	batch.Queue(lockVolunteer, args)
	queue(&batch, lockAssignments, args, scanAssignment, &b.Proposals)
	queue(&batch, seatsOfRoles, args, scanSeat, &seats)
	queue(&batch, codesOfPerson, args, pgx.RowTo[string], &b.Codes)
	b.Pool.queueHeld(&batch, q)
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return Bundle{}, fmt.Errorf("lock volunteer %s to ask: %w", q.IDs[0], translate(err))
	}
	if len(b.Pool.People) == 0 {
		return Bundle{}, roster.Missing("volunteer")
	}
	b.Seats = make(map[string]Seat, len(seats))
	for _, seat := range seats {
		b.Seats[seat.Role.ID] = seat
	}
	return b, nil
}
