-- +goose Up
-- What a plan leaves worst off, how far any plan could lift it, and why it is no better.
ALTER TABLE plan_runs
    ADD lowest_commune text,
    ADD lowest_ratio   double precision NOT NULL DEFAULT 1,
    ADD lowest_at_most double precision NOT NULL DEFAULT 1,
    ADD lowest_why     jsonb            NOT NULL DEFAULT '[]',
    ADD CONSTRAINT plan_runs_lowest_fkey FOREIGN KEY (campaign_id, lowest_commune) REFERENCES campaign_communes (campaign_id, commune_code),
    ADD CONSTRAINT plan_runs_lowest_check CHECK (lowest_ratio BETWEEN 0 AND 1 AND lowest_at_most BETWEEN 0 AND 1);

-- +goose Down
ALTER TABLE plan_runs
    DROP lowest_commune,
    DROP lowest_ratio,
    DROP lowest_at_most,
    DROP lowest_why;
