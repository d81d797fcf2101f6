package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AddHook stores where an organisation wants to be told. The same address twice is a
// conflict.
func (s *Store) AddHook(ctx context.Context, campaign string, h roster.Hook, secret string) error {
	const query = `
		INSERT INTO hooks (campaign_id, id, organisation_id, url, secret, created_at)
		VALUES (@campaign, @id, @organisation, @url, @secret, @at)`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "id": h.ID, "organisation": h.Organisation, "url": h.URL, "secret": secret, "at": h.CreatedAt,
	})
	if err != nil {
		return fmt.Errorf("add hook: %w", translate(err))
	}
	return nil
}

const ownHook = `(@see_all OR h.organisation_id = @see_organisation::uuid)`

// Hooks returns the hooks of a scope, oldest first; ids nil means all.
func (s *Store) Hooks(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Hook, error) {
	const query = `
		SELECT h.id, h.organisation_id AS organisation, h.url, h.created_at, h.failing_since, h.disabled_at
		FROM hooks h
		WHERE h.campaign_id = @campaign AND (@ids::uuid[] IS NULL OR h.id = ANY(@ids)) AND ` + ownHook + `
		ORDER BY h.created_at, h.id`
	return collect(ctx, s, "hooks", query, within(scope, namedArgs{"ids": ids}), pgx.RowToStructByName[roster.Hook])
}

// HookSecret is the newest secret of a hook.
func (s *Store) HookSecret(ctx context.Context, scope roster.Scope, id string) (string, error) {
	const query = `
		SELECT h.secret
		FROM hooks h
		WHERE h.campaign_id = @campaign AND h.id = @id AND ` + ownHook
	var secret string
	if err := s.conn.QueryRow(ctx, query, within(scope, namedArgs{"id": id})).Scan(&secret); err != nil {
		return "", fmt.Errorf("read secret of hook %s: %w", id, translate(err))
	}
	return secret, nil
}

// RotateHook gives a hook a new secret; the one before signs beside it from now on, older
// ones no more.
func (s *Store) RotateHook(ctx context.Context, scope roster.Scope, id, secret string) error {
	const query = `
		UPDATE hooks h
		SET old_secret = h.secret, secret = @secret
		WHERE h.campaign_id = @campaign AND h.id = @id AND ` + ownHook
	return s.oneHook(ctx, query, scope, namedArgs{"id": id, "secret": secret})
}

// EnableHook lets a hook be told again after it was disabled.
func (s *Store) EnableHook(ctx context.Context, scope roster.Scope, id string) error {
	const query = `
		UPDATE hooks h
		SET disabled_at = NULL, failing_since = NULL
		WHERE h.campaign_id = @campaign AND h.id = @id AND ` + ownHook
	return s.oneHook(ctx, query, scope, namedArgs{"id": id})
}

// RemoveHook forgets a hook with its deliveries.
func (s *Store) RemoveHook(ctx context.Context, scope roster.Scope, id string) error {
	const query = `
		DELETE FROM hooks h
		WHERE h.campaign_id = @campaign AND h.id = @id AND ` + ownHook
	return s.oneHook(ctx, query, scope, namedArgs{"id": id})
}

func (s *Store) oneHook(ctx context.Context, query string, scope roster.Scope, args namedArgs) error {
	tag, err := s.conn.Exec(ctx, query, within(scope, args))
	if err != nil {
		return fmt.Errorf("change hook: %w", translate(err))
	}
	if tag.RowsAffected() == 0 {
		return roster.Missing("hook")
	}
	return nil
}

// HookDeliveries returns the newest deliveries of a hook.
func (s *Store) HookDeliveries(ctx context.Context, scope roster.Scope, hook string, first int) ([]roster.HookDelivery, error) {
	const query = `
		SELECT d.id, d.hook_id AS hook, d.state, d.last_error AS error, d.attempts, d.last_status AS status, d.created_at, d.delivered_at
		FROM hook_deliveries d
		JOIN hooks h ON h.campaign_id = d.campaign_id AND h.id = d.hook_id
		WHERE d.campaign_id = @campaign AND d.hook_id = @hook AND ` + ownHook + `
		ORDER BY d.created_at DESC, d.id DESC
		LIMIT @first`
	return collect(ctx, s, "hook deliveries", query, within(scope, namedArgs{"hook": hook, "first": first}), pgx.RowToStructByName[roster.HookDelivery])
}

// FanOutEvents makes a delivery for each hook of each event that concerns it and that it
// hasn't been told of: its organisation's people, or for the department everybody. Events
// commit in another order than they are numbered, so the day's are looked through each time.
// It returns how many it made.
func (s *Store) FanOutEvents(ctx context.Context, now time.Time) (int, error) {
	const query = `
		INSERT INTO hook_deliveries (campaign_id, id, hook_id, event_id, body, state, due_at, created_at)
		SELECT h.campaign_id, gen_random_uuid(), h.id, e.id, json_build_object(
		           'event', 'assignment.' || e.to_state, 'id', e.id, 'at', e.at, 'from', e.from_state, 'to', e.to_state, 'actor', e.actor, 'reason', e.reason,
		           'assignment', json_build_object('id', a.id, 'shift', a.shift_id, 'role', a.role_id, 'commune', a.commune_code, 'start', a.starts_at, 'end', a.ends_at),
		           'volunteer', json_build_object('id', v.id, 'externalId', v.external_id),
		           'coverage', json_build_object('seats', r.seats, 'taken', r.taken))::text,
		       'waiting', @now, @now
		FROM hooks h
		JOIN organisations o ON o.campaign_id = h.campaign_id AND o.id = h.organisation_id
		JOIN assignment_events e ON e.campaign_id = h.campaign_id AND e.at >= greatest(h.created_at, @now::timestamptz - interval '1 day')
		JOIN assignments a ON a.campaign_id = e.campaign_id AND a.id = e.assignment_id AND (a.organisation_id = h.organisation_id OR o.kind = 'department')
		JOIN volunteers v ON v.campaign_id = a.campaign_id AND v.id = a.volunteer_id
		JOIN roles r ON r.campaign_id = a.campaign_id AND r.id = a.role_id
		WHERE h.disabled_at IS NULL AND e.to_state <> 'proposed'
		  AND NOT EXISTS (SELECT FROM hook_deliveries d WHERE d.campaign_id = h.campaign_id AND d.hook_id = h.id AND d.event_id = e.id)
		ORDER BY e.id, h.id
		LIMIT 5000
		ON CONFLICT DO NOTHING`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"now": now})
	if err != nil {
		return 0, fmt.Errorf("fan events out to hooks: %w", translate(err))
	}
	return int(tag.RowsAffected()), nil
}
