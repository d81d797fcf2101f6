package auth

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Cookies carry sessions. Secure where the platform is reached over TLS: then the name binds
// the cookie to this very host (RFC 6265bis, section 4.1.3.2).
type Cookies struct{ Secure bool }

// CookiesFor are the cookies of a platform with this public address.
func CookiesFor(public string) Cookies {
	return Cookies{Secure: strings.HasPrefix(public, "https://")}
}

func (c Cookies) name() string {
	if c.Secure {
		return "__Host-tiepsuc"
	}
	return "tiepsuc"
}

// Set gives a browser its session.
func (c Cookies) Set(w http.ResponseWriter, token string) {
	c.write(w, token, int(sessionLife.Seconds()))
}

// Clear takes it away.
func (c Cookies) Clear(w http.ResponseWriter) { c.write(w, "", -1) }

func (c Cookies) write(w http.ResponseWriter, token string, seconds int) {
	http.SetCookie(w, &http.Cookie{
		Name: c.name(), Value: token, Path: "/", MaxAge: seconds, Secure: c.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

// Credential is what a request shows of its sender: its Authorization header, else its cookie.
func (c Cookies) Credential(r *http.Request) string {
	if header := r.Header.Get("Authorization"); header != "" {
		return header
	}
	if cookie, err := r.Cookie(c.name()); err == nil {
		return "Cookie " + cookie.Value
	}
	return ""
}

// Of returns who sends a request, by token or by cookie: nobody when it shows neither,
// Unauthenticated when what it shows isn't valid (any more), Forbidden when another site made
// the browser send its cookie along. now is the campaign's clock, by which tokens end, wall the
// real one, by which sessions do.
func (t *Tokens) Of(r *http.Request, now, wall time.Time) (roster.Viewer, error) {
	credential := t.Cookies.Credential(r)
	token, cookie := strings.CutPrefix(credential, "Cookie ")
	if !cookie {
		return t.Recognise(r.Context(), credential, now)
	}
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		return roster.Viewer{}, &roster.Error{Kind: roster.Forbidden, Key: "answer.foreign_site", Err: err}
	}
	return t.session(r.Context(), token, wall)
}

func (t *Tokens) session(ctx context.Context, token string, now time.Time) (roster.Viewer, error) {
	v, err := t.Store.SessionViewer(ctx, Hash(token), now.Add(-sessionIdle), now)
	if roster.KindOf(err) == roster.NotFound {
		return roster.Viewer{}, invalid(err)
	}
	return v, err
}
