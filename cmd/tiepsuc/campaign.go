package main

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/roster"
)

// CampaignCmd founds campaigns.
type CampaignCmd struct {
	Add  CampaignAddCmd  `cmd:"" help:"Found a campaign in Hanoi: its communes with their desks, the universities and telecoms, the skills."`
	List CampaignListCmd `cmd:"" help:"List the campaigns."`
}

// CampaignAddCmd founds a campaign that nobody takes part in yet.
type CampaignAddCmd struct {
	Name string `required:"" help:"What the campaign is called."`
	From string `required:"" placeholder:"DATE" help:"Its first day, such as 2026-11-23."`
	To   string `required:"" placeholder:"DATE" help:"Its last day."`
}

// Help shows how it is called.
func (*CampaignAddCmd) Help() string {
	return `It prints the campaign's id. What follows: tiepsuc user add gives the first of the department a
way in; import communes mends what has changed since; import volunteers and import requests fill it.

Example:

  tiepsuc campaign add --name "45 ngày đêm chuyển đổi số" --from 2026-11-23 --to 2027-01-06`
}

// Run founds the campaign.
func (c *CampaignAddCmd) Run(env *Env) error {
	from, fromErr := roster.ParseDate(c.From)
	to, toErr := roster.ParseDate(c.To)
	const longest = 366
	err := errors.Join(
		wrongUnless(strings.TrimSpace(c.Name) != "", "--name must not be empty"),
		wrongUnless(fromErr == nil, "--from must be a day such as 2026-11-23"),
		wrongUnless(toErr == nil, "--to must be a day such as 2027-01-06"),
	)
	if err == nil {
		err = wrongUnless(!to.Before(from) && from.DaysUntil(to) < longest, "--to must be on or after --from, and within a year of it")
	}
	if err != nil {
		return usageError(err)
	}
	var seed [8]byte
	if _, err := rand.Read(seed[:]); err != nil {
		return fmt.Errorf("make an identity: %w", err)
	}
	ground, err := invent.Ground(strings.TrimSpace(c.Name), from, to, binary.LittleEndian.Uint64(seed[:]))
	if err != nil {
		return err
	}
	return withStore(env, func(store *db.Store) error {
		if err := ground.Load(env.Ctx, store, env.Now(), func(*db.Store) error { return nil }); err != nil {
			return err
		}
		fmt.Fprintln(env.Stdout, ground.Campaign.ID)
		return nil
	})
}

// CampaignListCmd lists the campaigns.
type CampaignListCmd struct{}

// Run prints a line for each.
func (*CampaignListCmd) Run(env *Env) error {
	return withStore(env, func(store *db.Store) error {
		all, err := store.Campaigns(env.Ctx)
		for _, c := range all {
			fmt.Fprintf(env.Stdout, "%s  %s  %s  %s\n", c.ID, c.StartsOn, c.EndsOn, c.Name)
		}
		return err
	})
}
