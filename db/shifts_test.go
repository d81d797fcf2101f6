package db_test

import (
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

func newID(t *testing.T) string {
	t.Helper()
	id, err := db.NewID()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// shiftAt is a morning at a point, with one role for the founding's skill.
func shiftAt(t *testing.T, p roster.Point, start time.Time) (roster.Shift, roster.Role) {
	t.Helper()
	shift := roster.Shift{
		ID: newID(t), Commune: p.Commune, Point: p.ID, Priority: 1,
		Span: roster.Span{Start: start, End: start.Add(3 * time.Hour)},
	}
	role := roster.Role{ID: newID(t), Shift: shift.ID, RoleNeed: roster.RoleNeed{Skill: "it", Level: 2, Seats: 1, Floor: true}}
	return shift, role
}

func TestAddShiftsIsRefusedWholeWhenOneIsWrong(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	cases := map[string]func(*roster.Shift, *roster.Role){
		"end before start":  func(s *roster.Shift, _ *roster.Role) { s.Span.End = s.Span.Start },
		"no seats":          func(_ *roster.Shift, r *roster.Role) { r.Seats = 0 },
		"unknown skill":     func(_ *roster.Shift, r *roster.Role) { r.Skill = "juggling" },
		"unknown point":     func(s *roster.Shift, _ *roster.Role) { s.Point = s.ID },
		"role of no shift":  func(_ *roster.Shift, r *roster.Role) { r.Shift = r.ID },
		"unknown commune":   func(s *roster.Shift, _ *roster.Role) { s.Commune = "99999" },
		"priority negative": func(s *roster.Shift, _ *roster.Role) { s.Priority = -1 },
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := dbtest.Store(t)
			f := found(t, store)
			good, goodRole := shiftAt(t, f.Points[0], start)
			bad, badRole := shiftAt(t, f.Points[1], start)
			spoil(&bad, &badRole)
			err := store.AddShifts(t.Context(), f.Campaign.ID, []roster.Shift{good, bad}, []roster.Role{goodRole, badRole})
			if err == nil {
				t.Fatal("was stored")
			}
			// The good one can be added afterwards: nothing of it had stayed.
			if err := store.AddShifts(t.Context(), f.Campaign.ID, []roster.Shift{good}, []roster.Role{goodRole}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAddVolunteersStoresPeopleOnce(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	f := found(t, store)
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	person := roster.Volunteer{
		ID: newID(t), Organisation: f.Organisations[0].ID, ExternalID: "20230001", Name: "Đỗ Thị Ánh", Phone: "+84912345678",
		Kind: roster.Student, Home: "00004", Lang: "vi", Limits: roster.DefaultLimits(), ConsentSMS: true,
		Skills: []roster.SkillLevel{{Skill: "it", Level: 2}}, Prefer: []string{"00004"}, Avoid: []string{"09988"},
		Availability: roster.Availability{
			Weekly:     []roster.WeeklyWindow{{Weekday: 1, From: 480, To: 720}},
			Exceptions: []roster.Exception{{Date: f.Campaign.StartsOn, From: 0, To: 1440}},
		},
	}
	if err := store.AddVolunteers(t.Context(), f.Campaign.ID, []roster.Volunteer{person}, now); err != nil {
		t.Fatal(err)
	}
	person.ID, person.ExternalID = newID(t), "20230002"
	err := store.AddVolunteers(t.Context(), f.Campaign.ID, []roster.Volunteer{person}, now)
	if kind := roster.KindOf(err); kind != roster.Conflict {
		t.Errorf("a second person with the number: %v, want %q", err, roster.Conflict)
	}
}

func TestAShiftThatSomebodyElseHasChangedIsNotChangedAgain(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	f := found(t, store)
	start := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	shift, role := shiftAt(t, f.Points[0], start)
	if err := store.AddShifts(t.Context(), f.Campaign.ID, []roster.Shift{shift}, []roster.Role{role}); err != nil {
		t.Fatal(err)
	}
	read, err := store.Shifts(t.Context(), roster.Scope{Campaign: f.Campaign.ID, All: true}, []string{shift.ID})
	if err != nil || len(read) != 1 {
		t.Fatalf("read %d shifts: %v", len(read), err)
	}
	later := roster.Span{Start: start.Add(time.Hour), End: start.Add(2 * time.Hour)}
	if err := store.MoveShift(t.Context(), f.Campaign.ID, read[0], later); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"moved":     store.MoveShift(t.Context(), f.Campaign.ID, read[0], later),
		"cancelled": store.CancelShift(t.Context(), f.Campaign.ID, read[0], "x", start),
	} {
		if roster.KindOf(err) != roster.Conflict {
			t.Errorf("%s as it was before: %v", name, err)
		}
	}
}
