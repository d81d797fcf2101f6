package roster

// ViewerRole is what kind of user somebody is.
type ViewerRole string

// The roles of a viewer.
const (
	AsDepartment ViewerRole = "department"
	AsUniversity ViewerRole = "university"
	AsTelecom    ViewerRole = "telecom"
	AsCommune    ViewerRole = "commune"
	AsVolunteer  ViewerRole = "volunteer"
)

// Viewer is who is asking: a role within one campaign, bound to an organisation, a commune
// or a volunteer. Staff and Session say who is signed in and in which browser; they are empty
// for the holder of a token, which Token is the id of and Grant the use.
type Viewer struct {
	Role         ViewerRole
	Campaign     string
	Organisation string
	Commune      string
	Volunteer    string
	Staff        string
	Session      string
	Token        string
	Grant        Grant
}

// Scope is what of a campaign a query may return. The zero Scope sees nothing; All lifts
// every limit; otherwise each field that is set limits the rows to it.
type Scope struct {
	Campaign     string
	All          bool
	Organisation string
	Commune      string
	Volunteer    string
}

// Scope is what the viewer may see.
func (v Viewer) Scope() Scope {
	s := Scope{Campaign: v.Campaign}
	switch v.Role {
	case AsDepartment:
		s.All = true
	case AsUniversity, AsTelecom:
		s.Organisation = v.Organisation
	case AsCommune:
		s.Commune = v.Commune
	case AsVolunteer:
		s.Volunteer = v.Volunteer
	}
	return s
}

// Action is something a viewer may be allowed to do; the names are those of the mutations, and of
// queries that not everybody may ask.
type Action string

// The actions.
const (
	RequestHelp         Action = "requestHelp"
	ApproveRequest      Action = "approveRequest"
	RegisterVolunteers  Action = "registerVolunteers"
	MergeVolunteers     Action = "mergeVolunteers"
	SetAvailability     Action = "setAvailability"
	PlanNow             Action = "planNow"
	PublishPlan         Action = "publishPlan"
	Assign              Action = "assign"
	AskAction           Action = "ask"
	RecordAnswer        Action = "recordAnswer"
	Release             Action = "release"
	SeeCandidates       Action = "candidates"
	ManageHooks         Action = "addHook"
	CheckIn             Action = "checkIn"
	CloseShift          Action = "closeShift"
	OfferSwap           Action = "offerSwap"
	ChangeShift         Action = "changeShift"
	ClosePrivacyRequest Action = "closePrivacyRequest"
	InviteStaff         Action = "inviteStaff"
	CreateToken         Action = "createToken"
	SeeTexts            Action = "messageTemplates"
)

// Actions lists what the viewer's role may do at all; each verb then checks whose row it is.
func (v Viewer) Actions() []Action {
	switch v.Role {
	case AsDepartment:
		return []Action{
			RequestHelp, ApproveRequest, RegisterVolunteers, SetAvailability, PlanNow,
			PublishPlan, Assign, AskAction, RecordAnswer, Release, SeeCandidates, ManageHooks,
			CheckIn, CloseShift, OfferSwap, ChangeShift, ClosePrivacyRequest, InviteStaff, CreateToken, MergeVolunteers,
			SeeTexts,
		}
	case AsUniversity, AsTelecom:
		return []Action{RegisterVolunteers, SetAvailability, Release, SeeCandidates, ManageHooks, CreateToken}
	case AsCommune:
		return []Action{RequestHelp, RecordAnswer, CheckIn, CloseShift, ChangeShift, CreateToken}
	case AsVolunteer:
		return []Action{SetAvailability, CheckIn, OfferSwap}
	}
	return nil
}

// May refuses an action that the viewer's role doesn't have: Unauthenticated for nobody,
// Forbidden for the others.
func (v Viewer) May(a Action) error {
	if v.Role == "" {
		return &Error{Kind: Unauthenticated, Key: "viewer.unauthenticated"}
	}
	for _, allowed := range v.Actions() {
		if allowed == a {
			return nil
		}
	}
	return Denied("viewer.may_not")
}
