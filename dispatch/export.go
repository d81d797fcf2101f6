package dispatch

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ExportVolunteers gives the viewer's own people as rows, headings first, in a form that an
// import takes back.
func (d *Dispatcher) ExportVolunteers(ctx context.Context, v roster.Viewer, now time.Time) ([][]string, error) {
	people, err := d.ownPeople(ctx, v, now)
	if err != nil {
		return nil, err
	}
	rows := [][]string{{
		string(exchange.ExternalID), string(exchange.Name), string(exchange.Phone), string(exchange.Kind), string(exchange.HomeCommune),
		string(exchange.Skills), string(exchange.HoursDay), string(exchange.HoursWeek), string(exchange.DaysWeek), string(exchange.Km),
		string(exchange.Prefer), string(exchange.Avoid), string(exchange.Consent),
	}}
	for _, p := range people {
		rows = append(rows, personRow(p))
	}
	return rows, nil
}

// ownPeople are those whose data the viewer may carry away.
func (d *Dispatcher) ownPeople(ctx context.Context, v roster.Viewer, now time.Time) ([]roster.Volunteer, error) {
	ids, err := d.carriedAway(ctx, v, now)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	people, err := d.store.People(ctx, v.Campaign, ids)
	if err != nil {
		return nil, fmt.Errorf("export volunteers: %w", err)
	}
	slices.SortFunc(people, func(a, b roster.Volunteer) int {
		return strings.Compare(a.Organisation+"\x00"+a.ExternalID, b.Organisation+"\x00"+b.ExternalID)
	})
	return people, nil
}

// carriedAway names the people whose data the viewer carries away, and notes it.
func (d *Dispatcher) carriedAway(ctx context.Context, v roster.Viewer, now time.Time) ([]string, error) {
	if err := mayExport(v); err != nil {
		return nil, err
	}
	ids, err := d.store.OwnPeople(ctx, v.Scope())
	if err != nil {
		return nil, err
	}
	return ids, d.NoteAccess(ctx, v, roster.TookExport, ids, now)
}

// mayExport refuses nobody at all and communes, which export no people.
func mayExport(v roster.Viewer) error {
	switch v.Role {
	case roster.AsDepartment, roster.AsUniversity, roster.AsTelecom, roster.AsVolunteer:
		return nil
	case roster.AsCommune:
		return roster.Denied("viewer.may_not")
	}
	return &roster.Error{Kind: roster.Unauthenticated, Key: "viewer.unauthenticated"}
}

func personRow(p roster.Volunteer) []string {
	const hour = 60
	skills := make([]string, len(p.Skills))
	for i, s := range p.Skills {
		skills[i] = s.Skill + ":" + strconv.Itoa(s.Level)
	}
	number := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	consent := ""
	if p.ConsentSMS {
		consent = "x"
	}
	return []string{
		p.ExternalID, p.Name, string(p.Phone), string(p.Kind), p.Home, strings.Join(skills, ", "),
		number(float64(p.Limits.MinutesPerDay) / hour), number(float64(p.Limits.MinutesPerWeek) / hour), strconv.Itoa(p.Limits.DaysPerWeek), number(p.Limits.Km),
		strings.Join(p.Prefer, ", "), strings.Join(p.Avoid, ", "), consent,
	}
}

// ExportResults gives what each of the viewer's own people has given, as rows with headings
// in a language.
func (d *Dispatcher) ExportResults(ctx context.Context, v roster.Viewer, l i18n.Lang, now time.Time) ([][]string, error) {
	if _, err := d.carriedAway(ctx, v, now); err != nil {
		return nil, err
	}
	results, err := d.store.Results(ctx, v.Scope())
	if err != nil {
		return nil, fmt.Errorf("export results: %w", err)
	}
	var rows [][]string
	var head []string
	for _, column := range []string{"organisation", "external_id", "name", "asked", "confirmed", "served", "no_show", "withdrawn", "hours"} {
		head = append(head, i18n.Text(l, "export."+column))
	}
	rows = append(rows, head)
	const hour, decimals = 60, 1
	for _, r := range results {
		rows = append(rows, []string{
			r.Organisation, r.ExternalID, r.Name, strconv.Itoa(r.Asked), strconv.Itoa(r.Confirmed), strconv.Itoa(r.Served),
			strconv.Itoa(r.NoShow), strconv.Itoa(r.Withdrawn), strconv.FormatFloat(float64(r.Minutes)/hour, 'f', decimals, 64),
		})
	}
	return rows, nil
}

// ExportVolunteer gives all that is kept about one person, as JSON, to that person, the own
// organisation and the department.
func (d *Dispatcher) ExportVolunteer(ctx context.Context, v roster.Viewer, volunteer string, now time.Time) ([]byte, error) {
	if err := mayExport(v); err != nil {
		return nil, err
	}
	own, err := d.store.OwnPeople(ctx, v.Scope())
	if err != nil {
		return nil, err
	}
	if !slices.Contains(own, volunteer) {
		return nil, roster.Missing("volunteer")
	}
	if err := d.NoteAccess(ctx, v, roster.TookExport, []string{volunteer}, now); err != nil {
		return nil, err
	}
	return d.store.PersonRecord(ctx, v.Campaign, volunteer)
}
