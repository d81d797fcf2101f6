package graph

import (
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/roster"
)

func staffInput(in gen.InviteStaffInput) dispatch.StaffInput {
	return dispatch.StaffInput{Name: in.Name, Phone: in.Phone, Email: or(in.Email), Role: in.Role, Organisation: or(in.Organisation), Commune: or(in.CommuneCode)}
}

// staffMember shows the number and the address to whoever grants roles.
func staffMember(v roster.Viewer, m roster.StaffMember) gen.StaffMember {
	phone, email := m.Phone.Masked(), ""
	if v.May(roster.InviteStaff) == nil {
		phone, email = string(m.Phone), m.Email
	}
	return gen.StaffMember{
		ID: m.ID, Name: m.Name, Phone: phone, Email: filled(email), Role: m.Role, Organisation: filled(m.Organisation), CommuneCode: filled(m.Commune), CreatedAt: m.CreatedAt,
	}
}

func tokenInput(in gen.CreateTokenInput, hash []byte) dispatch.TokenInput {
	return dispatch.TokenInput{Hash: hash, Label: in.Label, Scopes: in.Scopes, Days: or(in.Days)}
}

func accessToken(v roster.Viewer, t roster.AccessToken) gen.AccessToken {
	return gen.AccessToken{
		ID: t.ID, Label: t.Label, Role: t.Role, Organisation: filled(t.Organisation), CommuneCode: filled(t.Commune), Scopes: t.Scopes,
		CreatedAt: t.CreatedAt, ExpiresAt: t.ExpiresAt, SeenAt: t.SeenAt, Current: t.ID == v.Token,
	}
}

// filled is a text, or null when it is empty.
func filled(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
