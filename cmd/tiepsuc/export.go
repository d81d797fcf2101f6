package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ExportCmd gives out files.
type ExportCmd struct {
	Volunteers ExportVolunteersCmd `cmd:"" help:"People, in a form that import takes back."`
	Results    ExportResultsCmd    `cmd:"" help:"What each person has given."`
	Volunteer  ExportVolunteerCmd  `cmd:"" help:"All that is kept about one person, as JSON."`
	Problem    ExportProblemCmd    `cmd:"" help:"The planner's problem of now, as JSON."`
	Templates  ExportTemplatesCmd  `cmd:"" help:"The texts that are sent, for the registration of the sender."`
}

// exporting is what all exports have in common.
type exporting struct {
	Campaign string `placeholder:"ID" help:"The campaign; needed only where there are several."`
}

// with runs do on the campaign as its department, or as one of its organisations.
func (e *exporting) with(env *Env, organisation string, do func(d *dispatch.Dispatcher, v roster.Viewer) error) error {
	return withStore(env, func(store *db.Store) error {
		viewer, err := e.viewer(env, store, organisation)
		if err != nil {
			return err
		}
		return do(dispatch.New(dispatch.Config{Store: store}), viewer)
	})
}

func (e *exporting) viewer(env *Env, store *db.Store, organisation string) (roster.Viewer, error) {
	campaign, err := campaignOf(env.Ctx, store, e.Campaign)
	if err != nil {
		return roster.Viewer{}, err
	}
	v := roster.Viewer{Role: roster.AsDepartment, Campaign: campaign.ID}
	if organisation == "" {
		return v, nil
	}
	v.Role = roster.AsUniversity
	v.Organisation, err = organisationOf(env.Ctx, store, campaign, organisation)
	return v, err
}

// tableFile is a table given out as a file.
type tableFile struct {
	exporting
	File         string `arg:"" help:"Where to write it; its name ends in .csv or .xlsx."`
	Organisation string `placeholder:"NAME" help:"Only this organisation's people."`
}

func (t *tableFile) write(rows [][]string) error { return writeTable(t.File, rows) }

func writeTable(file string, rows [][]string) error {
	write := exchange.WriteCSV
	switch {
	case strings.HasSuffix(file, ".xlsx"):
		write = exchange.WriteXLSX
	case !strings.HasSuffix(file, ".csv"):
		return usageError(errors.New("the file's name must end in .csv or .xlsx"))
	}
	content, err := write(rows)
	if err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o600)
}

// ExportVolunteersCmd gives out people.
type ExportVolunteersCmd struct{ tableFile }

// Run writes the table.
func (c *ExportVolunteersCmd) Run(env *Env) error {
	return c.with(env, c.Organisation, func(d *dispatch.Dispatcher, v roster.Viewer) error {
		rows, err := d.ExportVolunteers(env.Ctx, v, env.Now())
		if err != nil {
			return err
		}
		return c.write(rows)
	})
}

// ExportResultsCmd gives out what people have given.
type ExportResultsCmd struct {
	tableFile
	Lang string `default:"vi" enum:"vi,en" help:"The language of the headings: vi or en."`
}

// Run writes the table.
func (c *ExportResultsCmd) Run(env *Env) error {
	return c.with(env, c.Organisation, func(d *dispatch.Dispatcher, v roster.Viewer) error {
		rows, err := d.ExportResults(env.Ctx, v, i18n.Lang(c.Lang), env.Now())
		if err != nil {
			return err
		}
		return c.write(rows)
	})
}

// ExportVolunteerCmd gives out one person's data.
type ExportVolunteerCmd struct {
	exporting
	ID string `arg:"" help:"The volunteer's id."`
}

// Run prints the JSON.
func (c *ExportVolunteerCmd) Run(env *Env) error {
	return c.with(env, "", func(d *dispatch.Dispatcher, v roster.Viewer) error {
		record, err := d.ExportVolunteer(env.Ctx, v, c.ID, env.Now())
		if roster.KindOf(err) == roster.NotFound {
			return usageError(fmt.Errorf("no volunteer %s", c.ID))
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(env.Stdout, string(record))
		return err
	})
}

// ExportProblemCmd gives out the planner's problem.
type ExportProblemCmd struct {
	exporting
	Days    int    `default:"7" help:"How many days ahead."`
	Problem string `arg:"" help:"Where to write the problem; .gz is gzip, - is stdout."`
}

// Run writes the problem.
func (c *ExportProblemCmd) Run(env *Env) error {
	return c.with(env, "", func(d *dispatch.Dispatcher, v roster.Viewer) error {
		problem, err := d.ExportProblem(env.Ctx, v, c.Days, env.Now())
		if err != nil {
			return err
		}
		if c.Problem == "-" {
			return json.NewEncoder(env.Stdout).Encode(problem)
		}
		return writeFile(c.Problem, problem)
	})
}
