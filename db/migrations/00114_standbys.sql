-- +goose Up
-- When people can be called at short notice: the reserve for no-shows and sudden need.
CREATE TABLE standbys (
    campaign_id  uuid        NOT NULL,
    volunteer_id uuid        NOT NULL,
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    set_at       timestamptz NOT NULL,
    CONSTRAINT standbys_pkey PRIMARY KEY (campaign_id, volunteer_id, starts_at),
    CONSTRAINT standbys_volunteer_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers (campaign_id, id) ON DELETE CASCADE,
    CONSTRAINT standbys_span_check CHECK (starts_at < ends_at),
    CONSTRAINT standbys_overlap_excl EXCLUDE USING gist (campaign_id WITH =, volunteer_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
);
CREATE INDEX standbys_time_idx ON standbys (campaign_id, ends_at);

-- +goose Down
DROP TABLE standbys;
