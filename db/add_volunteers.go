package db

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AddVolunteers stores people who aren't there yet, with their skills, wishes, availability
// and consent, all or none. The IDs are the caller's.
func (s *Store) AddVolunteers(ctx context.Context, campaign string, people []roster.Volunteer, now time.Time) error {
	return s.addVolunteers(ctx, campaign, people, "", now)
}

// addVolunteers adds people whose consents a proof goes with.
func (s *Store) addVolunteers(ctx context.Context, campaign string, people []roster.Volunteer, proof string, now time.Time) error {
	err := s.InTx(ctx, func(tx *Store) error {
		return tx.copyAll(ctx, []copying{
			volunteerRows(campaign, people, now),
			skillRows(campaign, people),
			wishRows(campaign, people),
			weeklyRows(campaign, people),
			exceptionRows(campaign, people),
			consentRows(campaign, people, proof, now),
		})
	})
	if err != nil {
		return fmt.Errorf("add %d volunteers: %w", len(people), err)
	}
	return nil
}

func volunteerRows(campaign string, people []roster.Volunteer, now time.Time) copying {
	return copying{
		table: "volunteers",
		columns: []string{
			"campaign_id", "id", "organisation_id", "external_id", "name", "name_folded", "phone", "kind",
			"home_code", "lang", "minutes_per_day", "minutes_per_week", "days_per_week", "max_km",
			"created_at", "updated_at",
		},
		rows: rowsOf(people, func(v roster.Volunteer) []any {
			return []any{
				campaign, v.ID, v.Organisation, v.ExternalID, v.Name, fold(v.Name), v.Phone, v.Kind,
				v.Home, v.Lang, v.Limits.MinutesPerDay, v.Limits.MinutesPerWeek, v.Limits.DaysPerWeek, v.Limits.Km,
				now, now,
			}
		}),
	}
}

func skillRows(campaign string, people []roster.Volunteer) copying {
	c := copying{table: "volunteer_skills", columns: []string{"campaign_id", "volunteer_id", "skill", "level"}}
	for _, v := range people {
		for _, s := range v.Skills {
			c.rows = append(c.rows, []any{campaign, v.ID, s.Skill, s.Level})
		}
	}
	return c
}

func wishRows(campaign string, people []roster.Volunteer) copying {
	c := copying{table: "volunteer_communes", columns: []string{"campaign_id", "volunteer_id", "commune_code", "wish"}}
	for _, v := range people {
		for _, code := range v.Prefer {
			c.rows = append(c.rows, []any{campaign, v.ID, code, "prefer"})
		}
		for _, code := range v.Avoid {
			c.rows = append(c.rows, []any{campaign, v.ID, code, "avoid"})
		}
	}
	return c
}

func weeklyRows(campaign string, people []roster.Volunteer) copying {
	c := copying{
		table:   "weekly_availability",
		columns: []string{"campaign_id", "volunteer_id", "weekday", "from_minute", "to_minute"},
	}
	for _, v := range people {
		for _, w := range v.Availability.Weekly {
			c.rows = append(c.rows, []any{campaign, v.ID, w.Weekday, w.From, w.To})
		}
	}
	return c
}

func exceptionRows(campaign string, people []roster.Volunteer) copying {
	c := copying{
		table:   "availability_exceptions",
		columns: []string{"campaign_id", "volunteer_id", "on_date", "available", "from_minute", "to_minute"},
	}
	for _, v := range people {
		for _, e := range v.Availability.Exceptions {
			c.rows = append(c.rows, []any{campaign, v.ID, e.Date.Time(time.UTC), e.Available, e.From, e.To})
		}
	}
	return c
}
