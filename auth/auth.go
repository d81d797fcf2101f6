// Package auth tells who is asking: access tokens of staff, signed links of volunteers. It
// puts the viewer in the request; what a viewer may see and do is said in package roster.
package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Tokens recognises access tokens and sessions. Demo tokens count only where Demo is set.
type Tokens struct {
	Store   *db.Store
	Demo    bool
	Cookies Cookies
}

type viewerKey struct{}

// Viewer is who is asking; the zero Viewer is nobody.
func Viewer(ctx context.Context) roster.Viewer {
	v, _ := ctx.Value(viewerKey{}).(roster.Viewer)
	return v
}

// WithViewer puts a viewer into a context.
func WithViewer(ctx context.Context, v roster.Viewer) context.Context {
	return context.WithValue(ctx, viewerKey{}, v)
}

// Recognise returns the viewer of an Authorization header: nobody when there is none,
// Unauthenticated when its token isn't valid (any more).
func (t *Tokens) Recognise(ctx context.Context, header string, now time.Time) (roster.Viewer, error) {
	if header == "" {
		return roster.Viewer{}, nil
	}
	token, ok := strings.CutPrefix(header, "Bearer ")
	if !ok {
		return roster.Viewer{}, invalid(nil)
	}
	v, demo, err := t.Store.TokenViewer(ctx, Hash(strings.TrimSpace(token)), now)
	switch {
	case roster.KindOf(err) == roster.NotFound:
		return roster.Viewer{}, invalid(err)
	case err != nil:
		return roster.Viewer{}, err
	case demo && !t.Demo:
		return roster.Viewer{}, invalid(errors.New("demo token outside the demo"))
	}
	return v, nil
}

func invalid(err error) error {
	return &roster.Error{Kind: roster.Unauthenticated, Key: "viewer.token_invalid", Err: err}
}

// Middleware puts the viewer into each request. fail answers when the token isn't valid.
func (t *Tokens) Middleware(now func() time.Time, fail func(http.ResponseWriter, *http.Request, error), next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := t.Recognise(r.Context(), r.Header.Get("Authorization"), now())
		if err != nil {
			fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(WithViewer(r.Context(), v)))
	})
}

// Hash is how a token is kept: the token itself is never stored.
func Hash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// NewToken makes a token of 192 random bits.
func NewToken() (string, error) {
	const tokenBytes = 24
	raw := make([]byte, tokenBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	return "ts_" + base64.RawURLEncoding.EncodeToString(raw), nil
}
