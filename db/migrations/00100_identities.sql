-- +goose Up
-- By this address a provider that is trusted for their desk recognises somebody at first.
ALTER TABLE staff
    ADD COLUMN email text CONSTRAINT staff_email_check CHECK (email = lower(email) AND email LIKE '_%@_%');
CREATE UNIQUE INDEX staff_email_key ON staff (email, campaign_id) WHERE revoked_at IS NULL;

-- Who somebody is to an OpenID Connect provider, since their first sign-in through it. One
-- account for each person and provider: an address that goes to somebody else opens nothing.
CREATE TABLE staff_identities (
    campaign_id uuid NOT NULL,
    staff_id    uuid NOT NULL,
    issuer      text NOT NULL,
    subject     text NOT NULL CONSTRAINT staff_identities_subject_check CHECK (subject <> ''),
    bound_at    timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, staff_id, issuer),
    FOREIGN KEY (campaign_id, staff_id) REFERENCES staff
);
CREATE INDEX staff_identities_subject_idx ON staff_identities (issuer, subject);

-- +goose Down
DROP TABLE staff_identities;
ALTER TABLE staff DROP COLUMN email;
