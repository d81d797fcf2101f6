package db

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// PageAsk is a question on an answer page with what it is about: the person as an Addressee has
// them, the assignment, where the person stands with its role, and the seat. SwapWith is the name
// of the colleague who has been asked to take the seat over and hasn't answered; empty when there
// is none.
type PageAsk struct {
	LinkedAsk
	About  roster.Assignment
	Stands Standing
	Seat   Seat
	Person roster.Volunteer

	SwapWith string
}

// asksOfPage are the asks of a link, and whatever else the same person is asked and hasn't
// answered, so that any text they find leads to all of it.
const (
	asksOfPage = `SELECT campaign_id,` + askColumns + `
		FROM asks` + ofHolder + `
		WHERE link = @link OR state IN ('queued', 'sent', 'unclear')`
	orderOfPage = `
		ORDER BY link <> @link, deadline, asks.id`
)

// standsOfPage are the assignments of a page's person that still mean something to them: places they
// have or wait for, and what they have just said no to. No shift is as long as a day.
const standsOfPage = `ARRAY(
		SELECT a.id
		FROM (SELECT campaign_id, volunteer_id FROM asks WHERE link = @link LIMIT 1) AS one
		JOIN assignments a USING (campaign_id, volunteer_id)
		WHERE a.starts_at > @now::timestamptz - interval '1 day' AND a.ends_at > @now
		  AND (a.state IN ('confirmed', 'checked_in')
		       OR a.state IN ('declined', 'withdrawn') AND a.updated_at >= @said_since
		       OR a.state IN ('expired', 'released')
		          AND EXISTS (SELECT FROM waiting_list w WHERE w.campaign_id = a.campaign_id AND w.role_id = a.role_id AND w.volunteer_id = a.volunteer_id)))`

// PageAsks returns the asks of a link, and the same person's open ones after them.
func (s *Store) PageAsks(ctx context.Context, link string) ([]LinkedAsk, error) {
	return s.linkedAsks(ctx, asksOfPage+orderOfPage, namedArgs{"link": link})
}

// Page returns all that the answer page of a link shows, in one round trip: PageAsks, then the person's
// places of other links and what they have answered there since saidSince. Nothing for a link that no
// ask has.
func (s *Store) Page(ctx context.Context, link string, now, saidSince time.Time) ([]PageAsk, error) {
	const query = `
		WITH asks AS MATERIALIZED (` + asksOfPage + `
			OR assignment_id = ANY (` + standsOfPage + `))
		SELECT asks.*, held.*, seat.*, v.id, v.name, v.phone, v.lang
		FROM asks
		JOIN volunteers v ON v.campaign_id = asks.campaign_id AND v.id = asks.volunteer_id
		CROSS JOIN LATERAL (
			SELECT` + assignmentColumns + `,` + standingColumns + `,
			       coalesce((SELECT v.name
			                 FROM assignments a
			                 JOIN volunteers v ON v.campaign_id = a.campaign_id AND v.id = a.volunteer_id
			                 WHERE a.campaign_id = p.campaign_id AND a.replaces = p.id AND a.state = 'offered'
			                 ORDER BY a.id
			                 LIMIT 1), '')
			FROM assignments p
			WHERE campaign_id = asks.campaign_id AND id = asks.assignment_id` + perRow + `) held
		CROSS JOIN LATERAL (
			SELECT` + seatColumns + seatTables + `
			WHERE r.campaign_id = asks.campaign_id AND r.id = held.role_id` + perRow + `) seat` + orderOfPage
	asks, err := collect(ctx, s, "an answer page", query, namedArgs{"link": link, "now": now, "said_since": saidSince}, scanPageAsk)
	return oncePerAssignment(asks, link), err
}

// oncePerAssignment leaves one ask about each assignment, the newest where there were several, but for
// those of the link: they stay.
func oncePerAssignment(asks []PageAsk, link string) []PageAsk {
	newest := map[string]PageAsk{}
	for _, a := range asks {
		if was, there := newest[a.Assignment]; !there || was.Link != link && a.QueuedAt.After(was.QueuedAt) {
			newest[a.Assignment] = a
		}
	}
	return slices.DeleteFunc(asks, func(a PageAsk) bool { return a.Link != link && newest[a.Assignment].ID != a.ID })
}

func scanPageAsk(row pgx.CollectableRow) (PageAsk, error) {
	var a PageAsk
	err := row.Scan(slices.Concat(
		[]any{&a.Campaign}, askFields(&a.Ask),
		assignmentFields(&a.About), []any{&a.Stands.Confirmed, &a.Stands.Waiting, &a.Stands.ReleasedByStaff, &a.SwapWith},
		seatFields(&a.Seat), personFields(&a.Person),
	)...)
	return a, err
}
