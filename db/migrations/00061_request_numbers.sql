-- +goose Up
-- The number that a list has for a request, so that taking the list in again asks for nothing
-- twice; '' where there is none.
ALTER TABLE help_requests ADD COLUMN number text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX help_requests_number_key ON help_requests (campaign_id, number) WHERE number <> '';

-- +goose Down
DROP INDEX help_requests_number_key;
ALTER TABLE help_requests DROP COLUMN number;
