package invent

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"

	"github.com/tiepsuc/tiepsuc/roster"
)

//go:embed data/*.csv
var data embed.FS

// table reads one of the embedded files as rows by column name.
func table(name string) ([]map[string]string, error) {
	f, err := data.Open("data/" + name)
	if err != nil {
		return nil, fmt.Errorf("read the embedded data: %w", err)
	}
	defer f.Close()
	lines, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the embedded %s: %w", name, err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// communes are the 126 units by code.
func communes() ([]roster.Commune, error) {
	rows, err := table("hanoi_communes.csv")
	if err != nil {
		return nil, err
	}
	units := make([]roster.Commune, len(rows))
	for i, row := range rows {
		population, err := strconv.Atoi(row["population"])
		if err != nil {
			return nil, fmt.Errorf("population of commune %s: %w", row["code"], err)
		}
		at, err := position(row)
		if err != nil {
			return nil, fmt.Errorf("place of commune %s: %w", row["code"], err)
		}
		units[i] = roster.Commune{
			Code: row["code"], Name: row["name_vi"], NameEN: row["name_en"],
			Kind: roster.CommuneKind(row["kind"]), Lat: at.lat, Lon: at.lon, Population: population,
		}
	}
	return units, nil
}

// lender is an organisation that lends people, with its campus where that is known.
type lender struct {
	organisation roster.Organisation
	campus       place
}

// lenders are the universities, then the telecoms; they have no ids yet.
func lenders() ([]lender, error) {
	universities, err := table("hanoi_universities.csv")
	if err != nil {
		return nil, err
	}
	var all []lender
	for _, row := range universities {
		campus, err := position(row)
		if err != nil {
			return nil, fmt.Errorf("campus of %s: %w", row["short"], err)
		}
		all = append(all, lender{
			organisation: roster.Organisation{Kind: roster.University, Name: row["name_vi"], Short: row["short"]},
			campus:       campus,
		})
	}
	telecoms, err := table("telecoms.csv")
	if err != nil {
		return nil, err
	}
	for _, row := range telecoms {
		all = append(all, lender{organisation: roster.Organisation{Kind: roster.Telecom, Name: row["name"], Short: row["short"]}})
	}
	return all, nil
}

func skills() ([]roster.Skill, error) {
	rows, err := table("skills.csv")
	if err != nil {
		return nil, err
	}
	all := make([]roster.Skill, len(rows))
	for i, row := range rows {
		all[i] = roster.Skill{Code: row["code"], NameVI: row["name_vi"], NameEN: row["name_en"]}
	}
	return all, nil
}
