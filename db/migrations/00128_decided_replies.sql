-- +goose Up
-- What a person made of a text that the reader could not read with certainty, and who: the
-- viewer's key, as data_access has it. decided_at without these is a text that was forgotten.
ALTER TABLE replies
    ADD COLUMN decision text CONSTRAINT replies_decision_check CHECK (decision IN ('yes', 'no', 'dealt_with')),
    ADD COLUMN decided_by text,
    ADD CONSTRAINT replies_decided_check CHECK ((decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL OR decided_at IS NOT NULL));

-- +goose Down
ALTER TABLE replies DROP COLUMN decision, DROP COLUMN decided_by;
