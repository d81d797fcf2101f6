package dispatch

import (
	"context"
	"fmt"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ImportCommunes takes the communes of a list (CSV or XLSX) into the campaign, matched by their
// official codes, each with a desk. What is known of a commune is changed to what the list
// says, for every campaign: official units are the same for all. With any fault nothing is
// stored. For the department.
func (d *Dispatcher) ImportCommunes(ctx context.Context, v roster.Viewer, in ListInput) (Imported, error) {
	if err := v.May(roster.ApproveRequest); err != nil {
		return Imported{}, err
	}
	table, err := readTable(in, exchange.CommuneHeadings())
	if err != nil {
		return Imported{}, err
	}
	done := Imported{Columns: table.Taken(), table: table}
	var communes []roster.Commune
	first := map[string]int{}
	for _, row := range table.Rows {
		r := communeReader{rowReader{table: table, row: row}}
		c := r.commune()
		if earlier, twice := first[c.Code]; twice {
			r.fault(exchange.CommuneCode, "import.commune_twice", "row", earlier)
		}
		first[c.Code] = row.Number
		communes, done.Faults = append(communes, c), append(done.Faults, r.faults...)
	}
	if locate(table, done.Faults); len(done.Faults) > 0 {
		return done, nil
	}
	stored, err := d.storeCommunes(ctx, v.Campaign, communes, in.Dry)
	if err != nil {
		return Imported{}, fmt.Errorf("import communes: %w", err)
	}
	stored.Columns, stored.table = done.Columns, table
	return stored, nil
}

func (d *Dispatcher) storeCommunes(ctx context.Context, campaign string, communes []roster.Commune, dry bool) (Imported, error) {
	codes := make([]string, len(communes))
	desks := make([]roster.Point, len(communes))
	for i, c := range communes {
		id, err := db.NewID()
		if err != nil {
			return Imported{}, err
		}
		codes[i] = c.Code
		desks[i] = roster.Point{ID: id, Commune: c.Code, Kind: roster.Desk, Name: i18n.Text(i18n.VI, "import.desk", "commune", c.Name)}
	}
	var done Imported
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		known, within, err := tx.KnownCommunes(ctx, campaign, codes)
		if err != nil {
			return err
		}
		done = Imported{}
		for _, c := range communes {
			switch {
			case !within[c.Code]:
				done.Created++
			case known[c.Code] != c:
				done.Updated++
			default:
				done.Unchanged++
			}
		}
		if dry {
			return nil
		}
		return tx.SaveCommunes(ctx, campaign, communes, desks)
	})
	return done, err
}

// communeReader reads one row of a list of communes.
type communeReader struct{ rowReader }

func (r *communeReader) commune() roster.Commune {
	const south, north, west, east = 8, 24, 102, 110 // Vietnam's
	c := roster.Commune{
		Code: r.code(), Name: r.cell(exchange.CommuneName), NameEN: r.cell(exchange.CommuneNameEN), Kind: r.communeKind(),
		Lat: r.degrees(exchange.CommuneLat, south, north), Lon: r.degrees(exchange.CommuneLon, west, east),
	}
	if r.cell(exchange.CommunePopulation) != "" {
		c.Population = max(0, r.count(exchange.CommunePopulation))
	}
	if c.Name == "" {
		r.fault(exchange.CommuneName, "import.name_missing")
	}
	if c.NameEN == "" {
		c.NameEN = c.Name
	}
	return c
}

// code is five digits, also where a spreadsheet has taken leading zeros away.
func (r *communeReader) code() string {
	const digits = 5
	code := r.number(exchange.CommuneCode)
	code = strings.Repeat("0", max(0, digits-len(code))) + code
	if len(code) != digits || strings.Trim(code, "0123456789") != "" || strings.Trim(code, "0") == "" {
		r.fault(exchange.CommuneCode, "import.code_malformed", "value", r.cell(exchange.CommuneCode))
	}
	return code
}

func (r *communeReader) communeKind() roster.CommuneKind {
	switch exchange.Plain(r.cell(exchange.CommuneKind)) {
	case "phuong", "ward", "p":
		return roster.Ward
	case "xa", "commune", "x":
		return roster.RuralCommune
	}
	r.fault(exchange.CommuneKind, "import.commune_kind_unknown", "value", r.cell(exchange.CommuneKind))
	return ""
}

func (r *communeReader) degrees(field exchange.Field, least, most float64) float64 {
	value := r.amount(field)
	if value < least || value > most {
		r.fault(field, "import.degrees_out_of_range", "min", least, "max", most)
	}
	return value
}
