package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

const (
	mostNewcomers = 5000
	mostFactor    = 10
	mostWeight    = 1000
)

// checkSupposition names everything in a supposition that can't be.
func (d *Dispatcher) checkSupposition(ctx context.Context, campaign roster.Campaign, s roster.Supposition, now time.Time) error {
	words, err := d.store.Vocabulary(ctx, campaign.ID)
	if err != nil {
		return err
	}
	var faults roster.Faults
	if s.Days < 1 || s.Days > longestHorizon {
		faults = append(faults, roster.Bad("input.days", "plan.days_out_of_range", "max", longestHorizon))
	}
	for i, n := range s.Add {
		faults = append(faults, checkNewcomers(fmt.Sprintf("input.add[%d].", i), n, words.Communes, words.Skills)...)
	}
	for i, demand := range s.Scale {
		faults = append(faults, checkDemand(fmt.Sprintf("input.scale[%d].", i), demand, words.Communes)...)
	}
	planned := horizon(campaign, s.Days, now)
	for i, extra := range s.Hold {
		faults = append(faults, checkExtra(fmt.Sprintf("input.hold[%d].", i), extra, words, planned, now)...)
	}
	faults = append(faults, checkWeight("input.floorWeight", s.FloorWeight)...)
	faults = append(faults, checkWeight("input.kmWeight", s.KmWeight)...)
	if s.Withdraw == nil {
		return faults.Err()
	}
	away, err := d.checkWithdrawal(ctx, campaign.ID, *s.Withdraw, words.Communes)
	if err != nil {
		return err
	}
	return append(faults, away...).Err()
}

func checkNewcomers(at string, n roster.Newcomers, communes, skills map[string]bool) roster.Faults {
	var faults roster.Faults
	if n.Count < 1 || n.Count > mostNewcomers {
		faults = append(faults, roster.Bad(at+"count", "whatif.count_out_of_range", "max", mostNewcomers))
	}
	if !communes[n.Commune] {
		faults = append(faults, roster.Bad(at+"communeCode", "commune.unknown", "code", n.Commune))
	}
	if !skills[n.Skill] {
		faults = append(faults, roster.Bad(at+"skill", "skill.unknown", "code", n.Skill))
	}
	if n.Level < 1 || n.Level > highestLevel {
		faults = append(faults, roster.Bad(at+"level", "skill.level_out_of_range", "max", highestLevel))
	}
	return faults
}

// horizon is from today on, so many days.
func horizon(campaign roster.Campaign, days int, now time.Time) roster.Campaign {
	campaign.StartsOn = roster.DateOf(now, campaign.Location())
	campaign.EndsOn = campaign.StartsOn.AddDays(days - 1)
	return campaign
}

// checkExtra holds a supposed shift to the rules of one that is asked for, within the days
// that are planned.
func checkExtra(at string, extra roster.ExtraShift, words db.Vocabulary, planned roster.Campaign, now time.Time) roster.Faults {
	faults := append(checkSpan(planned, extra.Span, now), checkRoles(extra.Roles, words.Skills)...)
	for _, f := range faults {
		f.Field = at + strings.TrimPrefix(f.Field, "input.")
	}
	if len(extra.Communes) == 0 {
		faults = append(faults, roster.Bad(at+"communeCodes", "whatif.no_communes"))
	}
	for i, code := range extra.Communes {
		if !words.Communes[code] {
			faults = append(faults, roster.Bad(fmt.Sprintf("%scommuneCodes[%d]", at, i), "commune.unknown", "code", code))
		}
	}
	return faults
}

func checkDemand(at string, d roster.Demand, communes map[string]bool) roster.Faults {
	var faults roster.Faults
	for i, code := range d.Communes {
		if !communes[code] {
			faults = append(faults, roster.Bad(fmt.Sprintf("%scommuneCodes[%d]", at, i), "commune.unknown", "code", code))
		}
	}
	if d.To.Before(d.From) {
		faults = append(faults, roster.Bad(at+"to", "whatif.ends_before_start"))
	}
	if !(d.Factor >= 0 && d.Factor <= mostFactor) {
		faults = append(faults, roster.Bad(at+"factor", "whatif.factor_out_of_range", "max", mostFactor))
	}
	return faults
}

func checkWeight(field string, weight *float64) roster.Faults {
	if weight == nil || *weight >= 0 && *weight <= mostWeight {
		return nil
	}
	return roster.Faults{roster.Bad(field, "whatif.weight_out_of_range", "max", mostWeight)}
}

func (d *Dispatcher) checkWithdrawal(ctx context.Context, campaign string, w roster.Withdrawal, communes map[string]bool) (roster.Faults, error) {
	var faults roster.Faults
	if w.Commune != "" && !communes[w.Commune] {
		faults = append(faults, roster.Bad("input.withdraw.communeCode", "commune.unknown", "code", w.Commune))
	}
	if w.Count < 0 {
		faults = append(faults, roster.Bad("input.withdraw.count", "whatif.count_negative"))
	}
	if w.Organisation == "" {
		return faults, nil
	}
	known, err := d.store.HasOrganisation(ctx, campaign, w.Organisation)
	if err == nil && !known {
		err = roster.Missing("organisation")
	}
	return faults, err
}
