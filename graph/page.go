package graph

import (
	"encoding/base64"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/roster"
)

// longestPage bounds the rows of one page.
const longestPage = 200

// firstOf checks how many rows a page is asked for.
func firstOf(first *int, usual int) (int, error) {
	if first == nil {
		return usual, nil
	}
	if *first < 1 {
		return 0, roster.Bad("first", "page.first_too_small")
	}
	if *first > longestPage {
		return 0, &roster.Error{Kind: roster.Limited, Key: "page.first_too_large", Field: "first", Args: []any{"max", longestPage, "asked", *first}}
	}
	return *first, nil
}

// A cursor is the sort key of its row: two parts, unreadable on purpose, so that nobody
// builds them.
func cursor(key, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(key + "\x00" + id))
}

func readCursor(after *string) (key, id string, err error) {
	if after == nil || *after == "" {
		return "", "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(*after)
	key, id, ok := strings.Cut(string(raw), "\x00")
	if err != nil || !ok {
		return "", "", roster.Bad("after", "page.cursor_malformed")
	}
	return key, id, nil
}

func timeCursor(t time.Time, id string) string { return cursor(t.UTC().Format(time.RFC3339Nano), id) }

func readTimeCursor(after *string) (db.Position, error) {
	key, id, err := readCursor(after)
	if err != nil || id == "" {
		return db.Position{}, err
	}
	t, err := time.Parse(time.RFC3339Nano, key)
	if err != nil {
		return db.Position{}, roster.Bad("after", "page.cursor_malformed")
	}
	return db.Position{Time: t, ID: id}, nil
}

// page makes the edges of a list that was read with one row more than asked for.
func page[T, E any](rows []T, first int, edge func(T) E, cursorOf func(E) string) ([]E, gen.PageInfo) {
	info := gen.PageInfo{HasNextPage: len(rows) > first}
	edges := make([]E, min(first, len(rows)))
	for i := range edges {
		edges[i] = edge(rows[i])
	}
	if len(edges) > 0 {
		end := cursorOf(edges[len(edges)-1])
		info.EndCursor = &end
	}
	return edges, info
}

// or is what p points at, or the zero value.
func or[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
