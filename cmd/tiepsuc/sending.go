package main

import (
	"fmt"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
)

// SendingCmd holds texts back, or lets them go again.
type SendingCmd struct {
	Stop   SendingChange `cmd:"" help:"Hold texts back: nothing leaves but the word that somebody has opted out."`
	Resume SendingResume `cmd:"" help:"Let the texts go that stop, or a carrier's filter, holds back."`
}

// SendingChange is what stop and resume are told.
type SendingChange struct {
	Reason   string `required:"" placeholder:"TEXT" help:"Why, for the record."`
	Template string `placeholder:"KEY" help:"Only the texts of one template, such as sms.ask."`
}

// SendingResume is stop's opposite.
type SendingResume struct{ SendingChange }

// Run holds texts back in every campaign.
func (c *SendingChange) Run(env *Env) error { return c.change(env, true) }

// Run lets texts go again in every campaign.
func (c *SendingResume) Run(env *Env) error { return c.change(env, false) }

func (c *SendingChange) change(env *Env, stop bool) error {
	if err := wrongUnless(strings.TrimSpace(c.Reason) != "", "--reason must say why"); err != nil {
		return usageError(err)
	}
	return withStore(env, func(store *db.Store) error { return c.changeAll(env, store, stop) })
}

func (c *SendingChange) changeAll(env *Env, store *db.Store, stop bool) error {
	campaigns, err := store.Campaigns(env.Ctx)
	if err != nil {
		return err
	}
	do, done := store.ResumeSending, "sending again"
	if stop {
		do, done = store.StopSending, "held back"
	}
	for _, campaign := range campaigns {
		changed, err := do(env.Ctx, campaign.ID, c.Template, c.Reason, env.Now())
		if err != nil {
			return err
		}
		if changed {
			fmt.Fprintf(env.Stdout, "%s: %s\n", campaign.Name, done)
		}
	}
	return nil
}
