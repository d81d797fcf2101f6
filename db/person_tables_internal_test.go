package db

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"testing"
)

//go:embed schema.sql
var schema string

// Whatever table is added about a person must say what becomes of its rows when two rows of a
// person are merged, and when the person is erased.
func TestNoTableOfAPersonIsForgotten(t *testing.T) {
	t.Parallel()
	merged, erased := strings.Join(mergeSteps(), "\n"), strings.Join(slices.Concat(eraseTexts(), erasePerson(), personalTables()), "\n")
	// Joined in Go before the row goes, see SaveJoined.
	joined := []string{"volunteer_skills", "volunteer_communes", "weekly_availability", "availability_exceptions"}
	// They say who served where and who looked, and nothing of the person.
	figures := []string{"assignments", "plan_proposals", "plan_changes", "privacy_events", "privacy_holds", "data_access"}
	tables := 0
	for _, table := range regexp.MustCompile(`(?s)CREATE TABLE public\.(\w+) \((.*?)\n\);`).FindAllStringSubmatch(schema, -1) {
		if !strings.Contains(table[2], "volunteer_id") {
			continue
		}
		tables++
		named := regexp.MustCompile(`\b` + table[1] + `\b`)
		if !named.MatchString(merged) && !slices.Contains(joined, table[1]) {
			t.Errorf("a merge forgets %s", table[1])
		}
		if !named.MatchString(erased) && !slices.Contains(figures, table[1]) {
			t.Errorf("an erasure forgets %s", table[1])
		}
	}
	if tables < 15 {
		t.Errorf("only %d tables found", tables)
	}
}
