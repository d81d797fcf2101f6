-- +goose Up
CREATE TABLE volunteers (
    campaign_id      uuid NOT NULL,
    id               uuid NOT NULL,
    organisation_id  uuid NOT NULL,
    external_id      text NOT NULL CONSTRAINT volunteers_external_id_check CHECK (external_id <> ''),
    name             text NOT NULL CONSTRAINT volunteers_name_check CHECK (name <> ''),
    -- Folded (lower case, no marks) for search with or without accents.
    name_folded      text NOT NULL,
    phone            text NOT NULL CONSTRAINT volunteers_phone_check CHECK (phone ~ '^\+[0-9]{8,15}$'),
    kind             text NOT NULL CHECK (kind IN ('student', 'engineer', 'staff')),
    home_code        text NOT NULL,
    lang             text NOT NULL DEFAULT 'vi' CHECK (lang IN ('vi', 'en')),
    minutes_per_day  integer NOT NULL CHECK (minutes_per_day > 0),
    minutes_per_week integer NOT NULL CHECK (minutes_per_week > 0),
    days_per_week    integer NOT NULL CHECK (days_per_week BETWEEN 1 AND 7),
    max_km           double precision NOT NULL CHECK (max_km >= 0),
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT volunteers_external_id_key UNIQUE (campaign_id, organisation_id, external_id),
    CONSTRAINT volunteers_phone_key UNIQUE (campaign_id, phone),
    FOREIGN KEY (campaign_id, organisation_id) REFERENCES organisations,
    FOREIGN KEY (campaign_id, home_code) REFERENCES campaign_communes
);
CREATE INDEX volunteers_phone_idx ON volunteers (phone);
CREATE INDEX volunteers_name_idx ON volunteers (campaign_id, name_folded, id);

ALTER TABLE access_tokens
    ADD FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers;

CREATE TABLE volunteer_skills (
    campaign_id  uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    skill        text NOT NULL,
    level        integer NOT NULL CHECK (level >= 1),
    PRIMARY KEY (campaign_id, volunteer_id, skill),
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers ON DELETE CASCADE,
    FOREIGN KEY (campaign_id, skill) REFERENCES skills
);

CREATE TABLE volunteer_communes (
    campaign_id  uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    commune_code text NOT NULL,
    wish         text NOT NULL CHECK (wish IN ('prefer', 'avoid')),
    PRIMARY KEY (campaign_id, volunteer_id, commune_code),
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers ON DELETE CASCADE,
    FOREIGN KEY (campaign_id, commune_code) REFERENCES campaign_communes
);

-- Minutes count from midnight of the campaign's zone; weekday 1 is Monday.
CREATE TABLE weekly_availability (
    campaign_id  uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    weekday      integer NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute  integer NOT NULL,
    to_minute    integer NOT NULL,
    PRIMARY KEY (campaign_id, volunteer_id, weekday, from_minute),
    CONSTRAINT weekly_availability_span_check CHECK (0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440),
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers ON DELETE CASCADE
);

CREATE TABLE availability_exceptions (
    campaign_id  uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    on_date      date NOT NULL,
    available    boolean NOT NULL,
    from_minute  integer NOT NULL,
    to_minute    integer NOT NULL,
    PRIMARY KEY (campaign_id, volunteer_id, on_date, from_minute),
    CONSTRAINT availability_exceptions_span_check CHECK (0 <= from_minute AND from_minute < to_minute AND to_minute <= 1440),
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers ON DELETE CASCADE
);

-- A row is proof of consent for one purpose; withdrawn_at ends it.
CREATE TABLE consents (
    campaign_id  uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    purpose      text NOT NULL CHECK (purpose IN ('shifts')),
    given_at     timestamptz NOT NULL,
    withdrawn_at timestamptz,
    source       text NOT NULL,
    PRIMARY KEY (campaign_id, volunteer_id, purpose, given_at),
    CONSTRAINT consents_order_check CHECK (withdrawn_at >= given_at),
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers ON DELETE CASCADE
);
CREATE UNIQUE INDEX consents_valid_key ON consents (campaign_id, volunteer_id, purpose) WHERE withdrawn_at IS NULL;

-- Numbers that must not get texts, whatever the campaign.
CREATE TABLE suppressions (
    phone  text PRIMARY KEY,
    reason text NOT NULL CHECK (reason IN ('opted_out', 'bad_number', 'blocked')),
    since  timestamptz NOT NULL
);

-- +goose Down
DROP TABLE suppressions, consents, availability_exceptions, weekly_availability, volunteer_communes, volunteer_skills;
ALTER TABLE access_tokens DROP CONSTRAINT access_tokens_campaign_id_volunteer_id_fkey;
DROP TABLE volunteers;
