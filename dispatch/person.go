package dispatch

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Person is somebody as an organisation enters them, unchecked. Limits that are nil are the
// usual ones.
type Person struct {
	ExternalID     string
	Name           string
	Phone          string
	Kind           roster.VolunteerKind
	Home           string
	Skills         []roster.SkillLevel
	Weekly         []Weekly
	Exceptions     []Exception
	MaxHoursPerDay *float64
	MaxHoursPerWeek,
	MaxKm *float64
	MaxDaysPerWeek *int
	Prefer, Avoid  []string
	ConsentSMS     bool
}

// The bounds of what can be entered about a person.
const (
	longestName       = 200
	longestExternalID = 64
	hoursOfDay        = 24
	hoursOfWeek       = 7 * 24
	daysOfWeek        = 7
	mostKm            = 500
)

// checker collects the faults of one person by the names of the API's input.
type checker struct {
	words  db.Vocabulary
	faults roster.Faults
}

func (c *checker) fault(column, key string, args ...any) {
	c.faults = append(c.faults, roster.Bad(column, key, args...))
}

// check turns a Person into a volunteer. What it returns counts only without faults.
func (c *checker) check(p Person) roster.Volunteer {
	v := roster.Volunteer{
		ExternalID: strings.TrimSpace(p.ExternalID), Name: tidyName(p.Name), Kind: p.Kind, Home: p.Home, Lang: "vi",
		Prefer: c.communes("prefer", p.Prefer), Avoid: c.communes("avoid", p.Avoid), ConsentSMS: p.ConsentSMS,
		Skills: c.skills(p.Skills), Limits: c.limits(p),
		Availability: roster.Availability{Weekly: c.weekly(p.Weekly), Exceptions: c.exceptions(p.Exceptions)},
	}
	c.identity(v)
	phone, err := notify.ParsePhone(p.Phone)
	if err != nil {
		c.faults = append(c.faults, asFaults(err)...)
	}
	v.Phone = phone
	if i := slices.IndexFunc(v.Avoid, func(code string) bool { return slices.Contains(v.Prefer, code) }); i >= 0 {
		c.fault("avoid", "person.prefers_and_avoids", "code", v.Avoid[i])
	}
	return v
}

// tidyName composes accents (NFC), so that equal names are equal bytes, and drops what can't
// be seen.
func tidyName(name string) string {
	seen := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFC.String(name))
	return strings.Join(strings.Fields(seen), " ")
}

func (c *checker) identity(v roster.Volunteer) {
	switch {
	case v.ExternalID == "":
		c.fault("externalId", "person.external_id_missing")
	case len([]rune(v.ExternalID)) > longestExternalID:
		c.fault("externalId", "person.external_id_too_long", "max", longestExternalID)
	case strings.ContainsFunc(v.ExternalID, unicode.IsControl):
		c.fault("externalId", "person.unreadable")
	}
	switch {
	case v.Name == "":
		c.fault("name", "person.name_missing")
	case len([]rune(v.Name)) > longestName:
		c.fault("name", "person.name_too_long", "max", longestName)
	case strings.ContainsFunc(v.Name, unicode.IsControl):
		c.fault("name", "person.unreadable")
	}
	switch v.Kind {
	case roster.Student, roster.Engineer, roster.Staff:
	default:
		c.fault("kind", "person.unknown_kind", "kind", string(v.Kind))
	}
	if !c.words.Communes[v.Home] {
		c.fault("homeCommune", "commune.unknown", "code", v.Home)
	}
}

// communes checks commune codes and gives them in order, each once.
func (c *checker) communes(column string, codes []string) []string {
	for i, code := range codes {
		if !c.words.Communes[code] {
			c.fault(fmt.Sprintf("%s[%d]", column, i), "commune.unknown", "code", code)
		}
	}
	if len(codes) == 0 {
		return nil
	}
	return slices.Compact(slices.Sorted(slices.Values(codes)))
}

func (c *checker) skills(given []roster.SkillLevel) []roster.SkillLevel {
	skills := slices.Clone(given)
	seen := map[string]bool{}
	for i, s := range skills {
		at := func(field string) string { return fmt.Sprintf("skills[%d].%s", i, field) }
		switch {
		case !c.words.Skills[s.Skill]:
			c.fault(at("code"), "skill.unknown", "code", s.Skill)
		case seen[s.Skill]:
			c.fault(at("code"), "skill.twice", "code", s.Skill)
		}
		seen[s.Skill] = true
		if s.Level < 1 || s.Level > highestLevel {
			c.fault(at("level"), "skill.level_out_of_range", "max", highestLevel)
		}
	}
	slices.SortFunc(skills, func(a, b roster.SkillLevel) int { return strings.Compare(a.Skill, b.Skill) })
	if len(skills) == 0 {
		return nil
	}
	return skills
}

func (c *checker) limits(p Person) roster.Limits {
	limits := roster.DefaultLimits()
	if p.MaxHoursPerDay != nil {
		limits.MinutesPerDay = c.minutes("maxHoursPerDay", *p.MaxHoursPerDay, hoursOfDay)
	}
	if p.MaxHoursPerWeek != nil {
		limits.MinutesPerWeek = c.minutes("maxHoursPerWeek", *p.MaxHoursPerWeek, hoursOfWeek)
	}
	if p.MaxDaysPerWeek != nil {
		if limits.DaysPerWeek = *p.MaxDaysPerWeek; limits.DaysPerWeek < 1 || limits.DaysPerWeek > daysOfWeek {
			c.fault("maxDaysPerWeek", "limit.out_of_range", "min", 1, "max", daysOfWeek)
		}
	}
	if p.MaxKm != nil {
		if limits.Km = *p.MaxKm; !(limits.Km >= 0 && limits.Km <= mostKm) {
			c.fault("maxKm", "limit.out_of_range", "min", 0, "max", mostKm)
		}
	}
	return limits
}

// minutes reads hours; the comparison is put so that a NaN fails it.
func (c *checker) minutes(column string, hours float64, most int) int {
	const perHour, least = 60, 1.0 / 60
	if !(hours >= least && hours <= float64(most)) {
		c.fault(column, "limit.out_of_range", "min", 0, "max", most)
		return perHour
	}
	return int(hours*perHour + 0.5)
}

// asFaults are the faults in an error that another floor raised about an input.
func asFaults(err error) roster.Faults {
	switch known := err.(type) { //nolint:errorlint // what is wrapped is no fault of the input
	case roster.Faults:
		return known
	case *roster.Error:
		return roster.Faults{known}
	}
	return roster.Faults{{Kind: roster.Internal, Key: "internal", Err: err}}
}
