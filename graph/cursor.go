package graph

import (
	"context"
	"strconv"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"github.com/tiepsuc/tiepsuc/roster"
)

// mostMissed bounds the changes that a subscriber may ask to be told of afterwards: reading all
// anew is cheaper then.
const mostMissed = 10_000

// placeMark begins a cursor that is a place of the log; one without it is the id of an event.
const placeMark = "c"

func cursorAt(place int64) string { return placeMark + strconv.FormatInt(place, 10) }

func eventCursor(e roster.Event) string { return strconv.FormatInt(e.ID, 10) }

// placeAfter is the place in the log that a cursor stands for: its end when there is no cursor.
func (r *Resolver) placeAfter(ctx context.Context, campaign string, after *string) (int64, error) {
	if after == nil {
		return r.store.LastChange(ctx, campaign)
	}
	place, known, err := r.placeOf(ctx, campaign, *after)
	if err != nil {
		return 0, err
	}
	if !known {
		return 0, roster.Bad("after", "query.after_unknown")
	}
	missed, err := r.store.CountChangesAfter(ctx, campaign, place, mostMissed+1)
	if err != nil {
		return 0, err
	}
	if missed > mostMissed {
		return 0, limited("query.missed_too_much", mostMissed, missed)
	}
	return place, nil
}

func (r *Resolver) placeOf(ctx context.Context, campaign, cursor string) (place int64, known bool, err error) {
	digits, isPlace := strings.CutPrefix(cursor, placeMark)
	number, err := strconv.ParseInt(digits, 10, 64)
	switch {
	case err != nil:
		return 0, false, nil //nolint:nilerr // what isn't a number is no cursor of ours
	case isPlace && number == 0:
		return 0, true, nil // before the first change
	case isPlace:
		return r.store.PlaceOfChange(ctx, campaign, number)
	default:
		return r.store.PlaceOfEvent(ctx, campaign, number)
	}
}

// marks are the cursors of what a stream has put out, until the responses made of it take them:
// one response for each, in order.
type marks struct {
	mu   sync.Mutex
	list []string
}

func (m *marks) push(cursor string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.list = append(m.list, cursor)
}

// take is the next cursor, "" where a response is of nothing that was put out.
func (m *marks) take() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.list) == 0 {
		return ""
	}
	first := m.list[0]
	m.list = m.list[1:]
	return first
}

func marksOf(ctx context.Context) *marks { return &operationOf(ctx).marks }

// withCursor puts the cursor of a stream's response into its extensions, for the next after.
func withCursor(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	op := operationOf(ctx)
	if response == nil || op == nil {
		return response
	}
	cursor := op.marks.take()
	if cursor == "" {
		return response
	}
	if response.Extensions == nil {
		response.Extensions = map[string]any{}
	}
	response.Extensions["cursor"] = cursor
	sseOf(ctx).number(cursor)
	return response
}
