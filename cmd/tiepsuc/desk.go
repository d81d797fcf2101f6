package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Desk names a role and where it is held, for whoever gets a token or signs in.
type Desk struct {
	Role         string `required:"" enum:"department,university,telecom,commune" help:"department, university, telecom or commune."`
	Campaign     string `placeholder:"ID" help:"The campaign; needed only where there are several."`
	Organisation string `placeholder:"NAME" help:"The university or telecom: its name, short name or id."`
	Commune      string `placeholder:"CODE" help:"The commune's official five-digit code."`
}

func (c *Desk) check() error {
	lends := c.Role == "university" || c.Role == "telecom"
	return errors.Join(
		wrongUnless(lends == (c.Organisation != ""), "--organisation names whose it is with --role university or telecom, and only there"),
		wrongUnless((c.Role == "commune") == (c.Commune != ""), "--commune names whose it is with --role commune, and only there"),
	)
}

// viewer is whom a desk stands for.
func (c *Desk) viewer(ctx context.Context, store *db.Store) (roster.Viewer, error) {
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

func (c *Desk) organisation(all []roster.Organisation) string {
	for _, o := range all {
		if isCalled(o, c.Organisation) && string(o.Kind) == c.Role {
			return o.ID
		}
	}
	return ""
}
