package roster

import "time"

// AccessPurpose is what of somebody's data a viewer was shown, and what for.
type AccessPurpose string

// The purposes. Names on a roster aren't among them: who serves where is known to all who are
// there.
const (
	SawPhone      AccessPurpose = "phone"      // the number
	SawRecord     AccessPurpose = "record"     // the person's own page
	SawTexts      AccessPurpose = "texts"      // the words of texts to the person
	SawCandidates AccessPurpose = "candidates" // looked at for a seat, with distance and answers
	TookExport    AccessPurpose = "export"     // carried away
)

// Access is one line of the log of who was shown whose data: a viewer, a person, a day and a
// purpose. By is the viewer's name and Desk that of the organisation or commune; either may be
// empty.
type Access struct {
	Volunteer string
	Day       Date
	FirstAt   time.Time
	Purpose   AccessPurpose
	Role      ViewerRole
	By, Desk  string
}

// Key is what makes a viewer one in the log: somebody of the staff, a token, or else a desk.
func (v Viewer) Key() string {
	switch {
	case v.Staff != "":
		return "staff/" + v.Staff
	case v.Token != "":
		return "token/" + v.Token
	}
	return string(v.Role) + "/" + v.Organisation + v.Commune + v.Volunteer
}
