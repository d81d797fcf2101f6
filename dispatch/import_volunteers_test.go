package dispatch_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

const heading = "DANH SÁCH SINH VIÊN;;;;;\n\nMã SV;Họ và tên;SĐT;Phường/xã;Kỹ năng;Đồng ý nhận tin nhắn\n"

func (w *world) imports(file string, change func(*dispatch.ImportInput)) dispatch.Registered {
	w.Helper()
	in := dispatch.ImportInput{Organisation: w.other, ListInput: dispatch.ListInput{File: []byte(file)}}
	if change != nil {
		change(&in)
	}
	done, err := w.dispatcher.ImportVolunteers(w.Context(), w.department, in, morning)
	w.check(err)
	return done
}

func counts(r dispatch.Registered) [5]int {
	return [5]int{r.Created, r.Updated, r.Unchanged, len(r.Duplicates), len(r.Faults)}
}

func TestAnImportIsTheSameHoweverOftenItComes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	const first = heading + "B01;Trần  An;912345678;Phường Ba Đình;it:2, hướng dẫn;x\nB02;Lê Bình;+84 912 345 679;4;;\n"
	dry := func(in *dispatch.ImportInput) { in.Dry = true }
	for _, step := range []struct {
		name, file string
		change     func(*dispatch.ImportInput)
		want       [5]int
	}{
		{"what it would do", first, dry, [5]int{2, 0, 0, 0, 0}},
		{"the first time", first, nil, [5]int{2, 0, 0, 0, 0}},
		{"the second time", first, nil, [5]int{0, 0, 2, 0, 0}},
		{"a changed name, as a trial", strings.Replace(first, "Bình", "Bính", 1), dry, [5]int{0, 1, 1, 0, 0}},
		{"a changed name", strings.Replace(first, "Bình", "Bính", 1), nil, [5]int{0, 1, 1, 0, 0}},
		{"one row more", strings.Replace(first, "Bình", "Bính", 1) + "B03;Vũ Chi;01234567890;00008;;\n", nil, [5]int{1, 0, 2, 0, 0}},
	} {
		if diff := cmp.Diff(step.want, counts(w.imports(step.file, step.change))); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
	people, err := w.store.People(t.Context(), w.campaign.ID, nil)
	w.check(err)
	if len(people) != 3 || people[0].Phone != "+84912345678" || !people[0].ConsentSMS || people[1].ConsentSMS || people[2].Phone != "+84834567890" {
		t.Errorf("stored %+v", people)
	}
	want := []roster.SkillLevel{{Skill: "guide", Level: 1}, {Skill: "it", Level: 2}}
	if diff := cmp.Diff(want, people[0].Skills); diff != "" {
		t.Error(diff)
	}
}

func TestAListLeavesWhatItDoesntSpeakOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	done := w.imports("Mã SV,Họ tên,SĐT,Xã\nSV0,Tên Mới,"+string(w.people[0].Phone)+",00004\n", func(in *dispatch.ImportInput) { in.Organisation = w.university })
	if diff := cmp.Diff([5]int{0, 1, 0, 0, 0}, counts(done)); diff != "" {
		t.Fatal(diff)
	}
	people, err := w.store.People(t.Context(), w.campaign.ID, nil)
	w.check(err)
	want := w.people[0]
	const afterChange = 2
	want.Name, want.Version = "Tên Mới", afterChange
	if diff := cmp.Diff([]roster.Volunteer{want}, people); diff != "" {
		t.Error(diff)
	}
}

const faulty = heading +
	"B01;Trần An;912345678;Phường Ba Đình;it:2;x\n" +
	"B01;Lê Bình;02438251234;Đâu Đó;phép thuật;chắc vậy\n" +
	";;0912345678;00008;;\n" +
	"B04;Vũ Chi;8.49E+10;00008;;\n"

func TestEveryFaultyCellIsNamedAndNothingIsStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	done := w.imports(faulty, nil)
	var got []string
	for _, f := range done.Faults {
		got = append(got, fmt.Sprint(f.Row, " ", f.Cell, " ", f.Err.Key))
	}
	want := []string{
		"5 D5 import.commune_unknown", "5 E5 import.skill_unknown", "5 F5 import.yes_or_no", "5 A5 register.twice", "5 C5 phone.not_vietnamese_mobile",
		"6 A6 volunteer.external_id_missing", "6 B6 volunteer.name_missing", "6 C6 register.twice",
		"7 C7 import.number_rounded",
	}
	slicesEqualAsSets(t, want, got)
	people, err := w.store.People(t.Context(), w.campaign.ID, nil)
	w.check(err)
	if len(people) != 0 {
		t.Errorf("%d people are stored", len(people))
	}
}

func slicesEqualAsSets(t *testing.T, want, got []string) {
	t.Helper()
	count := map[string]int{}
	for _, s := range want {
		count[s]++
	}
	for _, s := range got {
		count[s]--
	}
	for s, n := range count {
		if n != 0 {
			t.Errorf("%s: %+d times missing", s, n)
		}
	}
}

func TestTheFileComesBackWithItsFaultsMarked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	done := w.imports(faulty, nil)
	marked, err := dispatch.MarkVolunteers([]byte(faulty), done, i18n.EN)
	w.check(err)
	book, err := excelize.OpenReader(bytes.NewReader(marked))
	w.check(err)
	sheet := book.GetSheetName(0)
	comments, err := book.GetComments(sheet)
	w.check(err)
	if len(comments) != len(done.Faults) {
		t.Errorf("%d comments for %d faults", len(comments), len(done.Faults))
	}
	for cell, want := range map[string]string{"G3": i18n.Text(i18n.EN, "import.faults"), "G4": "", "G7": i18n.Text(i18n.EN, "error.import.number_rounded", "value", "8.49E+10")} {
		if got, err := book.GetCellValue(sheet, cell); err != nil || got != want {
			t.Errorf("%s holds %q, %v; want %q", cell, got, err, want)
		}
	}
}

func TestPeopleOfOthersAreNamedOrLeftOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	file := heading + "B01;Trần An;0912345678;00004;;\nB02;Ai Đó;" + string(w.people[0].Phone) + ";00004;;\n"
	refused := w.imports(file, nil)
	if diff := cmp.Diff([5]int{0, 0, 0, 0, 1}, counts(refused)); diff != "" || refused.Faults[0].Cell != "C5" {
		t.Errorf("%+v %s", refused, diff)
	}
	skipped := w.imports(file, func(in *dispatch.ImportInput) { in.SkipDuplicates = true })
	if diff := cmp.Diff([5]int{1, 0, 0, 1, 0}, counts(skipped)); diff != "" || skipped.Duplicates[0].Cell != "C5" {
		t.Errorf("%+v %s", skipped, diff)
	}
}

func TestThreeThousandPeopleAreImportedAndChanged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	list := func(name string) string {
		var b strings.Builder
		b.WriteString(heading)
		for i := range 3000 {
			fmt.Fprintf(&b, "B%04d;%s %d;0912%06d;00004;it:2;x\n", i, name, i, i)
		}
		return b.String()
	}
	for _, step := range []struct {
		name string
		want [5]int
	}{{"Trần", [5]int{3000, 0, 0, 0, 0}}, {"Trần", [5]int{0, 0, 3000, 0, 0}}, {"Lê", [5]int{0, 3000, 0, 0, 0}}} {
		began := time.Now()
		if diff := cmp.Diff(step.want, counts(w.imports(list(step.name), nil))); diff != "" {
			t.Error(diff)
		}
		t.Logf("3,000 people in %s", time.Since(began))
	}
}

func TestAnOrganisationImportsItsOwnPeopleOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	for name, tc := range map[string]struct {
		viewer roster.Viewer
		kind   roster.Kind
	}{
		"another university": {roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.university}, roster.NotFound},
		"a commune":          {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, roster.Forbidden},
		"nobody":             {roster.Viewer{}, roster.Unauthenticated},
	} {
		_, err := w.dispatcher.ImportVolunteers(t.Context(), tc.viewer, dispatch.ImportInput{Organisation: w.other, ListInput: dispatch.ListInput{File: []byte(faulty)}}, morning)
		if roster.KindOf(err) != tc.kind {
			t.Errorf("%s: %v, want %s", name, err, tc.kind)
		}
	}
}
