-- +goose Up
-- Who works with the platform for the department, an organisation or a commune. A number belongs
-- to one person of a campaign at a time; who has left keeps their row, since the log names them.
CREATE TABLE staff (
    campaign_id     uuid NOT NULL REFERENCES campaigns,
    id              uuid NOT NULL,
    name            text NOT NULL CONSTRAINT staff_name_check CHECK (name <> ''),
    phone           text NOT NULL,
    lang            text NOT NULL DEFAULT 'vi',
    role            text NOT NULL CONSTRAINT staff_role_check CHECK (role IN ('department', 'university', 'telecom', 'commune')),
    organisation_id uuid,
    commune_code    text,
    created_at      timestamptz NOT NULL,
    invited_at      timestamptz,
    revoked_at      timestamptz,
    PRIMARY KEY (campaign_id, id),
    FOREIGN KEY (campaign_id, organisation_id) REFERENCES organisations,
    FOREIGN KEY (campaign_id, commune_code) REFERENCES campaign_communes,
    -- A role without its binding would see too much or nothing.
    CONSTRAINT staff_binding_check CHECK (
        (role = 'department' AND organisation_id IS NULL AND commune_code IS NULL)
        OR (role IN ('university', 'telecom') AND organisation_id IS NOT NULL AND commune_code IS NULL)
        OR (role = 'commune' AND organisation_id IS NULL AND commune_code IS NOT NULL))
);
CREATE UNIQUE INDEX staff_phone_key ON staff (phone, campaign_id) WHERE revoked_at IS NULL;

-- Codes that numbers have asked for, whether anybody has the number or not. The hash is keyed
-- and written when the text is about to leave: the code itself is never stored.
CREATE TABLE sign_in_codes (
    id           uuid PRIMARY KEY,
    phone        text NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    hash         bytea,
    tries        integer NOT NULL DEFAULT 0 CONSTRAINT sign_in_codes_tries_check CHECK (tries BETWEEN 0 AND 5),
    used_at      timestamptz
);
CREATE INDEX sign_in_codes_phone_idx ON sign_in_codes (phone, requested_at);

-- Browsers that are signed in, by the hash of their cookie.
CREATE TABLE sessions (
    hash        bytea PRIMARY KEY,
    id          uuid NOT NULL CONSTRAINT sessions_id_key UNIQUE,
    campaign_id uuid NOT NULL,
    staff_id    uuid NOT NULL,
    device      text NOT NULL,
    created_at  timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    revoked_at  timestamptz,
    FOREIGN KEY (campaign_id, staff_id) REFERENCES staff
);
CREATE INDEX sessions_staff_idx ON sessions (campaign_id, staff_id, created_at);

-- +goose Down
DROP TABLE sessions, sign_in_codes, staff;
