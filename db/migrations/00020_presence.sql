-- +goose Up
-- What the rotating code of a point is made from; see match.PointCode.
ALTER TABLE points ADD COLUMN code_secret bytea NOT NULL
    DEFAULT decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');

-- Written by the transaction that checks an assignment in or out, and by nothing else.
CREATE TABLE attendance (
    campaign_id   uuid NOT NULL,
    assignment_id uuid NOT NULL,
    in_at         timestamptz NOT NULL,
    in_proof      text NOT NULL CHECK (in_proof IN ('code', 'place', 'staff')),
    out_at        timestamptz,
    out_proof     text NOT NULL DEFAULT '' CHECK (out_proof IN ('', 'own', 'staff', 'clock')),
    PRIMARY KEY (campaign_id, assignment_id),
    CONSTRAINT attendance_out_check CHECK (in_at <= out_at),
    CONSTRAINT attendance_left_check CHECK ((out_at IS NULL) = (out_proof = '')),
    FOREIGN KEY (campaign_id, assignment_id) REFERENCES assignments
);

CREATE TABLE outcomes (
    campaign_id uuid NOT NULL,
    shift_id    uuid NOT NULL,
    citizens    integer NOT NULL CHECK (citizens >= 0),
    priority    integer NOT NULL CHECK (priority >= 0),
    procedures  integer NOT NULL CHECK (procedures >= 0),
    notes       text NOT NULL,
    closed_at   timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, shift_id),
    CONSTRAINT outcomes_priority_of_all_check CHECK (priority <= citizens),
    FOREIGN KEY (campaign_id, shift_id) REFERENCES shifts
);

-- What a coordinator must look at now: at most one of a kind per role.
CREATE TABLE alerts (
    campaign_id  uuid NOT NULL,
    id           uuid NOT NULL DEFAULT gen_random_uuid(),
    kind         text NOT NULL CHECK (kind IN ('floor_absent', 'seat_risk')),
    role_id      uuid NOT NULL,
    shift_id     uuid NOT NULL,
    commune_code text NOT NULL,
    raised_at    timestamptz NOT NULL,
    -- When what it warned of had been seen to; null while it stands.
    cleared_at   timestamptz,
    -- How likely the seat stays empty, 0 to 1; 1 where nobody is left to hope for.
    risk         double precision NOT NULL CHECK (risk BETWEEN 0 AND 1),
    PRIMARY KEY (campaign_id, id),
    CONSTRAINT alerts_role_key UNIQUE (campaign_id, kind, role_id),
    FOREIGN KEY (campaign_id, role_id) REFERENCES roles,
    FOREIGN KEY (campaign_id, shift_id) REFERENCES shifts
);
CREATE INDEX alerts_open_idx ON alerts (campaign_id, raised_at, id) WHERE cleared_at IS NULL;

-- +goose Down
DROP TABLE alerts, outcomes, attendance;
ALTER TABLE points DROP COLUMN code_secret;
