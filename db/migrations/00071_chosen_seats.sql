-- +goose Up
-- A volunteer may choose an empty seat on their answer page.
ALTER TABLE assignments DROP CONSTRAINT assignments_source_check,
    ADD CONSTRAINT assignments_source_check CHECK (source IN ('plan', 'coordinator', 'refill', 'volunteer'));

-- +goose Down
UPDATE assignments SET source = 'refill' WHERE source = 'volunteer';
ALTER TABLE assignments DROP CONSTRAINT assignments_source_check,
    ADD CONSTRAINT assignments_source_check CHECK (source IN ('plan', 'coordinator', 'refill'));
