-- +goose Up
-- The confirmed assignment whose seat this one takes over, when a volunteer has asked a
-- colleague to come instead.
ALTER TABLE assignments ADD COLUMN replaces uuid,
    ADD CONSTRAINT assignments_replaces_fkey FOREIGN KEY (campaign_id, replaces) REFERENCES assignments;
CREATE UNIQUE INDEX assignments_swap_key ON assignments (campaign_id, replaces)
    WHERE replaces IS NOT NULL AND state IN ('proposed', 'offered');

-- +goose Down
ALTER TABLE assignments DROP COLUMN replaces;
