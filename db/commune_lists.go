package db

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Communes returns the campaign's communes by code: all, or the viewer's own for a commune.
// Names and places are public; codes nil means all that the scope sees.
func (s *Store) Communes(ctx context.Context, scope roster.Scope, codes []string) ([]roster.Commune, error) {
	const query = `
		SELECT c.code, c.name, c.name_en, c.kind, c.lat, c.lon, c.population
		FROM campaign_communes cc
		JOIN communes c ON c.code = cc.commune_code
		WHERE cc.campaign_id = @campaign AND (@codes::text[] IS NULL OR c.code = ANY(@codes))
		  AND (@see_commune::text IS NULL OR c.code = @see_commune)
		ORDER BY c.code`
	return collect(ctx, s, "communes", query, within(scope, namedArgs{"codes": codes}), pgx.RowToStructByName[roster.Commune])
}

// Organisations returns organisations by kind and name; ids nil means all. Their names are
// public.
func (s *Store) Organisations(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Organisation, error) {
	const query = `
		SELECT id, kind, name, short
		FROM organisations
		WHERE campaign_id = @campaign AND (@ids::uuid[] IS NULL OR id = ANY(@ids))
		ORDER BY kind, name, id`
	return collect(ctx, s, "organisations", query, within(scope, namedArgs{"ids": ids}), pgx.RowToStructByName[roster.Organisation])
}

// Skills returns the campaign's skills by code.
func (s *Store) Skills(ctx context.Context, campaign string) ([]roster.Skill, error) {
	const query = `
		SELECT code, name_vi, name_en
		FROM skills
		WHERE campaign_id = @campaign
		ORDER BY code`
	return collect(ctx, s, "skills", query, namedArgs{"campaign": campaign}, pgx.RowToStructByName[roster.Skill])
}

// PointsOf returns the points of communes, desks first.
func (s *Store) PointsOf(ctx context.Context, campaign string, communes []string) ([]roster.Point, error) {
	const query = `
		SELECT id, commune_code AS commune, kind, name
		FROM points
		WHERE campaign_id = @campaign AND commune_code = ANY(@communes)
		ORDER BY commune_code, kind, name, id`
	return collect(ctx, s, "points", query, namedArgs{"campaign": campaign, "communes": communes}, pgx.RowToStructByName[roster.Point])
}

// Points returns points by their ids.
func (s *Store) Points(ctx context.Context, campaign string, ids []string) ([]roster.Point, error) {
	const query = `
		SELECT id, commune_code AS commune, kind, name
		FROM points
		WHERE campaign_id = @campaign AND id = ANY(@ids)
		ORDER BY id`
	return collect(ctx, s, "points", query, namedArgs{"campaign": campaign, "ids": ids}, pgx.RowToStructByName[roster.Point])
}
