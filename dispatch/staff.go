package dispatch

import (
	"context"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// StaffInput is whom to invite: a role and the desk it is for. Lang is that of their texts, vi
// when empty; Email is needed only to sign in through a provider.
type StaffInput struct {
	Name, Phone, Email    string
	Lang                  string
	Role                  roster.ViewerRole
	Organisation, Commune string
}

// invitationLife is how long the text of an invitation may take: a night and a day.
const invitationLife = 24 * time.Hour

// InviteStaff gives somebody a role and texts them where to sign in. The department grants
// roles, and nobody else. A Conflict when the number is somebody's already.
func (d *Dispatcher) InviteStaff(ctx context.Context, v roster.Viewer, in StaffInput, now time.Time) (roster.StaffMember, error) {
	if err := v.May(roster.InviteStaff); err != nil {
		return roster.StaffMember{}, err
	}
	member, err := in.member(v.Campaign, now)
	if err != nil {
		return roster.StaffMember{}, err
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if err := d.hasDesk(ctx, tx, v, member); err != nil {
			return err
		}
		if err := tx.AddStaff(ctx, member); err != nil {
			return err
		}
		return tellStaff(ctx, tx, member, "invitation", member.ID, notify.InvitedText(i18n.Lang(member.Lang), d.homeURL), invitationLife, now)
	})
	if err != nil {
		return roster.StaffMember{}, fmt.Errorf("invite staff: %w", err)
	}
	return member, nil
}

func (in StaffInput) member(campaign string, now time.Time) (roster.StaffMember, error) {
	m := roster.StaffMember{
		Campaign: campaign, Name: strings.TrimSpace(in.Name), Lang: in.Lang, Role: in.Role,
		Organisation: in.Organisation, Commune: in.Commune, CreatedAt: now,
	}
	if m.Name == "" {
		return m, roster.Bad("name", "staff.name_empty")
	}
	if m.Lang == "" {
		m.Lang = "vi"
	}
	lends := in.Role == roster.AsUniversity || in.Role == roster.AsTelecom
	switch {
	case in.Role == roster.AsVolunteer:
		return m, roster.Bad("role", "staff.not_a_role")
	case lends != (in.Organisation != ""):
		return m, roster.Bad("organisation", "staff.organisation")
	case (in.Role == roster.AsCommune) != (in.Commune != ""):
		return m, roster.Bad("communeCode", "staff.commune")
	}
	var err error
	if m.Email, err = emailOf(in.Email); err != nil {
		return m, err
	}
	if m.Phone, err = notify.ParsePhone(in.Phone); err != nil {
		return m, err
	}
	m.ID, err = db.NewID()
	return m, err
}

// emailOf is an address as providers tell it apart from others: in lower case.
func emailOf(raw string) (string, error) {
	email := strings.ToLower(strings.TrimSpace(raw))
	if email == "" {
		return "", nil
	}
	if parsed, err := mail.ParseAddress(email); err != nil || parsed.Address != email {
		return "", roster.Bad("email", "staff.email_malformed")
	}
	return email, nil
}

// hasDesk refuses a role at an organisation or a commune that isn't the campaign's, or is of
// another kind.
func (d *Dispatcher) hasDesk(ctx context.Context, tx *db.Store, v roster.Viewer, m roster.StaffMember) error {
	switch m.Role {
	case roster.AsCommune:
		found, err := tx.Communes(ctx, v.Scope(), []string{m.Commune})
		if err != nil || len(found) == 1 {
			return err
		}
		return roster.Bad("communeCode", "staff.commune")
	case roster.AsUniversity, roster.AsTelecom:
		found, err := tx.Organisations(ctx, v.Scope(), []string{m.Organisation})
		if err != nil {
			return err
		}
		if len(found) != 1 || string(found[0].Kind) != string(m.Role) {
			return roster.Bad("organisation", "staff.organisation")
		}
	case roster.AsDepartment, roster.AsVolunteer:
	}
	return nil
}

// tellStaff writes a text to somebody of the staff, once per purpose and subject.
func tellStaff(ctx context.Context, tx *db.Store, to roster.StaffMember, purpose, subject string, text notify.Text, life time.Duration, now time.Time) error {
	m := message(roster.Volunteer{Phone: to.Phone, Lang: to.Lang}, purpose, purpose+":"+subject, text, now, now.Add(life), now)
	m.Staff = to.ID
	return queueTexts(ctx, tx, to.Campaign, db.ToQueue{Message: m})
}

// Staff lists who works with the platform: all for the department, for others those of their
// own desk.
func (d *Dispatcher) Staff(ctx context.Context, v roster.Viewer) ([]roster.StaffMember, error) {
	if v.Role == "" || v.Role == roster.AsVolunteer {
		return nil, roster.Denied("viewer.may_not")
	}
	return d.store.StaffOf(ctx, v.Scope())
}

// RevokeStaff takes somebody's role and signs them out everywhere.
func (d *Dispatcher) RevokeStaff(ctx context.Context, v roster.Viewer, id string, now time.Time) error {
	if err := v.May(roster.InviteStaff); err != nil {
		return err
	}
	return d.store.RevokeStaff(ctx, v.Campaign, id, now)
}
