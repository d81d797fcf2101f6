package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// People returns volunteers with all that planning and asking need: skills, wishes,
// availability and consent. ids nil means everybody. The order is by id.
func (s *Store) People(ctx context.Context, campaign string, ids []string) ([]roster.Volunteer, error) {
	q := newPeopleQuery(campaign, ids)
	q.volunteers()
	q.skills()
	q.wishes()
	q.weekly()
	q.exceptions()
	if err := s.conn.SendBatch(ctx, &q.batch).Close(); err != nil {
		return nil, fmt.Errorf("read people: %w", translate(err))
	}
	return q.people, nil
}

// peopleQuery reads people in one round trip. The first query finds them, the others fill
// them in.
type peopleQuery struct {
	batch  pgx.Batch
	args   pgx.NamedArgs
	people []roster.Volunteer
	byID   map[string]*roster.Volunteer
}

func newPeopleQuery(campaign string, ids []string) *peopleQuery {
	return &peopleQuery{args: pgx.NamedArgs{"campaign": campaign, "ids": ids}, byID: map[string]*roster.Volunteer{}}
}

// found says whom to fill in.
func (q *peopleQuery) found(people []roster.Volunteer) {
	for i := range people {
		q.byID[people[i].ID] = &people[i]
	}
}

func (q *peopleQuery) volunteers() {
	const query = `
		SELECT v.id, v.organisation_id, v.external_id, v.name, v.phone, v.kind, v.home_code, v.lang,
		       v.minutes_per_day, v.minutes_per_week, v.days_per_week, v.max_km, v.version,
		       EXISTS (SELECT FROM consents c
		               WHERE c.campaign_id = v.campaign_id AND c.volunteer_id = v.id
		                 AND c.purpose = 'shifts' AND c.withdrawn_at IS NULL)
		FROM volunteers v
		WHERE v.campaign_id = @campaign AND (@ids::uuid[] IS NULL OR v.id = ANY(@ids))
		ORDER BY v.id`
	q.batch.Queue(query, q.args).Query(func(rows pgx.Rows) error {
		var err error
		q.people, err = pgx.CollectRows(rows, scanPerson)
		q.found(q.people)
		return err
	})
}

func scanPerson(row pgx.CollectableRow) (roster.Volunteer, error) {
	var v roster.Volunteer
	err := row.Scan(&v.ID, &v.Organisation, &v.ExternalID, &v.Name, &v.Phone, &v.Kind, &v.Home, &v.Lang,
		&v.Limits.MinutesPerDay, &v.Limits.MinutesPerWeek, &v.Limits.DaysPerWeek, &v.Limits.Km, &v.Version, &v.ConsentSMS)
	return v, err
}

func (q *peopleQuery) skills() {
	const query = `
		SELECT volunteer_id, skill, level
		FROM volunteer_skills
		WHERE campaign_id = @campaign AND (@ids::uuid[] IS NULL OR volunteer_id = ANY(@ids))
		ORDER BY volunteer_id, skill`
	var id string
	var skill roster.SkillLevel
	q.each(query, []any{&id, &skill.Skill, &skill.Level}, func() {
		if v := q.byID[id]; v != nil {
			v.Skills = append(v.Skills, skill)
		}
	})
}

func (q *peopleQuery) wishes() {
	const query = `
		SELECT volunteer_id, commune_code, wish
		FROM volunteer_communes
		WHERE campaign_id = @campaign AND (@ids::uuid[] IS NULL OR volunteer_id = ANY(@ids))
		ORDER BY volunteer_id, commune_code`
	var id, commune, wish string
	q.each(query, []any{&id, &commune, &wish}, func() {
		switch v := q.byID[id]; {
		case v == nil:
		case wish == "prefer":
			v.Prefer = append(v.Prefer, commune)
		default:
			v.Avoid = append(v.Avoid, commune)
		}
	})
}

func (q *peopleQuery) weekly() {
	const query = `
		SELECT volunteer_id, weekday, from_minute, to_minute
		FROM weekly_availability
		WHERE campaign_id = @campaign AND (@ids::uuid[] IS NULL OR volunteer_id = ANY(@ids))
		ORDER BY volunteer_id, weekday, from_minute`
	var id string
	var w roster.WeeklyWindow
	q.each(query, []any{&id, &w.Weekday, &w.From, &w.To}, func() {
		if v := q.byID[id]; v != nil {
			v.Availability.Weekly = append(v.Availability.Weekly, w)
		}
	})
}

func (q *peopleQuery) exceptions() {
	const query = `
		SELECT volunteer_id, on_date, available, from_minute, to_minute
		FROM availability_exceptions
		WHERE campaign_id = @campaign AND (@ids::uuid[] IS NULL OR volunteer_id = ANY(@ids))
		ORDER BY volunteer_id, on_date, from_minute`
	var id string
	var e roster.Exception
	var date time.Time
	q.each(query, []any{&id, &date, &e.Available, &e.From, &e.To}, func() {
		if v := q.byID[id]; v != nil {
			e.Date = roster.DateOf(date, time.UTC)
			v.Availability.Exceptions = append(v.Availability.Exceptions, e)
		}
	})
}

// each queues a query about people, and what to do after each row is scanned.
func (q *peopleQuery) each(query string, scan []any, do func()) {
	q.batch.Queue(query, q.args).Query(func(rows pgx.Rows) error {
		_, err := pgx.ForEachRow(rows, scan, func() error {
			do()
			return nil
		})
		return err
	})
}

// Duty is a live or served assignment of a volunteer, as eligibility counts it.
type Duty struct {
	Volunteer, Shift, Commune string
	StartsAt, EndsAt          time.Time
}

// Duties returns what the people are asked for, have taken or served in a span of time, by
// start. ids nil means everybody.
func (s *Store) Duties(ctx context.Context, campaign string, ids []string, span roster.Span) ([]Duty, error) {
	const query = `
		SELECT volunteer_id AS volunteer, shift_id AS shift, commune_code AS commune, starts_at, ends_at
		FROM assignments
		WHERE campaign_id = @campaign AND (@ids::uuid[] IS NULL OR volunteer_id = ANY(@ids))
		  AND state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early')
		  AND starts_at < @to AND ends_at > @from
		ORDER BY starts_at, id`
	rows, err := s.conn.Query(ctx, query, pgx.NamedArgs{"campaign": campaign, "ids": ids, "from": span.Start, "to": span.End})
	if err != nil {
		return nil, fmt.Errorf("read duties: %w", translate(err))
	}
	duties, err := pgx.CollectRows(rows, pgx.RowToStructByName[Duty])
	if err != nil {
		return nil, fmt.Errorf("read duties: %w", translate(err))
	}
	return duties, nil
}

// AskLoad is how much a volunteer is being asked.
type AskLoad struct {
	Volunteer                 string
	OpenAsks, AsksToday, Asks int
	Suppressed                bool
}

// AskLoads counts the open asks of people and the messages that asked since two moments, and
// says whose number must not be texted. ids nil means everybody.
func (s *Store) AskLoads(ctx context.Context, campaign string, ids []string, today, since time.Time) ([]AskLoad, error) {
	const query = `
		SELECT v.id AS volunteer,
		       count(a.id) FILTER (WHERE a.closed_at IS NULL) AS open_asks,
		       count(DISTINCT a.message_id) FILTER (WHERE a.queued_at >= @today) AS asks_today,
		       count(DISTINCT a.message_id) FILTER (WHERE a.queued_at >= @since) AS asks,
		       EXISTS (SELECT FROM suppressions p WHERE p.phone = v.phone) AS suppressed
		FROM volunteers v
		LEFT JOIN asks a ON a.campaign_id = v.campaign_id AND a.volunteer_id = v.id
		     AND (a.closed_at IS NULL OR a.queued_at >= @since)
		WHERE v.campaign_id = @campaign AND (@ids::uuid[] IS NULL OR v.id = ANY(@ids))
		GROUP BY v.id, v.phone
		ORDER BY v.id`
	rows, err := s.conn.Query(ctx, query, pgx.NamedArgs{"campaign": campaign, "ids": ids, "today": today, "since": since})
	if err != nil {
		return nil, fmt.Errorf("read how often people are asked: %w", translate(err))
	}
	loads, err := pgx.CollectRows(rows, pgx.RowToStructByName[AskLoad])
	if err != nil {
		return nil, fmt.Errorf("read how often people are asked: %w", translate(err))
	}
	return loads, nil
}

// LockVolunteer makes other changes of this person's duties wait until the transaction ends.
func (s *Store) LockVolunteer(ctx context.Context, campaign, id string) error {
	const query = `SELECT FROM volunteers WHERE campaign_id = @campaign AND id = @id FOR NO KEY UPDATE`
	tag, err := s.conn.Exec(ctx, query, pgx.NamedArgs{"campaign": campaign, "id": id})
	if err != nil {
		return fmt.Errorf("lock volunteer %s: %w", id, translate(err))
	}
	if tag.RowsAffected() == 0 {
		return roster.Missing("volunteer")
	}
	return nil
}

// Reachable narrows down, in the database, who could take a seat of a role: skill, kind,
// consent, a window that day, no clash, no earlier ask for this role, a home about
// within reach. The exact answer is the policy's; this only spares it the hopeless.
func (s *Store) Reachable(ctx context.Context, campaign, role string, day roster.Date) ([]string, error) {
	const query = `
		SELECT v.id
		FROM roles r
		JOIN shifts sh ON sh.campaign_id = r.campaign_id AND sh.id = r.shift_id
		JOIN communes at ON at.code = sh.commune_code
		JOIN volunteer_skills k ON k.campaign_id = r.campaign_id AND k.skill = r.skill AND k.level >= r.level
		JOIN volunteers v ON v.campaign_id = k.campaign_id AND v.id = k.volunteer_id AND (r.kind = '' OR v.kind = r.kind)
		JOIN communes home ON home.code = v.home_code
		WHERE r.campaign_id = @campaign AND r.id = @role
		  AND sqrt(power((home.lat - at.lat) * 111.2, 2) + power((home.lon - at.lon) * 111.2 * cos(radians(at.lat)), 2)) <= v.max_km + 1
		  AND EXISTS (SELECT FROM consents c WHERE c.campaign_id = v.campaign_id AND c.volunteer_id = v.id
		              AND c.purpose = 'shifts' AND c.withdrawn_at IS NULL)
		  AND NOT EXISTS (SELECT FROM suppressions p WHERE p.phone = v.phone)
		  AND (EXISTS (SELECT FROM weekly_availability w WHERE w.campaign_id = v.campaign_id AND w.volunteer_id = v.id AND w.weekday = @weekday)
		       OR EXISTS (SELECT FROM availability_exceptions e WHERE e.campaign_id = v.campaign_id AND e.volunteer_id = v.id AND e.on_date = @day AND e.available))
		  AND NOT EXISTS (SELECT FROM assignments a WHERE a.campaign_id = v.campaign_id AND a.volunteer_id = v.id
		              AND (a.shift_id = r.shift_id AND a.state IN ('proposed', 'offered', 'confirmed', 'checked_in')
		                   OR a.role_id = r.id AND EXISTS (SELECT FROM asks q WHERE q.campaign_id = a.campaign_id AND q.assignment_id = a.id)
		                   OR a.role_id = r.id AND a.state = 'released' AND ` + releasedByStaff + `
		                   OR a.state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early')
		                      AND a.span && tstzrange(sh.starts_at, sh.ends_at, '[)')))
		ORDER BY v.id`
	rows, err := s.conn.Query(ctx, query, pgx.NamedArgs{
		"campaign": campaign, "role": role, "day": day.Time(time.UTC), "weekday": day.Weekday(),
	})
	if err != nil {
		return nil, fmt.Errorf("look for people for role %s: %w", role, translate(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look for people for role %s: %w", role, translate(err))
	}
	return ids, nil
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
	rows, err := s.conn.Query(ctx, query, pgx.NamedArgs{"campaign": campaign, "skill": skill, "organisation": organisation})
	if err != nil {
		return nil, fmt.Errorf("read who has skill %s: %w", skill, translate(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read who has skill %s: %w", skill, translate(err))
	}
	return ids, nil
}
