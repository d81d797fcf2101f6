package roster

import "time"

// StaffMember is somebody who works with the platform for the department, an organisation or a
// commune, and signs in with their phone.
type StaffMember struct {
	ID           string
	Campaign     string
	Name         string
	Phone        Phone
	Email        string // by which a provider knows them; "" for none
	Lang         string
	Role         ViewerRole
	Organisation string
	Commune      string
	CreatedAt    time.Time
	Revoked      bool
}

// Viewer is who somebody of the staff is to the rules.
func (s StaffMember) Viewer() Viewer {
	return Viewer{Role: s.Role, Campaign: s.Campaign, Organisation: s.Organisation, Commune: s.Commune, Staff: s.ID}
}

// Session is a browser in which somebody is signed in. SeenAt is when it was last used, give or
// take five minutes.
type Session struct {
	ID, Device        string
	CreatedAt, SeenAt time.Time
	ExpiresAt         time.Time
}
