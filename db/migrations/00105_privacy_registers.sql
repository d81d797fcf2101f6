-- +goose Up
-- Who processes people's data for the campaign, what of them, where and by which contract. One
-- that ended stays: it may have had the data.
CREATE TABLE processors (
    campaign_id uuid NOT NULL REFERENCES campaigns,
    id          uuid NOT NULL,
    name        text NOT NULL CHECK (name <> ''),
    processes   text NOT NULL CHECK (processes <> ''),
    place       text NOT NULL CHECK (place <> ''),
    abroad      boolean NOT NULL,
    contract    text NOT NULL CHECK (contract <> ''),
    since       date NOT NULL,
    ended_at    timestamptz,
    PRIMARY KEY (campaign_id, id)
);
CREATE UNIQUE INDEX processors_name_key ON processors (campaign_id, lower(name)) WHERE ended_at IS NULL;

-- What happened to data that should not have: due_at is 72 hours after it was found.
CREATE TABLE breaches (
    campaign_id uuid NOT NULL REFERENCES campaigns,
    id          uuid NOT NULL,
    what        text NOT NULL CHECK (what <> ''),
    found_at    timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    people      integer NOT NULL CHECK (people >= 0),
    affected    text NOT NULL,
    measures    text NOT NULL,
    reported_at timestamptz,
    reference   text NOT NULL DEFAULT '',
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT breaches_due_check CHECK (due_at = found_at + interval '72 hours'),
    CONSTRAINT breaches_reported_check CHECK ((reported_at IS NULL) = (reference = '') AND reported_at >= found_at)
);
CREATE INDEX breaches_found_idx ON breaches (campaign_id, found_at, id);

-- Which words were agreed to, and what proves it. Version 0 is from before words were kept.
ALTER TABLE consents
    ADD COLUMN text_version integer NOT NULL DEFAULT 0 CONSTRAINT consents_text_version_check CHECK (text_version >= 0),
    ADD COLUMN proof text NOT NULL DEFAULT '';
ALTER TABLE consents ALTER COLUMN text_version DROP DEFAULT, ALTER COLUMN proof DROP DEFAULT;

ALTER TABLE privacy_events
    DROP CONSTRAINT privacy_events_kind_check,
    ADD CONSTRAINT privacy_events_kind_check CHECK (kind IN (
        'hold_set', 'hold_lifted', 'erasure_delayed', 'erased', 'processor_added', 'processor_changed', 'processor_ended',
        'breach_recorded', 'breach_changed', 'breach_reported'));

-- +goose Down
DELETE FROM privacy_events WHERE kind NOT IN ('hold_set', 'hold_lifted', 'erasure_delayed', 'erased');
ALTER TABLE privacy_events
    DROP CONSTRAINT privacy_events_kind_check,
    ADD CONSTRAINT privacy_events_kind_check CHECK (
        kind IN ('hold_set', 'hold_lifted', 'erasure_delayed', 'erased'));
ALTER TABLE consents DROP COLUMN text_version, DROP COLUMN proof;
DROP TABLE breaches, processors;
