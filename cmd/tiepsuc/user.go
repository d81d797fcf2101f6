package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// UserCmd says who may sign in.
type UserCmd struct {
	Add    UserAddCmd    `cmd:"" help:"Give somebody a role, and text them where to sign in."`
	List   UserListCmd   `cmd:"" help:"List who may sign in."`
	Revoke UserRevokeCmd `cmd:"" help:"Take somebody's role and sign them out everywhere."`
}

// Help shows how it is called.
func (*UserCmd) Help() string {
	return `People sign in at /sign-in with their phone number and a code that is sent to it, or with their email
through a provider that the settings name (OIDC_ISSUERS). The first of the
department is added here; they invite the others from the platform.

Examples:

  tiepsuc user add --role department --name "Trần Thị Bình" --phone 0912345678
  tiepsuc user add --role university --organisation HUST --name "Lê Văn An" --phone 0987654321
  tiepsuc user list`
}

// UserAddCmd gives somebody a role.
type UserAddCmd struct {
	Desk
	Name  string `required:"" help:"Full name."`
	Phone string `required:"" help:"Vietnamese mobile number; it gets the codes."`
	Email string `placeholder:"ADDRESS" help:"By which a provider (OpenID Connect) knows them, if they sign in that way."`
	Lang  string `default:"vi" enum:"vi,en" help:"Language of the texts, vi or en."`
}

// Run adds somebody of the staff. The text leaves when the platform runs.
func (c *UserAddCmd) Run(env *Env) error {
	if err := c.check(); err != nil {
		return usageError(err)
	}
	return withStore(env, func(store *db.Store) error {
		viewer, err := c.viewer(env.Ctx, store)
		if err != nil {
			return err
		}
		member, err := dispatch.New(dispatch.Config{Store: store}).InviteStaff(env.Ctx, departmentOf(viewer.Campaign), dispatch.StaffInput{
			Name: c.Name, Phone: c.Phone, Email: c.Email, Lang: c.Lang, Role: viewer.Role, Organisation: viewer.Organisation, Commune: viewer.Commune,
		}, env.Now())
		if err != nil {
			return err
		}
		fmt.Fprintln(env.Stdout, member.ID)
		return nil
	})
}

// UserListCmd lists who may sign in.
type UserListCmd struct {
	Campaign string `placeholder:"ID" help:"The campaign; needed only where there are several."`
}

// Run prints a line for each.
func (c *UserListCmd) Run(env *Env) error {
	return withStaff(env, c.Campaign, func(ctx context.Context, d *dispatch.Dispatcher, v roster.Viewer) error {
		found, err := d.Staff(ctx, v)
		if err != nil {
			return err
		}
		table := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
		for _, m := range found {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s%s\t%s\n", m.ID, m.Role, m.Phone, m.Organisation, m.Commune, m.Name)
		}
		return table.Flush()
	})
}

// UserRevokeCmd takes somebody's role.
type UserRevokeCmd struct {
	ID       string `arg:"" help:"Whose, as tiepsuc user list shows it."`
	Campaign string `placeholder:"ID" help:"The campaign; needed only where there are several."`
}

// Run ends their work with the platform.
func (c *UserRevokeCmd) Run(env *Env) error {
	return withStaff(env, c.Campaign, func(ctx context.Context, d *dispatch.Dispatcher, v roster.Viewer) error {
		return d.RevokeStaff(ctx, v, c.ID, env.Now())
	})
}

// withStaff does something as the department of a campaign.
func withStaff(env *Env, campaign string, do func(context.Context, *dispatch.Dispatcher, roster.Viewer) error) error {
	return withStore(env, func(store *db.Store) error {
		found, err := campaignOf(env.Ctx, store, campaign)
		if err != nil {
			return err
		}
		return do(env.Ctx, dispatch.New(dispatch.Config{Store: store}), departmentOf(found.ID))
	})
}

func departmentOf(campaign string) roster.Viewer {
	return roster.Viewer{Role: roster.AsDepartment, Campaign: campaign}
}
