-- +goose Up
CREATE TABLE assignments (
    campaign_id     uuid NOT NULL,
    id              uuid NOT NULL,
    role_id         uuid NOT NULL,
    shift_id        uuid NOT NULL,
    volunteer_id    uuid NOT NULL,
    organisation_id uuid NOT NULL,
    commune_code    text NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    span            tstzrange NOT NULL GENERATED ALWAYS AS (tstzrange(starts_at, ends_at, '[)')) STORED,
    state           text NOT NULL,
    holds_seat      boolean NOT NULL DEFAULT false,
    source          text NOT NULL CHECK (source IN ('plan', 'coordinator', 'refill')),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT assignments_state_check CHECK (state IN (
        'proposed', 'offered', 'confirmed', 'checked_in', 'completed', 'left_early',
        'no_show', 'declined', 'expired', 'withdrawn', 'released')),
    CONSTRAINT assignments_holds_seat_check CHECK (
        CASE WHEN state IN ('confirmed', 'checked_in', 'completed') THEN holds_seat
             WHEN state = 'offered' THEN true
             ELSE NOT holds_seat END),
    FOREIGN KEY (campaign_id, role_id) REFERENCES roles,
    FOREIGN KEY (campaign_id, shift_id) REFERENCES shifts,
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers,
    -- Nobody is asked for, or is in, two places at a time. A proposal binds nobody.
    CONSTRAINT assignments_one_place_at_a_time EXCLUDE USING gist (
        campaign_id WITH =, volunteer_id WITH =, span WITH &&)
        WHERE (state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early'))
);
CREATE UNIQUE INDEX assignments_live_key ON assignments (campaign_id, shift_id, volunteer_id)
    WHERE state IN ('proposed', 'offered', 'confirmed', 'checked_in');
CREATE INDEX assignments_role_idx ON assignments (campaign_id, role_id, state);
CREATE INDEX assignments_volunteer_idx ON assignments (campaign_id, volunteer_id, starts_at);
CREATE INDEX assignments_state_idx ON assignments (campaign_id, state, starts_at);

CREATE TABLE assignment_events (
    campaign_id   uuid NOT NULL,
    id            bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    assignment_id uuid NOT NULL,
    commune_code  text NOT NULL,
    at            timestamptz NOT NULL,
    from_state    text NOT NULL DEFAULT '',
    to_state      text NOT NULL,
    actor         text NOT NULL CHECK (actor IN ('plan', 'coordinator', 'volunteer', 'system')),
    channel       text NOT NULL DEFAULT '' CHECK (channel IN ('', 'sms', 'link', 'voice', 'staff')),
    reason        text NOT NULL DEFAULT '',
    PRIMARY KEY (campaign_id, id),
    FOREIGN KEY (campaign_id, assignment_id) REFERENCES assignments
);
CREATE INDEX assignment_events_assignment_idx ON assignment_events (campaign_id, assignment_id, id);

CREATE TABLE messages (
    campaign_id      uuid NOT NULL,
    id               uuid NOT NULL,
    volunteer_id     uuid NOT NULL,
    to_phone         text NOT NULL,
    purpose          text NOT NULL,
    purpose_key      text NOT NULL,
    template         text NOT NULL,
    template_version integer NOT NULL,
    lang             text NOT NULL,
    body             text NOT NULL,
    encoding         text NOT NULL CHECK (encoding IN ('gsm7', 'ucs2')),
    segments         integer NOT NULL CHECK (segments >= 1),
    state            text NOT NULL CONSTRAINT messages_state_check CHECK (state IN (
        'queued', 'sending', 'sent', 'delivered', 'failed', 'uncertain', 'suppressed')),
    urgent           boolean NOT NULL DEFAULT false,
    not_before       timestamptz NOT NULL,
    valid_until      timestamptz NOT NULL,
    provider_id      text NOT NULL DEFAULT '',
    provider_status  text NOT NULL DEFAULT '',
    error_code       integer NOT NULL DEFAULT 0,
    queued_at        timestamptz NOT NULL,
    -- When a worker took it; a lease older than the limit means that the worker died.
    taken_at         timestamptz,
    sent_at          timestamptz,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT messages_purpose_key UNIQUE (campaign_id, purpose_key),
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers
);
CREATE INDEX messages_due_idx ON messages (not_before, id) WHERE state = 'queued';
CREATE INDEX messages_taken_idx ON messages (taken_at, id) WHERE state IN ('sending', 'uncertain');
CREATE INDEX messages_volunteer_idx ON messages (campaign_id, volunteer_id, queued_at);

-- Written before the provider is called: what may have left is known after any crash.
CREATE TABLE attempts (
    campaign_id uuid NOT NULL,
    message_id  uuid NOT NULL,
    number      integer NOT NULL CHECK (number >= 1),
    started_at  timestamptz NOT NULL,
    finished_at timestamptz,
    outcome     text NOT NULL DEFAULT '' CHECK (outcome IN ('', 'accepted', 'retry', 'permanent', 'uncertain')),
    error_code  integer NOT NULL DEFAULT 0,
    detail      text NOT NULL DEFAULT '',
    PRIMARY KEY (campaign_id, message_id, number),
    FOREIGN KEY (campaign_id, message_id) REFERENCES messages
);

CREATE TABLE asks (
    campaign_id   uuid NOT NULL,
    id            uuid NOT NULL,
    assignment_id uuid NOT NULL,
    volunteer_id  uuid NOT NULL,
    phone         text NOT NULL,
    code          text NOT NULL,
    link          text NOT NULL,
    channel       text NOT NULL CHECK (channel IN ('sms', 'link', 'voice', 'staff')),
    state         text NOT NULL CONSTRAINT asks_state_check CHECK (state IN (
        'queued', 'sent', 'unclear', 'accepted', 'declined', 'expired', 'withdrawn', 'failed')),
    mode          text NOT NULL CHECK (mode IN ('normal', 'soon', 'urgent')),
    deadline      timestamptz NOT NULL,
    message_id    uuid NOT NULL,
    queued_at     timestamptz NOT NULL,
    closed_at     timestamptz,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT asks_closed_check CHECK ((state IN ('queued', 'sent', 'unclear')) = (closed_at IS NULL)),
    FOREIGN KEY (campaign_id, assignment_id) REFERENCES assignments,
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers,
    FOREIGN KEY (campaign_id, message_id) REFERENCES messages
);
CREATE UNIQUE INDEX asks_open_assignment_key ON asks (campaign_id, assignment_id) WHERE state IN ('queued', 'sent', 'unclear');
CREATE UNIQUE INDEX asks_open_code_key ON asks (phone, code) WHERE state IN ('queued', 'sent', 'unclear');
CREATE INDEX asks_deadline_idx ON asks (campaign_id, deadline, id) WHERE state IN ('queued', 'sent', 'unclear');
CREATE INDEX asks_link_idx ON asks (link);
CREATE INDEX asks_assignment_idx ON asks (campaign_id, assignment_id, queued_at);
CREATE INDEX asks_message_idx ON asks (campaign_id, message_id);
CREATE INDEX asks_queued_idx ON asks (campaign_id, queued_at, id);
CREATE INDEX asks_volunteer_idx ON asks (campaign_id, volunteer_id, queued_at);

CREATE TABLE waiting_list (
    campaign_id  uuid NOT NULL,
    role_id      uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    since        timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, role_id, volunteer_id),
    FOREIGN KEY (campaign_id, role_id) REFERENCES roles,
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers
);

-- What providers told us, taken once: inserted first, handled after.
CREATE TABLE webhook_inbox (
    provider    text NOT NULL,
    external_id text NOT NULL,
    status      text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('inbound', 'status')),
    message_id  text NOT NULL DEFAULT '',
    from_phone  text NOT NULL DEFAULT '',
    to_phone    text NOT NULL DEFAULT '',
    body        text NOT NULL DEFAULT '',
    error_code  integer NOT NULL DEFAULT 0,
    received_at timestamptz NOT NULL,
    handled_at  timestamptz,
    PRIMARY KEY (provider, external_id, status)
);
CREATE INDEX webhook_inbox_unhandled_idx ON webhook_inbox (received_at) WHERE handled_at IS NULL;

CREATE TABLE replies (
    id           uuid PRIMARY KEY,
    campaign_id  uuid,
    volunteer_id uuid,
    ask_id       uuid,
    phone        text NOT NULL,
    body         text NOT NULL,
    reading      text NOT NULL CHECK (reading IN ('yes', 'no', 'unclear', 'opt_out', 'opt_in', 'stranger')),
    received_at  timestamptz NOT NULL,
    decided_at   timestamptz,
    FOREIGN KEY (campaign_id, ask_id) REFERENCES asks
);
CREATE INDEX replies_undecided_idx ON replies (received_at, id) WHERE reading = 'unclear' AND decided_at IS NULL;

-- +goose Down
DROP TABLE replies, webhook_inbox, waiting_list, asks, attempts, messages, assignment_events, assignments;
