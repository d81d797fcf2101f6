package i18n_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/i18n"
)

var placeholder = regexp.MustCompile(`\{[a-zA-Z]+\}`)

func TestEveryTextStandsInEveryLanguageWithTheSamePlaceholders(t *testing.T) {
	t.Parallel()
	vi, err := i18n.Catalog(i18n.VI)
	if err != nil {
		t.Fatal(err)
	}
	en, err := i18n.Catalog(i18n.EN)
	if err != nil {
		t.Fatal(err)
	}
	if len(vi) == 0 {
		t.Fatal("the Vietnamese catalog is empty")
	}
	if diff := cmp.Diff(holes(vi), holes(en)); diff != "" {
		t.Errorf("catalogs differ (-vi +en):\n%s", diff)
	}
}

func holes(catalog map[string]string) map[string][]string {
	found := map[string][]string{}
	for key, text := range catalog {
		names := placeholder.FindAllString(text, -1)
		slices.Sort(names)
		found[key] = slices.Compact(names)
	}
	return found
}

func TestParsePicksTheLanguageAskedForFirst(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]i18n.Lang{
		"":                           i18n.VI,
		"en":                         i18n.EN,
		"en-GB,en;q=0.9,vi;q=0.8":    i18n.EN,
		"vi-VN,vi;q=0.9,en;q=0.8":    i18n.VI,
		"fr-FR, en;q=0.5":            i18n.EN,
		"de":                         i18n.VI,
		"VI":                         i18n.VI,
		"ja,de;q=0.9,vi;q=0.1,en-US": i18n.VI,
	} {
		if got := i18n.Parse(accept); got != want {
			t.Errorf("Parse(%q) = %s, want %s", accept, got, want)
		}
	}
}

func TestARefusalSaysItsReasonInWordsAndLeavesItsArgumentsAlone(t *testing.T) {
	t.Parallel()
	args := []any{"reason", "match.overlaps"}
	want := "This person can't take the seat: " + i18n.Text(i18n.EN, "match.overlaps") + "."
	if got := i18n.Refusal(i18n.EN, "assignment.not_eligible", args...); got != want || strings.Contains(got, "match.") {
		t.Errorf("said %q, want %q", got, want)
	}
	if args[1] != "match.overlaps" {
		t.Errorf("the arguments became %v", args)
	}
	if got := i18n.Refusal(i18n.EN, "assignment.not_eligible", "reason", "ill"); got != "This person can't take the seat: ill." {
		t.Errorf("a reason that is no key: %q", got)
	}
}

func TestAnUnknownKeyComesBackAsItself(t *testing.T) {
	t.Parallel()
	if got := i18n.Text(i18n.VI, "no.such.key", "a", 1); got != "no.such.key" {
		t.Errorf("got %q", got)
	}
}
