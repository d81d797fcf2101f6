-- +goose Up
-- What was created under a caller's key, so that a request which is sent again creates nothing
-- more. The holder is the viewer; input is a hash of what was asked for; result is NULL only
-- within the transaction that creates.
CREATE TABLE idempotency_keys (
    campaign_id uuid NOT NULL REFERENCES campaigns,
    holder      text NOT NULL,
    key         text NOT NULL CONSTRAINT idempotency_keys_key_check CHECK (char_length(key) BETWEEN 1 AND 100),
    input       bytea NOT NULL,
    result      uuid,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, holder, key)
);
CREATE INDEX idempotency_keys_created_idx ON idempotency_keys (campaign_id, created_at, holder, key);

-- Counted up by every change of a row that two people may edit at once.
ALTER TABLE help_requests ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version >= 1);
ALTER TABLE volunteers ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version >= 1);

-- +goose Down
ALTER TABLE volunteers DROP COLUMN version;
ALTER TABLE help_requests DROP COLUMN version;
DROP TABLE idempotency_keys;
