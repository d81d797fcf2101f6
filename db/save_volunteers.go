package db

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Saved counts what SaveVolunteers did.
type Saved struct{ Created, Updated, Unchanged int }

// Merging says how people who are stored already are met. Keep puts what the list doesn't
// speak of into the fresh person from the stored one; Dry counts and changes nothing; Proof is
// where consents come from.
type Merging struct {
	Keep  func(fresh *roster.Volunteer, stored roster.Volunteer)
	Dry   bool
	Proof string
}

// SaveVolunteers stores people of one organisation by its own numbers for them: new ones are
// added, changed ones changed, equal ones left alone. All or none. Consent is only ever added
// here, and not for who has withdrawn it themselves: they alone give it again.
func (s *Store) SaveVolunteers(ctx context.Context, campaign string, people []roster.Volunteer, how Merging, now time.Time) (Saved, error) {
	var saved Saved
	err := s.InTx(ctx, func(tx *Store) error {
		known, err := tx.knownVolunteers(ctx, campaign, people)
		if err != nil {
			return err
		}
		withdrew, err := tx.withdrew(ctx, campaign, idsOf(known))
		if err != nil {
			return err
		}
		change := compare(people, known, withdrew, how)
		if saved = change.saved; how.Dry {
			return nil
		}
		if err := tx.replaceVolunteers(ctx, campaign, change, now); err != nil {
			return err
		}
		return tx.addVolunteers(ctx, campaign, change.added, how.Proof, now)
	})
	if err != nil {
		return Saved{}, fmt.Errorf("save volunteers: %w", err)
	}
	return saved, nil
}

// change is what a list changes; agreed are those of the changed whose consent is new, and proof
// is where it comes from.
type change struct {
	saved                  Saved
	added, changed, agreed []roster.Volunteer
	proof                  string
}

func idsOf(known map[string]roster.Volunteer) []string {
	ids := make([]string, 0, len(known))
	for _, v := range known {
		ids = append(ids, v.ID)
	}
	return ids
}

func compare(people []roster.Volunteer, known map[string]roster.Volunteer, withdrew map[string]bool, how Merging) change {
	c := change{proof: how.Proof}
	for _, v := range people {
		old, there := known[v.ExternalID]
		if !there {
			c.added = append(c.added, v)
			continue
		}
		v.ID, v.Version, v.ConsentSMS = old.ID, old.Version, v.ConsentSMS && !withdrew[old.ID] || old.ConsentSMS
		if how.Keep != nil {
			how.Keep(&v, old)
		}
		if reflect.DeepEqual(v, old) {
			c.saved.Unchanged++
			continue
		}
		c.changed = append(c.changed, v)
		if !old.ConsentSMS {
			c.agreed = append(c.agreed, v)
		}
	}
	c.saved.Created, c.saved.Updated = len(c.added), len(c.changed)
	return c
}

// knownVolunteers locks and returns those of the people who are stored, by external id. The
// ids are joined: as a condition, fifty thousand of them may be compared with each row.
func (s *Store) knownVolunteers(ctx context.Context, campaign string, people []roster.Volunteer) (map[string]roster.Volunteer, error) {
	const query = `
		SELECT v.id
		FROM unnest(@external::text[]) AS said (external_id)
		JOIN volunteers v ON v.campaign_id = @campaign AND v.organisation_id = @organisation AND v.external_id = said.external_id
		ORDER BY v.id
		FOR UPDATE OF v`
	if len(people) == 0 {
		return map[string]roster.Volunteer{}, nil
	}
	external := make([]string, len(people))
	for i, v := range people {
		external[i] = v.ExternalID
	}
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "organisation": people[0].Organisation, "external": external})
	if err != nil {
		return nil, fmt.Errorf("look for known people: %w", translate(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look for known people: %w", translate(err))
	}
	stored, err := s.People(ctx, campaign, ids)
	if err != nil {
		return nil, err
	}
	known := make(map[string]roster.Volunteer, len(stored))
	for _, v := range stored {
		known[v.ExternalID] = v
	}
	return known, nil
}

// PhonesTaken returns which of the numbers stand for people other than these of the
// organisation: true for one that another organisation has registered.
func (s *Store) PhonesTaken(ctx context.Context, campaign, organisation string, people []roster.Volunteer) (map[roster.Phone]bool, error) {
	const query = `
		SELECT v.phone, v.organisation_id <> @organisation
		FROM unnest(@phones::text[], @external::text[]) AS new (phone, external_id)
		JOIN volunteers v ON v.campaign_id = @campaign AND v.phone = new.phone
		WHERE v.organisation_id <> @organisation OR v.external_id <> new.external_id
		ORDER BY v.phone`
	phones, external := make([]string, len(people)), make([]string, len(people))
	for i, v := range people {
		phones[i], external[i] = string(v.Phone), v.ExternalID
	}
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "organisation": organisation, "phones": phones, "external": external})
	if err != nil {
		return nil, fmt.Errorf("look for numbers in use: %w", translate(err))
	}
	taken := map[roster.Phone]bool{}
	var phone roster.Phone
	var elsewhere bool
	_, err = pgx.ForEachRow(rows, []any{&phone, &elsewhere}, func() error {
		taken[phone] = elsewhere
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for numbers in use: %w", translate(err))
	}
	return taken, nil
}
