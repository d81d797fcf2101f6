package dispatch

import (
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// personReader reads one row of a list; what it can't read becomes a fault of its cell.
type personReader struct {
	table  exchange.Table
	words  glossary
	row    exchange.Row
	faults []RowFault
}

func (p *personReader) cell(field exchange.Field) string { return p.table.Cell(p.row, field) }

func (p *personReader) fault(field exchange.Field, key string, args ...any) {
	p.faults = append(p.faults, RowFault{Row: p.row.Number, Column: string(field), Err: roster.Bad(string(field), key, args...)})
}

func (p *personReader) person() Person {
	person := Person{
		ExternalID: p.number(exchange.ExternalID), Name: strings.TrimSpace(p.cell(exchange.FamilyName) + " " + p.cell(exchange.Name)),
		Phone: p.number(exchange.Phone), Kind: p.kind(), Skills: p.skills(), ConsentSMS: p.consent(),
		MaxHoursDay: p.amount(exchange.HoursDay), MaxHoursWeek: p.amount(exchange.HoursWeek),
		MaxDaysWeek: int(p.amount(exchange.DaysWeek)), MaxKm: p.amount(exchange.Km),
		Prefer: p.communes(exchange.Prefer), Avoid: p.communes(exchange.Avoid),
	}
	person.HomeCommune = p.commune(exchange.HomeCommune, p.cell(exchange.HomeCommune))
	p.hours(&person)
	return person
}

func (p *personReader) number(field exchange.Field) string {
	text, ok := exchange.Number(p.cell(field))
	if !ok {
		p.fault(field, "import.number_rounded", "value", text)
	}
	return text
}

func (p *personReader) amount(field exchange.Field) float64 {
	cell := p.cell(field)
	if cell == "" {
		return 0
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(cell, ",", "."), 64)
	if err != nil {
		p.fault(field, "import.number_unclear", "value", cell)
	}
	return value
}

func (p *personReader) kind() roster.VolunteerKind {
	key := exchange.Plain(p.cell(exchange.Kind))
	for kind, words := range map[roster.VolunteerKind][]string{
		roster.Student:  {"student", "sinh vien", "sv", "hoc sinh", "hoc vien"},
		roster.Engineer: {"engineer", "ky su", "ks", "ki su", "ky thuat vien"},
		roster.Staff:    {"staff", "nhan vien", "nv", "can bo", "hop dong", "nhan vien hop dong", "contract staff"},
	} {
		for _, word := range words {
			if key == word {
				return kind
			}
		}
	}
	if key != "" {
		p.fault(exchange.Kind, "import.kind_unknown", "value", p.cell(exchange.Kind))
	}
	return p.words.usualKind
}

func (p *personReader) consent() bool {
	yes, known := exchange.Yes(p.cell(exchange.Consent))
	if !known {
		p.fault(exchange.Consent, "import.yes_or_no", "value", p.cell(exchange.Consent))
	}
	return yes
}

func (p *personReader) commune(field exchange.Field, text string) string {
	code, key := p.words.commune(text)
	if key != "" {
		p.fault(field, key, "value", text)
	}
	return code
}

func (p *personReader) communes(field exchange.Field) []string {
	var codes []string
	for _, part := range exchange.Parts(p.cell(field)) {
		codes = append(codes, p.commune(field, part))
	}
	return codes
}

// skills reads "it:2, hướng dẫn"; a skill without a level is of the first.
func (p *personReader) skills() []roster.SkillLevel {
	var levels []roster.SkillLevel
	for _, part := range exchange.Parts(p.cell(exchange.Skills)) {
		skill, ok := p.words.skill(part)
		if !ok {
			p.fault(exchange.Skills, "import.skill_unknown", "value", part)
			continue
		}
		levels = append(levels, skill)
	}
	return levels
}

func (p *personReader) hours(person *Person) {
	windows, ok := exchange.Hours(p.cell(exchange.Weekly))
	if !ok {
		p.fault(exchange.Weekly, "import.hours_unclear", "value", p.cell(exchange.Weekly))
	}
	for _, w := range windows {
		person.Weekly = append(person.Weekly, WeeklyHours{Weekday: w.Weekday, From: clock(w.From), To: clock(w.To)})
	}
	cell := p.cell(exchange.DaysOff)
	days := []string{cell}
	if _, whole := p.table.Date(cell); !whole {
		days = exchange.Days(cell)
	}
	for _, text := range days {
		day, ok := p.table.Date(text)
		if !ok {
			p.fault(exchange.DaysOff, "import.date_unclear", "value", text)
			continue
		}
		person.Exceptions = append(person.Exceptions, DatedHours{Date: day})
	}
}

// clock is minutes from midnight as HH:MM.
func clock(minutes int) string {
	const hour = 60
	two := func(n int) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	return two(minutes/hour) + ":" + two(minutes%hour)
}
