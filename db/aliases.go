package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Aliases returns which numbers of an organisation stand for people who are registered under
// another one, here or elsewhere.
func (s *Store) Aliases(ctx context.Context, campaign, organisation string) (map[string]bool, error) {
	const query = `
		SELECT external_id
		FROM volunteer_aliases
		WHERE campaign_id = @campaign AND organisation_id = @organisation
		ORDER BY external_id`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "organisation": organisation})
	if err != nil {
		return nil, fmt.Errorf("read other numbers of people: %w", translate(err))
	}
	aliases := map[string]bool{}
	var external string
	if _, err := pgx.ForEachRow(rows, []any{&external}, func() error { aliases[external] = true; return nil }); err != nil {
		return nil, fmt.Errorf("read other numbers of people: %w", translate(err))
	}
	return aliases, nil
}

// NoteDuplicates notes people of an organisation who were left out because their telephone
// numbers are those of another one's people; who is listed again is noted once. Of the people
// who are stored now, nothing is noted any more.
func (s *Store) NoteDuplicates(ctx context.Context, campaign, organisation string, left, stored []roster.Volunteer, now time.Time) error {
	const (
		forget = `
			DELETE FROM volunteer_duplicates d
			USING unnest(@external::text[]) AS said (external_id)
			WHERE d.campaign_id = @campaign AND d.organisation_id = @organisation AND d.external_id = said.external_id`
		note = `
			INSERT INTO volunteer_duplicates (campaign_id, id, organisation_id, external_id, name, volunteer_id, found_at)
			SELECT @campaign, said.id, @organisation, said.external_id, said.name, v.id, @now
			FROM unnest(@ids::uuid[], @external::text[], @names::text[], @phones::text[]) AS said (id, external_id, name, phone)
			JOIN volunteers v ON v.campaign_id = @campaign AND v.phone = said.phone
			ON CONFLICT (campaign_id, organisation_id, external_id) DO UPDATE
			SET name = excluded.name, volunteer_id = excluded.volunteer_id`
	)
	for _, step := range []struct {
		query  string
		people []roster.Volunteer
	}{{forget, stored}, {note, left}} {
		if len(step.people) == 0 {
			continue
		}
		args := columnsOf(step.people)
		args["campaign"], args["organisation"], args["now"] = campaign, organisation, now
		if _, err := s.conn.Exec(ctx, step.query, args); err != nil {
			return fmt.Errorf("note duplicates: %w", translate(err))
		}
	}
	return nil
}

func columnsOf(people []roster.Volunteer) namedArgs {
	n := len(people)
	ids, external, names, phones := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	for i, v := range people {
		ids[i], external[i], names[i], phones[i] = v.ID, v.ExternalID, v.Name, string(v.Phone)
	}
	return namedArgs{"ids": ids, "external": external, "names": names, "phones": phones}
}

// Duplicates returns who was left out of lists, the oldest first: the department sees all, an
// organisation its own. ids nil means all.
func (s *Store) Duplicates(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Duplicate, error) {
	const mostListed = 500
	const query = `
		SELECT d.id, d.organisation_id AS organisation, d.external_id, d.name, d.volunteer_id AS volunteer, coalesce(own.id::text, '') AS own, d.found_at
		FROM volunteer_duplicates d
		LEFT JOIN volunteers own ON own.campaign_id = d.campaign_id AND own.organisation_id = d.organisation_id AND own.external_id = d.external_id
		WHERE d.campaign_id = @campaign AND (@ids::uuid[] IS NULL OR d.id = ANY(@ids))
		  AND (@see_all OR d.organisation_id = @see_organisation::uuid)
		ORDER BY d.found_at, d.id
		LIMIT @most`
	return collect(ctx, s, "duplicates", query, within(scope, namedArgs{"ids": ids, "most": mostListed}), pgx.RowToStructByName[roster.Duplicate])
}
