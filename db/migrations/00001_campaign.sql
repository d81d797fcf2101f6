-- +goose Up
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Official units are the same for every campaign.
CREATE TABLE communes (
    code       text PRIMARY KEY CONSTRAINT communes_code_check CHECK (code ~ '^[0-9]{5}$'),
    name       text NOT NULL,
    name_en    text NOT NULL,
    kind       text NOT NULL CONSTRAINT communes_kind_check CHECK (kind IN ('ward', 'commune')),
    lat        double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon        double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    population integer NOT NULL CHECK (population >= 0)
);

CREATE TABLE campaigns (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    starts_on    date NOT NULL,
    ends_on      date NOT NULL,
    time_zone    text NOT NULL,
    auto_approve boolean NOT NULL DEFAULT false,
    CONSTRAINT campaigns_days_check CHECK (ends_on >= starts_on)
);

CREATE TABLE campaign_communes (
    campaign_id  uuid NOT NULL REFERENCES campaigns,
    commune_code text NOT NULL REFERENCES communes,
    priority     double precision NOT NULL DEFAULT 1 CHECK (priority > 0),
    PRIMARY KEY (campaign_id, commune_code)
);

CREATE TABLE organisations (
    campaign_id uuid NOT NULL REFERENCES campaigns,
    id          uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('department', 'university', 'telecom')),
    name        text NOT NULL,
    short       text NOT NULL,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT organisations_name_key UNIQUE (campaign_id, name)
);

CREATE TABLE skills (
    campaign_id uuid NOT NULL REFERENCES campaigns,
    code        text NOT NULL,
    name_vi     text NOT NULL,
    name_en     text NOT NULL,
    PRIMARY KEY (campaign_id, code)
);

CREATE TABLE points (
    campaign_id  uuid NOT NULL,
    id           uuid NOT NULL,
    commune_code text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('desk', 'mobile')),
    name         text NOT NULL,
    PRIMARY KEY (campaign_id, id),
    FOREIGN KEY (campaign_id, commune_code) REFERENCES campaign_communes
);
CREATE UNIQUE INDEX points_one_desk_key ON points (campaign_id, commune_code) WHERE kind = 'desk';

CREATE TABLE access_tokens (
    hash            bytea PRIMARY KEY,
    campaign_id     uuid NOT NULL REFERENCES campaigns,
    role            text NOT NULL CHECK (role IN ('department', 'university', 'telecom', 'commune', 'volunteer')),
    organisation_id uuid,
    commune_code    text,
    volunteer_id    uuid,
    demo            boolean NOT NULL DEFAULT false,
    label           text NOT NULL,
    expires_at      timestamptz NOT NULL,
    FOREIGN KEY (campaign_id, organisation_id) REFERENCES organisations,
    FOREIGN KEY (campaign_id, commune_code) REFERENCES campaign_communes,
    -- A role without its binding would see too much or nothing.
    CONSTRAINT access_tokens_binding_check CHECK (
        (role = 'department')
        OR (role IN ('university', 'telecom') AND organisation_id IS NOT NULL)
        OR (role = 'commune' AND commune_code IS NOT NULL)
        OR (role = 'volunteer' AND volunteer_id IS NOT NULL))
);

-- +goose Down
DROP TABLE access_tokens, points, skills, organisations, campaign_communes, campaigns, communes;
