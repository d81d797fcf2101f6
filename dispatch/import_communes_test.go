package dispatch_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

const communeList = "Mã;Tên;Loại;Vĩ độ;Kinh độ;Dân số\n4;Ba Đình;Phường;21,0385;105,8381;65023\n10000;Sóc Sơn;Xã;21,2571;105,8489;120000\n"

func (w *world) importsCommunes(file string, dry bool) dispatch.Imported {
	w.Helper()
	done, err := w.dispatcher.ImportCommunes(w.Context(), w.department, dispatch.ListInput{File: []byte(file), Dry: dry})
	w.check(err)
	done.Columns = nil
	return done
}

func TestAListOfCommunesComesIntoTheCampaignWithDesks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	for i, step := range []struct {
		file string
		dry  bool
		want dispatch.Imported
	}{
		{communeList, true, dispatch.Imported{Created: 1, Updated: 1}},
		{communeList, false, dispatch.Imported{Created: 1, Updated: 1}},
		{communeList, false, dispatch.Imported{Unchanged: 2}},
		{strings.Replace(communeList, "120000", "120001", 1), false, dispatch.Imported{Updated: 1, Unchanged: 1}},
	} {
		if diff := cmp.Diff(step.want, w.importsCommunes(step.file, step.dry), cmpopts.IgnoreUnexported(dispatch.Imported{})); diff != "" {
			t.Errorf("step %d (-want +got):\n%s", i, diff)
		}
	}
	found, err := w.store.Communes(t.Context(), w.department.Scope(), []string{"10000"})
	w.check(err)
	want := []roster.Commune{{Code: "10000", Name: "Sóc Sơn", NameEN: "Sóc Sơn", Kind: roster.RuralCommune, Lat: 21.2571, Lon: 105.8489, Population: 120001}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
	if _, err := w.store.DeskOf(t.Context(), w.campaign.ID, "10000"); err != nil {
		t.Errorf("its desk: %v", err)
	}
}

func TestEveryFaultOfAListOfCommunesIsNamedAndNothingStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	for name, tc := range map[string]struct{ old, fresh, want string }{
		"a code of letters":  {"10000;", "abc;", "A3 import.code_malformed"},
		"a code too long":    {"10000;", "100000;", "A3 import.code_malformed"},
		"a code twice":       {"10000;", "00004;", "A3 import.commune_twice"},
		"no name":            {"Sóc Sơn", "", "B3 import.name_missing"},
		"no known kind":      {"Xã;", "Huyện;", "C3 import.commune_kind_unknown"},
		"lat and lon turned": {"21,2571;105,8489", "105,8489;21,2571", "D3 import.degrees_out_of_range"},
		"people in words":    {"120000", "nhiều", "F3 import.number_unclear"},
	} {
		done := w.importsCommunes(strings.Replace(communeList, tc.old, tc.fresh, 1), false)
		if len(done.Faults) == 0 || done.Faults[0].Cell+" "+done.Faults[0].Err.Key != tc.want {
			t.Errorf("%s: %+v, want %s", name, done.Faults, tc.want)
		}
	}
	all, err := w.store.Communes(t.Context(), w.department.Scope(), nil)
	w.check(err)
	if len(all) != 3 {
		t.Errorf("%d communes in the campaign, want the 3 of before", len(all))
	}
	office := roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}
	if _, err := w.dispatcher.ImportCommunes(t.Context(), office, dispatch.ListInput{File: []byte(communeList)}); roster.KindOf(err) != roster.Forbidden {
		t.Errorf("a commune's office: %v", err)
	}
}
