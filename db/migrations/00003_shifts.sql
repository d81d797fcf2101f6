-- +goose Up
CREATE TABLE help_requests (
    campaign_id  uuid NOT NULL,
    id           uuid NOT NULL,
    commune_code text NOT NULL,
    point_id     uuid NOT NULL,
    state        text NOT NULL CHECK (state IN ('open', 'approved', 'rejected')),
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    reason       text NOT NULL,
    urgent       boolean NOT NULL,
    created_at   timestamptz NOT NULL,
    decided_at   timestamptz,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT help_requests_span_check CHECK (starts_at < ends_at),
    CONSTRAINT help_requests_decided_check CHECK ((state = 'open') = (decided_at IS NULL)),
    FOREIGN KEY (campaign_id, commune_code) REFERENCES campaign_communes,
    FOREIGN KEY (campaign_id, point_id) REFERENCES points
);
CREATE INDEX help_requests_state_idx ON help_requests (campaign_id, state, created_at, id);

CREATE TABLE help_request_roles (
    campaign_id uuid NOT NULL,
    request_id  uuid NOT NULL,
    position    integer NOT NULL,
    skill       text NOT NULL,
    level       integer NOT NULL CHECK (level >= 1),
    kind        text NOT NULL CHECK (kind IN ('', 'student', 'engineer', 'staff')),
    seats       integer NOT NULL CHECK (seats >= 1),
    floor       boolean NOT NULL,
    PRIMARY KEY (campaign_id, request_id, position),
    FOREIGN KEY (campaign_id, request_id) REFERENCES help_requests ON DELETE CASCADE,
    FOREIGN KEY (campaign_id, skill) REFERENCES skills
);

CREATE TABLE shifts (
    campaign_id  uuid NOT NULL,
    id           uuid NOT NULL,
    commune_code text NOT NULL,
    point_id     uuid NOT NULL,
    request_id   uuid,
    starts_at    timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL,
    priority     double precision NOT NULL DEFAULT 1 CHECK (priority > 0),
    urgent       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT shifts_span_check CHECK (starts_at < ends_at),
    FOREIGN KEY (campaign_id, commune_code) REFERENCES campaign_communes,
    FOREIGN KEY (campaign_id, point_id) REFERENCES points,
    FOREIGN KEY (campaign_id, request_id) REFERENCES help_requests
);
CREATE INDEX shifts_start_idx ON shifts (campaign_id, starts_at, id);
CREATE INDEX shifts_commune_idx ON shifts (campaign_id, commune_code, starts_at, id);

-- taken counts the assignments with holds_seat; it is moved by the statement that moves them.
CREATE TABLE roles (
    campaign_id uuid NOT NULL,
    id          uuid NOT NULL,
    shift_id    uuid NOT NULL,
    skill       text NOT NULL,
    level       integer NOT NULL CHECK (level >= 1),
    kind        text NOT NULL DEFAULT '' CHECK (kind IN ('', 'student', 'engineer', 'staff')),
    seats       integer NOT NULL CONSTRAINT roles_seats_check CHECK (seats >= 1),
    taken       integer NOT NULL DEFAULT 0,
    floor       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT roles_taken_check CHECK (taken BETWEEN 0 AND seats),
    FOREIGN KEY (campaign_id, shift_id) REFERENCES shifts,
    FOREIGN KEY (campaign_id, skill) REFERENCES skills
);
CREATE INDEX roles_shift_idx ON roles (campaign_id, shift_id, id);

CREATE TABLE plan_runs (
    campaign_id  uuid NOT NULL REFERENCES campaigns,
    id           uuid NOT NULL,
    state        text NOT NULL CHECK (state IN ('draft', 'published', 'superseded')),
    problem_hash text NOT NULL,
    value        double precision NOT NULL,
    bound        double precision NOT NULL,
    elapsed_ms   integer NOT NULL,
    seed         bigint NOT NULL,
    from_day     date NOT NULL,
    to_day       date NOT NULL,
    started_at   timestamptz NOT NULL,
    published_at timestamptz,
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT plan_runs_published_check CHECK (state <> 'published' OR published_at IS NOT NULL)
);
CREATE INDEX plan_runs_started_idx ON plan_runs (campaign_id, started_at, id);

CREATE TABLE plan_proposals (
    campaign_id  uuid NOT NULL,
    run_id       uuid NOT NULL,
    role_id      uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    PRIMARY KEY (campaign_id, run_id, role_id, volunteer_id),
    FOREIGN KEY (campaign_id, run_id) REFERENCES plan_runs ON DELETE CASCADE,
    FOREIGN KEY (campaign_id, role_id) REFERENCES roles,
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers
);

CREATE TABLE plan_changes (
    campaign_id  uuid NOT NULL,
    run_id       uuid NOT NULL,
    role_id      uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('added', 'removed')),
    PRIMARY KEY (campaign_id, run_id, role_id, volunteer_id),
    FOREIGN KEY (campaign_id, run_id) REFERENCES plan_runs ON DELETE CASCADE,
    FOREIGN KEY (campaign_id, role_id) REFERENCES roles,
    FOREIGN KEY (campaign_id, volunteer_id) REFERENCES volunteers
);

CREATE TABLE plan_prices (
    campaign_id  uuid NOT NULL,
    run_id       uuid NOT NULL,
    commune_code text NOT NULL,
    price        double precision NOT NULL CHECK (price >= 0),
    PRIMARY KEY (campaign_id, run_id, commune_code),
    FOREIGN KEY (campaign_id, run_id) REFERENCES plan_runs ON DELETE CASCADE,
    FOREIGN KEY (campaign_id, commune_code) REFERENCES campaign_communes
);

-- +goose Down
DROP TABLE plan_prices, plan_changes, plan_proposals, plan_runs, roles, shifts, help_request_roles, help_requests;
