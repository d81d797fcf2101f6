package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// KnownCommunes returns what is stored of communes, by code; in the campaign are those for which
// within is true.
func (s *Store) KnownCommunes(ctx context.Context, campaign string, codes []string) (known map[string]roster.Commune, within map[string]bool, err error) {
	const query = `
		SELECT c.code, c.name, c.name_en, c.kind, c.lat, c.lon, c.population, cc.campaign_id IS NOT NULL
		FROM communes c
		LEFT JOIN campaign_communes cc ON cc.campaign_id = @campaign AND cc.commune_code = c.code
		WHERE c.code = ANY(@codes)
		ORDER BY c.code
		FOR UPDATE OF c`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "codes": codes})
	if err != nil {
		return nil, nil, fmt.Errorf("read known communes: %w", translate(err))
	}
	known, within = map[string]roster.Commune{}, map[string]bool{}
	var c roster.Commune
	var in bool
	_, err = pgx.ForEachRow(rows, []any{&c.Code, &c.Name, &c.NameEN, &c.Kind, &c.Lat, &c.Lon, &c.Population, &in}, func() error {
		known[c.Code], within[c.Code] = c, in
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read known communes: %w", translate(err))
	}
	return known, within, nil
}

// SaveCommunes stores communes, changing those that are known, and takes them into the campaign
// with a desk each: desks has one point per commune, left out where there is a desk already.
func (s *Store) SaveCommunes(ctx context.Context, campaign string, communes []roster.Commune, desks []roster.Point) error {
	const (
		save = `
			INSERT INTO communes (code, name, name_en, kind, lat, lon, population)
			VALUES (@code, @name, @name_en, @kind, @lat, @lon, @population)
			ON CONFLICT (code) DO UPDATE
			SET name = excluded.name, name_en = excluded.name_en, kind = excluded.kind, lat = excluded.lat, lon = excluded.lon,
			    population = excluded.population`
		enter = `
			INSERT INTO campaign_communes (campaign_id, commune_code)
			VALUES (@campaign, @code)
			ON CONFLICT (campaign_id, commune_code) DO NOTHING`
		desk = `
			INSERT INTO points (campaign_id, id, commune_code, kind, name)
			VALUES (@campaign, @id, @code, 'desk', @name)
			ON CONFLICT (campaign_id, commune_code) WHERE kind = 'desk' DO NOTHING`
	)
	batch := &pgx.Batch{}
	for _, c := range communes {
		batch.Queue(save, namedArgs{"code": c.Code, "name": c.Name, "name_en": c.NameEN, "kind": c.Kind, "lat": c.Lat, "lon": c.Lon, "population": c.Population})
		batch.Queue(enter, namedArgs{"campaign": campaign, "code": c.Code})
	}
	for _, p := range desks {
		batch.Queue(desk, namedArgs{"campaign": campaign, "id": p.ID, "code": p.Commune, "name": p.Name})
	}
	if err := s.conn.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("save %d communes: %w", len(communes), translate(err))
	}
	return nil
}
