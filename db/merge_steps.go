package db

// mergeSteps are the statements of a merge, in order: the log first, which counts what moves.
func mergeSteps() []string {
	steps := []string{mergeLog, mergeTold}
	for _, table := range []string{"asks", "messages", "replies", "privacy_requests", "access_tokens", "privacy_holds", "privacy_events", "volunteer_aliases", "volunteer_duplicates"} {
		steps = append(steps, `UPDATE `+table+` SET volunteer_id = @keep WHERE campaign_id = @campaign AND volunteer_id = @drop`)
	}
	steps = append(steps, mergeAssignments, mergeStopped, mergeSuperseded)
	for _, t := range []struct{ table, columns string }{
		{"consents", "purpose, given_at, withdrawn_at, source, withdrawn_by, text_version, proof"},
		{"waiting_list", "role_id, since"},
		{"standbys", "starts_at, ends_at, set_at"},
		{"data_access", "day, viewer, purpose, first_at, role, staff_id, organisation_id, commune_code"},
		{"plan_proposals", "run_id, role_id"},
		{"plan_changes", "run_id, role_id, kind"},
	} {
		steps = append(steps,
			`INSERT INTO `+t.table+` (campaign_id, volunteer_id, `+t.columns+`)
			 SELECT campaign_id, @keep, `+t.columns+` FROM `+t.table+` WHERE campaign_id = @campaign AND volunteer_id = @drop
			 ON CONFLICT DO NOTHING`,
			`DELETE FROM `+t.table+` WHERE campaign_id = @campaign AND volunteer_id = @drop`)
	}
	return append(steps, mergeOptOut, mergeRow, mergeSettled, mergeAlias)
}

const (
	mergeLog = `
		INSERT INTO volunteer_merges (campaign_id, kept_id, organisation_id, external_id, dropped_id, assignments, merged_at, staff_id)
		SELECT @campaign, @keep, @organisation, @external, @drop,
		       (SELECT count(*) FROM assignments WHERE campaign_id = @campaign AND volunteer_id = @drop), @now, @staff`
	mergeTold = `
		INSERT INTO announcements (campaign_id, commune_code)
		SELECT DISTINCT campaign_id, commune_code
		FROM assignments
		WHERE campaign_id = @campaign AND volunteer_id = @drop
		ORDER BY commune_code`
	// The kept person's organisation answers for them from now on.
	mergeAssignments = `
		UPDATE assignments a
		SET volunteer_id = v.id, organisation_id = v.organisation_id, updated_at = @now
		FROM volunteers v
		WHERE a.campaign_id = @campaign AND a.volunteer_id = @drop AND v.campaign_id = a.campaign_id AND v.id = @keep`
	// Who has taken back their consent under either row isn't asked under the other's.
	mergeStopped = `
		UPDATE consents c
		SET withdrawn_at = greatest(c.given_at, @now::timestamptz), withdrawn_by = 'department'
		WHERE c.campaign_id = @campaign AND c.volunteer_id IN (@keep, @drop) AND c.withdrawn_at IS NULL
		  AND EXISTS (SELECT FROM consents other
		              WHERE other.campaign_id = c.campaign_id AND other.volunteer_id IN (@keep, @drop) AND other.purpose = c.purpose
		              GROUP BY other.volunteer_id
		              HAVING count(*) FILTER (WHERE other.withdrawn_at IS NULL) = 0)`
	mergeSuperseded = `
		UPDATE consents c
		SET withdrawn_at = greatest(c.given_at, @now::timestamptz), withdrawn_by = 'department'
		WHERE c.campaign_id = @campaign AND c.volunteer_id = @drop AND c.withdrawn_at IS NULL
		  AND EXISTS (SELECT FROM consents kept
		              WHERE kept.campaign_id = c.campaign_id AND kept.volunteer_id = @keep AND kept.purpose = c.purpose AND kept.withdrawn_at IS NULL)`
	// Who wants no texts on one number wants none on the other.
	mergeOptOut = `
		INSERT INTO suppressions (phone, reason, since)
		SELECT kept.phone, p.reason, p.since
		FROM volunteers dropped
		JOIN suppressions p ON p.phone = dropped.phone AND p.reason = 'opted_out'
		JOIN volunteers kept ON kept.campaign_id = dropped.campaign_id AND kept.id = @keep
		WHERE dropped.campaign_id = @campaign AND dropped.id = @drop
		ON CONFLICT (phone) DO UPDATE
		SET reason = excluded.reason, since = excluded.since
		WHERE suppressions.reason <> 'opted_out'`
	mergeRow     = `DELETE FROM volunteers WHERE campaign_id = @campaign AND id = @drop`
	mergeSettled = `
		DELETE FROM volunteer_duplicates
		WHERE campaign_id = @campaign AND organisation_id = @organisation AND external_id = @external`
	mergeAlias = `
		INSERT INTO volunteer_aliases (campaign_id, organisation_id, external_id, volunteer_id)
		VALUES (@campaign, @organisation, @external, @keep)`
)
