package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// TokenCmd issues an API token.
type TokenCmd struct {
	Desk
	Label   string        `default:"" placeholder:"TEXT" help:"Who will use it, for the record."`
	Expires time.Duration `default:"720h" help:"How long it is valid (${default})."`
	Scope   []string      `default:"${scopes}" enum:"${scopes}" placeholder:"SCOPE,..." help:"What it may be used for (${default})."`
}

// Help shows how it is called.
func (*TokenCmd) Help() string {
	return `The token is printed once and kept only as a hash. It goes with each request as
Authorization: Bearer TOKEN.

A token never does more than its desk may; --scope takes away: read is figures, shifts and seats,
people who people are, register people and their time, request calls for help and shifts that
change, dispatch plans, questions, answers and presence, connect webhooks, admin staff and tokens.

Examples:

  tiepsuc token --role university --organisation HUST --label "training office" --expires 2160h
  tiepsuc token --role department --label "screen in the hall" --scope read`
}

// tokenScopes are all the uses of tokens, as arguments name them.
func tokenScopes() string {
	scopes := roster.TokenScopes()
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return strings.Join(names, ",")
}

// Run stores a new token's hash and prints the token.
func (c *TokenCmd) Run(env *Env) error {
	if err := errors.Join(wrongUnless(c.Expires > 0, "--expires must be longer than nothing"), wrongUnless(len(c.Scope) > 0, "--scope must name a use"), c.check()); err != nil {
		return usageError(err)
	}
	return withStore(env, func(store *db.Store) error { return c.add(env, store) })
}

func (c *TokenCmd) add(env *Env, store *db.Store) error {
	viewer, err := c.viewer(env.Ctx, store)
	if err != nil {
		return err
	}
	token, err := auth.NewToken()
	if err != nil {
		return err
	}
	kept := roster.AccessToken{Label: c.Label, CreatedAt: env.Now(), ExpiresAt: env.Now().Add(c.Expires)}
	for _, scope := range c.Scope {
		kept.Scopes = append(kept.Scopes, roster.TokenScope(scope))
	}
	if err := store.AddToken(env.Ctx, auth.Hash(token), viewer, kept, false); err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, token)
	return nil
}

// campaignOf is the campaign of an id, or where none is given the only one there is.
func campaignOf(ctx context.Context, store *db.Store, id string) (roster.Campaign, error) {
	if id != "" {
		return store.Campaign(ctx, id)
	}
	all, err := store.Campaigns(ctx)
	if err != nil {
		return roster.Campaign{}, err
	}
	if len(all) != 1 {
		return roster.Campaign{}, fmt.Errorf("there are %d campaigns: --campaign says which", len(all))
	}
	return all[0], nil
}
