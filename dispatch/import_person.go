package dispatch

import (
	"strings"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// personReader reads one row of a list of people.
type personReader struct {
	rowReader
	zeroWidth int // how long numbers are that begin with a zero
}

func (p *personReader) person() Person {
	person := Person{
		ExternalID: p.externalID(), Name: p.name(), Phone: p.phone(), Kind: p.kind(exchange.Kind, p.words.usualKind), Skills: p.skills(), ConsentSMS: p.yes(exchange.Consent),
		MaxHoursDay: p.amount(exchange.HoursDay), MaxHoursWeek: p.amount(exchange.HoursWeek),
		MaxDaysWeek: int(p.amount(exchange.DaysWeek)), MaxKm: p.amount(exchange.Km),
		Prefer: p.communes(exchange.Prefer), Avoid: p.communes(exchange.Avoid),
	}
	person.HomeCommune = p.commune(exchange.HomeCommune, p.cell(exchange.HomeCommune))
	p.hours(&person)
	return person
}

// externalID is the organisation's number; one that is shorter than those with zeros before them
// may have lost its own.
func (p *personReader) externalID() string {
	id := p.number(exchange.ExternalID)
	if id != "" && len(id) < p.zeroWidth && strings.Trim(id, "0123456789") == "" {
		p.fault(exchange.ExternalID, "import.zeros_lost", "value", id, "digits", p.zeroWidth)
	}
	return id
}

// name is the full name, in small letters with capitals where it is written in one case.
func (p *personReader) name() string {
	var parts []string
	for _, field := range []exchange.Field{exchange.FamilyName, exchange.MiddleName, exchange.Name} {
		parts = append(parts, strings.Fields(p.cell(field))...)
	}
	return exchange.ProperName(strings.Join(parts, " "))
}

// phone is the number; several in one cell are a fault, since one of them may be a parent's.
func (p *personReader) phone() string {
	const shortest = 9
	text := p.number(exchange.Phone)
	if digits(text) >= 2*shortest {
		if _, err := notify.ParsePhone(text); err != nil {
			p.fault(exchange.Phone, "import.several_phones", "value", text)
		}
	}
	return text
}

func digits(text string) int {
	return len(text) - len(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text))
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
		if skill.Skill != "" {
			levels = append(levels, skill)
		}
	}
	return levels
}

func (p *personReader) hours(person *Person) {
	windows, ok := exchange.Hours(p.cell(exchange.Weekly))
	if !ok {
		p.fault(exchange.Weekly, "import.hours_unclear", "value", p.cell(exchange.Weekly))
	}
	for _, w := range windows {
		person.Weekly = append(person.Weekly, WeeklyHours{Weekday: w.Weekday, From: exchange.HHMM(w.From), To: exchange.HHMM(w.To)})
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
