-- +goose Up
-- When the provider's list was last searched for a text whose sending ended without an answer.
ALTER TABLE messages ADD COLUMN looked_at timestamptz;

-- What the texts of a day, in the campaign's zone, have cost, in đồng.
CREATE TABLE sending_days (
    campaign_id uuid NOT NULL REFERENCES campaigns,
    day         date NOT NULL,
    spent       bigint NOT NULL CONSTRAINT sending_days_spent_check CHECK (spent >= 0),
    PRIMARY KEY (campaign_id, day)
);

-- What is held back until somebody lets it go: the texts of one template, or all when empty.
CREATE TABLE sending_stops (
    campaign_id uuid NOT NULL REFERENCES campaigns,
    template    text NOT NULL,
    since       timestamptz NOT NULL,
    reason      text NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (campaign_id, template)
);

-- What was decided about sending, and why. Subject is a template, a message or a day.
CREATE TABLE sending_events (
    campaign_id uuid NOT NULL REFERENCES campaigns,
    id          bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    at          timestamptz NOT NULL,
    kind        text NOT NULL CONSTRAINT sending_events_kind_check CHECK (kind IN (
        'stopped', 'resumed', 'budget_reached', 'quiet_hours_overridden')),
    subject     text NOT NULL DEFAULT '',
    reason      text NOT NULL CHECK (reason <> ''),
    PRIMARY KEY (campaign_id, id)
);
CREATE UNIQUE INDEX sending_events_budget_key ON sending_events (campaign_id, subject) WHERE kind = 'budget_reached';

-- +goose Down
DROP TABLE sending_events, sending_stops, sending_days;
ALTER TABLE messages DROP COLUMN looked_at;
