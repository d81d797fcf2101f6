-- +goose Up
-- When a rule of retention last found something past its time or looked for it, how many rows
-- that was, and how many so far. What is no campaign's is noted for each.
CREATE TABLE retention_runs (
    campaign_id uuid NOT NULL REFERENCES campaigns,
    rule        text NOT NULL,
    ran_at      timestamptz NOT NULL,
    rows        bigint NOT NULL CHECK (rows >= 0),
    total       bigint NOT NULL CHECK (total >= rows),
    PRIMARY KEY (campaign_id, rule)
);

-- +goose Down
DROP TABLE retention_runs;
