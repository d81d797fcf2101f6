package db

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Saved counts what SaveVolunteers did.
type Saved struct{ Created, Updated, Unchanged int }

// SaveVolunteers stores people of one organisation by its own numbers for them: new ones are
// added, changed ones changed, equal ones left alone. All or none. Consent is only ever added
// here: it is withdrawn by the person.
func (s *Store) SaveVolunteers(ctx context.Context, campaign string, people []roster.Volunteer, now time.Time) (Saved, error) {
	var saved Saved
	err := s.InTx(ctx, func(tx *Store) error {
		known, err := tx.knownVolunteers(ctx, campaign, people)
		if err != nil {
			return err
		}
		var added []roster.Volunteer
		for _, v := range people {
			old, there := known[v.ExternalID]
			if !there {
				added = append(added, v)
				continue
			}
			v.ID, v.ConsentSMS = old.ID, v.ConsentSMS || old.ConsentSMS
			if reflect.DeepEqual(v, old) {
				saved.Unchanged++
				continue
			}
			saved.Updated++
			if err := tx.replaceVolunteer(ctx, campaign, v, !old.ConsentSMS, now); err != nil {
				return err
			}
		}
		saved.Created = len(added)
		return tx.AddVolunteers(ctx, campaign, added, now)
	})
	if err != nil {
		return Saved{}, fmt.Errorf("save volunteers: %w", err)
	}
	return saved, nil
}

// knownVolunteers locks and returns those of the people who are stored, by external id.
func (s *Store) knownVolunteers(ctx context.Context, campaign string, people []roster.Volunteer) (map[string]roster.Volunteer, error) {
	const query = `
		SELECT id
		FROM volunteers
		WHERE campaign_id = @campaign AND organisation_id = @organisation AND external_id = ANY(@external)
		ORDER BY id
		FOR UPDATE`
	if len(people) == 0 {
		return map[string]roster.Volunteer{}, nil
	}
	external := make([]string, len(people))
	for i, v := range people {
		external[i] = v.ExternalID
	}
	rows, err := s.conn.Query(ctx, query, pgx.NamedArgs{"campaign": campaign, "organisation": people[0].Organisation, "external": external})
	if err != nil {
		return nil, fmt.Errorf("look for known people: %w", translate(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look for known people: %w", translate(err))
	}
	stored, err := s.People(ctx, campaign, ids)
	if err != nil {
		return nil, err
	}
	known := make(map[string]roster.Volunteer, len(stored))
	for _, v := range stored {
		known[v.ExternalID] = v
	}
	return known, nil
}

func (s *Store) replaceVolunteer(ctx context.Context, campaign string, v roster.Volunteer, consentIsNew bool, now time.Time) error {
	const query = `
		UPDATE volunteers
		SET name = @name, name_folded = @folded, phone = @phone, kind = @kind, home_code = @home, lang = @lang,
		    minutes_per_day = @day, minutes_per_week = @week, days_per_week = @days, max_km = @km, updated_at = @now
		WHERE campaign_id = @campaign AND id = @id`
	_, err := s.conn.Exec(ctx, query, pgx.NamedArgs{
		"campaign": campaign, "id": v.ID, "name": v.Name, "folded": fold(v.Name), "phone": v.Phone, "kind": v.Kind, "home": v.Home, "lang": v.Lang,
		"day": v.Limits.MinutesPerDay, "week": v.Limits.MinutesPerWeek, "days": v.Limits.DaysPerWeek, "km": v.Limits.Km, "now": now,
	})
	if err != nil {
		return fmt.Errorf("change volunteer %s: %w", v.ID, translate(err))
	}
	one := []roster.Volunteer{v}
	parts := []copying{skillRows(campaign, one), wishRows(campaign, one)}
	if consentIsNew {
		parts = append(parts, consentRows(campaign, one, now))
	}
	if err := s.clear(ctx, campaign, v.ID, "volunteer_skills", "volunteer_communes"); err != nil {
		return err
	}
	if err := s.copyAll(ctx, parts); err != nil {
		return err
	}
	return s.SetAvailability(ctx, campaign, v)
}

// SetAvailability replaces a volunteer's weekly pattern and dated exceptions.
func (s *Store) SetAvailability(ctx context.Context, campaign string, v roster.Volunteer) error {
	if err := s.clear(ctx, campaign, v.ID, "weekly_availability", "availability_exceptions"); err != nil {
		return err
	}
	one := []roster.Volunteer{v}
	return s.copyAll(ctx, []copying{weeklyRows(campaign, one), exceptionRows(campaign, one)})
}

func (s *Store) clear(ctx context.Context, campaign, volunteer string, tables ...string) error {
	for _, table := range tables {
		query := `DELETE FROM ` + pgx.Identifier{table}.Sanitize() + ` WHERE campaign_id = @campaign AND volunteer_id = @volunteer`
		if _, err := s.conn.Exec(ctx, query, pgx.NamedArgs{"campaign": campaign, "volunteer": volunteer}); err != nil {
			return fmt.Errorf("clear %s: %w", table, translate(err))
		}
	}
	return nil
}

// PhonesTaken returns which of the numbers stand for people other than these of the
// organisation.
func (s *Store) PhonesTaken(ctx context.Context, campaign, organisation string, people []roster.Volunteer) (map[roster.Phone]bool, error) {
	const query = `
		SELECT v.phone
		FROM unnest(@phones::text[], @external::text[]) AS new (phone, external_id)
		JOIN volunteers v ON v.campaign_id = @campaign AND v.phone = new.phone
		WHERE v.organisation_id <> @organisation OR v.external_id <> new.external_id
		ORDER BY v.phone`
	phones, external := make([]string, len(people)), make([]string, len(people))
	for i, v := range people {
		phones[i], external[i] = string(v.Phone), v.ExternalID
	}
	rows, err := s.conn.Query(ctx, query, pgx.NamedArgs{"campaign": campaign, "organisation": organisation, "phones": phones, "external": external})
	if err != nil {
		return nil, fmt.Errorf("look for numbers in use: %w", translate(err))
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[roster.Phone])
	if err != nil {
		return nil, fmt.Errorf("look for numbers in use: %w", translate(err))
	}
	taken := make(map[roster.Phone]bool, len(found))
	for _, p := range found {
		taken[p] = true
	}
	return taken, nil
}
