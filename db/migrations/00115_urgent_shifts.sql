-- +goose Up
-- Somebody who overrides the quiet hours says why, and is on record.
ALTER TABLE sending_events
    ADD COLUMN staff_id uuid,
    DROP CONSTRAINT sending_events_kind_check,
    ADD CONSTRAINT sending_events_kind_check CHECK (
        kind IN ('stopped', 'resumed', 'budget_reached', 'quiet_hours_overridden', 'declared_urgent'));

-- +goose Down
DELETE FROM sending_events WHERE kind = 'declared_urgent';
ALTER TABLE sending_events
    DROP COLUMN staff_id,
    DROP CONSTRAINT sending_events_kind_check,
    ADD CONSTRAINT sending_events_kind_check CHECK (
        kind IN ('stopped', 'resumed', 'budget_reached', 'quiet_hours_overridden'));
