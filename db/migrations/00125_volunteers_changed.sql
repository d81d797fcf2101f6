-- +goose Up
-- Who keeps a picture of everybody in memory asks whose row is newer than the picture: each row says
-- which transaction wrote it last. Unlike a time or a number that is drawn, transactions tell which of
-- them had ended when one looked (pg_snapshot_xmin), so that nobody is missed and nothing waits.
ALTER TABLE volunteers ADD COLUMN changed xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX volunteers_changed_idx ON volunteers (campaign_id, changed);

-- +goose StatementBegin
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER volunteers_note_change BEFORE UPDATE ON volunteers
    FOR EACH ROW EXECUTE FUNCTION note_change();

-- What somebody has agreed to is kept apart, but decides whether they may be asked.
-- +goose StatementBegin
CREATE FUNCTION note_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE volunteers SET changed = pg_current_xact_id()
    WHERE campaign_id = NEW.campaign_id AND id = NEW.volunteer_id AND changed <> pg_current_xact_id();
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER consents_note_change AFTER INSERT OR UPDATE ON consents
    FOR EACH ROW EXECUTE FUNCTION note_consent();

-- +goose Down
DROP TRIGGER consents_note_change ON consents;
DROP FUNCTION note_consent();
DROP TRIGGER volunteers_note_change ON volunteers;
DROP FUNCTION note_change();
ALTER TABLE volunteers DROP COLUMN changed;
