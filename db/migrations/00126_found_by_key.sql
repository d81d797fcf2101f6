-- +goose Up
-- How often a number was told something of late, and the alerts of one role: both are asked for
-- while a person waits, and both read the whole table, which grows by the day.
CREATE INDEX messages_phone_idx ON messages (to_phone, queued_at);
ALTER TABLE alerts DROP CONSTRAINT alerts_role_key, ADD CONSTRAINT alerts_role_key UNIQUE (campaign_id, role_id, kind);

-- +goose Down
ALTER TABLE alerts DROP CONSTRAINT alerts_role_key, ADD CONSTRAINT alerts_role_key UNIQUE (campaign_id, kind, role_id);
DROP INDEX messages_phone_idx;
