-- +goose Up
ALTER TABLE shifts ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version >= 1);

-- +goose Down
ALTER TABLE shifts DROP COLUMN version;
