package dispatch

import "github.com/tiepsuc/tiepsuc/roster"

// anyVersion is the version of callers who don't ask whether somebody else was faster.
const anyVersion = 0

// unchangedSince refuses a change that was made up on an older version than that of now.
func unchangedSince(seen, now int, field string) error {
	if seen == anyVersion || seen == now {
		return nil
	}
	return &roster.Error{Kind: roster.Conflict, Key: "version.outdated", Field: field, Args: []any{"version", now}}
}
