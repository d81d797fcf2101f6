-- +goose Up
-- A text to somebody of the staff is a message as any other: it commits with what it is about, and
-- leaves by the same queue.
ALTER TABLE messages
    ALTER COLUMN volunteer_id DROP NOT NULL,
    ADD COLUMN staff_id uuid,
    ADD CONSTRAINT messages_staff_fkey FOREIGN KEY (campaign_id, staff_id) REFERENCES staff (campaign_id, id),
    ADD CONSTRAINT messages_receiver_check CHECK (num_nonnulls(volunteer_id, staff_id) = 1);
-- A row says that the digest has been written, so those that wait are still to be written.
DELETE FROM digests WHERE taken_at IS NULL;
ALTER TABLE digests DROP COLUMN taken_at;
ALTER TABLE digests RENAME COLUMN queued_at TO written_at;
ALTER TABLE staff DROP COLUMN invited_at;

-- +goose Down
ALTER TABLE staff ADD COLUMN invited_at timestamptz;
UPDATE staff SET invited_at = created_at;
ALTER TABLE digests RENAME COLUMN written_at TO queued_at;
ALTER TABLE digests ADD COLUMN taken_at timestamptz;
UPDATE digests SET taken_at = queued_at;
DELETE FROM attempts WHERE (campaign_id, message_id) IN (SELECT campaign_id, id FROM messages WHERE staff_id IS NOT NULL);
DELETE FROM messages WHERE staff_id IS NOT NULL;
ALTER TABLE messages
    DROP CONSTRAINT messages_receiver_check,
    DROP COLUMN staff_id,
    ALTER COLUMN volunteer_id SET NOT NULL;
