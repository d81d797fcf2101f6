-- +goose Up
-- A commune whose request is refused is told why.
ALTER TABLE help_requests
    ADD COLUMN refusal text NOT NULL DEFAULT '',
    ADD CONSTRAINT help_requests_refusal_check CHECK (refusal = '' OR state = 'rejected');

-- +goose Down
ALTER TABLE help_requests DROP COLUMN refusal;
