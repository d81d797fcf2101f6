package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/web"
)

var errRealCampaigns = errors.New("the database at DATABASE_URL holds campaigns that the demo didn't make: it touches none of them, choose another database")

// openCampaign goes on with the demo's campaign, or makes one in an empty database.
func (s *stage) openCampaign(options invent.Options) (roster.Campaign, error) {
	ctx := s.env.Ctx
	foreign, err := s.store.RealCampaigns(ctx)
	if err != nil {
		return roster.Campaign{}, err
	}
	if foreign > 0 {
		return roster.Campaign{}, errRealCampaigns
	}
	campaigns, err := s.store.Campaigns(ctx)
	if err != nil {
		return roster.Campaign{}, err
	}
	if len(campaigns) > 0 {
		s.tell("going on with %s (--fresh begins anew)", campaigns[0].Name)
		return campaigns[0], s.store.TakeOver(ctx)
	}
	return s.seed(ctx, options)
}

func (s *stage) seed(ctx context.Context, options invent.Options) (roster.Campaign, error) {
	if err := s.ground.forget(); err != nil {
		return roster.Campaign{}, err
	}
	seed, err := invent.Build(options)
	if err != nil {
		return roster.Campaign{}, err
	}
	s.tell("making %s: %d communes, %d volunteers, %d shifts", seed.Campaign.Name, len(seed.Communes), len(seed.Volunteers), len(seed.Shifts))
	err = seed.Load(ctx, s.store, s.opening(seed.Campaign), func(tx *db.Store) error { return addSignIns(ctx, tx, seed) })
	if err != nil {
		return roster.Campaign{}, err
	}
	return seed.Campaign, s.store.Analyze(ctx)
}

// opening is when the campaign's clock starts.
func (s *stage) opening(c roster.Campaign) time.Time {
	const opens = 8 * time.Hour
	return c.StartsOn.AddDays(s.cmd.Start - 1).Time(c.Location()).Add(opens)
}

// demoRoles are the demo's sign-ins, in the order in which they are shown. The token of a
// role is demo- and its name.
func demoRoles() []roster.ViewerRole {
	return []roster.ViewerRole{roster.AsDepartment, roster.AsUniversity, roster.AsTelecom, roster.AsCommune}
}

func demoToken(role roster.ViewerRole) string { return "demo-" + string(role) }

// addSignIns lets the first of each kind in until a year after the campaign. They also mark
// the campaign as the demo's.
func addSignIns(ctx context.Context, tx *db.Store, seed *invent.Seed) error {
	c := seed.Campaign
	expires := c.EndsOn.AddDays(365).Time(c.Location())
	for _, role := range demoRoles() {
		viewer := roster.Viewer{Role: role, Campaign: c.ID}
		if role == roster.AsCommune {
			viewer.Commune = seed.Communes[0].Code
		} else {
			viewer.Organisation = firstOf(seed.Organisations, roster.OrganisationKind(role)).ID
		}
		if err := tx.AddToken(ctx, auth.Hash(demoToken(role)), viewer, roster.AccessToken{Label: "demo", Scopes: roster.TokenScopes(), CreatedAt: c.StartsOn.Time(c.Location()), ExpiresAt: expires}, true); err != nil {
			return err
		}
	}
	return nil
}

func firstOf(all []roster.Organisation, kind roster.OrganisationKind) roster.Organisation {
	for _, o := range all {
		if o.Kind == kind {
			return o
		}
	}
	return roster.Organisation{}
}

// signIns are the demo's ways in, with the names of those they stand for.
func (s *stage) signIns(ctx context.Context) ([]web.SignIn, error) {
	var all []web.SignIn
	for _, role := range demoRoles() {
		viewer, _, err := s.store.TokenViewer(ctx, auth.Hash(demoToken(role)), s.clock.Now())
		if err != nil {
			return nil, err
		}
		name, err := s.nameOf(ctx, viewer)
		if err != nil {
			return nil, err
		}
		all = append(all, web.SignIn{Role: string(role), Name: name, Token: demoToken(role)})
	}
	return all, nil
}

func (s *stage) nameOf(ctx context.Context, v roster.Viewer) (string, error) {
	everything := roster.Scope{Campaign: v.Campaign, All: true}
	if v.Commune != "" {
		communes, err := s.store.Communes(ctx, everything, []string{v.Commune})
		if err != nil || len(communes) == 0 {
			return "", errors.Join(err, fmt.Errorf("commune %s of a sign-in", v.Commune))
		}
		return communeOffice(communes[0]), nil
	}
	organisations, err := s.store.Organisations(ctx, everything, []string{v.Organisation})
	if err != nil || len(organisations) == 0 {
		return "", errors.Join(err, fmt.Errorf("organisation %s of a sign-in", v.Organisation))
	}
	return organisations[0].Name, nil
}
