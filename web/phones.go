package web

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/tiepsuc/tiepsuc/i18n"
)

//go:embed static/phones.js static/phones.css static/place.js
var staticFiles embed.FS

// Demo is what only a demo serves: the query page, the phones' texts as JSON, whose phones
// they are (names by number), the campaign's clock and the tokens to sign in with.
type Demo struct {
	Playground, Phones, Clock http.Handler
	Names                     func(ctx context.Context) (map[string]string, error)
	SignIns                   []SignIn
}

// SignIn is one of the demo's ways in.
type SignIn struct {
	Role  string `json:"role"`
	Name  string `json:"name"`
	Token string `json:"token"`
}

// demoRoutes are answered with 404 anywhere else.
func (s *server) demoRoutes(mux *http.ServeMux) {
	mux.Handle("GET /graphiql", s.Demo.Playground)
	mux.HandleFunc("GET /demo/sign-ins", s.page(s.signIns))
	mux.HandleFunc("GET /demo/phones", s.page(s.showPhones))
	mux.HandleFunc("GET /demo/static/{file}", static)
	mux.HandleFunc("GET /demo/names.json", s.page(s.names))
	mux.Handle("GET /demo/phones.json", rewrite("/", s.Demo.Phones))
	// Nobody signs in to the phones and the clock: no other site may play with them.
	own := http.NewCrossOriginProtection()
	mux.Handle("/demo/clock", own.Handler(s.Demo.Clock))
	mux.Handle("/demo/phones/", own.Handler(http.StripPrefix("/demo/phones", s.Demo.Phones)))
}

// rewrite serves a handler at its root, whatever path led here.
func rewrite(path string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		again := r.Clone(r.Context())
		again.URL.Path, again.URL.RawPath = path, ""
		next.ServeHTTP(w, again)
	})
}

// phonesView is the page of the demo's phones; its script gets its words from the page.
type phonesView struct {
	frame
	Words string
}

// showPhones shows the demo's phones side by side.
func (s *server) showPhones(w http.ResponseWriter, r *http.Request) error {
	lang := pageLang(r, i18n.Parse(r.Header.Get("Accept-Language")))
	words, err := phoneWords(lang)
	if err != nil {
		return err
	}
	view := phonesView{frame: newFrame(r, lang, i18n.Text(lang, "phones.title")), Words: words}
	return s.render(w, http.StatusOK, "phones.html", view, " 'self'", "; script-src 'self'", "; connect-src 'self'")
}

// phoneWords are the words that the script puts on the page, as JSON.
func phoneWords(lang i18n.Lang) (string, error) {
	words := map[string]string{"lang": string(lang)}
	for _, word := range []string{"close", "empty", "failed", "lost", "more", "none", "paused", "reply", "send", "texts"} {
		words[word] = i18n.Text(lang, "phones."+word)
	}
	for day := range 7 {
		words[fmt.Sprint("day", day)] = i18n.Text(lang, fmt.Sprintf("sms.weekday.%d", day))
	}
	raw, err := json.Marshal(words)
	if err != nil {
		return "", fmt.Errorf("write words: %w", err)
	}
	return string(raw), nil
}

// names tells whose phone a number is.
func (s *server) names(w http.ResponseWriter, r *http.Request) error {
	names, err := s.Demo.Names(r.Context())
	if err != nil {
		return err
	}
	return writeJSON(w, names)
}

// signIns lists the demo's ways in, for the app's sign-in page.
func (s *server) signIns(w http.ResponseWriter, _ *http.Request) error {
	return writeJSON(w, s.Demo.SignIns)
}

func writeJSON(w http.ResponseWriter, value any) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(w).Encode(value)
}

// static serves the script and the style of the phones' page.
func static(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeFileFS(w, r, staticFiles, "static/"+r.PathValue("file"))
}
