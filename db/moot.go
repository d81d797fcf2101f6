package db

import (
	"context"

	"github.com/tiepsuc/tiepsuc/roster"
)

// moot tells of a message t that what it was written for is over: its questions have ended, or the place
// that it confirms or reminds of has been given back.
const moot = `CASE
		WHEN t.purpose = 'ask'
		THEN NOT EXISTS (SELECT FROM asks q WHERE q.campaign_id = t.campaign_id AND q.message_id = t.id AND q.closed_at IS NULL` + perRow + `)
		WHEN t.purpose IN ('confirm', 'remind_evening', 'remind_soon')
		THEN NOT EXISTS (SELECT FROM assignments a
		                 WHERE a.campaign_id = t.campaign_id AND a.id = split_part(t.purpose_key, ':', 2)::uuid
		                   AND a.state IN ('confirmed', 'checked_in')` + perRow + `)
		ELSE false END`

// CancelMoot takes a text out of the queue when what it was written for has ended while it was being sent.
func (s *Store) CancelMoot(ctx context.Context, campaign, id string) error {
	const query = `
		UPDATE messages t
		SET state = 'suppressed'
		WHERE campaign_id = @campaign AND id = @id AND state = 'queued' AND ` + moot
	return s.later(ctx, "cancel message "+id, query, namedArgs{"campaign": campaign, "id": id}, nil)
}

// Reword gives a message that is being sent other words.
func (s *Store) Reword(ctx context.Context, campaign string, m roster.Message) error {
	const query = `
		UPDATE messages
		SET template = @template, template_version = @version, body = @body, encoding = @encoding, segments = @segments
		WHERE campaign_id = @campaign AND id = @id AND state = 'sending'`
	args := namedArgs{
		"campaign": campaign, "id": m.ID, "template": m.Template, "version": m.TemplateVersion, "body": m.Body, "encoding": m.Encoding, "segments": m.Segments,
	}
	return s.later(ctx, "reword message "+m.ID, query, args, nil)
}
