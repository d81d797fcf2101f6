-- +goose Up
-- Where an organisation's own system wants to be told of its people's assignments.
CREATE TABLE hooks (
    campaign_id     uuid NOT NULL,
    id              uuid NOT NULL,
    organisation_id uuid NOT NULL,
    url             text NOT NULL CONSTRAINT hooks_url_check CHECK (url LIKE 'https://%' OR url LIKE 'http://%'),
    secret          text NOT NULL,
    -- Signs beside the newest until the next rotation; '' when there is none.
    old_secret      text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL,
    failing_since   timestamptz,
    disabled_at     timestamptz,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT hooks_url_key UNIQUE (campaign_id, organisation_id, url),
    FOREIGN KEY (campaign_id, organisation_id) REFERENCES organisations
);

-- One row for each event that a hook is told of; the body is kept as it was signed.
CREATE TABLE hook_deliveries (
    campaign_id  uuid NOT NULL,
    id           uuid NOT NULL,
    hook_id      uuid NOT NULL,
    event_id     bigint NOT NULL,
    body         text NOT NULL,
    state        text NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts     integer NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL,
    last_status  integer NOT NULL DEFAULT 0,
    last_error   text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL,
    delivered_at timestamptz,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT hook_deliveries_event_key UNIQUE (campaign_id, hook_id, event_id),
    FOREIGN KEY (campaign_id, hook_id) REFERENCES hooks ON DELETE CASCADE
);
CREATE INDEX hook_deliveries_due_idx ON hook_deliveries (due_at, id) WHERE state = 'waiting';
CREATE INDEX assignment_events_at_idx ON assignment_events (campaign_id, at, id);

-- +goose Down
DROP INDEX assignment_events_at_idx;
DROP TABLE hook_deliveries, hooks;
