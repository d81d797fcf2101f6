package roster_test

import (
	"testing"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestRequestsAboutDataAreDueAsTheLawSays(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		kind                     roster.PrivacyKind
		received, answer, finish string
	}{
		"on a Wednesday":      {roster.PrivacyAccess, "2026-11-25", "2026-11-27", "2026-12-05"},
		"on a Friday":         {roster.PrivacyCorrect, "2026-11-27", "2026-12-01", "2026-12-07"},
		"on a Saturday":       {roster.PrivacyErase, "2026-11-28", "2026-12-01", "2026-12-18"},
		"before the new year": {roster.PrivacyRestrict, "2026-12-31", "2027-01-05", "2027-01-15"},
		"before the May days": {roster.PrivacyObject, "2026-04-29", "2026-05-05", "2026-05-14"},
		"before National Day": {roster.PrivacyAccess, "2026-08-31", "2026-09-03", "2026-09-10"},
		"before Tết":          {roster.PrivacyErase, "2027-02-04", "2027-02-10", "2027-02-24"}, // Sat 6 to Mon 8 are the first three
		"at Tết":              {roster.PrivacyAccess, "2026-02-16", "2026-02-23", "2026-02-26"},
		"on the kings' eve":   {roster.PrivacyAccess, "2027-04-15", "2027-04-20", "2027-04-25"},
		"beyond the calendar": {roster.PrivacyAccess, "2038-02-03", "2038-02-05", "2038-02-13"}, // Tết 2038 counts as worked
	} {
		received, err := roster.ParseDate(tc.received)
		if err != nil {
			t.Fatal(err)
		}
		answer, finish := tc.kind.Due(received)
		if answer.String() != tc.answer || finish.String() != tc.finish {
			t.Errorf("%s: %s and %s, want %s and %s", name, answer, finish, tc.answer, tc.finish)
		}
	}
}
