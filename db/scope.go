package db

import (
	"maps"

	"github.com/tiepsuc/tiepsuc/roster"
)

// within turns a scope into the arguments that the visibility conditions below use, beside a
// query's own.
func within(scope roster.Scope, args namedArgs) namedArgs {
	all := namedArgs{
		"campaign": scope.Campaign, "see_all": scope.All, "see_organisation": orNull(scope.Organisation),
		"see_commune": orNull(scope.Commune), "see_volunteer": orNull(scope.Volunteer),
	}
	maps.Copy(all, args)
	return all
}

// What a scope lets see of a shift sh, an assignment a and a volunteer v: the department
// everything; an organisation its own people and where they serve; a commune its own shifts
// and who has said yes there; a volunteer oneself.
const (
	seesShift = `(@see_all OR sh.commune_code = @see_commune
		OR EXISTS (SELECT FROM assignments own WHERE own.campaign_id = sh.campaign_id AND own.shift_id = sh.id
		           AND (own.organisation_id = @see_organisation::uuid OR own.volunteer_id = @see_volunteer::uuid)))`

	saidYes = `('confirmed', 'checked_in', 'completed', 'left_early', 'no_show')`

	seesAssignment = `(@see_all OR a.organisation_id = @see_organisation::uuid OR a.volunteer_id = @see_volunteer::uuid
		OR a.commune_code = @see_commune AND a.state IN ` + saidYes + `)`

	seesVolunteer = `(@see_all OR v.organisation_id = @see_organisation::uuid OR v.id = @see_volunteer::uuid
		OR EXISTS (SELECT FROM assignments there WHERE there.campaign_id = v.campaign_id AND there.volunteer_id = v.id
		           AND there.commune_code = @see_commune AND there.state IN ` + saidYes + `))`
)
