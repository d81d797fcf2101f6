package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// listFlags are what all imports of lists have.
type listFlags struct {
	File     string            `arg:"" help:"CSV or XLSX."`
	Campaign string            `placeholder:"ID" help:"The campaign; needed only where there are several."`
	DryRun   bool              `help:"Say what would change and which heading was taken for what, and change nothing."`
	Column   map[string]string `placeholder:"FIELD=HEADING" help:"Under which heading a field stands, where it isn't guessed right."`
	Sheet    string            `placeholder:"NAME" help:"On which sheet of a workbook the list is, where several hold one."`
	Lang     string            `default:"vi" enum:"vi,en" help:"The language of faults: vi or en."`
	JSON     bool              `help:"Print the outcome as JSON."`
	Progress bool              `help:"Show progress also where there is no terminal."`
	Marked   string            `placeholder:"XLSX" help:"Where to write the file with its faults marked, if it has any."`
}

// with reads the file and opens the campaign.
func (f *listFlags) with(env *Env, do func(store *db.Store, campaign roster.Campaign, content []byte) error) error {
	content, err := os.ReadFile(f.File)
	if err != nil {
		return usageError(err)
	}
	return withStore(env, func(store *db.Store) error {
		campaign, err := campaignOf(env.Ctx, store, f.Campaign)
		if err != nil {
			return err
		}
		return do(store, campaign, content)
	})
}

func (f *listFlags) input(env *Env, content []byte) dispatch.ListInput {
	return dispatch.ListInput{File: content, Sheet: f.Sheet, Dry: f.DryRun, Columns: f.names(), Progress: stepsTo(env, f.Progress)}
}

// stepsTo prints how far an import has come, after two seconds on a terminal, or always when it
// is asked for.
func stepsTo(env *Env, always bool) func(roster.ImportStep) {
	if !always && !isTerminal(env.Stderr) {
		return nil
	}
	const quietFor = 2 * time.Second
	begun := env.Now()
	return func(step roster.ImportStep) {
		if always || env.Now().Sub(begun) >= quietFor {
			fmt.Fprintf(env.Stderr, "%s %d of %d rows\n", step.Phase, step.Done, step.Total)
		}
	}
}

func (f *listFlags) names() map[exchange.Field]string {
	names := make(map[exchange.Field]string, len(f.Column))
	for field, heading := range f.Column {
		names[exchange.Field(field)] = heading
	}
	return names
}

// printRows prints which headings were taken for what, as far as that is asked, and the faults.
func (f *listFlags) printRows(env *Env, columns []exchange.Taken, faults []dispatch.RowFault) error {
	for _, c := range columns {
		if !f.DryRun {
			break
		}
		if _, err := fmt.Fprintf(env.Stdout, "column %s\t%s\t%s\n", c.Column, c.Field, c.Heading); err != nil {
			return err
		}
	}
	for _, fault := range faults {
		if _, err := fmt.Fprintf(env.Stdout, "%s\trow %d\t%s\t%s\t%s\n", at(fault), fault.Row, fault.Column, fault.Err.Key, f.text(fault.Err)); err != nil {
			return err
		}
	}
	return nil
}

func (f *listFlags) rows(faults []dispatch.RowFault) []map[string]any {
	rows := make([]map[string]any, len(faults))
	for i, fault := range faults {
		rows[i] = map[string]any{
			"sheet": fault.Sheet, "cell": fault.Cell, "row": fault.Row, "column": fault.Column, "key": fault.Err.Key, "message": f.text(fault.Err),
		}
	}
	return rows
}

func columnRows(columns []exchange.Taken) []map[string]any {
	rows := make([]map[string]any, len(columns))
	for i, c := range columns {
		rows[i] = map[string]any{"field": c.Field, "heading": c.Heading, "column": c.Column}
	}
	return rows
}

// mark writes the file with its faults marked, where that is asked and can be.
func (f *listFlags) mark(faults []dispatch.RowFault, marked func() ([]byte, error)) error {
	if f.Marked == "" || len(faults) == 0 {
		return nil
	}
	content, err := marked()
	if err != nil || content == nil {
		return err
	}
	return os.WriteFile(f.Marked, content, 0o600)
}

func (f *listFlags) faultless(faults []dispatch.RowFault) error {
	if len(faults) == 0 {
		return nil
	}
	return fmt.Errorf("%s has %d faults: nothing was stored", f.File, len(faults))
}

// take has a list taken in as the department and prints what came of it.
func (f *listFlags) take(env *Env, importer func(*dispatch.Dispatcher, roster.Viewer, dispatch.ListInput) (dispatch.Imported, error)) error {
	return f.with(env, func(store *db.Store, campaign roster.Campaign, content []byte) error {
		viewer := roster.Viewer{Role: roster.AsDepartment, Campaign: campaign.ID}
		done, err := importer(dispatch.New(dispatch.Config{Store: store}), viewer, f.input(env, content))
		if err != nil {
			return f.inWords(err)
		}
		return errors.Join(f.print(env, done), f.mark(done.Faults, func() ([]byte, error) {
			return dispatch.MarkList(content, done, i18n.Lang(f.Lang))
		}), f.faultless(done.Faults))
	})
}

func (f *listFlags) print(env *Env, done dispatch.Imported) error {
	if f.JSON {
		return json.NewEncoder(env.Stdout).Encode(map[string]any{
			"dryRun": f.DryRun, "created": done.Created, "updated": done.Updated, "unchanged": done.Unchanged,
			"faults": f.rows(done.Faults), "columns": columnRows(done.Columns),
		})
	}
	if err := f.printRows(env, done.Columns, done.Faults); err != nil {
		return err
	}
	_, err := fmt.Fprintf(env.Stdout, "created %d\nupdated %d\nunchanged %d\nfaults %d\n", done.Created, done.Updated, done.Unchanged, len(done.Faults))
	return err
}

// ImportRequestsCmd takes in a list of help requests.
type ImportRequestsCmd struct{ listFlags }

// Help shows how it is called.
func (*ImportRequestsCmd) Help() string {
	return `One row for each role: number, commune, date, from, to, skill, seats, reason; rows with one number are one
request. A number that is known is left as it is. With any fault nothing is stored, exit code 1.

Example:

  tiepsuc import requests --dry-run --column "reason=Nội dung đề nghị" requests.xlsx`
}

// Run takes the file in.
func (c *ImportRequestsCmd) Run(env *Env) error {
	return c.take(env, func(d *dispatch.Dispatcher, v roster.Viewer, in dispatch.ListInput) (dispatch.Imported, error) {
		return d.ImportRequests(env.Ctx, v, in, env.Now())
	})
}

// ImportCommunesCmd takes in a list of communes.
type ImportCommunesCmd struct{ listFlags }

// Help shows how it is called.
func (*ImportCommunesCmd) Help() string {
	return `Columns: code, name, kind (ward or commune), lat, lon; name in English and population where there are. Each
commune comes into the campaign with a public-service desk. With any fault nothing is stored, exit code 1.

Example:

  tiepsuc import communes --dry-run communes.csv`
}

// Run takes the file in.
func (c *ImportCommunesCmd) Run(env *Env) error {
	return c.take(env, func(d *dispatch.Dispatcher, v roster.Viewer, in dispatch.ListInput) (dispatch.Imported, error) {
		return d.ImportCommunes(env.Ctx, v, in)
	})
}
