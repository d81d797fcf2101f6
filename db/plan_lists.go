package db

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Plans returns the newest runs; only the department sees them.
func (s *Store) Plans(ctx context.Context, scope roster.Scope, first int) ([]roster.PlanRun, error) {
	const query = selectPlan + `
		WHERE campaign_id = @campaign AND @see_all
		ORDER BY started_at DESC, id DESC
		LIMIT @first`
	return collect(ctx, s, "plan runs", query, within(scope, namedArgs{"first": first}), scanPlan)
}

// PlanChanges returns what a run changes, by kind.
func (s *Store) PlanChanges(ctx context.Context, scope roster.Scope, run string) ([]roster.PlanChange, error) {
	const query = `
		SELECT kind, role_id AS role, volunteer_id AS volunteer
		FROM plan_changes
		WHERE campaign_id = @campaign AND run_id = @run AND @see_all
		ORDER BY kind, role_id, volunteer_id`
	return collect(ctx, s, "plan changes", query, within(scope, namedArgs{"run": run}), pgx.RowToStructByName[roster.PlanChange])
}

// PlanPrices returns what one more hour is worth in each commune, highest first.
func (s *Store) PlanPrices(ctx context.Context, scope roster.Scope, run string) ([]roster.CommunePrice, error) {
	const query = `
		SELECT commune_code AS commune, price
		FROM plan_prices
		WHERE campaign_id = @campaign AND run_id = @run AND @see_all
		ORDER BY price DESC, commune_code`
	return collect(ctx, s, "plan prices", query, within(scope, namedArgs{"run": run}), pgx.RowToStructByName[roster.CommunePrice])
}

// PublishedPrices returns what one more hour is worth in each commune by the plan that was
// published last; nothing before the first one.
func (s *Store) PublishedPrices(ctx context.Context, campaign string) ([]roster.CommunePrice, error) {
	const query = `
		SELECT commune_code AS commune, price
		FROM plan_prices
		WHERE campaign_id = @campaign AND run_id = (` + newestPlan + `)
		ORDER BY commune_code`
	return collect(ctx, s, "published prices", query, namedArgs{"campaign": campaign}, pgx.RowToStructByName[roster.CommunePrice])
}
