package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"github.com/tiepsuc/tiepsuc/auth"
)

const (
	idpPassword = "correct horse"
	idpSecret   = "battery staple"
)

// idp is an OpenID Connect provider with its people and their departments. Who sits at the
// screen is signed in without being asked.
type idp struct {
	*storage.Storage
	url     string
	mu      sync.Mutex
	sits    string
	people  map[string]*storage.User
	works   map[string]any              // by person: the claim "department"
	tamper  func(answer map[string]any) // with the answers of the token endpoint
	stopped bool
}

// GetUserByID finds a person.
func (p *idp) GetUserByID(id string) *storage.User { return p.people[id] }

// GetUserByUsername finds a person.
func (p *idp) GetUserByUsername(name string) *storage.User { return p.people[name] }

// ExampleClientID is a program of the provider's own.
func (p *idp) ExampleClientID() string { return storage.ServiceUserID }

// SetUserinfoFromToken says of a person also where they work.
func (p *idp) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, token, subject, origin string) error {
	if err := p.Storage.SetUserinfoFromToken(ctx, info, token, subject, origin); err != nil {
		return err
	}
	if works, ok := p.works[subject]; ok {
		info.AppendClaims("department", works)
	}
	return nil
}

// newIDP starts a provider that knows the programs "tiepsuc" and "other", which come back to
// back and a page next to it.
func newIDP(t *testing.T, back string) *idp {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	p := &idp{url: "http://" + server.Listener.Addr().String(), people: map[string]*storage.User{}, works: map[string]any{}}
	p.Storage = storage.NewStorageWithClients(p, map[string]*storage.Client{
		"tiepsuc": storage.WebClient("tiepsuc", idpSecret, back),
		"other":   storage.WebClient("other", idpSecret, back),
	})
	provider, err := op.NewProvider(
		&op.Config{CryptoKey: sha256.Sum256([]byte("test")), CodeMethodS256: true}, p, op.StaticIssuer(p.url),
		op.WithAllowInsecure(), op.WithLogger(slog.New(slog.DiscardHandler)),
	)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/login/username", op.NewIssuerInterceptor(provider.IssuerFromRequest).HandlerFunc(p.login(op.AuthCallbackURL(provider))))
	mux.Handle("/oauth/token", p.tampered(provider))
	mux.Handle("/", provider)
	server.Config.Handler = p.unlessStopped(mux)
	server.Start()
	t.Cleanup(server.Close)
	return p
}

// person is somebody with an account.
func (p *idp) person(name, email string, verified bool) {
	p.people[name] = &storage.User{ID: name, Username: name, Password: idpPassword, Email: email, EmailVerified: verified}
	p.sits = name
}

// issuer is the provider as the settings name it.
func (p *idp) issuer(key, desk string) auth.Issuer {
	return auth.Issuer{Key: key, Name: strings.ToUpper(key), URL: p.url, ClientID: "tiepsuc", ClientSecret: idpSecret, Desk: desk}
}

func (p *idp) login(callback func(context.Context, string) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := r.FormValue("authRequestID")
		if err := p.CheckUsernamePassword(p.sits, idpPassword, id); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		http.Redirect(w, r, callback(r.Context(), id), http.StatusFound)
	}
}

func (p *idp) unlessStopped(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		stopped := p.stopped
		p.mu.Unlock()
		if stopped {
			http.Error(w, "maintenance", http.StatusBadGateway)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// tampered lets a test change what the real provider answers with its tokens.
func (p *idp) tampered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.tamper == nil {
			next.ServeHTTP(w, r)
			return
		}
		held := httptest.NewRecorder()
		next.ServeHTTP(held, r)
		answer := map[string]any{}
		body := held.Body.Bytes()
		if json.Unmarshal(body, &answer) == nil && answer["id_token"] != nil {
			p.tamper(answer)
			var changed bytes.Buffer
			_ = json.NewEncoder(&changed).Encode(answer)
			body = changed.Bytes()
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(held.Code)
		_, _ = w.Write(body)
	})
}
