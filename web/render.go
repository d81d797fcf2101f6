package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"sync"

	"github.com/tiepsuc/tiepsuc/i18n"
)

//go:embed templates/*.html templates/page.css
var templateFiles embed.FS

// pages are the parsed templates and the hash of their inline style, which the policy
// allows and nothing else.
type pages struct {
	templates *template.Template
	style     template.CSS
	styleHash string
}

var parsePages = sync.OnceValues(func() (*pages, error) { //nolint:gochecknoglobals // parsed once, never changed
	css, err := templateFiles.ReadFile("templates/page.css")
	if err != nil {
		return nil, fmt.Errorf("read style: %w", err)
	}
	templates, err := template.New("").Funcs(template.FuncMap{"t": i18n.Text}).ParseFS(templateFiles, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse templates: %w", err)
	}
	sum := sha256.Sum256(css)
	return &pages{templates: templates, style: template.CSS(css), styleHash: base64.StdEncoding.EncodeToString(sum[:])}, nil //nolint:gosec // our own file
})

// frame is what every page has: its language, its title, the same page in the other
// language. Kept are the fields that lead to that one where it is no address alone.
type frame struct {
	Lang      i18n.Lang
	Title     string
	OtherLang i18n.Lang
	OtherURL  string
	Kept      map[string]string
}

func newFrame(r *http.Request, lang i18n.Lang, title string) frame {
	other := i18n.EN
	if lang == i18n.EN {
		other = i18n.VI
	}
	return frame{Lang: lang, Title: title, OtherLang: other, OtherURL: r.URL.Path + "?" + url.Values{"lang": {string(other)}}.Encode()}
}

// CSS is the style of all pages, inlined so that a page is one answer.
func (frame) CSS() (template.CSS, error) {
	p, err := parsePages()
	if err != nil {
		return "", err
	}
	return p.style, nil
}

// pageLang is the language of a page: what its address asks for, else the person's own.
func pageLang(r *http.Request, own i18n.Lang) i18n.Lang {
	if asked := r.URL.Query().Get("lang"); asked != "" {
		return i18n.Parse(asked)
	}
	return own
}

// inLang is the address of another page or form in the language that this one's asks for, where
// it does: who has chosen a language reads on in it.
func inLang(r *http.Request, path string) string {
	if asked := r.URL.Query().Get("lang"); asked != "" {
		return path + "?" + url.Values{"lang": {string(i18n.Parse(asked))}}.Encode()
	}
	return path
}

// render writes a page whole or, when its template fails, not at all. Beside its own inline
// style a page may load what sources names ("script-src 'self'"), as a rule nothing.
func (s *server) render(w http.ResponseWriter, status int, name string, view any, sources ...string) error {
	p, err := parsePages()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := p.templates.ExecuteTemplate(&b, name, view); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Content-Security-Policy", p.policy(sources))
	w.WriteHeader(status)
	_, err = b.WriteTo(w)
	return err
}

func (p *pages) policy(sources []string) string {
	policy := "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-" + p.styleHash + "'"
	for _, source := range sources {
		policy += source
	}
	return policy
}
