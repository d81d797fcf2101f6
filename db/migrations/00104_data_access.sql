-- +goose Up
-- Who has been shown whose data: one row for each viewer, person, day and purpose. Viewer is what
-- makes a viewer one, as text; day is of the campaign's zone. No key leads to the volunteer: a
-- look mustn't wait for an import that has locked the person.
CREATE TABLE data_access (
    campaign_id     uuid NOT NULL REFERENCES campaigns,
    volunteer_id    uuid NOT NULL,
    day             date NOT NULL,
    viewer          text NOT NULL,
    purpose         text NOT NULL CHECK (purpose IN ('phone', 'record', 'texts', 'candidates', 'export')),
    first_at        timestamptz NOT NULL,
    role            text NOT NULL,
    staff_id        uuid,
    organisation_id uuid,
    commune_code    text,
    PRIMARY KEY (campaign_id, volunteer_id, day, viewer, purpose)
);
CREATE INDEX data_access_first_idx ON data_access (campaign_id, first_at);

-- +goose Down
DROP TABLE data_access;
