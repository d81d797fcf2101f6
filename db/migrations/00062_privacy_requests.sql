-- +goose Up
-- At whose word a consent ended: a viewer's role.
ALTER TABLE consents ADD COLUMN withdrawn_by text NOT NULL DEFAULT '';

-- What people ask about their data, with the days by which the law wants it answered and done
-- (Law 91/2025/QH15, Decree 356/2025/ND-CP). Days are of the campaign's zone.
CREATE TABLE privacy_requests (
    campaign_id  uuid NOT NULL,
    id           uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('access', 'correct', 'erase', 'restrict', 'object')),
    note         text NOT NULL,
    received_at  timestamptz NOT NULL,
    answer_by    date NOT NULL,
    carry_out_by date NOT NULL,
    state        text NOT NULL CHECK (state IN ('open', 'done', 'refused')),
    closed_at    timestamptz,
    outcome      text NOT NULL DEFAULT '',
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT privacy_requests_due_check CHECK (answer_by <= carry_out_by),
    CONSTRAINT privacy_requests_closed_check CHECK ((state IN ('done', 'refused')) = (closed_at IS NOT NULL)),
    CONSTRAINT privacy_requests_outcome_check CHECK (state NOT IN ('done', 'refused') OR outcome <> ''),
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers
);
CREATE UNIQUE INDEX privacy_requests_open_key ON privacy_requests (campaign_id, volunteer_id, kind) WHERE closed_at IS NULL;
CREATE INDEX privacy_requests_due_idx ON privacy_requests (campaign_id, answer_by, id) WHERE closed_at IS NULL;

-- +goose Down
DROP TABLE privacy_requests;
ALTER TABLE consents DROP COLUMN withdrawn_by;
