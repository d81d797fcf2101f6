package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Seen is up to where somebody has seen a campaign: the place of the last change, and the oldest
// transaction that hadn't ended.
type Seen struct {
	Position int64
	Open     string
}

// News is what has changed in a campaign since a look at it: whose own data, whose asks and
// assignments, which roles were moved to or from, which communes need something else. Silent are the
// people whose number must not be texted, Plan the plan that was published last; these two are told
// whole each time.
type News struct {
	Seen
	People, Moved, Roles, Communes []string
	Silent                         []string
	Plan                           string
}

const (
	// Only what is newer is read, however long the log and whatever the planner guesses about it.
	changesSince = `
		SELECT c.position, c.commune_code, coalesce(moved.role::text, ''), coalesce(moved.volunteer::text, '')
		FROM (
			SELECT campaign_id, position, commune_code, event_id
			FROM changes
			WHERE campaign_id = @campaign AND position > @after
			ORDER BY position
			LIMIT @most) c
		LEFT JOIN LATERAL (
			SELECT a.role_id AS role, a.volunteer_id AS volunteer
			FROM assignment_events e
			JOIN assignments a ON a.campaign_id = e.campaign_id AND a.id = e.assignment_id
			WHERE e.campaign_id = c.campaign_id AND e.id = c.event_id` + perRow + `) moved ON true
		ORDER BY c.position`
	// What ends after the oldest open transaction of this moment is seen next time. After a restore from
	// another server, rows may name transactions that this one hasn't had.
	peopleSince = `
		SELECT pg_snapshot_xmin(pg_current_snapshot())::text,
		       ARRAY(SELECT id
		             FROM volunteers
		             WHERE campaign_id = @campaign AND changed >= @open::text::xid8 AND changed < pg_snapshot_xmax(pg_current_snapshot())
		             ORDER BY id
		             LIMIT @most),
		       ARRAY(SELECT v.id
		             FROM suppressions p
		             CROSS JOIN LATERAL (SELECT id FROM volunteers WHERE phone = p.phone AND campaign_id = @campaign` + perRow + `) v),
		       coalesce((` + newestPlan + `)::text, '')`
	newestPlan = `
		SELECT id
		FROM plan_runs
		WHERE campaign_id = @campaign AND state = 'published'
		ORDER BY started_at DESC, id
		LIMIT 1`
)

// moveOrNeed is one row of the log of changes: a move, or with no role a commune that needs something else.
type moveOrNeed struct {
	Position                 int64
	Commune, Role, Volunteer string
}

// NewsSince reads what has changed since a look; it tells false when that is more than most
// changes. All that was committed when it is called is in it.
func (s *Store) NewsSince(ctx context.Context, campaign string, seen Seen, most int) (News, bool, error) {
	args := namedArgs{"campaign": campaign, "after": seen.Position, "open": seen.Open, "most": most + 1}
	var changes []moveOrNeed
	news := News{Seen: seen}
	var batch pgx.Batch
	// Whose data has changed is read first: whatever ends meanwhile is seen next time.
	batch.Queue(peopleSince, args).QueryRow(func(row pgx.Row) error {
		return row.Scan(&news.Open, &news.People, &news.Silent, &news.Plan)
	})
	queue(&batch, changesSince, args, pgx.RowToStructByPos[moveOrNeed], &changes)
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return News{}, false, fmt.Errorf("read what has changed: %w", translate(err))
	}
	news.add(changes)
	return news, len(changes) <= most && len(news.People) <= most, nil
}

func (n *News) add(changes []moveOrNeed) {
	for _, c := range changes {
		n.Position = c.Position
		if c.Role == "" {
			n.Communes = append(n.Communes, c.Commune)
			continue
		}
		n.Roles, n.Moved = append(n.Roles, c.Role), append(n.Moved, c.Volunteer)
	}
}

// SeenNow is how far a campaign has come: what is read after it is at least as new.
func (s *Store) SeenNow(ctx context.Context, campaign string) (Seen, error) {
	const query = `
		SELECT (SELECT coalesce(max(position), 0) FROM changes WHERE campaign_id = @campaign), pg_snapshot_xmin(pg_current_snapshot())::text`
	seen, err := collect(ctx, s, "how far a campaign is", query, namedArgs{"campaign": campaign}, pgx.RowToStructByPos[Seen])
	if err != nil {
		return Seen{}, err
	}
	return seen[0], nil
}
