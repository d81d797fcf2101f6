package web

import (
	"mime"
	"net/http"
	"strings"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// showCalendar gives the calendar of the shifts of whom the link was made for.
func (s *server) showCalendar(w http.ResponseWriter, r *http.Request) error {
	token, ok := strings.CutSuffix(r.PathValue("file"), ".ics")
	if !ok {
		return roster.Missing("link")
	}
	campaign, volunteer, err := s.Links.OpenCalendar(token)
	if err != nil {
		return err
	}
	content, err := s.Dispatcher.Calendar(r.Context(), campaign, volunteer)
	if err != nil {
		return err
	}
	return download(w, "text/calendar; charset=utf-8", "", content)
}

// export gives the tables of whoever is signed in or shows an API token: volunteers or results, as .csv or
// .xlsx.
func (s *server) export(w http.ResponseWriter, r *http.Request) error {
	if s.Tokens == nil {
		return roster.Missing("row")
	}
	viewer, err := s.Tokens.Of(r, s.Now(), s.Wall())
	if err != nil {
		return err
	}
	file := r.PathValue("file")
	name, kind, _ := strings.Cut(file, ".")
	var rows [][]string
	switch name {
	case "volunteers":
		if err := viewer.Use(roster.TokenPeople); err != nil {
			return err
		}
		rows, err = s.Dispatcher.ExportVolunteers(r.Context(), viewer, s.Now())
	case "results":
		if err := viewer.Use(roster.TokenRead); err != nil {
			return err
		}
		rows, err = s.Dispatcher.ExportResults(r.Context(), viewer, pageLang(r, i18n.VI), s.Now())
	default:
		err = roster.Missing("row")
	}
	if err != nil {
		return err
	}
	return table(w, file, kind, rows)
}

func table(w http.ResponseWriter, file, kind string, rows [][]string) error {
	switch kind {
	case "csv":
		content, err := exchange.WriteCSV(rows)
		if err != nil {
			return err
		}
		return download(w, "text/csv; charset=utf-8", file, content)
	case "xlsx":
		content, err := exchange.WriteXLSX(rows)
		if err != nil {
			return err
		}
		return download(w, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file, content)
	}
	return roster.Missing("row")
}

// download sends a file that no cache keeps: it is about people.
func download(w http.ResponseWriter, kind, name string, content []byte) error {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "private, no-store")
	if name != "" {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	_, err := w.Write(content)
	return err
}
