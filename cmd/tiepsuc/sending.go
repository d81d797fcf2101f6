package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// SendingCmd shows which texts are held back, holds texts back, or lets them go again.
type SendingCmd struct {
	List   SendingList   `cmd:"" default:"1" help:"Show what is held back, since when and why."`
	Stop   SendingChange `cmd:"" help:"Hold texts back: nothing leaves but the word that somebody has opted out."`
	Resume SendingResume `cmd:"" help:"Let the texts go that stop, a carrier's filter, or operators who turn a sender away, hold back."`
}

// SendingList shows the stops.
type SendingList struct{}

// Run prints a line for each, in its campaign's time.
func (*SendingList) Run(env *Env) error {
	return withStore(env, func(store *db.Store) error {
		campaigns, err := store.Campaigns(env.Ctx)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
		for _, campaign := range campaigns {
			if err := listStops(env, store, campaign, table); err != nil {
				return err
			}
		}
		return table.Flush()
	})
}

func listStops(env *Env, store *db.Store, campaign roster.Campaign, to io.Writer) error {
	stops, err := store.SendingStops(env.Ctx, campaign.ID)
	for _, s := range stops {
		since := s.Since.In(campaign.Location()).Format("2006-01-02 15:04")
		fmt.Fprintf(to, "%s\t%s\t%s\t%s\n", campaign.Name, since, held(s), s.Reason)
	}
	return err
}

// held names what a stop holds back, by the option with which resume lets it go.
func held(s roster.SendingStop) string {
	switch {
	case s.Template != "":
		return "--template " + s.Template
	case s.Sender != "":
		return "--sender " + s.Sender
	}
	return "all texts"
}

// SendingChange is what stop and resume are told.
type SendingChange struct {
	Reason   string `required:"" placeholder:"TEXT" help:"Why, for the record."`
	Template string `placeholder:"KEY" help:"Only the texts of one template, such as sms.ask."`
	Sender   string `placeholder:"NAME" help:"Only the texts that leave by one sender, named as in the settings."`
}

// SendingResume is stop's opposite.
type SendingResume struct{ SendingChange }

// Run holds texts back in every campaign.
func (c *SendingChange) Run(env *Env) error { return c.change(env, true) }

// Run lets texts go again in every campaign.
func (c *SendingResume) Run(env *Env) error { return c.change(env, false) }

func (c *SendingChange) change(env *Env, stop bool) error {
	err := errors.Join(
		wrongUnless(strings.TrimSpace(c.Reason) != "", "--reason must say why"),
		wrongUnless(c.Template == "" || c.Sender == "", "--template and --sender exclude each other"),
	)
	if err != nil {
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
	texts := db.Texts{Template: c.Template, Sender: c.Sender}
	for _, campaign := range campaigns {
		changed, err := do(env.Ctx, campaign.ID, texts, c.Reason, env.Now())
		if err != nil {
			return err
		}
		if changed {
			fmt.Fprintf(env.Stdout, "%s: %s\n", campaign.Name, done)
		}
	}
	return nil
}
