package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Providers are the OpenID Connect providers by which staff may sign in (authorization code
// with PKCE, state and nonce).
type Providers struct {
	links   *Links
	cookies Cookies
	client  *http.Client
	known   []*provider
}

// provider is an issuer with what it says of itself, read when first needed.
type provider struct {
	Issuer
	mu         sync.Mutex
	discovered *oidc.Provider
}

// Identity is whom a provider vouches for: its own name for them, their address where it has
// verified that, and the desks for which its word counts.
type Identity struct {
	Issuer, Subject, Email string
	Desks                  []string
}

// NewProviders are these issuers, asked through client.
func NewProviders(issuers []Issuer, links *Links, client *http.Client) *Providers {
	p := &Providers{links: links, cookies: CookiesFor(links.public), client: client}
	for _, issuer := range issuers {
		p.known = append(p.known, &provider{Issuer: issuer})
	}
	return p
}

// Issuers are the providers to choose from.
func (p *Providers) Issuers() []Issuer {
	if p == nil {
		return nil
	}
	var all []Issuer
	for _, one := range p.known {
		all = append(all, one.Issuer)
	}
	return all
}

// Start gives the browser what it has to bring back and returns where its person signs in.
// NotFound for no provider of ours, Unavailable when it doesn't answer.
func (p *Providers) Start(ctx context.Context, w http.ResponseWriter, key string, now time.Time) (string, error) {
	one, err := p.find(key)
	if err != nil {
		return "", err
	}
	config, _, err := p.config(ctx, one)
	if err != nil {
		return "", err
	}
	f := newFlight(key, now)
	if err := p.cookies.setFlight(w, p.links, f); err != nil {
		return "", err
	}
	return config.AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), nil
}

// Finish returns whom a provider vouches for in the request with which it has sent a browser
// back. Whatever the outcome, what the browser has begun is over.
func (p *Providers) Finish(w http.ResponseWriter, r *http.Request, key string, now time.Time) (Identity, error) {
	one, err := p.find(key)
	if err != nil {
		return Identity{}, err
	}
	f, err := p.cookies.flightOf(r, p.links, now)
	if err := errors.Join(err, p.cookies.setFlight(w, p.links, flight{})); err != nil {
		return Identity{}, err
	}
	back := r.URL.Query()
	switch {
	case f.Issuer != key || subtle.ConstantTimeCompare([]byte(f.State), []byte(back.Get("state"))) != 1:
		return Identity{}, startAgain(errors.New("another sign-in has come back"))
	case back.Has("iss") && back.Get("iss") != one.URL: // RFC 9207
		return Identity{}, startAgain(errors.New("another provider has sent it"))
	case back.Has("error"):
		return Identity{}, &roster.Error{Kind: roster.Forbidden, Key: "sign_in.refused", Err: errors.New(back.Get("error"))}
	}
	return p.redeem(r.Context(), one, f, back.Get("code"), now)
}

func (p *Providers) find(key string) (*provider, error) {
	if p != nil {
		for _, one := range p.known {
			if one.Key == key {
				return one, nil
			}
		}
	}
	return nil, roster.Missing("provider")
}

// config is how a provider is asked, and what it says of itself.
func (p *Providers) config(ctx context.Context, one *provider) (*oauth2.Config, *oidc.Provider, error) {
	one.mu.Lock()
	defer one.mu.Unlock()
	if one.discovered == nil {
		found, err := oidc.NewProvider(oidc.ClientContext(ctx, p.client), one.URL)
		if err != nil {
			return nil, nil, providerDown(one, err)
		}
		one.discovered = found
	}
	return &oauth2.Config{
		ClientID: one.ClientID, ClientSecret: one.ClientSecret, Endpoint: one.discovered.Endpoint(),
		RedirectURL: p.links.public + "/sign-in/back/" + url.PathEscape(one.Key), Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}, one.discovered, nil
}

func providerDown(one *provider, err error) error {
	return &roster.Error{Kind: roster.Unavailable, Key: "sign_in.provider_down", Args: []any{"name", one.Name}, Err: fmt.Errorf("provider %s: %w", one.Key, err)}
}

// lower is how addresses are compared.
func lower(address string) string { return strings.ToLower(strings.TrimSpace(address)) }
