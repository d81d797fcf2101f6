package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Volunteers returns people by their ids, as far as the scope sees them, with their skills
// and without their phones.
func (s *Store) Volunteers(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Volunteer, error) {
	const query = `
		SELECT v.id, v.organisation_id, v.external_id, v.name, v.kind, v.home_code, v.version, v.erased_at
		FROM volunteers v
		WHERE v.campaign_id = @campaign AND v.id = ANY(@ids::uuid[])
		  AND ` + seesVolunteer + `
		ORDER BY v.id`
	return s.volunteerList(ctx, query, scope, namedArgs{"ids": ids})
}

// VolunteerQuery is which people a page holds, by name.
type VolunteerQuery struct {
	Organisation, Home, Skill, Search string
	First                             int
	AfterName, AfterID                string
}

const volunteerFilter = `
	WHERE v.campaign_id = @campaign AND v.erased_at IS NULL
	  AND (@organisation::uuid IS NULL OR v.organisation_id = @organisation)
	  AND (@home = '' OR v.home_code = @home)
	  AND (@skill = '' OR EXISTS (SELECT FROM volunteer_skills k WHERE k.campaign_id = v.campaign_id AND k.volunteer_id = v.id AND k.skill = @skill))
	  AND (@search = '' OR v.name_folded LIKE '%' || @search || '%')
	  AND ` + seesVolunteer

func (q VolunteerQuery) args() namedArgs {
	return namedArgs{
		"organisation": orNull(q.Organisation), "home": q.Home, "skill": q.Skill, "search": fold(q.Search),
		"first": q.First, "after_name": q.AfterName, "after_id": orNull(q.AfterID),
	}
}

// VolunteerPage returns a page of people by name. Whoever is erased is in no list.
func (s *Store) VolunteerPage(ctx context.Context, scope roster.Scope, q VolunteerQuery) ([]roster.Volunteer, error) {
	const query = `
		SELECT v.id, v.organisation_id, v.external_id, v.name, v.kind, v.home_code, v.version, v.erased_at
		FROM volunteers v` + volunteerFilter + `
		  AND (@after_id::uuid IS NULL OR (v.name_folded, v.id) > (@after_name, @after_id))
		ORDER BY v.name_folded, v.id
		LIMIT @first`
	return s.volunteerList(ctx, query, scope, q.args())
}

// CountVolunteers counts the people of a query, whatever its page.
func (s *Store) CountVolunteers(ctx context.Context, scope roster.Scope, q VolunteerQuery) (int, error) {
	const query = `SELECT count(*) FROM volunteers v` + volunteerFilter
	var n int
	if err := s.conn.QueryRow(ctx, query, within(scope, q.args())).Scan(&n); err != nil {
		return 0, fmt.Errorf("count volunteers: %w", translate(err))
	}
	return n, nil
}

// FoldedName is what people are listed by, for the cursor of a page.
func FoldedName(v roster.Volunteer) string { return fold(v.Name) }

func (s *Store) volunteerList(ctx context.Context, query string, scope roster.Scope, args namedArgs) ([]roster.Volunteer, error) {
	people, err := collect(ctx, s, "volunteers", query, within(scope, args), func(row pgx.CollectableRow) (roster.Volunteer, error) {
		var v roster.Volunteer
		err := row.Scan(&v.ID, &v.Organisation, &v.ExternalID, &v.Name, &v.Kind, &v.Home, &v.Version, &v.ErasedAt)
		return v, err
	})
	if err != nil || len(people) == 0 {
		return nil, err
	}
	return people, s.addSkills(ctx, scope.Campaign, people)
}

// addSkills fills in what people can do.
func (s *Store) addSkills(ctx context.Context, campaign string, people []roster.Volunteer) error {
	const query = `
		SELECT volunteer_id, skill, level
		FROM volunteer_skills
		WHERE campaign_id = @campaign AND volunteer_id = ANY(@ids)
		ORDER BY volunteer_id, skill`
	ids, byID := make([]string, len(people)), make(map[string]*roster.Volunteer, len(people))
	for i := range people {
		ids[i], byID[people[i].ID] = people[i].ID, &people[i]
	}
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "ids": ids})
	if err != nil {
		return fmt.Errorf("read skills: %w", translate(err))
	}
	var id string
	var skill roster.SkillLevel
	_, err = pgx.ForEachRow(rows, []any{&id, &skill.Skill, &skill.Level}, func() error {
		byID[id].Skills = append(byID[id].Skills, skill)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read skills: %w", translate(err))
	}
	return nil
}

// VisiblePhone is a number that the viewer may see.
type VisiblePhone struct {
	Volunteer string
	Phone     roster.Phone
}

// VisiblePhones returns the numbers of people as far as the viewer may see them: the
// department and the own organisation always, oneself always, a commune from 24 hours before
// to 24 hours after a shift of its own that the person has confirmed.
func (s *Store) VisiblePhones(ctx context.Context, scope roster.Scope, ids []string, now time.Time) ([]VisiblePhone, error) {
	const query = `
		SELECT v.id AS volunteer, v.phone
		FROM volunteers v
		WHERE v.campaign_id = @campaign AND v.id = ANY(@ids)
		  AND (@see_all OR v.organisation_id = @see_organisation::uuid OR v.id = @see_volunteer::uuid
		       OR EXISTS (SELECT FROM assignments a
		                  WHERE a.campaign_id = v.campaign_id AND a.volunteer_id = v.id AND a.commune_code = @see_commune
		                    AND a.state IN ` + saidYes + `
		                    AND a.starts_at <= @now::timestamptz + interval '24 hours' AND a.ends_at >= @now::timestamptz - interval '24 hours'))
		ORDER BY v.id`
	return collect(ctx, s, "phones", query, within(scope, namedArgs{"ids": ids, "now": now}), pgx.RowToStructByName[VisiblePhone])
}
