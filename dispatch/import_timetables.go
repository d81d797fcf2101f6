package dispatch

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// TimetablesInput is the timetables of many people of an organisation: a table with a row for
// each time at which somebody is busy, or calendars. Periods are the lessons of a day where they
// aren't the usual ones.
type TimetablesInput struct {
	Organisation string
	ListInput
	Periods []exchange.Period
}

// Timetabled is what came of timetables: how many people are less free than before, or the
// faults for which nothing was stored.
type Timetabled struct {
	Changed, Unchanged int
	Faults             []RowFault
	// Columns says which headings were taken for what, Periods when lessons are taken to be.
	Columns []exchange.Taken
	Periods []exchange.Period
	table   exchange.Table
}

// ImportTimetables takes the times of lectures and exams of an organisation's people out of when
// they are free, on the campaign's days. With any fault nothing is stored. Sending them again
// changes nothing more; shifts that people have taken stay.
func (d *Dispatcher) ImportTimetables(ctx context.Context, v roster.Viewer, in TimetablesInput, now time.Time) (Timetabled, error) {
	if err := d.mayRegister(ctx, v, in.Organisation); err != nil {
		return Timetabled{}, err
	}
	follow, err := d.follow(ctx, v.Campaign, in.ListInput)
	if err != nil {
		return Timetabled{}, err
	}
	defer follow.end()
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return Timetabled{}, err
	}
	known, err := d.store.ExternalIDs(ctx, v.Campaign, in.Organisation)
	if err != nil {
		return Timetabled{}, err
	}
	t := newTimetables(campaign, known, in.Periods)
	if exchange.IsCalendar(in.File) {
		err = t.readCalendars(in.File)
	} else {
		err = t.readRows(in.ListInput, follow)
	}
	if err != nil || len(t.done.Faults) > 0 {
		return t.done, err
	}
	follow.storing()
	if err := d.storeTimetables(ctx, t, in.Dry, now); err != nil {
		return Timetabled{}, fmt.Errorf("import timetables: %w", err)
	}
	return t.done, nil
}

// timetables collects when people are busy, by their ids.
type timetables struct {
	campaign roster.Campaign
	days     roster.Span
	known    map[string]string // ids by external id; none for who is registered elsewhere
	periods  []exchange.Period
	busy     map[string][]roster.Span
	done     Timetabled
}

func newTimetables(campaign roster.Campaign, known map[string]string, periods []exchange.Period) *timetables {
	if len(periods) == 0 {
		periods = exchange.UsualPeriods()
	}
	loc := campaign.Location()
	return &timetables{
		campaign: campaign, known: known, periods: periods, busy: map[string][]roster.Span{}, done: Timetabled{Periods: periods},
		days: roster.Span{Start: campaign.StartsOn.Time(loc), End: campaign.EndsOn.AddDays(1).Time(loc)},
	}
}

func (t *timetables) readRows(in ListInput, follow *following) error {
	table, err := readTable(in, exchange.TimetableHeadings())
	if err != nil {
		return err
	}
	if !table.Has(exchange.BusyDay) && !table.Has(exchange.BusyWeekday) {
		return roster.Bad("file", "import.columns_missing", "columns", []string{"import.column.dayOrWeekday"})
	}
	t.done.table, t.done.Columns = table, table.Taken()
	follow.total = len(table.Rows)
	zeroWidth := table.ZeroWidth(exchange.ExternalID)
	for i, row := range table.Rows {
		r := timetableReader{personReader{rowReader{table: table, row: row}, zeroWidth}, t}
		id, busy := r.busy()
		t.done.Faults = append(t.done.Faults, r.faults...)
		t.add(id, busy)
		follow.row(i + 1)
	}
	locate(table, t.done.Faults)
	return nil
}

func (t *timetables) add(id string, busy []roster.Span) {
	if id != "" {
		t.busy[id] = append(t.busy[id], busy...)
	}
}

// readCalendars reads events; each must name somebody by the number of this organisation.
func (t *timetables) readCalendars(file []byte) error {
	occasions, err := exchange.Occasions(file, t.days, t.campaign.Location())
	if err != nil {
		return err
	}
	if len(occasions) == 0 {
		return roster.Bad("file", "import.nothing")
	}
	for _, o := range occasions {
		who := t.named(o)
		if len(who) == 0 {
			t.done.Faults = append(t.done.Faults, RowFault{
				Sheet: o.File, Row: o.Number, Column: string(exchange.ExternalID),
				Err: roster.Bad(string(exchange.ExternalID), "timetable.nobody_named", "value", o.Title),
			})
		}
		for _, id := range who {
			t.add(id, clip(o.Busy, t.days))
		}
	}
	return nil
}

// named are the people whom an event is about: who attends, else whom its title names, else
// whose calendar it is in.
func (t *timetables) named(o exchange.Occasion) []string {
	for _, words := range o.Names {
		var who []string
		for _, word := range words {
			if id, known := t.known[word]; known {
				who = append(who, id)
			}
		}
		if len(who) > 0 {
			return who
		}
	}
	return nil
}

// storeTimetables takes what was read out of when people are free.
func (d *Dispatcher) storeTimetables(ctx context.Context, t *timetables, dry bool, now time.Time) error {
	ids := make([]string, 0, len(t.busy))
	for id := range t.busy {
		ids = append(ids, id)
	}
	loc := t.campaign.Location()
	return d.store.InTx(ctx, func(tx *db.Store) error {
		if err := tx.LockVolunteers(ctx, t.campaign.ID, ids); err != nil {
			return err
		}
		people, err := tx.People(ctx, t.campaign.ID, ids)
		if err != nil {
			return err
		}
		var changed []roster.Volunteer
		for _, p := range people {
			left := p.Availability.Without(t.busy[p.ID], loc)
			if !reflect.DeepEqual(left, p.Availability) {
				p.Availability = left
				changed = append(changed, p)
			}
		}
		t.done.Changed, t.done.Unchanged = len(changed), len(people)-len(changed)
		if dry {
			return nil
		}
		return tx.SetAvailabilities(ctx, t.campaign.ID, changed, now)
	})
}
