-- +goose Up
-- How often the handling of a text that came in has failed for a reason that doesn't pass: what the same
-- phone has written later waits for it.
ALTER TABLE webhook_inbox ADD COLUMN failures integer NOT NULL DEFAULT 0;

-- A text that could not be handled is left to a person, unread.
ALTER TABLE replies
    DROP CONSTRAINT replies_reading_check,
    ADD CONSTRAINT replies_reading_check CHECK (reading IN ('yes', 'no', 'unclear', 'unread', 'opt_out', 'opt_in', 'stranger'));
DROP INDEX replies_undecided_idx;
CREATE INDEX replies_undecided_idx ON replies (received_at, id) WHERE reading IN ('unclear', 'unread') AND decided_at IS NULL;

-- +goose Down
DROP INDEX replies_undecided_idx;
CREATE INDEX replies_undecided_idx ON replies (received_at, id) WHERE reading = 'unclear' AND decided_at IS NULL;
UPDATE replies SET reading = 'unclear' WHERE reading = 'unread';
ALTER TABLE replies
    DROP CONSTRAINT replies_reading_check,
    ADD CONSTRAINT replies_reading_check CHECK (reading IN ('yes', 'no', 'unclear', 'opt_out', 'opt_in', 'stranger'));
ALTER TABLE webhook_inbox DROP COLUMN failures;
