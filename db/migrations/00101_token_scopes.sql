-- +goose Up
-- What a token may be used for, when it was, and until when it counts. Tokens from before may do
-- all that their desk may.
ALTER TABLE access_tokens
    ADD COLUMN id         uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN scopes     text[] NOT NULL DEFAULT '{read,people,register,request,dispatch,connect,admin}',
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN seen_at    timestamptz,
    ADD COLUMN revoked_at timestamptz,
    ADD CONSTRAINT access_tokens_id_key UNIQUE (id),
    ADD CONSTRAINT access_tokens_scopes_check CHECK (
        cardinality(scopes) > 0 AND scopes <@ '{read,people,register,request,dispatch,connect,admin}'::text[]);
ALTER TABLE access_tokens
    ALTER COLUMN id DROP DEFAULT,
    ALTER COLUMN scopes DROP DEFAULT,
    ALTER COLUMN created_at DROP DEFAULT;

-- +goose Down
ALTER TABLE access_tokens
    DROP CONSTRAINT access_tokens_scopes_check,
    DROP COLUMN id, DROP COLUMN scopes, DROP COLUMN created_at, DROP COLUMN seen_at, DROP COLUMN revoked_at;
