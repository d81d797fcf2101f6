package db

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// What a text p may be about: what its person had been asked by then and hasn't answered, and the
// seats that they have promised to take; of one that is unread, which others may have overtaken, those
// that they had promised by then.
const mayBeAbout = `
		FROM asks q
		JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		WHERE q.campaign_id = p.campaign_id AND q.volunteer_id = p.volunteer_id AND q.queued_at <= p.received_at
		  AND (q.closed_at IS NULL OR q.state = 'accepted' AND a.state = 'confirmed' AND a.starts_at > @now AND (p.reading = 'unclear' OR q.closed_at <= p.received_at))`

// A text p waits for a person until the question that it was read to be about has ended, or all
// that the person had been sent and that were open when it came; one that came while none was open, or
// that is unread, until somebody has decided: it may be no answer, but STOP.
const replyWaits = `(p.reading IN ('unclear', 'unread') AND p.decided_at IS NULL AND p.body <> '' AND p.volunteer_id IS NOT NULL
		AND (p.reading = 'unread' OR coalesce((SELECT bool_or(q.closed_at IS NULL)
		              FROM asks q
		              WHERE q.campaign_id = p.campaign_id AND q.volunteer_id = p.volunteer_id
		                AND (q.id = p.ask_id
		                     OR p.ask_id IS NULL AND (q.closed_at IS NULL OR q.closed_at > p.received_at)
		                        AND EXISTS (SELECT FROM messages m
		                                    WHERE m.campaign_id = q.campaign_id AND m.id = q.message_id AND m.sent_at <= p.received_at))), true)))`

// Of a text p a scope sees what it may be about: the department everything, a commune the texts of
// people who have said yes there, as long as they can be about nothing elsewhere. Who has decided
// on a text sees it.
const seesReply = `(@see_all OR p.decided_by = @viewer OR (SELECT bool_and(a.commune_code = @see_commune AND a.state IN ` + saidYes + `)` + mayBeAbout + `))`

const replyQuery = `
		SELECT p.id, p.volunteer_id, coalesce(p.ask_id::text, ''), p.body, p.received_at, coalesce(p.decision, ''), p.decided_at, ` + replyWaits + `
		FROM replies p
		WHERE p.campaign_id = @campaign AND p.reading IN ('unclear', 'unread') AND p.volunteer_id IS NOT NULL AND ` + seesReply

func scanReply(row pgx.CollectableRow) (roster.Reply, error) {
	var r roster.Reply
	err := row.Scan(&r.ID, &r.Volunteer, &r.Ask, &r.Body, &r.ReceivedAt, &r.Decision, &r.DecidedAt, &r.Waits)
	return r, err
}

// seenBy turns a viewer's scope into the arguments that seesReply and mayBeAbout use, beside a
// query's own.
func seenBy(v roster.Viewer, now time.Time, args namedArgs) namedArgs {
	args = within(v.Scope(), args)
	args["viewer"], args["now"] = v.Key(), now
	return args
}

// UnclearReplies returns a page of the texts that wait for a person to read them and that the
// viewer sees, the oldest first.
func (s *Store) UnclearReplies(ctx context.Context, v roster.Viewer, first int, after Position, now time.Time) ([]roster.Reply, error) {
	const query = replyQuery + ` AND ` + replyWaits + `
		  AND (@after_id::uuid IS NULL OR (p.received_at, p.id) > (@after_time, @after_id))
		ORDER BY p.received_at, p.id
		LIMIT @first`
	args := namedArgs{"first": first, "after_id": orNull(after.ID), "after_time": after.Time}
	return collect(ctx, s, "unclear replies", query, seenBy(v, now, args), scanReply)
}

// CountUnclearReplies counts what UnclearReplies lists in all.
func (s *Store) CountUnclearReplies(ctx context.Context, v roster.Viewer, now time.Time) (int, error) {
	const query = `SELECT count(*) FROM (` + replyQuery + ` AND ` + replyWaits + `) waiting`
	var n int
	if err := s.conn.QueryRow(ctx, query, seenBy(v, now, nil)).Scan(&n); err != nil {
		return 0, fmt.Errorf("count unclear replies: %w", translate(err))
	}
	return n, nil
}

// UnclearReply returns a text that needs or needed a person; NotFound for one that the viewer
// doesn't see.
func (s *Store) UnclearReply(ctx context.Context, v roster.Viewer, id string, now time.Time) (roster.Reply, error) {
	const query = replyQuery + ` AND p.id = @id`
	found, err := collect(ctx, s, "unclear replies", query, seenBy(v, now, namedArgs{"id": id}), scanReply)
	if err != nil {
		return roster.Reply{}, err
	}
	if len(found) == 0 {
		return roster.Reply{}, roster.Missing("reply")
	}
	return found[0], nil
}

// AskOfReply is a question that a text may answer.
type AskOfReply struct {
	Reply string
	roster.Ask
}

// AsksOfReplies returns what texts may be about, as far as the viewer sees it: of each seat its newest
// question, the first shift to begin first.
func (s *Store) AsksOfReplies(ctx context.Context, v roster.Viewer, replies []string, now time.Time) ([]AskOfReply, error) {
	const query = `
		SELECT p.id,` + qColumns + `
		FROM replies p
		CROSS JOIN LATERAL (SELECT DISTINCT ON (a.id) q.*, a.starts_at` + mayBeAbout + ` AND ` + seesAssignment + `
		                    ORDER BY a.id, q.queued_at DESC, q.id DESC) q
		WHERE p.campaign_id = @campaign AND p.id = ANY(@replies::uuid[])
		ORDER BY p.id, q.starts_at, q.id`
	return collect(ctx, s, "asks of replies", query, seenBy(v, now, namedArgs{"replies": replies}), func(row pgx.CollectableRow) (AskOfReply, error) {
		var a AskOfReply
		err := row.Scan(slices.Concat([]any{&a.Reply}, askFields(&a.Ask))...)
		return a, err
	})
}

// DecideReply notes what a viewer has made of a text, and about which ask where it answers one. It
// tells false when somebody has decided before.
func (s *Store) DecideReply(ctx context.Context, v roster.Viewer, r roster.Reply, now time.Time) (bool, error) {
	const query = `
		UPDATE replies
		SET decision = @decision, decided_by = @viewer, decided_at = @now, ask_id = @ask
		WHERE campaign_id = @campaign AND id = @id AND decided_at IS NULL`
	tag, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": v.Campaign, "id": r.ID, "decision": r.Decision, "viewer": v.Key(), "ask": orNull(r.Ask), "now": now,
	})
	if err != nil {
		return false, fmt.Errorf("decide on reply %s: %w", r.ID, translate(err))
	}
	return tag.RowsAffected() > 0, nil
}

// MarkRead says that an ask awaits its answer again as before a text about it that nobody could
// read, unless another such text waits.
func (s *Store) MarkRead(ctx context.Context, campaign, ask string) error {
	const query = `
		UPDATE asks q
		SET state = CASE WHEN m.sent_at IS NULL THEN 'queued' ELSE 'sent' END
		FROM messages m
		WHERE q.campaign_id = @campaign AND q.id = @ask AND q.state = 'unclear'
		  AND m.campaign_id = q.campaign_id AND m.id = q.message_id
		  AND NOT EXISTS (SELECT FROM replies p
		                  WHERE p.campaign_id = q.campaign_id AND p.ask_id = q.id AND p.reading = 'unclear' AND p.decided_at IS NULL)`
	return s.later(ctx, "mark ask "+ask+" read", query, namedArgs{"campaign": campaign, "ask": ask}, nil)
}
