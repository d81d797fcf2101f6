package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Proposal is one seat that a plan gives to one person.
type Proposal struct{ Role, Volunteer string }

// FinishPlan makes a run that has begun a draft, with its proposals, changes and prices.
func (s *Store) FinishPlan(ctx context.Context, campaign string, run roster.PlanRun, proposals []Proposal, changes []roster.PlanChange, prices []roster.CommunePrice) error {
	const query = `
		WITH told AS (
			UPDATE plan_runs
			SET state = 'draft', problem_hash = @hash, value = @value, bound = @bound, elapsed_ms = @elapsed,
			    lowest_commune = nullif(@lowest, ''), lowest_ratio = @ratio, lowest_at_most = @at_most, lowest_why = coalesce(@why, '[]'::jsonb)
			WHERE campaign_id = @campaign AND id = @id AND state IN ('running', 'failed')
			RETURNING campaign_id, id)` + tellPlan
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "id": run.ID, "hash": run.ProblemHash, "value": run.Value, "bound": run.Bound, "elapsed": run.ElapsedMs,
		"lowest": run.Lowest, "ratio": run.LowestRatio, "at_most": run.LowestAtMost, "why": run.LowestWhy,
	})
	if err != nil {
		return fmt.Errorf("finish plan run: %w", translate(err))
	}
	return s.copyAll(ctx, []copying{
		{"plan_proposals", []string{"campaign_id", "run_id", "role_id", "volunteer_id"}, rowsOf(proposals, func(p Proposal) []any {
			return []any{campaign, run.ID, p.Role, p.Volunteer}
		})},
		{"plan_changes", []string{"campaign_id", "run_id", "role_id", "volunteer_id", "kind"}, rowsOf(changes, func(c roster.PlanChange) []any {
			return []any{campaign, run.ID, c.Role, c.Volunteer, c.Kind}
		})},
		{"plan_prices", []string{"campaign_id", "run_id", "commune_code", "price"}, rowsOf(prices, func(p roster.CommunePrice) []any {
			return []any{campaign, run.ID, p.Commune, p.Price}
		})},
	})
}

// LockPlans makes other publications of the campaign wait, and returns the run and whether a
// younger one has been published.
func (s *Store) LockPlans(ctx context.Context, campaign, id string) (run roster.PlanRun, outdated bool, err error) {
	if _, err := s.conn.Exec(ctx, `SELECT FROM campaigns WHERE id = @campaign FOR UPDATE`, namedArgs{"campaign": campaign}); err != nil {
		return run, false, fmt.Errorf("lock plans: %w", translate(err))
	}
	if run, err = s.Plan(ctx, campaign, id); err != nil {
		return run, false, err
	}
	const query = `
		SELECT EXISTS (SELECT FROM plan_runs
		               WHERE campaign_id = @campaign AND state = 'published' AND started_at > @started)`
	err = s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "started": run.StartedAt}).Scan(&outdated)
	if err != nil {
		return run, false, fmt.Errorf("read plan runs: %w", translate(err))
	}
	return run, outdated, nil
}

// sharePlans keeps a publication from beginning until the transaction ends: asking for what is
// proposed and changing what is proposed must not meet.
const sharePlans = `SELECT FROM campaigns WHERE id = @campaign FOR KEY SHARE`

// Plan returns one run.
func (s *Store) Plan(ctx context.Context, campaign, id string) (roster.PlanRun, error) {
	const query = selectPlan + `
		WHERE campaign_id = @campaign AND id = @id`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "id": id})
	if err != nil {
		return roster.PlanRun{}, fmt.Errorf("read plan run %s: %w", id, translate(err))
	}
	run, err := pgx.CollectExactlyOneRow(rows, scanPlan)
	if err != nil {
		return roster.PlanRun{}, fmt.Errorf("read plan run %s: %w", id, translate(err))
	}
	return run, nil
}

const selectPlan = `
		SELECT id, state, problem_hash, value, bound, elapsed_ms, seed, from_day, to_day, started_at, published_at,
		       coalesce(lowest_commune, ''), lowest_ratio, lowest_at_most, lowest_why
		FROM plan_runs`

// PlannedSince tells whether a run was begun at or after a moment and hasn't failed.
func (s *Store) PlannedSince(ctx context.Context, campaign string, since time.Time) (bool, error) {
	const query = `SELECT EXISTS (SELECT FROM plan_runs WHERE campaign_id = @campaign AND started_at >= @since AND state <> 'failed')`
	var found bool
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "since": since}).Scan(&found)
	if err != nil {
		return false, fmt.Errorf("read plan runs: %w", translate(err))
	}
	return found, nil
}

// HasPublished tells whether a plan of the campaign has ever been published: from then on one is.
func (s *Store) HasPublished(ctx context.Context, campaign string) (bool, error) {
	const query = `SELECT EXISTS (SELECT FROM plan_runs WHERE campaign_id = @campaign AND state = 'published')`
	var found bool
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign}).Scan(&found)
	if err != nil {
		return false, fmt.Errorf("read plan runs: %w", translate(err))
	}
	return found, nil
}

func scanPlan(row pgx.CollectableRow) (roster.PlanRun, error) {
	var run roster.PlanRun
	var from, to time.Time
	err := row.Scan(&run.ID, &run.State, &run.ProblemHash, &run.Value, &run.Bound, &run.ElapsedMs, &run.Seed, &from, &to, &run.StartedAt, &run.PublishedAt,
		&run.Lowest, &run.LowestRatio, &run.LowestAtMost, &run.LowestWhy)
	run.From, run.To = roster.DateOf(from, time.UTC), roster.DateOf(to, time.UTC)
	return run, err
}

// Publish makes a run the published one and applies its proposals to shifts that haven't
// begun: proposals of before that it lacks and that nobody was asked for are released, its
// new ones are added. One whose seat or whose person has been taken meanwhile is left out.
func (s *Store) Publish(ctx context.Context, campaign, id string, now time.Time) error {
	args := namedArgs{"campaign": campaign, "run": id, "now": now}
	for _, step := range []string{publishRelease, publishAdd, publishState} {
		if _, err := s.conn.Exec(ctx, step, args); err != nil {
			return fmt.Errorf("publish plan run %s: %w", id, translate(err))
		}
	}
	return nil
}

// publishLog writes an event for each row of changed, of what was before.
const publishLog = `
	logged AS (
		INSERT INTO assignment_events (campaign_id, assignment_id, commune_code, at, from_state, to_state, actor)
		SELECT campaign_id, id, commune_code, @now, was, state, 'plan'
		FROM changed
		RETURNING id)
	SELECT id
	FROM logged`

const publishRelease = `
	WITH changed AS (
		UPDATE assignments a
		SET state = 'released', updated_at = @now
		FROM plan_runs run, shifts sh, campaigns c
		WHERE a.campaign_id = @campaign AND a.state = 'proposed' AND a.source = 'plan'
		  AND run.campaign_id = a.campaign_id AND run.id = @run
		  AND sh.campaign_id = a.campaign_id AND sh.id = a.shift_id AND sh.starts_at > @now
		  AND c.id = a.campaign_id AND sh.starts_at < (run.to_day + 1)::timestamp AT TIME ZONE c.time_zone
		  AND NOT EXISTS (SELECT FROM plan_proposals p
		                  WHERE p.campaign_id = a.campaign_id AND p.run_id = @run AND p.role_id = a.role_id AND p.volunteer_id = a.volunteer_id)
		RETURNING a.campaign_id, a.id, a.commune_code, a.state, 'proposed' AS was),` + publishLog

const publishAdd = `
	WITH changed AS (
		INSERT INTO assignments (campaign_id, id, role_id, shift_id, volunteer_id, organisation_id, commune_code,
		                         starts_at, ends_at, state, source, created_at, updated_at)
		SELECT r.campaign_id, gen_random_uuid(), r.id, sh.id, v.id, v.organisation_id, sh.commune_code,
		       sh.starts_at, sh.ends_at, 'proposed', 'plan', @now, @now
		FROM plan_proposals p
		JOIN roles r ON r.campaign_id = p.campaign_id AND r.id = p.role_id AND r.taken < r.seats
		JOIN shifts sh ON sh.campaign_id = r.campaign_id AND sh.id = r.shift_id AND sh.starts_at > @now AND sh.cancelled_at IS NULL
		JOIN volunteers v ON v.campaign_id = p.campaign_id AND v.id = p.volunteer_id AND v.erased_at IS NULL
		WHERE p.campaign_id = @campaign AND p.run_id = @run
		  AND NOT EXISTS (SELECT FROM assignments a
		                  WHERE a.campaign_id = p.campaign_id AND a.volunteer_id = p.volunteer_id
		                    AND a.state IN ('offered', 'confirmed', 'checked_in', 'declined', 'expired', 'withdrawn')
		                    AND a.span && tstzrange(sh.starts_at, sh.ends_at, '[)'))
		ORDER BY sh.starts_at, p.role_id, p.volunteer_id
		ON CONFLICT DO NOTHING
		RETURNING campaign_id, id, commune_code, state, '' AS was),` + publishLog

const publishState = `
	UPDATE plan_runs
	SET state = CASE WHEN id = @run THEN 'published' ELSE 'superseded' END,
	    published_at = CASE WHEN id = @run THEN @now ELSE published_at END
	WHERE campaign_id = @campaign
	  AND (id = @run OR state = 'published'
	       OR state = 'draft' AND started_at < (SELECT started_at FROM plan_runs WHERE campaign_id = @campaign AND id = @run))`
