-- +goose Up
-- A cancelled shift keeps its rows and its log; nobody is needed there any more.
ALTER TABLE shifts ADD COLUMN cancelled_at timestamptz,
    ADD COLUMN cancelled_because text NOT NULL DEFAULT '',
    ADD CONSTRAINT shifts_cancelled_check CHECK ((cancelled_at IS NULL) = (cancelled_because = ''));

-- When somebody who counted on a shift said that they know of its end; null before, and where
-- nothing had to be known.
ALTER TABLE assignments ADD COLUMN acknowledged_at timestamptz;

-- +goose Down
ALTER TABLE assignments DROP COLUMN acknowledged_at;
ALTER TABLE shifts DROP COLUMN cancelled_because, DROP COLUMN cancelled_at;
