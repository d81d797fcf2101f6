-- +goose Up
-- Whoever is erased keeps the row, for the figures, and nothing in it that leads to the person:
-- the name and the organisation's number become those of the row.
ALTER TABLE volunteers
    ADD COLUMN erased_at timestamptz,
    DROP CONSTRAINT volunteers_phone_check,
    ADD CONSTRAINT volunteers_phone_check CHECK (
        CASE WHEN erased_at IS NULL THEN phone ~ '^\+[0-9]{8,15}$' ELSE phone = '' END),
    DROP CONSTRAINT volunteers_phone_key;
CREATE UNIQUE INDEX volunteers_phone_key ON volunteers (campaign_id, phone) WHERE erased_at IS NULL;

-- Why data must be kept for now although the person wants them erased.
CREATE TABLE privacy_holds (
    campaign_id  uuid NOT NULL,
    id           uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('complaint', 'dispute', 'legal_duty')),
    reason       text NOT NULL CHECK (reason <> ''),
    set_at       timestamptz NOT NULL,
    staff_id     uuid,
    lifted_at    timestamptz,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT privacy_holds_order_check CHECK (lifted_at >= set_at),
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers,
    FOREIGN KEY (campaign_id, staff_id) REFERENCES staff
);
CREATE UNIQUE INDEX privacy_holds_standing_key ON privacy_holds (campaign_id, volunteer_id, kind) WHERE lifted_at IS NULL;

-- What was done about people's data, and why. Subject is a request or a hold; staff_id is null
-- for the holders of tokens.
CREATE TABLE privacy_events (
    campaign_id  uuid NOT NULL REFERENCES campaigns,
    id           bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    at           timestamptz NOT NULL,
    kind         text NOT NULL CONSTRAINT privacy_events_kind_check CHECK (
        kind IN ('hold_set', 'hold_lifted', 'erasure_delayed', 'erased')),
    volunteer_id uuid,
    subject      uuid NOT NULL,
    reason       text NOT NULL DEFAULT '',
    staff_id     uuid,
    PRIMARY KEY (campaign_id, id),
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers,
    FOREIGN KEY (campaign_id, staff_id) REFERENCES staff
);
-- A delay is told once for the same reasons.
CREATE UNIQUE INDEX privacy_events_delay_key ON privacy_events (campaign_id, subject, reason) WHERE kind = 'erasure_delayed';

-- +goose Down
-- Numbers that were erased don't come back: their rows get ones that nobody has.
UPDATE volunteers v
SET phone = '+' || lpad(n.nth::text, 8, '0'), erased_at = NULL
FROM (SELECT campaign_id, id, row_number() OVER (ORDER BY campaign_id, id) AS nth FROM volunteers WHERE erased_at IS NOT NULL) n
WHERE n.campaign_id = v.campaign_id AND n.id = v.id;
DROP TABLE privacy_events, privacy_holds;
DROP INDEX volunteers_phone_key;
ALTER TABLE volunteers
    DROP CONSTRAINT volunteers_phone_check,
    DROP COLUMN erased_at,
    ADD CONSTRAINT volunteers_phone_check CHECK (phone ~ '^\+[0-9]{8,15}$'),
    ADD CONSTRAINT volunteers_phone_key UNIQUE (campaign_id, phone);
