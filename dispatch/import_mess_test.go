package dispatch_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// newMessyWorld is a world with the communes that the list names or could be taken to name.
func newMessyWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, 0)
	communes := []roster.Commune{
		{Code: "00376", Name: "Sóc Sơn", NameEN: "Soc Son", Kind: roster.RuralCommune, Lat: 21.2556, Lon: 105.8491},
		{Code: "00640", Name: "Thanh Trì", NameEN: "Thanh Tri", Kind: roster.RuralCommune, Lat: 20.94, Lon: 105.85},
		{Code: "00331", Name: "Hoàng Mai", NameEN: "Hoang Mai", Kind: roster.Ward, Lat: 20.97, Lon: 105.86},
	}
	desks := make([]roster.Point, len(communes))
	for i, c := range communes {
		desks[i] = roster.Point{ID: newID(t), Commune: c.Code, Kind: roster.Desk, Name: c.Name}
	}
	w.check(w.store.SaveCommunes(t.Context(), w.campaign.ID, communes, desks))
	return w
}

func (w *world) importsMess(file []byte, dry bool) dispatch.Registered {
	w.Helper()
	return w.imports(string(file), func(in *dispatch.ImportInput) {
		in.Dry = dry
		in.SkillWords = map[string]roster.SkillLevel{"Tin học văn phòng": {Skill: "guide", Level: 1}}
	})
}

// messFaultsAt are the faults that must be told of the list, as row, cell and key.
func messFaultsAt(rows []int) []string {
	var want []string
	for _, f := range messFaults() {
		cell, err := excelize.CoordinatesToCellName(f.column+1, rows[f.i])
		if err != nil {
			panic(err)
		}
		want = append(want, fmt.Sprint(rows[f.i], " ", cell, " ", f.key))
	}
	slices.Sort(want)
	return want
}

func faultsAt(done dispatch.Registered) []string {
	var got []string
	for _, f := range done.Faults {
		got = append(got, fmt.Sprint(f.Row, " ", f.Cell, " ", f.Err.Key))
	}
	slices.Sort(got)
	return got
}

func TestThreeThousandStudentsInARealWorldMessComeInWholeOnceTheNamedCellsAreMended(t *testing.T) {
	t.Parallel()
	w := newMessyWorld(t)
	grid, rows := mess(true)
	refused := w.importsMess(w.messBook(grid, rows), false)
	if diff := cmp.Diff(messFaultsAt(rows), faultsAt(refused)); diff != "" {
		t.Fatalf("the named cells (-want +got):\n%s", diff)
	}
	w.holds(0)
	grid, rows = mess(false)
	book := w.messBook(grid, rows)
	for _, step := range []struct {
		name string
		dry  bool
		want [5]int
	}{{"as a trial", true, [5]int{messy, 0, 0, 0, 0}}, {"mended", false, [5]int{messy, 0, 0, 0, 0}}, {"again", false, [5]int{0, 0, messy, 0, 0}}} {
		done := w.importsMess(book, step.dry)
		if diff := cmp.Diff(step.want, counts(done)); diff != "" {
			t.Fatalf("%s: %s %v", step.name, diff, faultsAt(done)[:min(5, len(done.Faults))])
		}
	}
	w.holds(messy)
	w.isTheMess()
	for name, text := range w.messTexts(grid) {
		if diff := cmp.Diff([5]int{0, 0, messy, 0, 0}, counts(w.importsMess(text, false))); diff != "" {
			t.Errorf("the same list in %s: %s", name, diff)
		}
	}
	w.isTheMess()
}

func TestTheSameCellsAreNamedInEveryEncoding(t *testing.T) {
	t.Parallel()
	w := newMessyWorld(t)
	grid, rows := mess(true)
	for name, text := range w.messTexts(grid) {
		if diff := cmp.Diff(messFaultsAt(rows), faultsAt(w.importsMess(text, false))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	w.holds(0)
}

func TestAMendedNameIsTheOnlyChange(t *testing.T) {
	t.Parallel()
	w := newMessyWorld(t)
	grid, rows := mess(false)
	w.importsMess([]byte(messText(grid, ";")), false)
	grid[rows[7]-1][messGiven] = "Khác"
	grid = slices.Delete(grid, rows[9]-1, rows[9]) // who isn't on the list any more stays
	done := w.importsMess([]byte(messText(grid, ",")), false)
	if diff := cmp.Diff([5]int{0, 1, messy - 2, 0, 0}, counts(done)); diff != "" {
		t.Error(diff)
	}
	w.holds(messy)
}

func (w *world) holds(want int) {
	w.Helper()
	people, err := w.store.People(w.Context(), w.campaign.ID, nil)
	w.check(err)
	if len(people) != want {
		w.Errorf("%d people are stored, want %d", len(people), want)
	}
}

// isTheMess compares every stored person with what the list means.
func (w *world) isTheMess() {
	w.Helper()
	people, err := w.store.People(w.Context(), w.campaign.ID, nil)
	w.check(err)
	slices.SortFunc(people, func(a, b roster.Volunteer) int { return strings.Compare(a.ExternalID, b.ExternalID) })
	for i, v := range people {
		got := messyPerson{ID: v.ExternalID, Name: v.Name, Phone: string(v.Phone), Home: v.Home, Skills: v.Skills, Consent: v.ConsentSMS}
		for _, e := range v.Availability.Exceptions {
			got.Off = append(got.Off, e.Date)
		}
		if diff := cmp.Diff(messPersonOf(i), got); diff != "" {
			w.Fatalf("person %d (-want +got):\n%s", i, diff)
		}
	}
}

func TestACommuneIsKnownByWhatPeopleWriteAndNeverByWhatCouldBeAnother(t *testing.T) {
	t.Parallel()
	w := newMessyWorld(t)
	for home, want := range map[string]string{
		"P. Ba Đình": "", "P.Ba Đình": "", "phường ba đình": "", "Phuong Ba Dinh, Ha Noi": "", "Ba Đình - Hà Nội": "", "Số 1, ngõ 2, P. Ba Đình, Q. Ba Đình, Hà Nội": "",
		"TT. Sóc Sơn, H. Sóc Sơn": "", "X.Thanh Trì": "", "00640.0": "", "BA ĐÌNH": "",
		"Q. Ba Đình": "import.commune_district", "Huyện Sóc Sơn, Hà Nội": "import.commune_district", "Phường Thanh Trì": "import.commune_unknown",
		"Thanh Trì, Hoàng Mai": "import.commune_old", "P. Hà Đông, H. Sóc Sơn": "import.commune_old", "P. Ba Đình, Q. Ở Đâu": "import.commune_old",
		"P. Ba Đình, P. Ngọc Hà": "import.commune_ambiguous", "Hà Nội": "import.commune_unknown", "": "import.commune_unknown", "99999": "import.commune_unknown",
	} {
		done := w.imports("Mã SV\tHọ tên\tSĐT\tXã\nB1\tAn\t0912345678\t"+home+"\n", func(in *dispatch.ImportInput) { in.Dry = true })
		got := ""
		if len(done.Faults) > 0 {
			got = done.Faults[0].Err.Key
		}
		if got != want {
			t.Errorf("%q: %q, want %q", home, got, want)
		}
	}
}

func TestTheMarkedFileSaysEveryFaultInItsCellWhateverTheFileWas(t *testing.T) {
	t.Parallel()
	w := newMessyWorld(t)
	grid, rows := mess(true)
	files := w.messTexts(grid)
	maps.DeleteFunc(files, func(name string, _ []byte) bool {
		return !slices.Contains([]string{"UTF-8, semicolons", "UTF-16, tabs, a mark", "Windows-1258"}, name)
	})
	files["a workbook"] = w.messBook(grid, rows)
	for name, file := range files {
		done := w.importsMess(file, true)
		marked, err := dispatch.MarkVolunteers(file, done, i18n.VI)
		w.check(err)
		book, err := excelize.OpenReader(bytes.NewReader(marked))
		w.check(err)
		sheet := done.Faults[0].Sheet
		if sheet == "" {
			sheet = book.GetSheetName(0)
		}
		w.areMarked(name, book, sheet, done.Faults)
		// What wasn't faulty is as it was, a name with its marks above all.
		if got, err := book.GetCellValue(sheet, fmt.Sprint("D", rows[2])); err != nil || got != strings.ToUpper(messGivens[2]) {
			t.Errorf("%s: a name has become %q, %v", name, got, err)
		}
		again := w.importsMess(marked, true)
		if diff := cmp.Diff(faultsAt(done), faultsAt(again)); diff != "" {
			t.Errorf("%s: the marked file sent back (-want +got):\n%s", name, diff)
		}
	}
}

func (w *world) areMarked(name string, book *excelize.File, sheet string, faults []dispatch.RowFault) {
	w.Helper()
	comments, err := book.GetComments(sheet)
	w.check(err)
	said := map[string]string{}
	for _, c := range comments {
		said[c.Cell] += c.Text
	}
	for _, f := range faults {
		words := i18n.Refusal(i18n.VI, f.Err.Key, f.Err.Args...)
		if !strings.Contains(said[f.Cell], words) {
			w.Errorf("%s: %s says %q, want %q", name, f.Cell, said[f.Cell], words)
		}
		column, err := excelize.ColumnNumberToName(messWidth + 1)
		w.check(err)
		if strings.Contains(name, "workbook") { // whose hidden column is the last
			column = "N"
		}
		if got, err := book.GetCellValue(sheet, column+fmt.Sprint(f.Row)); err != nil || !strings.Contains(got, words) {
			w.Errorf("%s: beside row %d stands %q, want %q", name, f.Row, got, words)
		}
	}
}
