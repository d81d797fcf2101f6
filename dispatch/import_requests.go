package dispatch

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// mostRequests bounds one list of help requests.
const mostRequests = 2000

// Imported is what came of a list: counts, or the faults for which nothing was stored.
type Imported struct {
	Created, Updated, Unchanged int
	Faults                      []RowFault
	// Columns says which headings were taken for what.
	Columns []exchange.Taken
	table   exchange.Table
}

// ListInput is a list as a file. Dry counts what would change and stores nothing. Columns says
// under which headings some fields stand, and Sheet on which sheet the list is, where that can't
// be guessed.
type ListInput struct {
	File    []byte
	Sheet   string
	Dry     bool
	Columns map[exchange.Field]string
	// Progress is told how far the import has come, and so is whoever follows the UUID ProgressID.
	Progress   func(roster.ImportStep)
	ProgressID string
}

// ImportRequests takes in a list of help requests (CSV or XLSX). Rows with one number are one
// request with several roles; a number that is known already is left as it is, and is a fault
// where the list now says something else. With any fault nothing is stored.
func (d *Dispatcher) ImportRequests(ctx context.Context, v roster.Viewer, in ListInput, now time.Time) (Imported, error) {
	if err := v.May(roster.RequestHelp); err != nil {
		return Imported{}, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return Imported{}, err
	}
	table, err := readTable(in, exchange.RequestHeadings())
	if err != nil {
		return Imported{}, err
	}
	words, err := d.readGlossary(ctx, v.Campaign, "")
	if err != nil {
		return Imported{}, err
	}
	list := requestList{campaign: campaign, commune: v.Commune, at: map[string]int{}, now: now}
	for _, row := range table.Rows {
		list.read(requestReader{rowReader{table: table, words: words, row: row}})
	}
	if len(list.calls) > mostRequests {
		return Imported{}, &roster.Error{Kind: roster.Limited, Key: "import.too_many_requests", Field: "file", Args: []any{"max", mostRequests}}
	}
	done, err := d.storeRequests(ctx, list, in.Dry)
	if err != nil {
		return Imported{}, fmt.Errorf("import requests: %w", err)
	}
	locate(table, done.Faults)
	done.Columns, done.table = table.Taken(), table
	return done, nil
}

// call is one request of a list, and on which rows its roles stand.
type call struct {
	roster.HelpRequest
	rows []int
}

// requestList collects the requests of a list by their numbers.
type requestList struct {
	campaign roster.Campaign
	commune  string // whose list it must be; empty: anybody's
	calls    []call
	at       map[string]int
	now      time.Time
	faults   []RowFault
}

// read takes in a row: a new request, or one more role of a known one.
func (l *requestList) read(r requestReader) {
	request := r.request(l.campaign)
	l.faults = append(l.faults, r.faults...)
	if len(r.faults) > 0 {
		return
	}
	i, known := l.at[request.Number]
	if !known {
		l.at[request.Number] = len(l.calls)
		l.calls = append(l.calls, call{request, []int{r.row.Number}})
		return
	}
	first := &l.calls[i]
	roles := append(first.Roles, request.Roles...)
	first.rows = append(first.rows, r.row.Number)
	if first.Roles = request.Roles; !reflect.DeepEqual(first.HelpRequest, request) {
		l.fault(r.row.Number, exchange.RequestNumber, roster.Clash("import.request_rows_differ", "value", request.Number))
	}
	if first.Roles = roles; len(roles) > mostRoles {
		l.fault(r.row.Number, exchange.RequestNumber, roster.Bad("number", "request.too_many_roles", "max", mostRoles))
	}
}

func (l *requestList) fault(row int, column exchange.Field, err *roster.Error) {
	l.faults = append(l.faults, RowFault{Row: row, Column: string(column), Err: err})
}

// check holds a request to the rules of a call for people that is made by hand.
func (l *requestList) check(c call) {
	if l.commune != "" && l.commune != c.Commune {
		l.fault(c.rows[0], exchange.RequestCommune, roster.Missing("commune"))
	}
	for _, f := range checkSpan(l.campaign, c.Span, l.now) {
		l.fault(c.rows[0], columnOfInput(f.Field), f)
	}
	for i, role := range c.Roles {
		known := map[string]bool{role.Skill: true} // by the glossary
		for _, f := range checkRoles([]roster.RoleNeed{role}, known) {
			l.fault(c.rows[i], columnOfInput(f.Field), f)
		}
	}
}

// columnOfInput is the column of a list in which a field of the API's input stands.
func columnOfInput(field string) exchange.Field {
	name := field[strings.LastIndexByte(field, '.')+1:]
	switch name {
	case "start":
		return exchange.RequestFrom
	case "end":
		return exchange.RequestTo
	}
	return exchange.Field(name)
}

// storeRequests adds what is new, or says what it would add, or why nothing may be.
func (d *Dispatcher) storeRequests(ctx context.Context, l requestList, dry bool) (Imported, error) {
	var done Imported
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		done = Imported{}
		fresh, err := l.fresh(ctx, tx)
		if err != nil {
			return err
		}
		if len(l.faults) > 0 {
			slices.SortStableFunc(l.faults, func(a, b RowFault) int { return cmp.Compare(a.Row, b.Row) })
			done.Faults = l.faults
			return nil
		}
		done.Created, done.Unchanged = len(fresh), len(l.calls)-len(fresh)
		if dry {
			return nil
		}
		for _, request := range fresh {
			if err := addNumbered(ctx, tx, l.campaign, request, l.now); err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

// fresh are the requests whose numbers nobody has used; one that says something else than what
// is stored under its number is a fault.
func (l *requestList) fresh(ctx context.Context, tx *db.Store) ([]roster.HelpRequest, error) {
	numbers := make([]string, len(l.calls))
	for i, c := range l.calls {
		numbers[i] = c.Number
	}
	stored, err := tx.NumberedRequests(ctx, l.campaign.ID, numbers)
	if err != nil {
		return nil, err
	}
	var fresh []roster.HelpRequest
	for _, c := range l.calls {
		old, known := stored[c.Number]
		switch {
		case !known:
			l.check(c)
			fresh = append(fresh, c.HelpRequest)
		case !sameCall(old, c.HelpRequest):
			l.fault(c.rows[0], exchange.RequestNumber, roster.Clash("import.request_known", "value", c.Number))
		}
	}
	return fresh, nil
}

func sameCall(a, b roster.HelpRequest) bool {
	return a.Commune == b.Commune && a.Span.Equal(b.Span) &&
		a.Reason == b.Reason && a.Urgent == b.Urgent && slices.Equal(a.Roles, b.Roles)
}

func addNumbered(ctx context.Context, tx *db.Store, campaign roster.Campaign, request roster.HelpRequest, now time.Time) error {
	var err error
	if request.ID, err = db.NewID(); err != nil {
		return err
	}
	if request.Point, err = tx.DeskOf(ctx, campaign.ID, request.Commune); err != nil {
		return err
	}
	request.State, request.CreatedAt, request.Version = roster.RequestOpen, now, 1
	_, err = addRequest(ctx, tx, campaign, request, now)
	return err
}
