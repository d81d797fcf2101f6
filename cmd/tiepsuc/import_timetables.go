package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ImportTimetablesCmd takes in timetables of many people.
type ImportTimetablesCmd struct {
	listFlags
	Organisation string            `required:"" placeholder:"NAME" help:"Whose people: its name, short name or id."`
	Period       map[string]string `placeholder:"N=HH:MM-HH:MM" help:"When lessons are, where not as usual: fifty minutes on the hour, 1 to 5 from 7:00, 6 to 12 from 13:00."`
}

// Help shows how it is called.
func (*ImportTimetablesCmd) Help() string {
	return `A table has a row for each time at which somebody is busy: the person's number, a date or a weekday, and
hours or lessons. Of a calendar (.ics) each event names people by number, in its attendees or title; a ZIP
archive holds calendars called by number. With any fault nothing is stored, exit code 1.

Example:

  tiepsuc import timetables --organisation HUST --dry-run --period "1=06:45-07:30;2=07:30-08:15" timetables.xlsx`
}

// Run takes the file in.
func (c *ImportTimetablesCmd) Run(env *Env) error {
	return c.with(env, func(store *db.Store, campaign roster.Campaign, content []byte) error {
		owner, err := organisationOf(env.Ctx, store, campaign, c.Organisation)
		if err != nil {
			return err
		}
		periods, err := exchange.ReadPeriods(c.said())
		if err != nil {
			return c.inWords(err)
		}
		in := dispatch.TimetablesInput{Organisation: owner, ListInput: c.input(env, content), Periods: periods}
		viewer := roster.Viewer{Role: roster.AsDepartment, Campaign: campaign.ID}
		done, err := dispatch.New(dispatch.Config{Store: store}).ImportTimetables(env.Ctx, viewer, in, env.Now())
		if err != nil {
			return c.inWords(err)
		}
		return errors.Join(c.print(env, done), c.mark(done.Faults, func() ([]byte, error) {
			return dispatch.MarkTimetables(content, done, i18n.Lang(c.Lang))
		}), c.faultless(done.Faults))
	})
}

func (c *ImportTimetablesCmd) said() []exchange.Said {
	var said []exchange.Said
	for number, hours := range c.Period {
		said = append(said, exchange.Said{Number: number, Hours: hours})
	}
	return said
}

func (c *ImportTimetablesCmd) print(env *Env, done dispatch.Timetabled) error {
	if c.JSON {
		return json.NewEncoder(env.Stdout).Encode(map[string]any{
			"dryRun": c.DryRun, "changed": done.Changed, "unchanged": done.Unchanged,
			"faults": c.rows(done.Faults), "columns": columnRows(done.Columns), "periods": done.Periods,
		})
	}
	for _, p := range done.Periods {
		if !c.DryRun {
			break
		}
		if _, err := fmt.Fprintf(env.Stdout, "period %d\t%s-%s\n", p.Number, exchange.HHMM(p.From), exchange.HHMM(p.To)); err != nil {
			return err
		}
	}
	if err := c.printRows(env, done.Columns, done.Faults); err != nil {
		return err
	}
	_, err := fmt.Fprintf(env.Stdout, "changed %d\nunchanged %d\nfaults %d\n", done.Changed, done.Unchanged, len(done.Faults))
	return err
}
