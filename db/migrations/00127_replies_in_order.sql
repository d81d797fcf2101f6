-- +goose Up
-- What a phone has written before a text, and nobody has handled yet: asked for with each text that comes in.
CREATE INDEX webhook_inbox_phone_idx ON webhook_inbox (from_phone, received_at) WHERE handled_at IS NULL AND kind = 'inbound';

-- +goose Down
DROP INDEX webhook_inbox_phone_idx;
