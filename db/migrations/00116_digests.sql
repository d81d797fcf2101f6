-- +goose Up
-- The evening's word to a coordinator on the day ahead: one a day, which leaves once.
CREATE TABLE digests (
    campaign_id uuid NOT NULL,
    staff_id    uuid NOT NULL,
    day         date NOT NULL,
    queued_at   timestamptz NOT NULL,
    taken_at    timestamptz,
    CONSTRAINT digests_pkey PRIMARY KEY (campaign_id, staff_id, day),
    CONSTRAINT digests_staff_fkey FOREIGN KEY (campaign_id, staff_id) REFERENCES staff (campaign_id, id)
);

-- +goose Down
DROP TABLE digests;
