package dispatch

import (
	"context"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// RiskDue tells coordinators which floor seats of the next hours are likely to stay empty, and
// takes back what isn't so any more. A no alone tells nobody anything: what counts is who has
// been asked and how they answer.
func (d *Dispatcher) RiskDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		risks, err := d.floorRisks(ctx, campaign, now)
		if err != nil || len(risks) == 0 {
			return Counts{}, err
		}
		raised, err := d.store.SaveRisks(ctx, campaign.ID, risks, match.RiskFrom, now)
		counts := Counts{}
		if raised > 0 {
			counts["at_risk"] = raised
		}
		return counts, err
	})
}

// floorRisks are the risks of all floor roles that begin within the next hours.
func (d *Dispatcher) floorRisks(ctx context.Context, campaign roster.Campaign, now time.Time) ([]db.Risk, error) {
	seats, err := d.store.SeatsBetween(ctx, campaign.ID, roster.Span{Start: now, End: now.Add(match.RiskAhead)})
	if err != nil {
		return nil, err
	}
	seats = slices.DeleteFunc(seats, func(s db.Seat) bool { return !s.Role.Floor })
	roles := make([]string, len(seats))
	for i, s := range seats {
		roles[i] = s.Role.ID
	}
	live, err := d.store.AssignmentsOfRoles(ctx, campaign.ID, roles)
	if err != nil {
		return nil, err
	}
	come, asked, people := whoComes(live)
	known, err := d.records(ctx, campaign, people, now)
	if err != nil {
		return nil, err
	}
	risks := make([]db.Risk, len(seats))
	for i, s := range seats {
		yes := make([]float64, len(asked[s.Role.ID]))
		for j, volunteer := range asked[s.Role.ID] {
			yes[j] = known[volunteer].Chance()
		}
		risks[i] = db.Risk{Role: s.Role.ID, Risk: match.Risk(s.Role.Seats-come[s.Role.ID], yes)}
	}
	return risks, nil
}

// whoComes counts who comes by role, and lists who is asked, by role and all together.
func whoComes(live []roster.Assignment) (come map[string]int, asked map[string][]string, people []string) {
	come, asked = map[string]int{}, map[string][]string{}
	for _, a := range live {
		switch a.State {
		case roster.Confirmed, roster.CheckedIn:
			come[a.Role]++
		case roster.Offered:
			if a.Replaces != "" {
				continue // a colleague's seat, which is counted
			}
			asked[a.Role], people = append(asked[a.Role], a.Volunteer), append(people, a.Volunteer)
		case roster.Proposed, roster.Completed, roster.LeftEarly, roster.NoShow, roster.Declined, roster.Expired, roster.Withdrawn, roster.Released:
		}
	}
	return come, asked, people
}
