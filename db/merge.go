package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// LockPair locks two people for a merge, in the order that keeps two merges from waiting for
// each other, and returns them: the kept, then the dropped.
func (s *Store) LockPair(ctx context.Context, campaign, keep, drop string) (kept, dropped roster.Volunteer, err error) {
	const query = `
		SELECT FROM volunteers
		WHERE campaign_id = @campaign AND id = ANY(@ids::uuid[])
		ORDER BY id
		FOR UPDATE`
	ids := []string{keep, drop}
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "ids": ids}); err != nil {
		return kept, dropped, fmt.Errorf("lock people to merge: %w", translate(err))
	}
	people, err := s.People(ctx, campaign, ids)
	if err != nil {
		return kept, dropped, err
	}
	if len(people) != len(ids) {
		return kept, dropped, roster.Missing("volunteer")
	}
	if people[0].ID == keep {
		return people[0], people[1], nil
	}
	return people[1], people[0], nil
}

// Crossing is a live or served assignment of one person that overlaps one of another.
type Crossing struct {
	Kept, Dropped           string
	KeptState, DroppedState roster.AssignmentState
	Commune                 string
	StartsAt                time.Time
}

// Crossings returns which assignments of two people overlap, by the kept one's start.
func (s *Store) Crossings(ctx context.Context, campaign, keep, drop string) ([]Crossing, error) {
	const query = `
		SELECT k.id AS kept, d.id AS dropped, k.state AS kept_state, d.state AS dropped_state, c.name AS commune, k.starts_at
		FROM assignments k
		JOIN assignments d ON d.campaign_id = k.campaign_id AND d.volunteer_id = @drop AND d.span && k.span
		JOIN communes c ON c.code = k.commune_code
		WHERE k.campaign_id = @campaign AND k.volunteer_id = @keep
		  AND k.state IN ` + occupying + ` AND d.state IN ` + occupying + `
		ORDER BY k.starts_at, k.id, d.id`
	return collect(ctx, s, "crossings", query, namedArgs{"campaign": campaign, "keep": keep, "drop": drop}, pgx.RowToStructByName[Crossing])
}

const occupying = `('proposed', 'offered', 'confirmed', 'checked_in', 'completed', 'left_early')`

// Merge is one merging: whose number stands for whom from now on, and who says so.
type Merge struct {
	Keep, Drop               string // Drop is empty where nobody is stored under the number
	Organisation, ExternalID string
	Staff                    string
	At                       time.Time
}

// MergeVolunteers gives everything of the dropped person to the kept one, removes the dropped
// row, lets its number stand for the kept and writes the log. The pair must be locked and must
// not overlap.
func (s *Store) MergeVolunteers(ctx context.Context, campaign string, m Merge) error {
	args := namedArgs{
		"campaign": campaign, "keep": m.Keep, "drop": orNull(m.Drop), "organisation": m.Organisation, "external": m.ExternalID, "staff": orNull(m.Staff), "now": m.At,
	}
	for _, step := range mergeSteps() {
		if _, err := s.conn.Exec(ctx, step, args); err != nil {
			return fmt.Errorf("merge volunteer %s: %w", m.Drop, translate(err))
		}
	}
	return s.countChange(ctx, campaign, m.Keep)
}

// SaveJoined stores what a kept person has from a dropped one: skills, wishes, availability.
func (s *Store) SaveJoined(ctx context.Context, campaign string, v roster.Volunteer, now time.Time) error {
	return s.replaceParts(ctx, campaign, change{changed: []roster.Volunteer{v}}, now)
}
