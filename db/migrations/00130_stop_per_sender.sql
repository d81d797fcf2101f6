-- +goose Up
-- What is held back may be the texts that would leave by one sender: that operators turn it away says
-- nothing of the others.
ALTER TABLE sending_stops
    ADD COLUMN sender text NOT NULL DEFAULT '',
    DROP CONSTRAINT sending_stops_pkey,
    ADD PRIMARY KEY (campaign_id, template, sender),
    ADD CONSTRAINT sending_stops_texts_check CHECK (template = '' OR sender = '');

-- By which sender a text was handed over last: the report on it may come hours later, when the number is
-- served by another.
ALTER TABLE messages ADD COLUMN sender text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE messages DROP COLUMN sender;
DELETE FROM sending_stops WHERE sender <> '';
ALTER TABLE sending_stops
    DROP CONSTRAINT sending_stops_texts_check,
    DROP CONSTRAINT sending_stops_pkey,
    ADD PRIMARY KEY (campaign_id, template),
    DROP COLUMN sender;
