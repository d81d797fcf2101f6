package dispatch

import (
	"time"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// requestReader reads one row of a list of help requests.
type requestReader struct{ rowReader }

// request is what the row asks for, with one role. What it gives is of use only without
// faults.
func (r *requestReader) request(campaign roster.Campaign) roster.HelpRequest {
	request := roster.HelpRequest{
		Number: r.number(exchange.RequestNumber), Commune: r.commune(exchange.RequestCommune, r.cell(exchange.RequestCommune)),
		Span: r.span(campaign.Location()), Reason: r.reason(), Urgent: r.yes(exchange.RequestUrgent), Roles: []roster.RoleNeed{r.role()},
	}
	if request.Number == "" {
		r.fault(exchange.RequestNumber, "import.number_missing")
	}
	return request
}

func (r *requestReader) reason() string {
	reason := r.cell(exchange.RequestReason)
	if reason == "" {
		r.fault(exchange.RequestReason, "request.reason_missing")
	} else if len([]rune(reason)) > longestReason {
		r.fault(exchange.RequestReason, "request.reason_too_long", "max", longestReason)
	}
	return reason
}

// span puts the row's hours on its day; hours of their own fall on the day, and 24:00 ends it.
func (r *requestReader) span(loc *time.Location) roster.Span {
	day, ok := r.table.Date(r.cell(exchange.RequestDay))
	if !ok {
		r.fault(exchange.RequestDay, "import.date_unclear", "value", r.cell(exchange.RequestDay))
	}
	at := func(field exchange.Field) time.Time {
		minute, ok := exchange.Clock(r.cell(field))
		if !ok {
			r.fault(field, "import.time_unclear", "value", r.cell(field))
		}
		return time.Date(day.Year, day.Month, day.Day, 0, minute, 0, 0, loc)
	}
	return roster.Span{Start: at(exchange.RequestFrom), End: at(exchange.RequestTo)}
}

func (r *requestReader) role() roster.RoleNeed {
	skill, known := r.words.skill(r.cell(exchange.RequestSkill))
	if !known {
		r.fault(exchange.RequestSkill, "import.skill_unknown", "value", r.cell(exchange.RequestSkill))
	}
	if r.cell(exchange.RequestLevel) != "" {
		skill.Level = r.count(exchange.RequestLevel)
	}
	return roster.RoleNeed{
		Skill: skill.Skill, Level: skill.Level, Kind: r.kind(exchange.RequestKind, ""),
		Seats: r.count(exchange.RequestSeats), Floor: r.yes(exchange.RequestFloor),
	}
}
