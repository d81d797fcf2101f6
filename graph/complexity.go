package graph

import (
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// complexity says what lists cost: their usual length times what is asked of each row.
func complexity(c *gen.ComplexityRoot) {
	list := func(rows int) func(int) int { return func(child int) int { return 1 + rows*child } }
	const communes, organisations, points, roles, people, events, texts = 126, 35, 2, 3, 3, 5, 40
	c.Campaign.Communes = list(communes)
	c.Campaign.Board = func(child int, _, _ *roster.Date) int { return 1 + child }
	c.Board.Rows = list(communes)
	c.Campaign.Organisations = list(organisations)
	c.Campaign.PlanRuns = func(child int, first *int) int { return 1 + paged(first, child) }
	c.Commune.Points = list(points)
	c.Commune.Shifts = func(child int, from, to roster.Date) int {
		const perDay = 2
		return 1 + perDay*max(1, from.DaysUntil(to)+1)*child
	}
	c.Shift.Roles = list(roles)
	c.Role.Assignments = list(people)
	c.HelpRequest.Roles = list(roles)
	c.Role.WhyEmpty = list(people)
	c.Assignment.Events = list(events)
	c.Volunteer.Assignments = list(people)
	c.PlanRun.Changes = list(events)
	c.Webhook.Deliveries = func(child int, first *int) int { return paged(first, child) }
	c.Query.Shifts = func(child int, _ *gen.ShiftFilter, first *int, _ *string) int { return paged(first, child) }
	c.Query.Asks = func(child int, _ *gen.AskFilter, first *int, _ *string) int { return paged(first, child) }
	c.Query.UnclearReplies = func(child int, first *int, _ *string) int { return paged(first, child) }
	c.Reply.MayAnswer = list(people)
	c.Query.Volunteers = func(child int, _ *gen.VolunteerFilter, first *int, _ *string) int { return paged(first, child) }
	c.Query.Candidates = func(child int, _ string, first *int) int { return paged(first, child) }
	c.Query.MessageTemplates = func(child int, _ *i18n.Lang) int { return 1 + texts*child }
	c.Query.CallList = func(child int, _ string, first *int) int { return paged(first, child) }
}

func paged(first *int, child int) int {
	rows := usualPage
	if first != nil {
		rows = max(1, min(*first, longestPage))
	}
	return rows * child
}
