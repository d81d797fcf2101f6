package db

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// People returns volunteers with all that planning and asking need: skills, wishes,
// availability and consent. ids nil means everybody. The order is by id.
func (s *Store) People(ctx context.Context, campaign string, ids []string) ([]roster.Volunteer, error) {
	return collect(ctx, s, "people", peopleQuery(ids), namedArgs{"campaign": campaign, "ids": ids}, scanPerson)
}

// ofPeople is the condition that names people, none for everybody: a plan that holds for both
// would read all of a table for one of them. One person, whom most reads are about, is named as
// such: PostgreSQL plans a statement anew each time while it takes a list to be longer than it
// turns out to be, which lasts longer than to read.
func ofPeople(column string, ids []string) string {
	if ids == nil {
		return ""
	}
	if len(ids) == 1 {
		return " AND " + column + " = (@ids::uuid[])[1]"
	}
	return " AND " + column + " = ANY(@ids)"
}

// peopleQuery reads each person with what belongs to them as arrays: one statement, since most
// reads are of one person. A date counts in days from 1970 on.
func peopleQuery(ids []string) string {
	const columns = `
		SELECT v.id, v.organisation_id, v.external_id, v.name, v.phone, v.kind, v.home_code, v.lang,
		       v.minutes_per_day, v.minutes_per_week, v.days_per_week, v.max_km, v.version,
		       EXISTS (SELECT FROM consents c
		               WHERE c.campaign_id = v.campaign_id AND c.volunteer_id = v.id
		                 AND c.purpose = 'shifts' AND c.withdrawn_at IS NULL` + perRow + `),
		       (SELECT array_agg(ARRAY[k.skill, k.level::text] ORDER BY k.skill)
		        FROM volunteer_skills k
		        WHERE k.campaign_id = v.campaign_id AND k.volunteer_id = v.id),
		       (SELECT array_agg(ARRAY[w.commune_code, w.wish] ORDER BY w.commune_code)
		        FROM volunteer_communes w
		        WHERE w.campaign_id = v.campaign_id AND w.volunteer_id = v.id),
		       (SELECT array_agg(ARRAY[w.weekday, w.from_minute, w.to_minute]::int[] ORDER BY w.weekday, w.from_minute)
		        FROM weekly_availability w
		        WHERE w.campaign_id = v.campaign_id AND w.volunteer_id = v.id),
		       (SELECT array_agg(ARRAY[e.on_date - date '1970-01-01', e.available::int, e.from_minute, e.to_minute]::int[] ORDER BY e.on_date, e.from_minute)
		        FROM availability_exceptions e
		        WHERE e.campaign_id = v.campaign_id AND e.volunteer_id = v.id)
		FROM volunteers v
		WHERE v.campaign_id = @campaign`
	return columns + ofPeople("v.id", ids) + `
		ORDER BY v.id`
}

func scanPerson(row pgx.CollectableRow) (roster.Volunteer, error) {
	var v roster.Volunteer
	var skills, wishes [][]string
	var weekly, dated [][]int
	err := row.Scan(&v.ID, &v.Organisation, &v.ExternalID, &v.Name, &v.Phone, &v.Kind, &v.Home, &v.Lang,
		&v.Limits.MinutesPerDay, &v.Limits.MinutesPerWeek, &v.Limits.DaysPerWeek, &v.Limits.Km, &v.Version, &v.ConsentSMS,
		&skills, &wishes, &weekly, &dated)
	if err != nil {
		return v, err
	}
	if v.Skills, err = skillLevels(skills); err != nil {
		return v, err
	}
	for _, w := range wishes {
		if code, wish := w[0], w[1]; wish == "prefer" {
			v.Prefer = append(v.Prefer, code)
		} else {
			v.Avoid = append(v.Avoid, code)
		}
	}
	v.Availability = availability(weekly, dated)
	return v, nil
}

func skillLevels(pairs [][]string) ([]roster.SkillLevel, error) {
	var skills []roster.SkillLevel
	for _, p := range pairs {
		level, err := strconv.Atoi(p[1])
		if err != nil {
			return nil, fmt.Errorf("level of skill %s: %w", p[0], err)
		}
		skills = append(skills, roster.SkillLevel{Skill: p[0], Level: level})
	}
	return skills, nil
}

func availability(weekly, dated [][]int) roster.Availability {
	var a roster.Availability
	for _, w := range weekly {
		a.Weekly = append(a.Weekly, roster.WeeklyWindow{Weekday: w[0], From: w[1], To: w[2]})
	}
	epoch := roster.Date{Year: 1970, Month: time.January, Day: 1}
	for _, e := range dated {
		a.Exceptions = append(a.Exceptions, roster.Exception{Date: epoch.AddDays(e[0]), Available: e[1] == 1, From: e[2], To: e[3]})
	}
	return a
}

// LockVolunteer makes other changes of this person's duties wait until the transaction ends. The
// lock is there for whatever the transaction does next, which fails when there is no such person.
func (s *Store) LockVolunteer(ctx context.Context, campaign, id string) error {
	return s.later(ctx, "lock volunteer "+id, lockVolunteer, namedArgs{"campaign": campaign, "id": id}, roster.Missing("volunteer"))
}

// Skilled returns the people who have a skill at all: those worth explaining.
func (s *Store) Skilled(ctx context.Context, campaign, skill, organisation string) ([]string, error) {
	const query = `
		SELECT k.volunteer_id
		FROM volunteer_skills k
		JOIN volunteers v ON v.campaign_id = k.campaign_id AND v.id = k.volunteer_id
		WHERE k.campaign_id = @campaign AND k.skill = @skill
		  AND (@organisation = '' OR v.organisation_id::text = @organisation)
		ORDER BY k.volunteer_id`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "skill": skill, "organisation": organisation})
	if err != nil {
		return nil, fmt.Errorf("read who has skill %s: %w", skill, translate(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read who has skill %s: %w", skill, translate(err))
	}
	return ids, nil
}
