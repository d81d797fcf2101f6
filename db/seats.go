package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Seat is a role with its shift and its place: what the rules need to know of it.
type Seat struct {
	Role     roster.Role
	Shift    roster.Shift
	Lat, Lon float64
	Commune  string // name
	Point    string // name
	SkillVI  string
	SkillEN  string
}

const seatColumns = `
	r.id, r.shift_id, r.skill, r.level, r.kind, r.seats, r.floor, r.taken,
	sh.id, sh.commune_code, sh.point_id, sh.starts_at, sh.ends_at, sh.priority, sh.urgent, sh.cancelled_at IS NOT NULL,
	c.lat, c.lon, c.name, p.name, k.name_vi, k.name_en`

const seatTables = `
	FROM roles r
	JOIN shifts sh ON sh.campaign_id = r.campaign_id AND sh.id = r.shift_id
	JOIN communes c ON c.code = sh.commune_code
	JOIN points p ON p.campaign_id = sh.campaign_id AND p.id = sh.point_id
	JOIN skills k ON k.campaign_id = r.campaign_id AND k.code = r.skill`

// Seats returns roles with their shifts, by start.
func (s *Store) Seats(ctx context.Context, campaign string, roles []string) ([]Seat, error) {
	return s.seats(ctx, seatsOfRoles, namedArgs{"campaign": campaign, "roles": roles})
}

const seatsOfRoles = `SELECT` + seatColumns + seatTables + `
	WHERE r.campaign_id = @campaign AND r.id = ANY(@roles)
	ORDER BY sh.starts_at, r.id`

// SeatsBetween returns the roles of the shifts that begin in a span and aren't cancelled, by
// start.
func (s *Store) SeatsBetween(ctx context.Context, campaign string, span roster.Span) ([]Seat, error) {
	const query = `SELECT` + seatColumns + seatTables + `
		WHERE r.campaign_id = @campaign AND sh.starts_at >= @from AND sh.starts_at < @to AND sh.cancelled_at IS NULL
		ORDER BY sh.starts_at, sh.id, r.id`
	return s.seats(ctx, query, namedArgs{"campaign": campaign, "from": span.Start, "to": span.End})
}

const seatQuery = `SELECT` + seatColumns + seatTables + `
		WHERE r.campaign_id = @campaign AND r.id = @role`

// Seat returns one role with its shift: NotFound when there is none.
func (s *Store) Seat(ctx context.Context, campaign, role string) (Seat, error) {
	found, err := s.seats(ctx, seatQuery, namedArgs{"campaign": campaign, "role": role})
	if err != nil {
		return Seat{}, err
	}
	if len(found) == 0 {
		return Seat{}, roster.Missing("role")
	}
	return found[0], nil
}

// LockRoles makes other claims of these roles' seats wait until the transaction ends. The
// rows are locked in the order of their ids, so that two transactions can't wait for each
// other, and no harder than an update does, so that rows which point at them can be added. The
// lock is there for whatever the transaction does next.
func (s *Store) LockRoles(ctx context.Context, campaign string, roles ...string) error {
	if len(roles) == 1 {
		return s.later(ctx, "lock role", lockRole, namedArgs{"campaign": campaign, "role": roles[0]}, nil)
	}
	return s.later(ctx, "lock roles", lockRoles, namedArgs{"campaign": campaign, "roles": roles}, nil)
}

// RolesToFill returns roles whose shift begins in the span and that have more free seats
// than people proposed or asked: what a refill has still to do. Floor roles are among them whose shift has
// begun at or before begun and isn't half over. With planned, only those of
// published plans or approved requests. Which ones of many, is drawn anew for each start of the span: seats for which
// there is nobody would else keep the later ones from ever being looked at.
func (s *Store) RolesToFill(ctx context.Context, campaign string, span roster.Span, begun time.Time, planned bool, limit int) ([]string, error) {
	const query = `
		SELECT id
		FROM (SELECT r.id, sh.starts_at
		FROM roles r
		JOIN shifts sh ON sh.campaign_id = r.campaign_id AND sh.id = r.shift_id
		WHERE r.campaign_id = @campaign AND sh.starts_at > @from::timestamptz - interval '12 hours' AND sh.starts_at < @to AND sh.cancelled_at IS NULL AND r.taken < r.seats
		  AND (sh.starts_at > @from OR r.floor AND sh.starts_at <= @begun AND sh.starts_at + (sh.ends_at - sh.starts_at) / 2 > @from)
		  AND (NOT @planned OR sh.request_id IS NOT NULL
		       OR EXISTS (SELECT FROM assignments a WHERE a.campaign_id = r.campaign_id AND a.role_id = r.id))
		  AND r.taken + (SELECT count(*) FROM assignments a
		                 WHERE a.campaign_id = r.campaign_id AND a.role_id = r.id
		                   AND a.state IN ('proposed', 'offered') AND NOT a.holds_seat AND a.replaces IS NULL) < r.seats
		ORDER BY md5(sh.commune_code || extract(epoch FROM sh.starts_at) || r.skill || r.level || @draw), r.id
		LIMIT @limit) drawn
		ORDER BY starts_at, id`
	draw := span.Start.UTC().Format(time.RFC3339Nano)
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "draw": draw, "begun": begun, "from": span.Start, "to": span.End, "planned": planned, "limit": limit})
	if err != nil {
		return nil, fmt.Errorf("look for empty seats: %w", translate(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look for empty seats: %w", translate(err))
	}
	return ids, nil
}

func (s *Store) seats(ctx context.Context, query string, args namedArgs) ([]Seat, error) {
	rows, err := s.conn.Query(ctx, query, args)
	if err != nil {
		return nil, fmt.Errorf("read roles: %w", translate(err))
	}
	seats, err := pgx.CollectRows(rows, scanSeat)
	if err != nil {
		return nil, fmt.Errorf("read roles: %w", translate(err))
	}
	return seats, nil
}

func scanSeat(row pgx.CollectableRow) (Seat, error) {
	var seat Seat
	err := row.Scan(seatFields(&seat)...)
	return seat, err
}

func seatFields(s *Seat) []any {
	return []any{
		&s.Role.ID, &s.Role.Shift, &s.Role.Skill, &s.Role.Level, &s.Role.Kind, &s.Role.Seats, &s.Role.Floor, &s.Role.Taken,
		&s.Shift.ID, &s.Shift.Commune, &s.Shift.Point, &s.Shift.Span.Start, &s.Shift.Span.End, &s.Shift.Priority, &s.Shift.Urgent, &s.Shift.Cancelled,
		&s.Lat, &s.Lon, &s.Commune, &s.Point, &s.SkillVI, &s.SkillEN,
	}
}
