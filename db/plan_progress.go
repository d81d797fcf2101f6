package db

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// tellPlan is the end of a statement whose rows told are runs that have changed: it tells the
// nodes.
const tellPlan = `
	SELECT pg_notify('` + EventChannel + `', json_build_object('campaign', campaign_id, 'plan', id)::text)
	FROM told`

// BeginPlan stores a run that begins. Conflict when its id is in use.
func (s *Store) BeginPlan(ctx context.Context, campaign string, run roster.PlanRun) error {
	const query = `
		WITH told AS (
			INSERT INTO plan_runs (campaign_id, id, state, problem_hash, value, bound, elapsed_ms, seed, from_day, to_day, started_at)
			VALUES (@campaign, @id, 'running', '', 0, 0, 0, @seed, @from, @to, @started)
			RETURNING campaign_id, id)` + tellPlan
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "id": run.ID, "seed": run.Seed, "from": run.From.Time(time.UTC), "to": run.To.Time(time.UTC), "started": run.StartedAt,
	})
	if err != nil {
		return fmt.Errorf("begin plan run: %w", translate(err))
	}
	return nil
}

// PlanProgress notes how far a run has come and tells whether it goes on: not when somebody
// has ended it.
func (s *Store) PlanProgress(ctx context.Context, campaign, run string, value, bound float64, elapsed time.Duration) (goesOn bool, err error) {
	const query = `
		WITH told AS (
			UPDATE plan_runs
			SET value = @value, bound = @bound, elapsed_ms = @elapsed
			WHERE campaign_id = @campaign AND id = @run AND state = 'running'
			RETURNING campaign_id, id, cancelled_at),
		notified AS (` + tellPlan + `)
		SELECT EXISTS (SELECT FROM told WHERE cancelled_at IS NULL), count(*) FROM notified`
	args := namedArgs{"campaign": campaign, "run": run, "value": value, "bound": bound, "elapsed": elapsed.Milliseconds()}
	var told int
	if err := s.conn.QueryRow(ctx, query, args).Scan(&goesOn, &told); err != nil {
		return false, fmt.Errorf("note the progress of plan run %s: %w", run, translate(err))
	}
	return goesOn, nil
}

// CancelPlan asks a run that is under way to end with the best plan so far. One that has
// ended already is left as it is.
func (s *Store) CancelPlan(ctx context.Context, campaign, run string, now time.Time) error {
	const query = `
		UPDATE plan_runs
		SET cancelled_at = coalesce(cancelled_at, @now)
		WHERE campaign_id = @campaign AND id = @run AND state = 'running'`
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "run": run, "now": now}); err != nil {
		return fmt.Errorf("cancel plan run %s: %w", run, translate(err))
	}
	return nil
}

// FailPlan marks a run as failed.
func (s *Store) FailPlan(ctx context.Context, campaign, run string) error {
	const query = `
		WITH told AS (
			UPDATE plan_runs
			SET state = 'failed'
			WHERE campaign_id = @campaign AND id = @run AND state = 'running'
			RETURNING campaign_id, id)` + tellPlan
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "run": run}); err != nil {
		return fmt.Errorf("mark plan run %s as failed: %w", run, translate(err))
	}
	return nil
}

// FailStalePlans marks runs as failed that began before a moment and never ended: whoever made
// them has died. It returns how many.
func (s *Store) FailStalePlans(ctx context.Context, campaign string, before time.Time) (int, error) {
	const query = `
		UPDATE plan_runs
		SET state = 'failed'
		WHERE campaign_id = @campaign AND state = 'running' AND started_at < @before`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "before": before})
	if err != nil {
		return 0, fmt.Errorf("mark dead plan runs: %w", translate(err))
	}
	return int(tag.RowsAffected()), nil
}
