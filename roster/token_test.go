package roster_test

import (
	"testing"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestAGrantCoversItsScopesAndNoOthers(t *testing.T) {
	t.Parallel()
	for _, given := range roster.TokenScopes() {
		grant := roster.GrantOf([]roster.TokenScope{given})
		for _, asked := range roster.TokenScopes() {
			if grant.Covers(asked) != (asked == given) {
				t.Errorf("a token for %s covers %s: %v", given, asked, grant.Covers(asked))
			}
		}
		if roster.GrantOf(nil).Covers(given) || roster.GrantOf([]roster.TokenScope{"everything"}).Covers(given) {
			t.Errorf("a token for nothing covers %s", given)
		}
		if !roster.Grant(0).Covers(given) {
			t.Errorf("without a token %s is taken away", given)
		}
	}
	if !roster.Grant(0).Covers("everything") || roster.GrantOf(roster.TokenScopes()).Covers("everything") {
		t.Error("an unknown use is covered by a token")
	}
}
