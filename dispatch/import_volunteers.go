package dispatch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ImportInput is a list of an organisation's people as a file. Dry counts what would change
// and stores nothing. SkipDuplicates leaves out people whose number another organisation has
// registered, instead of refusing the file.
type ImportInput struct {
	Organisation string
	ListInput
	SkipDuplicates bool
	// SkillWords says which skills some words of the list stand for; no skill leaves the word out.
	SkillWords map[string]roster.SkillLevel
}

// ImportVolunteers registers the people of a CSV or XLSX file, matched by the organisation's
// own numbers. With any fault nothing is stored and every faulty cell comes back with its
// address. What the file has no column for stays as it is stored.
func (d *Dispatcher) ImportVolunteers(ctx context.Context, v roster.Viewer, in ImportInput, now time.Time) (Registered, error) {
	if err := d.mayRegister(ctx, v, in.Organisation); err != nil {
		return Registered{}, err
	}
	follow, err := d.follow(ctx, v.Campaign, in.ListInput)
	if err != nil {
		return Registered{}, err
	}
	defer follow.end()
	table, err := readTable(in.ListInput, exchange.VolunteerHeadings())
	if err != nil {
		return Registered{}, err
	}
	words, err := d.readGlossary(ctx, v.Campaign, in.Organisation)
	if err != nil {
		return Registered{}, err
	}
	if err := words.say(in.SkillWords); err != nil {
		return Registered{}, err
	}
	r := newRegistrar(words.vocabulary, in.Organisation)
	r.skip = in.SkipDuplicates
	follow.total = len(table.Rows)
	r.readTable(table, words, follow)
	follow.storing()
	done, err := d.register(ctx, v.Campaign, r, db.Merging{Keep: keeper(table), Dry: in.Dry, Proof: proofOf(v, in.File)}, now)
	if err != nil {
		return Registered{}, fmt.Errorf("import volunteers: %w", err)
	}
	locate(table, done.Faults)
	locate(table, done.Duplicates)
	done.Columns, done.table = table.Taken(), table
	return done, nil
}

// readTable checks the people of a table.
func (r *registrar) readTable(table exchange.Table, words glossary, follow *following) {
	zeroWidth := table.ZeroWidth(exchange.ExternalID)
	for i, row := range table.Rows {
		p := personReader{rowReader{table: table, words: words, row: row}, zeroWidth}
		before := len(r.faults)
		r.read(row.Number, p.person())
		r.faults = append(r.faults[:before], told(r.faults[before:], p.faults)...)
		follow.row(i + 1)
	}
}

// readTable finds the table of a file.
func readTable(in ListInput, headings []exchange.Heading) (exchange.Table, error) {
	headings, err := exchange.Named(headings, in.Columns)
	if err != nil {
		return exchange.Table{}, err
	}
	sheets, err := exchange.Read(in.File)
	if err == nil && in.Sheet != "" {
		sheets, err = exchange.Only(sheets, in.Sheet)
	}
	if err != nil {
		return exchange.Table{}, err
	}
	table, err := exchange.Find(sheets, headings)
	if err == nil && len(table.Rows) == 0 {
		err = roster.Bad("file", "import.nothing")
	}
	for field, name := range in.Columns {
		if err == nil && !table.Has(field) {
			err = roster.Bad("columns", "import.heading_not_found", "value", name)
		}
	}
	return table, err
}

// told joins the faults of a row; in a cell that couldn't be read at all the cause is told
// once.
func told(checked, unread []RowFault) []RowFault {
	row := slices.Clone(unread)
	for _, f := range checked {
		same := func(u RowFault) bool { return columnField(u.Column) == columnField(f.Column) }
		if !slices.ContainsFunc(unread, same) {
			row = append(row, f)
		}
	}
	return row
}

// locate gives faults the sheet and cell in which they stand.
func locate(table exchange.Table, faults []RowFault) {
	for i, f := range faults {
		faults[i].Sheet = table.Sheet
		faults[i].Cell = table.Address(f.Row, columnField(f.Column))
	}
}

// keeper keeps what a list doesn't speak of as it is stored.
func keeper(table exchange.Table) func(*roster.Volunteer, roster.Volunteer) {
	return func(fresh *roster.Volunteer, stored roster.Volunteer) {
		fresh.Lang = stored.Lang
		keep(table, exchange.Kind, &fresh.Kind, stored.Kind)
		keep(table, exchange.Skills, &fresh.Skills, stored.Skills)
		keep(table, exchange.Weekly, &fresh.Availability.Weekly, stored.Availability.Weekly)
		keep(table, exchange.DaysOff, &fresh.Availability.Exceptions, stored.Availability.Exceptions)
		keep(table, exchange.HoursDay, &fresh.Limits.MinutesPerDay, stored.Limits.MinutesPerDay)
		keep(table, exchange.HoursWeek, &fresh.Limits.MinutesPerWeek, stored.Limits.MinutesPerWeek)
		keep(table, exchange.DaysWeek, &fresh.Limits.DaysPerWeek, stored.Limits.DaysPerWeek)
		keep(table, exchange.Km, &fresh.Limits.Km, stored.Limits.Km)
		keep(table, exchange.Prefer, &fresh.Prefer, stored.Prefer)
		keep(table, exchange.Avoid, &fresh.Avoid, stored.Avoid)
	}
}

func keep[T any](table exchange.Table, field exchange.Field, fresh *T, stored T) {
	if !table.Has(field) {
		*fresh = stored
	}
}
