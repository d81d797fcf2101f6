package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// TokenCmd issues an API token.
type TokenCmd struct {
	Role         string        `required:"" enum:"department,university,telecom,commune" help:"department, university, telecom or commune."`
	Campaign     string        `placeholder:"ID" help:"The campaign; needed only where there are several."`
	Organisation string        `placeholder:"NAME" help:"The university or telecom: its name, short name or id."`
	Commune      string        `placeholder:"CODE" help:"The commune's official five-digit code."`
	Label        string        `default:"" placeholder:"TEXT" help:"Who will use it, for the record."`
	Expires      time.Duration `default:"720h" help:"How long it is valid (${default})."`
}

// Help shows how it is called.
func (*TokenCmd) Help() string {
	return `The token is printed once and kept only as a hash. It goes with each request as
Authorization: Bearer TOKEN.

Example:

  tiepsuc token --role university --organisation HUST --label "training office" --expires 2160h`
}

// Run stores a new token's hash and prints the token.
func (c *TokenCmd) Run(env *Env) error {
	if err := c.check(); err != nil {
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
	if err := store.AddToken(env.Ctx, auth.Hash(token), viewer, c.Label, false, env.Now().Add(c.Expires)); err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, token)
	return nil
}

func (c *TokenCmd) check() error {
	lends := c.Role == "university" || c.Role == "telecom"
	return errors.Join(
		wrongUnless(c.Expires > 0, "--expires must be longer than nothing"),
		wrongUnless(lends == (c.Organisation != ""), "--organisation names whose token it is with --role university or telecom, and only there"),
		wrongUnless((c.Role == "commune") == (c.Commune != ""), "--commune names whose token it is with --role commune, and only there"),
	)
}

// viewer is whom the token will stand for.
func (c *TokenCmd) viewer(ctx context.Context, store *db.Store) (roster.Viewer, error) {
	campaign, err := campaignOf(ctx, store, c.Campaign)
	if err != nil {
		return roster.Viewer{}, err
	}
	v := roster.Viewer{Role: roster.ViewerRole(c.Role), Campaign: campaign.ID, Commune: c.Commune}
	everything := roster.Scope{Campaign: campaign.ID, All: true}
	if c.Commune != "" {
		communes, err := store.Communes(ctx, everything, []string{c.Commune})
		if err != nil {
			return v, err
		}
		return v, wrongUnless(len(communes) == 1, fmt.Sprintf("no commune %s takes part in %s", c.Commune, campaign.Name))
	}
	if c.Organisation == "" {
		return v, nil
	}
	all, err := store.Organisations(ctx, everything, nil)
	if err != nil {
		return v, err
	}
	v.Organisation = c.organisation(all)
	return v, wrongUnless(v.Organisation != "", fmt.Sprintf("no %s %q takes part in %s", c.Role, c.Organisation, campaign.Name))
}

func (c *TokenCmd) organisation(all []roster.Organisation) string {
	for _, o := range all {
		if isCalled(o, c.Organisation) && string(o.Kind) == c.Role {
			return o.ID
		}
	}
	return ""
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
