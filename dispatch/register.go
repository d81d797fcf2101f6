package dispatch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Person is somebody as an organisation registers them, still to be checked. Limits that are
// 0 are the usual ones.
type Person struct {
	ExternalID, Name, Phone   string
	Kind                      roster.VolunteerKind
	HomeCommune               string
	Skills                    []roster.SkillLevel
	Weekly                    []WeeklyHours
	Exceptions                []DatedHours
	MaxHoursDay, MaxHoursWeek float64
	MaxDaysWeek               int
	MaxKm                     float64
	Prefer, Avoid             []string
	ConsentSMS                bool
}

// WeeklyHours is a window that comes back each week, Weekday 1 being Monday, times HH:MM.
type WeeklyHours struct {
	Weekday  int
	From, To string
}

// DatedHours replaces the pattern on one date.
type DatedHours struct {
	Date      roster.Date
	Available bool
	From, To  string
}

// RowFault is what is wrong with one row, counted from 1, in one column. Of a file, the row
// is the one that a spreadsheet shows, and Sheet and Cell (such as C5) say where.
type RowFault struct {
	Sheet, Cell string
	Row         int
	Column      string
	Err         *roster.Error
}

// Registered is what came of a registration: counts, or the faults that kept it from being
// stored.
type Registered struct {
	db.Saved
	Faults []RowFault
	// Duplicates are the rows left out because another organisation has registered the number.
	Duplicates []RowFault
	// Columns says, of a file, which headings were taken for what.
	Columns []exchange.Taken
	table   exchange.Table
}

// mostPeople bounds one registration.
const mostPeople = 5000

// RegisterVolunteers stores the people of an organisation by its own numbers for them. With
// any fault in any row nothing is stored, and every fault comes back with its place.
func (d *Dispatcher) RegisterVolunteers(ctx context.Context, v roster.Viewer, organisation string, people []Person, now time.Time) (Registered, error) {
	if err := d.mayRegister(ctx, v, organisation); err != nil {
		return Registered{}, err
	}
	if len(people) > mostPeople {
		return Registered{}, &roster.Error{Kind: roster.Limited, Key: "register.too_many", Field: "input.people", Args: []any{"max", mostPeople}}
	}
	words, err := d.store.Vocabulary(ctx, v.Campaign)
	if err != nil {
		return Registered{}, err
	}
	r := newRegistrar(words, organisation)
	for i, p := range people {
		r.read(i+1, p)
	}
	return d.register(ctx, v.Campaign, r, db.Merging{}, now)
}

// mayRegister refuses whoever may not register people of an organisation; a foreign one is
// not found.
func (d *Dispatcher) mayRegister(ctx context.Context, v roster.Viewer, organisation string) error {
	if err := v.May(roster.RegisterVolunteers); err != nil {
		return err
	}
	if v.Organisation != "" && v.Role != roster.AsDepartment && v.Organisation != organisation {
		return roster.Missing("organisation")
	}
	known, err := d.store.HasOrganisation(ctx, v.Campaign, organisation)
	if err == nil && !known {
		err = roster.Missing("organisation")
	}
	return err
}

// register stores what a registrar has read, or gives the faults that forbid it.
func (d *Dispatcher) register(ctx context.Context, campaign string, r *registrar, how db.Merging, now time.Time) (Registered, error) {
	taken, err := d.store.PhonesTaken(ctx, campaign, r.organisation, r.people)
	if err != nil {
		return Registered{}, err
	}
	r.takenPhones(taken)
	if len(r.faults) > 0 {
		slices.SortStableFunc(r.faults, func(a, b RowFault) int { return cmp.Compare(a.Row, b.Row) })
		return Registered{Faults: r.faults}, nil
	}
	saved, err := d.store.SaveVolunteers(ctx, campaign, r.people, how, now)
	if err != nil {
		return Registered{}, fmt.Errorf("register volunteers: %w", err)
	}
	return Registered{Saved: saved, Duplicates: r.duplicates}, nil
}

// registrar checks rows and collects people and faults.
type registrar struct {
	words        db.Vocabulary
	organisation string
	people       []roster.Volunteer
	rowOf        []int
	rows         map[string]int
	phones       map[roster.Phone]int
	faults       []RowFault
	duplicates   []RowFault
	skip         bool // leave people of other organisations out
	row          int
}

func newRegistrar(words db.Vocabulary, organisation string) *registrar {
	return &registrar{words: words, organisation: organisation, rows: map[string]int{}, phones: map[roster.Phone]int{}}
}

func (r *registrar) fault(column, key string, args ...any) {
	r.faults = append(r.faults, RowFault{Row: r.row, Column: column, Err: roster.Bad(column, key, args...)})
}

func (r *registrar) read(row int, p Person) {
	r.row = row
	id, err := db.NewID()
	if err != nil {
		r.fault("externalId", "internal")
		return
	}
	v := roster.Volunteer{
		ID: id, Organisation: r.organisation, ExternalID: strings.TrimSpace(p.ExternalID), Name: notify.Tidy(p.Name), Kind: p.Kind,
		Home: p.HomeCommune, Lang: "vi", Limits: limits(p), ConsentSMS: p.ConsentSMS,
	}
	r.identity(&v, p)
	r.place(&v, p)
	r.skills(&v, p)
	v.Availability, r.faults = readAvailability(r.faults, row, "", p.Weekly, p.Exceptions)
	r.bounds(p)
	r.people = append(r.people, v)
	r.rowOf = append(r.rowOf, row)
}

func (r *registrar) identity(v *roster.Volunteer, p Person) {
	if v.ExternalID == "" {
		r.fault("externalId", "volunteer.external_id_missing")
	} else if first, twice := r.rows[v.ExternalID]; twice {
		r.fault("externalId", "register.twice", "row", first)
	} else {
		r.rows[v.ExternalID] = r.row
	}
	if v.Name == "" {
		r.fault("name", "volunteer.name_missing")
	}
	phone, err := notify.ParsePhone(p.Phone)
	if wrong, ok := errors.AsType[*roster.Error](err); ok {
		r.faults = append(r.faults, RowFault{Row: r.row, Column: "phone", Err: wrong})
		return
	}
	v.Phone = phone
	if first, twice := r.phones[phone]; twice {
		r.fault("phone", "register.twice", "row", first)
	} else {
		r.phones[phone] = r.row
	}
}

func (r *registrar) place(v *roster.Volunteer, p Person) {
	if !r.words.Communes[p.HomeCommune] {
		r.fault("homeCommune", "commune.unknown", "code", p.HomeCommune)
	}
	v.Prefer, v.Avoid = r.wishes("prefer", p.Prefer), r.wishes("avoid", p.Avoid)
	for i, code := range v.Avoid {
		if slices.Contains(v.Prefer, code) {
			r.fault(fmt.Sprintf("avoid[%d]", i), "volunteer.prefers_and_avoids", "code", code)
		}
	}
}

func (r *registrar) wishes(column string, codes []string) []string {
	for i, code := range codes {
		if !r.words.Communes[code] {
			r.fault(fmt.Sprintf("%s[%d]", column, i), "commune.unknown", "code", code)
		}
	}
	sorted := slices.Clone(codes)
	slices.Sort(sorted)
	if sorted = slices.Compact(sorted); len(sorted) == 0 {
		return nil
	}
	return sorted
}

func (r *registrar) skills(v *roster.Volunteer, p Person) {
	seen := map[string]bool{}
	for i, s := range p.Skills {
		at := fmt.Sprintf("skills[%d]", i)
		switch {
		case !r.words.Skills[s.Skill]:
			r.fault(at+".code", "skill.unknown", "code", s.Skill)
		case seen[s.Skill]:
			r.fault(at+".code", "skill.twice", "code", s.Skill)
		case s.Level < 1 || s.Level > highestLevel:
			r.fault(at+".level", "skill.level_out_of_range", "max", highestLevel)
		}
		seen[s.Skill] = true
		v.Skills = append(v.Skills, s)
	}
	slices.SortFunc(v.Skills, func(a, b roster.SkillLevel) int { return strings.Compare(a.Skill, b.Skill) })
}

func (r *registrar) bounds(p Person) {
	const hoursPerDay, hoursPerWeek, daysPerWeek, farthest = 24, 100, 7, 200
	for _, b := range []struct {
		column string
		value  float64
		most   int
	}{
		{"maxHoursPerDay", p.MaxHoursDay, hoursPerDay},
		{"maxHoursPerWeek", p.MaxHoursWeek, hoursPerWeek},
		{"maxDaysPerWeek", float64(p.MaxDaysWeek), daysPerWeek},
		{"maxKm", p.MaxKm, farthest},
	} {
		if !(b.value >= 0 && b.value <= float64(b.most)) {
			r.fault(b.column, "volunteer.limit_out_of_range", "max", b.most)
		}
	}
}

func limits(p Person) roster.Limits {
	l := roster.DefaultLimits()
	if p.MaxHoursDay > 0 {
		l.MinutesPerDay = max(1, int(p.MaxHoursDay*60))
	}
	if p.MaxHoursWeek > 0 {
		l.MinutesPerWeek = max(1, int(p.MaxHoursWeek*60))
	}
	if p.MaxDaysWeek > 0 {
		l.DaysPerWeek = p.MaxDaysWeek
	}
	if p.MaxKm > 0 {
		l.Km = p.MaxKm
	}
	return l
}

// takenPhones names the rows whose number is somebody else's. People whom another
// organisation has registered are told apart: they may be left out and merged by the
// department.
func (r *registrar) takenPhones(taken map[roster.Phone]bool) {
	var kept []roster.Volunteer
	for i, v := range r.people {
		elsewhere, used := taken[v.Phone]
		key := "volunteer.phone_taken"
		if elsewhere {
			key = "volunteer.phone_elsewhere"
		}
		switch fault := (RowFault{Row: r.rowOf[i], Column: "phone", Err: roster.Bad("phone", key)}); {
		case !used:
			kept = append(kept, v)
		case elsewhere && r.skip:
			r.duplicates = append(r.duplicates, fault)
		default:
			r.faults = append(r.faults, fault)
		}
	}
	r.people = kept
}
