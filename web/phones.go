package web

import (
	"embed"
	"net/http"

	"github.com/tiepsuc/tiepsuc/i18n"
)

//go:embed static/phones.js static/phones.css
var staticFiles embed.FS

// phonesView is the page of the demo's phones; its script gets its words from the page.
type phonesView struct{ frame }

// showPhones shows the demo's phones side by side.
func (s *server) showPhones(w http.ResponseWriter, r *http.Request) error {
	lang := pageLang(r, i18n.Parse(r.Header.Get("Accept-Language")))
	view := phonesView{frame: newFrame(r, lang, i18n.Text(lang, "phones.title"))}
	if err := s.render(w, http.StatusOK, "phones.html", view); err != nil {
		return err
	}
	return nil
}

// static serves the script and the style of the phones' page.
func (s *server) static(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeFileFS(w, r, staticFiles, "static/"+r.PathValue("file"))
}
