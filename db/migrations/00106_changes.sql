-- +goose Up
-- What subscribers are told of, in the order in which it was committed. Numbers that are drawn while
-- transactions run say nothing about which of them is seen first, so a change gets its place when its
-- transaction commits, one transaction at a time: whoever reads a place finds all before it, for ever.
CREATE TABLE changes (
    campaign_id  uuid NOT NULL,
    position     bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    commune_code text NOT NULL,
    event_id     bigint,
    PRIMARY KEY (campaign_id, position)
);
CREATE UNIQUE INDEX changes_event_key ON changes (campaign_id, event_id) WHERE event_id IS NOT NULL;

-- Communes that need something new without an event of an assignment.
CREATE TABLE announcements (
    campaign_id  uuid NOT NULL,
    id           bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    commune_code text NOT NULL,
    PRIMARY KEY (campaign_id, id)
);

INSERT INTO changes (campaign_id, commune_code, event_id)
SELECT campaign_id, commune_code, id
FROM assignment_events
ORDER BY id;

-- The lock is held from here until the transaction's rows are seen by all, and nothing that could wait
-- for another transaction comes between: it can't be part of a deadlock.
-- +goose StatementBegin
CREATE FUNCTION place_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    event bigint := CASE TG_TABLE_NAME WHEN 'assignment_events' THEN NEW.id END;
    place bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('tiepsuc-changes'));
    INSERT INTO changes (campaign_id, commune_code, event_id)
    VALUES (NEW.campaign_id, NEW.commune_code, event)
    RETURNING position INTO place;
    PERFORM pg_notify('tiepsuc_event', json_build_object(
        'campaign', NEW.campaign_id, 'position', place, 'event', coalesce(event, 0), 'commune', NEW.commune_code)::text);
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER assignment_events_place AFTER INSERT ON assignment_events
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION place_change();
CREATE CONSTRAINT TRIGGER announcements_place AFTER INSERT ON announcements
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION place_change();

-- +goose Down
DROP TRIGGER assignment_events_place ON assignment_events;
DROP TABLE announcements, changes;
DROP FUNCTION place_change();
