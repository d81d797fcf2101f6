package auth

import (
	"slices"
	"strings"
)

// Issuer is an OpenID Connect provider that may sign staff in, and at which desks: all its
// people at Desk, or each at those that Desks has for the values of Claim. A desk is
// "department", "communes", or an organisation by its name, short name or id. A provider says
// nothing about any other desk: a university can't vouch for the department.
type Issuer struct {
	Key          string // names it in addresses
	Name         string // stands on its button
	URL          string
	ClientID     string
	ClientSecret string
	Desk         string
	Claim        string
	Desks        map[string]string
}

// The desks that aren't an organisation's.
const (
	DepartmentDesk = "department"
	CommuneDesks   = "communes"
)

// desksOf are the desks at which somebody with these claims may work, in lower case.
func (i Issuer) desksOf(claims map[string]any) []string {
	if i.Claim == "" {
		return []string{strings.ToLower(i.Desk)}
	}
	var desks []string
	for _, value := range texts(claims[i.Claim]) {
		if desk, ok := i.Desks[value]; ok {
			desks = append(desks, strings.ToLower(desk))
		}
	}
	slices.Sort(desks)
	return slices.Compact(desks)
}

// texts are the values of a claim, which may be one or a list.
func texts(claim any) []string {
	switch claim := claim.(type) {
	case string:
		return []string{claim}
	case []any:
		var all []string
		for _, value := range claim {
			all = append(all, texts(value)...)
		}
		return all
	}
	return nil
}
