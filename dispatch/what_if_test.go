package dispatch_test

import (
	"errors"
	"testing"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestWhatIfTellsWhatWouldDifferAndStoresNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(2, 8, 11), guides(3))
	ask := func(s roster.Supposition) roster.WhatIf {
		t.Helper()
		s.Days = 7
		compared, err := w.dispatcher.WhatIf(t.Context(), w.department, s, morning)
		w.check(err)
		return compared
	}
	gone := ask(roster.Supposition{Withdraw: &roster.Withdrawal{Organisation: w.university, Count: 2}})
	if gone.Before.Ratio != 1 || gone.After.Ratio >= gone.Before.Ratio || gone.After.Bound < gone.After.Value || len(gone.Changes) != 2 {
		t.Errorf("without two people: %+v", gone)
	}
	more := ask(roster.Supposition{
		Add:   []roster.Newcomers{{Commune: baDinh, Skill: "guide", Level: 1, Count: 3, Kind: roster.Student}},
		Scale: []roster.Demand{{From: roster.DateOf(morning, w.campaign.Location()), To: roster.DateOf(morning, w.campaign.Location()).AddDays(6), Factor: 2}},
	})
	if more.Before.Ratio != 1 || more.After.Ratio != 1 || more.After.Value <= more.Before.Value || more.After.Lowest != baDinh {
		t.Errorf("twice the seats and three more people: %+v", more)
	}
	if states := w.states(role); len(states) != 0 {
		t.Errorf("supposing has left %v", states)
	}
}

func TestWhatCannotBeSupposedIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.shift(span(2, 8, 11), guides(1))
	for field, s := range map[string]roster.Supposition{
		"input.days":                  {},
		"input.add[0].count":          {Days: 7, Add: []roster.Newcomers{{}}},
		"input.scaled[0].communes[0]": {Days: 7, Scale: []roster.Demand{{Communes: []string{"99999"}, Factor: 2}}},
	} {
		_, err := w.dispatcher.WhatIf(t.Context(), w.department, s, morning)
		if refused, ok := errors.AsType[*roster.Error](err); !ok || refused.Kind != roster.BadInput || refused.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := w.dispatcher.WhatIf(t.Context(), roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, roster.Supposition{Days: 7}, morning); roster.KindOf(err) != roster.Forbidden {
		t.Errorf("a commune supposes: %v", err)
	}
}
