-- +goose Up
-- A run is there from its beginning on, so that its progress can be followed and it can be
-- ended early.
ALTER TABLE plan_runs
    DROP CONSTRAINT plan_runs_state_check,
    ADD CONSTRAINT plan_runs_state_check CHECK (state IN ('running', 'failed', 'draft', 'published', 'superseded')),
    ADD COLUMN cancelled_at timestamptz;

-- +goose Down
DELETE FROM plan_runs WHERE state IN ('running', 'failed');
ALTER TABLE plan_runs
    DROP COLUMN cancelled_at,
    DROP CONSTRAINT plan_runs_state_check,
    ADD CONSTRAINT plan_runs_state_check CHECK (state IN ('draft', 'published', 'superseded'));
