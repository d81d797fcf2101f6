package dispatch

import (
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// proposals are the plan's assignments that don't stand already.
func (s *snapshot) proposals(plan []planner.Assignment) []db.Proposal {
	var list []db.Proposal
	for _, a := range plan {
		if p := (db.Proposal{Role: a.Role, Volunteer: a.Person}); !s.fixed[p] {
			list = append(list, p)
		}
	}
	return list
}

// changes are the differences between a plan's proposals and those of before.
func (s *snapshot) changes(proposals []db.Proposal) []roster.PlanChange {
	var changes []roster.PlanChange
	planned := make(map[db.Proposal]bool, len(proposals))
	for _, p := range proposals {
		planned[p] = true
		if !s.proposed[p] {
			changes = append(changes, roster.PlanChange{Kind: roster.PlanAdds, Role: p.Role, Volunteer: p.Volunteer})
		}
	}
	for p := range s.proposed {
		if !planned[p] {
			changes = append(changes, roster.PlanChange{Kind: roster.PlanRemoves, Role: p.Role, Volunteer: p.Volunteer})
		}
	}
	return changes
}

// share is how much of what is given a plan changes: what it adds and takes away, of all seats
// given before or after it. What stands counts among them: once people are asked, last night's
// proposals stand, and a share of the proposals alone would be all of them every night.
func (s *snapshot) share(proposals []db.Proposal, changes []roster.PlanChange) float64 {
	given := s.standing + len(proposals)
	for _, c := range changes {
		if c.Kind == roster.PlanRemoves {
			given++
		}
	}
	return float64(len(changes)) / float64(max(1, given))
}

// standsAhead counts the seats to come that somebody has or is asked for.
func standsAhead(held []roster.Assignment, now time.Time) int {
	n := 0
	for _, a := range held {
		if !movable(a) && a.Span.Start.After(now) {
			n++
		}
	}
	return n
}
