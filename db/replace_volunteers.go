package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// replaceVolunteers changes people in as many statements for fifty thousand as for one: the
// rows go into a table of this transaction by COPY, and from there over the old ones.
func (s *Store) replaceVolunteers(ctx context.Context, campaign string, c change, now time.Time) error {
	const (
		begin  = `CREATE TEMPORARY TABLE changed_volunteers (LIKE volunteers INCLUDING DEFAULTS) ON COMMIT DROP`
		update = `
			UPDATE volunteers v
			SET name = c.name, name_folded = c.name_folded, phone = c.phone, kind = c.kind, home_code = c.home_code, lang = c.lang,
			    minutes_per_day = c.minutes_per_day, minutes_per_week = c.minutes_per_week, days_per_week = c.days_per_week,
			    max_km = c.max_km, updated_at = c.updated_at, version = v.version + 1
			FROM changed_volunteers c
			WHERE v.campaign_id = c.campaign_id AND v.id = c.id`
		end = `DROP TABLE changed_volunteers`
	)
	if len(c.changed) == 0 {
		return nil
	}
	if _, err := s.conn.Exec(ctx, begin); err != nil {
		return fmt.Errorf("prepare changed people: %w", translate(err))
	}
	rows := volunteerRows(campaign, c.changed, now)
	rows.table = "changed_volunteers"
	if err := s.copyAll(ctx, []copying{rows}); err != nil {
		return err
	}
	for _, statement := range []string{update, end} {
		if _, err := s.conn.Exec(ctx, statement); err != nil {
			return fmt.Errorf("change %d volunteers: %w", len(c.changed), translate(err))
		}
	}
	return s.replaceParts(ctx, campaign, c, now)
}

func (s *Store) replaceParts(ctx context.Context, campaign string, c change, now time.Time) error {
	ids := make([]string, len(c.changed))
	for i, v := range c.changed {
		ids[i] = v.ID
	}
	if err := s.clear(ctx, campaign, ids, "volunteer_skills", "volunteer_communes", "weekly_availability", "availability_exceptions"); err != nil {
		return err
	}
	return s.copyAll(ctx, []copying{
		skillRows(campaign, c.changed), wishRows(campaign, c.changed), weeklyRows(campaign, c.changed),
		exceptionRows(campaign, c.changed), consentRows(campaign, c.agreed, c.proof, now),
	})
}

// SetAvailability replaces a volunteer's weekly pattern and dated exceptions.
func (s *Store) SetAvailability(ctx context.Context, campaign string, v roster.Volunteer) error {
	if err := s.clear(ctx, campaign, []string{v.ID}, "weekly_availability", "availability_exceptions"); err != nil {
		return err
	}
	one := []roster.Volunteer{v}
	if err := s.copyAll(ctx, []copying{weeklyRows(campaign, one), exceptionRows(campaign, one)}); err != nil {
		return err
	}
	return s.countChange(ctx, campaign, v.ID)
}

// countChange counts a volunteer's version up after a change of what belongs to the person.
func (s *Store) countChange(ctx context.Context, campaign, id string) error {
	const query = `UPDATE volunteers SET version = version + 1 WHERE campaign_id = @campaign AND id = @id`
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "id": id}); err != nil {
		return fmt.Errorf("count the change of volunteer %s: %w", id, translate(err))
	}
	return nil
}

func (s *Store) clear(ctx context.Context, campaign string, volunteers []string, tables ...string) error {
	for _, table := range tables {
		query := `DELETE FROM ` + pgx.Identifier{table}.Sanitize() + ` WHERE campaign_id = @campaign AND volunteer_id = ANY(@volunteers)`
		if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "volunteers": volunteers}); err != nil {
			return fmt.Errorf("clear %s: %w", table, translate(err))
		}
	}
	return nil
}
