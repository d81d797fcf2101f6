package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// ownPeople is whose data may be carried away: the department's whole campaign, one's own
// organisation, oneself. A commune sees people on its screen and exports nobody.
const ownPeople = `(@see_all OR v.organisation_id = @see_organisation::uuid OR v.id = @see_volunteer::uuid)`

// OwnPeople returns the ids of the people whom a scope may export, by organisation and
// external id. Whoever is erased is nobody's any more.
func (s *Store) OwnPeople(ctx context.Context, scope roster.Scope) ([]string, error) {
	const query = `
		SELECT v.id
		FROM volunteers v
		WHERE v.campaign_id = @campaign AND v.erased_at IS NULL AND ` + ownPeople + `
		ORDER BY v.organisation_id, v.external_id, v.id`
	return collect(ctx, s, "people to export", query, within(scope, nil), pgx.RowTo[string])
}

// Result is what somebody has given so far: shifts by outcome and the minutes of those
// served.
type Result struct {
	Organisation, ExternalID, Name              string
	Confirmed, Served, NoShow, Withdrawn, Asked int
	Minutes                                     int
}

// Results returns what each person of a scope has given, by organisation and external id.
func (s *Store) Results(ctx context.Context, scope roster.Scope) ([]Result, error) {
	const query = `
		SELECT o.name AS organisation, v.external_id, v.name,
		       count(a.id) FILTER (WHERE a.state IN ('confirmed', 'checked_in')) AS confirmed,
		       count(a.id) FILTER (WHERE a.state IN ('completed', 'left_early')) AS served,
		       count(a.id) FILTER (WHERE a.state = 'no_show') AS no_show,
		       count(a.id) FILTER (WHERE a.state = 'withdrawn') AS withdrawn,
		       count(a.id) FILTER (WHERE a.state <> 'proposed') AS asked,
		       coalesce(sum(extract(epoch FROM a.ends_at - a.starts_at) / 60) FILTER (WHERE a.state IN ('completed', 'left_early')), 0)::int AS minutes
		FROM volunteers v
		JOIN organisations o ON o.campaign_id = v.campaign_id AND o.id = v.organisation_id
		LEFT JOIN assignments a ON a.campaign_id = v.campaign_id AND a.volunteer_id = v.id
		WHERE v.campaign_id = @campaign AND ` + ownPeople + `
		GROUP BY o.name, v.external_id, v.name, v.id
		ORDER BY o.name, v.external_id, v.id`
	return collect(ctx, s, "results", query, within(scope, nil), pgx.RowToStructByName[Result])
}

// OwnShift is a shift that somebody has said yes to, as a calendar shows it.
type OwnShift struct {
	ID                                     string
	Span                                   roster.Span
	Commune, Point, SkillVI, SkillEN, Lang string
	ChangedAt                              time.Time
}

// OwnShifts returns the shifts that a volunteer has confirmed or served, by start.
func (s *Store) OwnShifts(ctx context.Context, campaign, volunteer string) ([]OwnShift, error) {
	const query = `
		SELECT a.id, a.starts_at, a.ends_at, c.name, p.name, k.name_vi, k.name_en, v.lang, a.updated_at
		FROM assignments a
		JOIN volunteers v ON v.campaign_id = a.campaign_id AND v.id = a.volunteer_id AND v.erased_at IS NULL
		JOIN roles r ON r.campaign_id = a.campaign_id AND r.id = a.role_id
		JOIN skills k ON k.campaign_id = r.campaign_id AND k.code = r.skill
		JOIN shifts sh ON sh.campaign_id = a.campaign_id AND sh.id = a.shift_id
		JOIN points p ON p.campaign_id = sh.campaign_id AND p.id = sh.point_id
		JOIN communes c ON c.code = a.commune_code
		WHERE a.campaign_id = @campaign AND a.volunteer_id = @volunteer
		  AND a.state IN ('confirmed', 'checked_in', 'completed', 'left_early')
		ORDER BY a.starts_at, a.id`
	return collect(ctx, s, "own shifts", query, namedArgs{"campaign": campaign, "volunteer": volunteer},
		func(row pgx.CollectableRow) (OwnShift, error) {
			var o OwnShift
			err := row.Scan(&o.ID, &o.Span.Start, &o.Span.End, &o.Commune, &o.Point, &o.SkillVI, &o.SkillEN, &o.Lang, &o.ChangedAt)
			return o, err
		})
}

// PersonRecord returns every row that the platform keeps about a volunteer, as a JSON object
// by table: messages and replies with their texts, asks, assignments and their events, consents.
func (s *Store) PersonRecord(ctx context.Context, campaign, volunteer string) ([]byte, error) {
	const query = `
		SELECT json_build_object(
			'volunteer', (SELECT to_json(v) FROM volunteers v WHERE v.campaign_id = @campaign AND v.id = @volunteer),
			'skills', (SELECT coalesce(json_agg(k ORDER BY k.skill), '[]') FROM volunteer_skills k WHERE k.campaign_id = @campaign AND k.volunteer_id = @volunteer),
			'communes', (SELECT coalesce(json_agg(w ORDER BY w.commune_code), '[]') FROM volunteer_communes w WHERE w.campaign_id = @campaign AND w.volunteer_id = @volunteer),
			'weeklyAvailability', (SELECT coalesce(json_agg(w ORDER BY w.weekday, w.from_minute), '[]') FROM weekly_availability w WHERE w.campaign_id = @campaign AND w.volunteer_id = @volunteer),
			'availabilityExceptions', (SELECT coalesce(json_agg(e ORDER BY e.on_date, e.from_minute), '[]') FROM availability_exceptions e WHERE e.campaign_id = @campaign AND e.volunteer_id = @volunteer),
			'consents', (SELECT coalesce(json_agg(c ORDER BY c.given_at, c.purpose), '[]') FROM consents c WHERE c.campaign_id = @campaign AND c.volunteer_id = @volunteer),
			'privacyRequests', (SELECT coalesce(json_agg(r ORDER BY r.received_at, r.id), '[]') FROM privacy_requests r WHERE r.campaign_id = @campaign AND r.volunteer_id = @volunteer),
			'holds', (SELECT coalesce(json_agg(h ORDER BY h.set_at, h.id), '[]') FROM (
			           SELECT id, kind, reason, set_at, lifted_at
			           FROM privacy_holds WHERE campaign_id = @campaign AND volunteer_id = @volunteer) h),
			'accesses', (SELECT coalesce(json_agg(x ORDER BY x.first_at, x.role, x.purpose), '[]') FROM (
			           SELECT day, first_at, purpose, role, organisation_id, commune_code
			           FROM data_access WHERE campaign_id = @campaign AND volunteer_id = @volunteer) x),
			'assignments', (SELECT coalesce(json_agg(a ORDER BY a.starts_at, a.id), '[]') FROM assignments a WHERE a.campaign_id = @campaign AND a.volunteer_id = @volunteer),
			'events', (SELECT coalesce(json_agg(e ORDER BY e.id), '[]') FROM assignment_events e
			           JOIN assignments a ON a.campaign_id = e.campaign_id AND a.id = e.assignment_id
			           WHERE a.campaign_id = @campaign AND a.volunteer_id = @volunteer),
			'asks', (SELECT coalesce(json_agg(q ORDER BY q.queued_at, q.id), '[]') FROM (
			           SELECT id, assignment_id, phone, channel, state, mode, deadline, queued_at, closed_at
			           FROM asks WHERE campaign_id = @campaign AND volunteer_id = @volunteer) q),
			'messages', (SELECT coalesce(json_agg(m ORDER BY m.queued_at, m.id), '[]') FROM (
			           SELECT id, to_phone, purpose, lang, body, state, queued_at, sent_at
			           FROM messages WHERE campaign_id = @campaign AND volunteer_id = @volunteer) m),
			'replies', (SELECT coalesce(json_agg(p ORDER BY p.received_at, p.id), '[]') FROM (
			           SELECT id, ask_id, phone, body, reading, received_at, decision, decided_at
			           FROM replies WHERE campaign_id = @campaign AND volunteer_id = @volunteer) p))
		FROM volunteers v
		WHERE v.campaign_id = @campaign AND v.id = @volunteer`
	var record []byte
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "volunteer": volunteer}).Scan(&record)
	if err != nil {
		return nil, fmt.Errorf("read all about volunteer %s: %w", volunteer, translate(err))
	}
	return record, nil
}
