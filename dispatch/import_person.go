package dispatch

import (
	"strings"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// personReader reads one row of a list of people.
type personReader struct{ rowReader }

func (p *personReader) person() Person {
	person := Person{
		ExternalID: p.number(exchange.ExternalID), Name: strings.TrimSpace(p.cell(exchange.FamilyName) + " " + p.cell(exchange.Name)),
		Phone: p.number(exchange.Phone), Kind: p.kind(exchange.Kind, p.words.usualKind), Skills: p.skills(), ConsentSMS: p.yes(exchange.Consent),
		MaxHoursDay: p.amount(exchange.HoursDay), MaxHoursWeek: p.amount(exchange.HoursWeek),
		MaxDaysWeek: int(p.amount(exchange.DaysWeek)), MaxKm: p.amount(exchange.Km),
		Prefer: p.communes(exchange.Prefer), Avoid: p.communes(exchange.Avoid),
	}
	person.HomeCommune = p.commune(exchange.HomeCommune, p.cell(exchange.HomeCommune))
	p.hours(&person)
	return person
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
