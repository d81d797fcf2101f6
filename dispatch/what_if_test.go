package dispatch_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

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
	held := ask(roster.Supposition{Hold: []roster.ExtraShift{{Communes: []string{baDinh}, Span: span(3, 8, 11), Roles: []roster.RoleNeed{guides(2)}}}})
	if held.After.Ratio != 1 || held.After.Value <= held.Before.Value || len(held.Changes) != 0 {
		t.Errorf("a shift more: %+v", held)
	}
	if states := w.states(role); len(states) != 0 {
		t.Errorf("supposing has left %v", states)
	}
}

func TestWhatCannotBeSupposedIsRefusedByItsField(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.shift(span(2, 8, 11), guides(1))
	minus, today := -1.0, roster.DateOf(morning, w.campaign.Location())
	_, err := w.dispatcher.WhatIf(t.Context(), w.department, roster.Supposition{
		FloorWeight: &minus, KmWeight: &minus, Withdraw: &roster.Withdrawal{Commune: "99999", Count: -1},
		Add: []roster.Newcomers{{Commune: "99999", Skill: "wizard"}},
		Hold: []roster.ExtraShift{
			{Communes: []string{baDinh, "99999"}, Span: span(2, 11, 8), Roles: []roster.RoleNeed{guides(2), {Skill: "wizard", Level: 1, Seats: 1}}},
			{Span: span(-1, 8, 11)},
		},
		Scale: []roster.Demand{{Communes: []string{baDinh, "99999"}, From: today, To: today.AddDays(-1), Factor: -2}},
	}, morning)
	faults, _ := errors.AsType[roster.Faults](err)
	var fields []string
	for _, f := range faults {
		fields = append(fields, f.Field)
	}
	want := []string{
		"input.days", "input.add[0].count", "input.add[0].communeCode", "input.add[0].skill", "input.add[0].level",
		"input.scale[0].communeCodes[1]", "input.scale[0].to", "input.scale[0].factor",
		"input.hold[0].end", "input.hold[0].roles[1].skill", "input.hold[0].communeCodes[1]",
		"input.hold[1].start", "input.hold[1].start", "input.hold[1].roles", "input.hold[1].communeCodes",
		"input.floorWeight", "input.kmWeight",
		"input.withdraw.communeCode", "input.withdraw.count",
	}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("fields mismatch (-want +got):\n%s", diff)
	}
	stranger := roster.Supposition{Days: 7, Withdraw: &roster.Withdrawal{Organisation: w.campaign.ID}}
	if _, err := w.dispatcher.WhatIf(t.Context(), w.department, stranger, morning); roster.KindOf(err) != roster.NotFound {
		t.Errorf("an organisation that isn't there: %v", err)
	}
	if _, err := w.dispatcher.WhatIf(t.Context(), roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, roster.Supposition{Days: 7}, morning); roster.KindOf(err) != roster.Forbidden {
		t.Errorf("a commune supposes: %v", err)
	}
}
