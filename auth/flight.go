package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"github.com/tiepsuc/tiepsuc/roster"
)

// flightLife is how long somebody may take at a provider.
const flightLife = 10 * time.Minute

// flight is what a browser keeps while its person is away at a provider, signed by us: what
// comes back must belong to what this very browser has begun.
type flight struct {
	Issuer, State, Nonce, Verifier string
	Until                          time.Time
}

func newFlight(issuer string, now time.Time) flight {
	return flight{
		Issuer: issuer, State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier(),
		Until: now.Add(flightLife),
	}
}

func (c Cookies) flightName() string { return c.name() + "-away" }

// setFlight gives the browser its flight; the zero one takes it away.
func (c Cookies) setFlight(w http.ResponseWriter, l *Links, f flight) error {
	cookie := &http.Cookie{Name: c.flightName(), Path: "/", MaxAge: -1, Secure: c.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if f != (flight{}) {
		raw, err := json.Marshal(f)
		if err != nil {
			return fmt.Errorf("keep a sign-in: %w", err)
		}
		cookie.MaxAge = int(flightLife.Seconds())
		cookie.Value = base64.RawURLEncoding.EncodeToString(raw) + "." + base64.RawURLEncoding.EncodeToString(flightMAC(l.keys[0], raw))
	}
	http.SetCookie(w, cookie)
	return nil
}

// flightOf returns what the browser has begun; an error when that is nothing, is over, or
// isn't ours.
func (c Cookies) flightOf(r *http.Request, l *Links, now time.Time) (flight, error) {
	var f flight
	cookie, err := r.Cookie(c.flightName())
	if err != nil {
		return f, startAgain(err)
	}
	body, mac, _ := strings.Cut(cookie.Value, ".")
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return f, startAgain(err)
	}
	if !l.signedFlight(raw, mac) {
		return f, startAgain(fmt.Errorf("the cookie isn't ours"))
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return flight{}, startAgain(err)
	}
	if !now.Before(f.Until) {
		return flight{}, startAgain(fmt.Errorf("begun too long ago"))
	}
	return f, nil
}

func (l *Links) signedFlight(raw []byte, mac string) bool {
	given, err := base64.RawURLEncoding.DecodeString(mac)
	if err != nil {
		return false
	}
	for _, key := range l.keys {
		if hmac.Equal(given, flightMAC(key, raw)) {
			return true
		}
	}
	return false
}

func flightMAC(key, raw []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("sign-in flight\x00"))
	mac.Write(raw)
	return mac.Sum(nil)
}

// startAgain is told to whoever comes back with what doesn't belong together; err is for the log.
func startAgain(err error) error {
	return &roster.Error{Kind: roster.BadInput, Key: "sign_in.start_again", Err: err}
}
