-- +goose Up
-- What a statement calls that must do something and found nothing to do it to: its transaction ends, however
-- much was sent along with it. The code is no code of PostgreSQL's; the text is the key of the error.
-- +goose StatementBegin
CREATE FUNCTION refuse(key text) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'TS001', MESSAGE = key;
END
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION refuse(text);
