package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Founding is all a campaign needs before anybody helps: its communes with their points,
// the organisations that lend people and the skills that roles can ask for.
type Founding struct {
	Campaign      roster.Campaign
	Communes      []roster.Commune
	Points        []roster.Point
	Organisations []roster.Organisation
	Skills        []roster.Skill
}

// CreateCampaign stores a founding whole or not at all. Communes that another campaign has
// brought along stay as they are.
func (s *Store) CreateCampaign(ctx context.Context, f Founding) error {
	err := s.InTx(ctx, func(tx *Store) error {
		if err := tx.insertCampaign(ctx, f.Campaign); err != nil {
			return err
		}
		if err := tx.insertCommunes(ctx, f.Communes); err != nil {
			return err
		}
		return tx.copyFounding(ctx, f)
	})
	if err != nil {
		return fmt.Errorf("create campaign %s: %w", f.Campaign.ID, err)
	}
	return nil
}

// Campaign returns one campaign.
func (s *Store) Campaign(ctx context.Context, id string) (roster.Campaign, error) {
	if known, read := s.campaigns.Load(id); read {
		return known.(roster.Campaign), nil
	}
	const query = `
		SELECT id, name, starts_on, ends_on, time_zone, auto_approve
		FROM campaigns
		WHERE id = @id`
	rows, err := s.conn.Query(ctx, query, namedArgs{"id": id})
	if err != nil {
		return roster.Campaign{}, fmt.Errorf("read campaign %s: %w", id, translate(err))
	}
	c, err := pgx.CollectExactlyOneRow(rows, scanCampaign)
	if err != nil {
		return roster.Campaign{}, fmt.Errorf("read campaign %s: %w", id, translate(err))
	}
	if s.pool != nil { // what a transaction sees may never have been
		s.campaigns.Store(id, c)
	}
	return c, nil
}

// Campaigns returns all campaigns, the earliest first.
func (s *Store) Campaigns(ctx context.Context) ([]roster.Campaign, error) {
	const query = `
		SELECT id, name, starts_on, ends_on, time_zone, auto_approve
		FROM campaigns
		ORDER BY starts_on, id`
	rows, err := s.conn.Query(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("read campaigns: %w", translate(err))
	}
	campaigns, err := pgx.CollectRows(rows, scanCampaign)
	if err != nil {
		return nil, fmt.Errorf("read campaigns: %w", translate(err))
	}
	return campaigns, nil
}

// RealCampaigns counts the campaigns without a demo sign-in: those that the demo must not
// touch.
func (s *Store) RealCampaigns(ctx context.Context) (int, error) {
	const query = `
		SELECT count(*)
		FROM campaigns c
		WHERE NOT EXISTS (
			SELECT FROM access_tokens t
			WHERE t.campaign_id = c.id AND t.demo)`
	var n int
	if err := s.conn.QueryRow(ctx, query).Scan(&n); err != nil {
		return 0, fmt.Errorf("count real campaigns: %w", translate(err))
	}
	return n, nil
}

func scanCampaign(row pgx.CollectableRow) (roster.Campaign, error) {
	var c roster.Campaign
	var starts, ends time.Time
	err := row.Scan(&c.ID, &c.Name, &starts, &ends, &c.TimeZone, &c.AutoApprove)
	c.StartsOn, c.EndsOn = roster.DateOf(starts, time.UTC), roster.DateOf(ends, time.UTC)
	return c, err
}

func (s *Store) insertCampaign(ctx context.Context, c roster.Campaign) error {
	const insert = `
		INSERT INTO campaigns (id, name, starts_on, ends_on, time_zone, auto_approve)
		VALUES (@id, @name, @starts_on, @ends_on, @time_zone, @auto_approve)`
	_, err := s.conn.Exec(ctx, insert, namedArgs{
		"id": c.ID, "name": c.Name,
		"starts_on": c.StartsOn.Time(time.UTC), "ends_on": c.EndsOn.Time(time.UTC),
		"time_zone": c.TimeZone, "auto_approve": c.AutoApprove,
	})
	return err
}

func (s *Store) insertCommunes(ctx context.Context, communes []roster.Commune) error {
	const insert = `
		INSERT INTO communes (code, name, name_en, kind, lat, lon, population)
		VALUES (@code, @name, @name_en, @kind, @lat, @lon, @population)
		ON CONFLICT (code) DO NOTHING`
	batch := &pgx.Batch{}
	for _, c := range communes {
		batch.Queue(insert, namedArgs{
			"code": c.Code, "name": c.Name, "name_en": c.NameEN, "kind": c.Kind,
			"lat": c.Lat, "lon": c.Lon, "population": c.Population,
		})
	}
	return s.conn.SendBatch(ctx, batch).Close()
}

func (s *Store) copyFounding(ctx context.Context, f Founding) error {
	id := f.Campaign.ID
	tables := []copying{
		{
			"campaign_communes",
			[]string{"campaign_id", "commune_code"},
			rowsOf(f.Communes, func(c roster.Commune) []any { return []any{id, c.Code} }),
		},
		{
			"points",
			[]string{"campaign_id", "id", "commune_code", "kind", "name"},
			rowsOf(f.Points, func(p roster.Point) []any { return []any{id, p.ID, p.Commune, p.Kind, p.Name} }),
		},
		{
			"organisations",
			[]string{"campaign_id", "id", "kind", "name", "short"},
			rowsOf(f.Organisations, func(o roster.Organisation) []any { return []any{id, o.ID, o.Kind, o.Name, o.Short} }),
		},
		{
			"skills",
			[]string{"campaign_id", "code", "name_vi", "name_en"},
			rowsOf(f.Skills, func(k roster.Skill) []any { return []any{id, k.Code, k.NameVI, k.NameEN} }),
		},
	}
	return s.copyAll(ctx, tables)
}
