package roster

import (
	"slices"
	"time"
)

// TokenScope is one kind of use that a token is for. A token never does more than its desk may:
// scopes only take away.
type TokenScope string

// The scopes of tokens.
const (
	TokenRead     TokenScope = "read"     // figures, shifts, seats: all but people
	TokenPeople   TokenScope = "people"   // who people are: names, numbers, texts
	TokenRegister TokenScope = "register" // people and their time: registering, importing, consents
	TokenRequest  TokenScope = "request"  // calls for help, and shifts that change
	TokenDispatch TokenScope = "dispatch" // plans, questions, answers, presence
	TokenConnect  TokenScope = "connect"  // webhooks
	TokenAdmin    TokenScope = "admin"    // staff, tokens, registers of processors and breaches
)

// TokenScopes lists all scopes.
func TokenScopes() []TokenScope {
	return []TokenScope{TokenRead, TokenPeople, TokenRegister, TokenRequest, TokenDispatch, TokenConnect, TokenAdmin}
}

// Grant is what a viewer's token is for, as a set; the zero Grant is that of whoever comes
// without a token, and takes nothing away.
type Grant uint16

// GrantOf is the set of scopes. Unknown ones grant nothing, and no scope at all nothing
// whatever.
func GrantOf(scopes []TokenScope) Grant {
	grant := Grant(1)
	for i, s := range TokenScopes() {
		if slices.Contains(scopes, s) {
			grant |= 2 << i
		}
	}
	return grant
}

// Covers tells whether a grant is for this use.
func (g Grant) Covers(s TokenScope) bool {
	at := slices.Index(TokenScopes(), s)
	return g == 0 || at >= 0 && g&(2<<at) != 0
}

// Use refuses what the viewer's token isn't for: Forbidden, with the scope that it lacks.
func (v Viewer) Use(s TokenScope) error {
	if v.Grant.Covers(s) {
		return nil
	}
	return &Error{Kind: Forbidden, Key: "token.scope", Args: []any{"scope", string(s)}}
}

// AccessToken is a key of a desk's own system. SeenAt is when it was last used, give or take a
// minute; nil when it never was. The token itself is nowhere kept.
type AccessToken struct {
	ID                   string
	Label                string
	Role                 ViewerRole
	Organisation         string
	Commune              string
	Scopes               []TokenScope
	CreatedAt, ExpiresAt time.Time
	SeenAt               *time.Time
}
