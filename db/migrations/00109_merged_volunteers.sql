-- +goose Up
-- A number under which an organisation knows somebody who is registered elsewhere, or was
-- registered twice: its lists find the person by it, and change nothing.
CREATE TABLE volunteer_aliases (
    campaign_id     uuid NOT NULL,
    organisation_id uuid NOT NULL,
    external_id     text NOT NULL,
    volunteer_id    uuid NOT NULL,
    CONSTRAINT volunteer_aliases_pkey PRIMARY KEY (campaign_id, organisation_id, external_id),
    CONSTRAINT volunteer_aliases_organisation_fkey FOREIGN KEY (campaign_id, organisation_id) REFERENCES organisations,
    CONSTRAINT volunteer_aliases_volunteer_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers
);
CREATE INDEX volunteer_aliases_volunteer_idx ON volunteer_aliases (campaign_id, volunteer_id);

-- Somebody whom an organisation has listed with the telephone number of another one's person:
-- left out, for the department to merge.
CREATE TABLE volunteer_duplicates (
    campaign_id     uuid NOT NULL,
    id              uuid NOT NULL,
    organisation_id uuid NOT NULL,
    external_id     text NOT NULL,
    name            text NOT NULL,
    volunteer_id    uuid NOT NULL,
    found_at        timestamptz NOT NULL,
    CONSTRAINT volunteer_duplicates_pkey PRIMARY KEY (campaign_id, id),
    CONSTRAINT volunteer_duplicates_external_id_key UNIQUE (campaign_id, organisation_id, external_id),
    CONSTRAINT volunteer_duplicates_organisation_fkey FOREIGN KEY (campaign_id, organisation_id) REFERENCES organisations,
    CONSTRAINT volunteer_duplicates_volunteer_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers
);
CREATE INDEX volunteer_duplicates_volunteer_idx ON volunteer_duplicates (campaign_id, volunteer_id);

-- What was merged, when and by whom; staff_id is null where a token or the program did it.
CREATE TABLE volunteer_merges (
    campaign_id     uuid NOT NULL,
    id              bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kept_id         uuid NOT NULL,
    organisation_id uuid NOT NULL,
    external_id     text NOT NULL,
    dropped_id      uuid,
    assignments     integer NOT NULL,
    merged_at       timestamptz NOT NULL,
    staff_id        uuid,
    CONSTRAINT volunteer_merges_pkey PRIMARY KEY (campaign_id, id)
);

-- +goose Down
DROP TABLE volunteer_merges, volunteer_duplicates, volunteer_aliases;
