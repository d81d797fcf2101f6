-- The schema as the migrations make it. Generated: run 'make generate'.

COMMENT ON SCHEMA public IS 'standard public schema';

CREATE FUNCTION public.note_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.changed := pg_current_xact_id();
    RETURN NEW;
END
$$;

CREATE FUNCTION public.note_consent() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE volunteers SET changed = pg_current_xact_id()
    WHERE campaign_id = NEW.campaign_id AND id = NEW.volunteer_id AND changed <> pg_current_xact_id();
    RETURN NULL;
END
$$;

CREATE FUNCTION public.place_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.refuse(key text) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'TS001', MESSAGE = key;
END
$$;

CREATE TABLE public.access_tokens (
    hash bytea NOT NULL,
    campaign_id uuid NOT NULL,
    role text NOT NULL,
    organisation_id uuid,
    commune_code text,
    volunteer_id uuid,
    demo boolean DEFAULT false NOT NULL,
    label text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    id uuid NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT access_tokens_binding_check CHECK (((role = 'department'::text) OR ((role = ANY (ARRAY['university'::text, 'telecom'::text])) AND (organisation_id IS NOT NULL)) OR ((role = 'commune'::text) AND (commune_code IS NOT NULL)) OR ((role = 'volunteer'::text) AND (volunteer_id IS NOT NULL)))),
    CONSTRAINT access_tokens_role_check CHECK ((role = ANY (ARRAY['department'::text, 'university'::text, 'telecom'::text, 'commune'::text, 'volunteer'::text]))),
    CONSTRAINT access_tokens_scopes_check CHECK (((cardinality(scopes) > 0) AND (scopes <@ '{read,people,register,request,dispatch,connect,admin}'::text[])))
);

CREATE TABLE public.alerts (
    campaign_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    role_id uuid NOT NULL,
    shift_id uuid NOT NULL,
    commune_code text NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    cleared_at timestamp with time zone,
    risk double precision NOT NULL,
    CONSTRAINT alerts_kind_check CHECK ((kind = ANY (ARRAY['floor_absent'::text, 'seat_risk'::text]))),
    CONSTRAINT alerts_risk_check CHECK (((risk >= (0)::double precision) AND (risk <= (1)::double precision)))
);

CREATE TABLE public.announcements (
    campaign_id uuid NOT NULL,
    id bigint NOT NULL,
    commune_code text NOT NULL
);

ALTER TABLE public.announcements ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.announcements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.asks (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    phone text NOT NULL,
    code text NOT NULL,
    link text NOT NULL,
    channel text NOT NULL,
    state text NOT NULL,
    mode text NOT NULL,
    deadline timestamp with time zone NOT NULL,
    message_id uuid NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT asks_channel_check CHECK ((channel = ANY ('{sms,link,voice,staff}'::text[]))),
    CONSTRAINT asks_closed_check CHECK (((state = ANY ('{queued,sent,unclear}'::text[])) = (closed_at IS NULL))),
    CONSTRAINT asks_mode_check CHECK ((mode = ANY ('{normal,soon,urgent}'::text[]))),
    CONSTRAINT asks_state_check CHECK ((state = ANY ('{queued,sent,unclear,accepted,declined,expired,withdrawn,failed}'::text[])))
);

CREATE TABLE public.assignment_events (
    campaign_id uuid NOT NULL,
    id bigint NOT NULL,
    assignment_id uuid NOT NULL,
    commune_code text NOT NULL,
    at timestamp with time zone NOT NULL,
    from_state text DEFAULT ''::text NOT NULL,
    to_state text NOT NULL,
    actor text NOT NULL,
    channel text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    CONSTRAINT assignment_events_actor_check CHECK ((actor = ANY ('{plan,coordinator,volunteer,system}'::text[]))),
    CONSTRAINT assignment_events_channel_check CHECK ((channel = ANY ('{"",sms,link,voice,staff}'::text[])))
);

ALTER TABLE public.assignment_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.assignment_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assignments (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    role_id uuid NOT NULL,
    shift_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    commune_code text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    span tstzrange GENERATED ALWAYS AS (tstzrange(starts_at, ends_at, '[)'::text)) STORED NOT NULL,
    state text NOT NULL,
    holds_seat boolean DEFAULT false NOT NULL,
    source text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    replaces uuid,
    acknowledged_at timestamp with time zone,
    CONSTRAINT assignments_holds_seat_check CHECK (
CASE
    WHEN (state = ANY ('{confirmed,checked_in,completed}'::text[])) THEN holds_seat
    WHEN (state = 'offered'::text) THEN true
    ELSE (NOT holds_seat)
END),
    CONSTRAINT assignments_source_check CHECK ((source = ANY ('{plan,coordinator,refill,volunteer}'::text[]))),
    CONSTRAINT assignments_state_check CHECK ((state = ANY ('{proposed,offered,confirmed,checked_in,completed,left_early,no_show,declined,expired,withdrawn,released}'::text[])))
);

CREATE TABLE public.attempts (
    campaign_id uuid NOT NULL,
    message_id uuid NOT NULL,
    number integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    outcome text DEFAULT ''::text NOT NULL,
    error_code integer DEFAULT 0 NOT NULL,
    detail text DEFAULT ''::text NOT NULL,
    CONSTRAINT attempts_number_check CHECK ((number >= 1)),
    CONSTRAINT attempts_outcome_check CHECK ((outcome = ANY ('{"",accepted,retry,permanent,uncertain}'::text[])))
);

CREATE TABLE public.attendance (
    campaign_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    in_at timestamp with time zone NOT NULL,
    in_proof text NOT NULL,
    out_at timestamp with time zone,
    out_proof text DEFAULT ''::text NOT NULL,
    CONSTRAINT attendance_in_proof_check CHECK ((in_proof = ANY (ARRAY['code'::text, 'place'::text, 'staff'::text]))),
    CONSTRAINT attendance_left_check CHECK (((out_at IS NULL) = (out_proof = ''::text))),
    CONSTRAINT attendance_out_check CHECK ((in_at <= out_at)),
    CONSTRAINT attendance_out_proof_check CHECK ((out_proof = ANY (ARRAY[''::text, 'own'::text, 'staff'::text, 'clock'::text])))
);

CREATE TABLE public.availability_exceptions (
    campaign_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    on_date date NOT NULL,
    available boolean NOT NULL,
    from_minute integer NOT NULL,
    to_minute integer NOT NULL,
    CONSTRAINT availability_exceptions_span_check CHECK (((0 <= from_minute) AND (from_minute < to_minute) AND (to_minute <= 1440)))
);

CREATE TABLE public.breaches (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    what text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    people integer NOT NULL,
    affected text NOT NULL,
    measures text NOT NULL,
    reported_at timestamp with time zone,
    reference text DEFAULT ''::text NOT NULL,
    CONSTRAINT breaches_due_check CHECK ((due_at = (found_at + '72:00:00'::interval))),
    CONSTRAINT breaches_people_check CHECK ((people >= 0)),
    CONSTRAINT breaches_reported_check CHECK ((((reported_at IS NULL) = (reference = ''::text)) AND (reported_at >= found_at))),
    CONSTRAINT breaches_what_check CHECK ((what <> ''::text))
);

CREATE TABLE public.campaign_communes (
    campaign_id uuid NOT NULL,
    commune_code text NOT NULL,
    priority double precision DEFAULT 1 NOT NULL,
    CONSTRAINT campaign_communes_priority_check CHECK ((priority > (0)::double precision))
);

CREATE TABLE public.campaigns (
    id uuid NOT NULL,
    name text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    time_zone text NOT NULL,
    auto_approve boolean DEFAULT false NOT NULL,
    CONSTRAINT campaigns_days_check CHECK ((ends_on >= starts_on))
);

CREATE TABLE public.changes (
    campaign_id uuid NOT NULL,
    "position" bigint NOT NULL,
    commune_code text NOT NULL,
    event_id bigint
);

ALTER TABLE public.changes ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.changes_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.communes (
    code text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    kind text NOT NULL,
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    population integer NOT NULL,
    CONSTRAINT communes_code_check CHECK ((code ~ '^[0-9]{5}$'::text)),
    CONSTRAINT communes_kind_check CHECK ((kind = ANY (ARRAY['ward'::text, 'commune'::text]))),
    CONSTRAINT communes_lat_check CHECK (((lat >= ('-90'::integer)::double precision) AND (lat <= (90)::double precision))),
    CONSTRAINT communes_lon_check CHECK (((lon >= ('-180'::integer)::double precision) AND (lon <= (180)::double precision))),
    CONSTRAINT communes_population_check CHECK ((population >= 0))
);

CREATE TABLE public.consents (
    campaign_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    purpose text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    source text NOT NULL,
    withdrawn_by text DEFAULT ''::text NOT NULL,
    text_version integer NOT NULL,
    proof text NOT NULL,
    CONSTRAINT consents_order_check CHECK ((withdrawn_at >= given_at)),
    CONSTRAINT consents_purpose_check CHECK ((purpose = 'shifts'::text)),
    CONSTRAINT consents_text_version_check CHECK ((text_version >= 0))
);

CREATE TABLE public.data_access (
    campaign_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    day date NOT NULL,
    viewer text NOT NULL,
    purpose text NOT NULL,
    first_at timestamp with time zone NOT NULL,
    role text NOT NULL,
    staff_id uuid,
    organisation_id uuid,
    commune_code text,
    CONSTRAINT data_access_purpose_check CHECK ((purpose = ANY (ARRAY['phone'::text, 'record'::text, 'texts'::text, 'candidates'::text, 'export'::text])))
);

CREATE TABLE public.digests (
    campaign_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    day date NOT NULL,
    written_at timestamp with time zone NOT NULL
);

CREATE TABLE public.help_request_roles (
    campaign_id uuid NOT NULL,
    request_id uuid NOT NULL,
    "position" integer NOT NULL,
    skill text NOT NULL,
    level integer NOT NULL,
    kind text NOT NULL,
    seats integer NOT NULL,
    floor boolean NOT NULL,
    CONSTRAINT help_request_roles_kind_check CHECK ((kind = ANY (ARRAY[''::text, 'student'::text, 'engineer'::text, 'staff'::text]))),
    CONSTRAINT help_request_roles_level_check CHECK ((level >= 1)),
    CONSTRAINT help_request_roles_seats_check CHECK ((seats >= 1))
);

CREATE TABLE public.help_requests (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    commune_code text NOT NULL,
    point_id uuid NOT NULL,
    state text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    urgent boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    number text DEFAULT ''::text NOT NULL,
    refusal text DEFAULT ''::text NOT NULL,
    CONSTRAINT help_requests_decided_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
    CONSTRAINT help_requests_refusal_check CHECK (((refusal = ''::text) OR (state = 'rejected'::text))),
    CONSTRAINT help_requests_span_check CHECK ((starts_at < ends_at)),
    CONSTRAINT help_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'rejected'::text]))),
    CONSTRAINT help_requests_version_check CHECK ((version >= 1))
);

CREATE TABLE public.hook_deliveries (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    hook_id uuid NOT NULL,
    event_id bigint NOT NULL,
    body text NOT NULL,
    state text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    due_at timestamp with time zone NOT NULL,
    last_status integer DEFAULT 0 NOT NULL,
    last_error text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    delivered_at timestamp with time zone,
    CONSTRAINT hook_deliveries_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
);

CREATE TABLE public.hooks (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    url text NOT NULL,
    secret text NOT NULL,
    old_secret text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    failing_since timestamp with time zone,
    disabled_at timestamp with time zone,
    CONSTRAINT hooks_url_check CHECK (((url ~~ 'https://%'::text) OR (url ~~ 'http://%'::text)))
);

CREATE TABLE public.idempotency_keys (
    campaign_id uuid NOT NULL,
    holder text NOT NULL,
    key text NOT NULL,
    input bytea NOT NULL,
    result uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT idempotency_keys_key_check CHECK (((char_length(key) >= 1) AND (char_length(key) <= 100)))
);

CREATE TABLE public.messages (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    volunteer_id uuid,
    to_phone text NOT NULL,
    purpose text NOT NULL,
    purpose_key text NOT NULL,
    template text NOT NULL,
    template_version integer NOT NULL,
    lang text NOT NULL,
    body text NOT NULL,
    encoding text NOT NULL,
    segments integer NOT NULL,
    state text NOT NULL,
    urgent boolean DEFAULT false NOT NULL,
    not_before timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    provider_id text DEFAULT ''::text NOT NULL,
    provider_status text DEFAULT ''::text NOT NULL,
    error_code integer DEFAULT 0 NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    sent_at timestamp with time zone,
    looked_at timestamp with time zone,
    staff_id uuid,
    sender text DEFAULT ''::text NOT NULL,
    CONSTRAINT messages_encoding_check CHECK ((encoding = ANY ('{gsm7,ucs2}'::text[]))),
    CONSTRAINT messages_receiver_check CHECK ((num_nonnulls(volunteer_id, staff_id) = 1)),
    CONSTRAINT messages_segments_check CHECK ((segments >= 1)),
    CONSTRAINT messages_state_check CHECK ((state = ANY ('{queued,sending,sent,delivered,failed,uncertain,suppressed}'::text[])))
);

CREATE TABLE public.organisations (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    short text NOT NULL,
    CONSTRAINT organisations_kind_check CHECK ((kind = ANY (ARRAY['department'::text, 'university'::text, 'telecom'::text])))
);

CREATE TABLE public.outcomes (
    campaign_id uuid NOT NULL,
    shift_id uuid NOT NULL,
    citizens integer NOT NULL,
    priority integer NOT NULL,
    procedures integer NOT NULL,
    notes text NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    CONSTRAINT outcomes_citizens_check CHECK ((citizens >= 0)),
    CONSTRAINT outcomes_priority_check CHECK ((priority >= 0)),
    CONSTRAINT outcomes_priority_of_all_check CHECK ((priority <= citizens)),
    CONSTRAINT outcomes_procedures_check CHECK ((procedures >= 0))
);

CREATE TABLE public.plan_changes (
    campaign_id uuid NOT NULL,
    run_id uuid NOT NULL,
    role_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    kind text NOT NULL,
    CONSTRAINT plan_changes_kind_check CHECK ((kind = ANY (ARRAY['added'::text, 'removed'::text])))
);

CREATE TABLE public.plan_prices (
    campaign_id uuid NOT NULL,
    run_id uuid NOT NULL,
    commune_code text NOT NULL,
    price double precision NOT NULL,
    CONSTRAINT plan_prices_price_check CHECK ((price >= (0)::double precision))
);

CREATE TABLE public.plan_proposals (
    campaign_id uuid NOT NULL,
    run_id uuid NOT NULL,
    role_id uuid NOT NULL,
    volunteer_id uuid NOT NULL
);

CREATE TABLE public.plan_runs (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    state text NOT NULL,
    problem_hash text NOT NULL,
    value double precision NOT NULL,
    bound double precision NOT NULL,
    elapsed_ms integer NOT NULL,
    seed bigint NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    started_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    lowest_commune text,
    lowest_ratio double precision DEFAULT 1 NOT NULL,
    lowest_at_most double precision DEFAULT 1 NOT NULL,
    lowest_why jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT plan_runs_lowest_check CHECK ((((lowest_ratio >= (0)::double precision) AND (lowest_ratio <= (1)::double precision)) AND ((lowest_at_most >= (0)::double precision) AND (lowest_at_most <= (1)::double precision)))),
    CONSTRAINT plan_runs_published_check CHECK (((state <> 'published'::text) OR (published_at IS NOT NULL))),
    CONSTRAINT plan_runs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'failed'::text, 'draft'::text, 'published'::text, 'superseded'::text])))
);

CREATE TABLE public.points (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    commune_code text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    code_secret bytea DEFAULT decode(replace(((gen_random_uuid())::text || (gen_random_uuid())::text), '-'::text, ''::text), 'hex'::text) NOT NULL,
    CONSTRAINT points_kind_check CHECK ((kind = ANY (ARRAY['desk'::text, 'mobile'::text])))
);

CREATE TABLE public.privacy_events (
    campaign_id uuid NOT NULL,
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    volunteer_id uuid,
    subject uuid NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    staff_id uuid,
    CONSTRAINT privacy_events_kind_check CHECK ((kind = ANY (ARRAY['hold_set'::text, 'hold_lifted'::text, 'erasure_delayed'::text, 'erased'::text, 'processor_added'::text, 'processor_changed'::text, 'processor_ended'::text, 'breach_recorded'::text, 'breach_changed'::text, 'breach_reported'::text])))
);

ALTER TABLE public.privacy_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.privacy_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.privacy_holds (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    staff_id uuid,
    lifted_at timestamp with time zone,
    CONSTRAINT privacy_holds_kind_check CHECK ((kind = ANY (ARRAY['complaint'::text, 'dispute'::text, 'legal_duty'::text]))),
    CONSTRAINT privacy_holds_order_check CHECK ((lifted_at >= set_at)),
    CONSTRAINT privacy_holds_reason_check CHECK ((reason <> ''::text))
);

CREATE TABLE public.privacy_requests (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    kind text NOT NULL,
    note text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    answer_by date NOT NULL,
    carry_out_by date NOT NULL,
    state text NOT NULL,
    closed_at timestamp with time zone,
    outcome text DEFAULT ''::text NOT NULL,
    CONSTRAINT privacy_requests_closed_check CHECK (((state = ANY (ARRAY['done'::text, 'refused'::text])) = (closed_at IS NOT NULL))),
    CONSTRAINT privacy_requests_due_check CHECK ((answer_by <= carry_out_by)),
    CONSTRAINT privacy_requests_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'correct'::text, 'erase'::text, 'restrict'::text, 'object'::text]))),
    CONSTRAINT privacy_requests_outcome_check CHECK (((state <> ALL (ARRAY['done'::text, 'refused'::text])) OR (outcome <> ''::text))),
    CONSTRAINT privacy_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'refused'::text])))
);

CREATE TABLE public.processors (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    processes text NOT NULL,
    place text NOT NULL,
    abroad boolean NOT NULL,
    contract text NOT NULL,
    since date NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT processors_contract_check CHECK ((contract <> ''::text)),
    CONSTRAINT processors_name_check CHECK ((name <> ''::text)),
    CONSTRAINT processors_place_check CHECK ((place <> ''::text)),
    CONSTRAINT processors_processes_check CHECK ((processes <> ''::text))
);

CREATE TABLE public.replies (
    id uuid NOT NULL,
    campaign_id uuid,
    volunteer_id uuid,
    ask_id uuid,
    phone text NOT NULL,
    body text NOT NULL,
    reading text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decision text,
    decided_by text,
    CONSTRAINT replies_decided_check CHECK ((((decision IS NULL) = (decided_by IS NULL)) AND ((decision IS NULL) OR (decided_at IS NOT NULL)))),
    CONSTRAINT replies_decision_check CHECK ((decision = ANY (ARRAY['yes'::text, 'no'::text, 'dealt_with'::text]))),
    CONSTRAINT replies_reading_check CHECK ((reading = ANY (ARRAY['yes'::text, 'no'::text, 'unclear'::text, 'unread'::text, 'opt_out'::text, 'opt_in'::text, 'stranger'::text])))
);

CREATE TABLE public.retention_runs (
    campaign_id uuid NOT NULL,
    rule text NOT NULL,
    ran_at timestamp with time zone NOT NULL,
    rows bigint NOT NULL,
    total bigint NOT NULL,
    CONSTRAINT retention_runs_check CHECK ((total >= rows)),
    CONSTRAINT retention_runs_rows_check CHECK ((rows >= 0))
);

CREATE TABLE public.roles (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    shift_id uuid NOT NULL,
    skill text NOT NULL,
    level integer NOT NULL,
    kind text DEFAULT ''::text NOT NULL,
    seats integer NOT NULL,
    taken integer DEFAULT 0 NOT NULL,
    floor boolean DEFAULT false NOT NULL,
    CONSTRAINT roles_kind_check CHECK ((kind = ANY ('{"",student,engineer,staff}'::text[]))),
    CONSTRAINT roles_level_check CHECK ((level >= 1)),
    CONSTRAINT roles_seats_check CHECK ((seats >= 1)),
    CONSTRAINT roles_taken_check CHECK (((taken >= 0) AND (taken <= seats)))
);

CREATE TABLE public.sending_days (
    campaign_id uuid NOT NULL,
    day date NOT NULL,
    spent bigint NOT NULL,
    CONSTRAINT sending_days_spent_check CHECK ((spent >= 0))
);

CREATE TABLE public.sending_events (
    campaign_id uuid NOT NULL,
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    reason text NOT NULL,
    staff_id uuid,
    CONSTRAINT sending_events_kind_check CHECK ((kind = ANY (ARRAY['stopped'::text, 'resumed'::text, 'budget_reached'::text, 'quiet_hours_overridden'::text, 'declared_urgent'::text]))),
    CONSTRAINT sending_events_reason_check CHECK ((reason <> ''::text))
);

ALTER TABLE public.sending_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sending_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sending_stops (
    campaign_id uuid NOT NULL,
    template text NOT NULL,
    since timestamp with time zone NOT NULL,
    reason text NOT NULL,
    sender text DEFAULT ''::text NOT NULL,
    CONSTRAINT sending_stops_reason_check CHECK ((reason <> ''::text)),
    CONSTRAINT sending_stops_texts_check CHECK (((template = ''::text) OR (sender = ''::text)))
);

CREATE TABLE public.sessions (
    hash bytea NOT NULL,
    id uuid NOT NULL,
    campaign_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    device text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);

CREATE TABLE public.shifts (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    commune_code text NOT NULL,
    point_id uuid NOT NULL,
    request_id uuid,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    priority double precision DEFAULT 1 NOT NULL,
    urgent boolean DEFAULT false NOT NULL,
    cancelled_at timestamp with time zone,
    cancelled_because text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT shifts_cancelled_check CHECK (((cancelled_at IS NULL) = (cancelled_because = ''::text))),
    CONSTRAINT shifts_priority_check CHECK ((priority > (0)::double precision)),
    CONSTRAINT shifts_span_check CHECK ((starts_at < ends_at)),
    CONSTRAINT shifts_version_check CHECK ((version >= 1))
);

CREATE TABLE public.sign_in_codes (
    id uuid NOT NULL,
    phone text NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    hash bytea,
    tries integer DEFAULT 0 NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT sign_in_codes_tries_check CHECK (((tries >= 0) AND (tries <= 5)))
);

CREATE TABLE public.skills (
    campaign_id uuid NOT NULL,
    code text NOT NULL,
    name_vi text NOT NULL,
    name_en text NOT NULL
);

CREATE TABLE public.staff (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    phone text NOT NULL,
    lang text DEFAULT 'vi'::text NOT NULL,
    role text NOT NULL,
    organisation_id uuid,
    commune_code text,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    email text,
    CONSTRAINT staff_binding_check CHECK ((((role = 'department'::text) AND (organisation_id IS NULL) AND (commune_code IS NULL)) OR ((role = ANY (ARRAY['university'::text, 'telecom'::text])) AND (organisation_id IS NOT NULL) AND (commune_code IS NULL)) OR ((role = 'commune'::text) AND (organisation_id IS NULL) AND (commune_code IS NOT NULL)))),
    CONSTRAINT staff_email_check CHECK (((email = lower(email)) AND (email ~~ '_%@_%'::text))),
    CONSTRAINT staff_name_check CHECK ((name <> ''::text)),
    CONSTRAINT staff_role_check CHECK ((role = ANY (ARRAY['department'::text, 'university'::text, 'telecom'::text, 'commune'::text])))
);

CREATE TABLE public.staff_identities (
    campaign_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    bound_at timestamp with time zone NOT NULL,
    CONSTRAINT staff_identities_subject_check CHECK ((subject <> ''::text))
);

CREATE TABLE public.standbys (
    campaign_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT standbys_span_check CHECK ((starts_at < ends_at))
);

CREATE TABLE public.suppressions (
    phone text NOT NULL,
    reason text NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT suppressions_reason_check CHECK ((reason = ANY (ARRAY['opted_out'::text, 'bad_number'::text, 'blocked'::text])))
);

CREATE TABLE public.volunteer_aliases (
    campaign_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    external_id text NOT NULL,
    volunteer_id uuid NOT NULL
);

CREATE TABLE public.volunteer_communes (
    campaign_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    commune_code text NOT NULL,
    wish text NOT NULL,
    CONSTRAINT volunteer_communes_wish_check CHECK ((wish = ANY (ARRAY['prefer'::text, 'avoid'::text])))
);

CREATE TABLE public.volunteer_duplicates (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    external_id text NOT NULL,
    name text NOT NULL,
    volunteer_id uuid NOT NULL,
    found_at timestamp with time zone NOT NULL
);

CREATE TABLE public.volunteer_merges (
    campaign_id uuid NOT NULL,
    id bigint NOT NULL,
    kept_id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    external_id text NOT NULL,
    dropped_id uuid,
    assignments integer NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    staff_id uuid
);

ALTER TABLE public.volunteer_merges ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.volunteer_merges_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.volunteer_skills (
    campaign_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    skill text NOT NULL,
    level integer NOT NULL,
    CONSTRAINT volunteer_skills_level_check CHECK ((level >= 1))
);

CREATE TABLE public.volunteers (
    campaign_id uuid NOT NULL,
    id uuid NOT NULL,
    organisation_id uuid NOT NULL,
    external_id text NOT NULL,
    name text NOT NULL,
    name_folded text NOT NULL,
    phone text NOT NULL,
    kind text NOT NULL,
    home_code text NOT NULL,
    lang text DEFAULT 'vi'::text NOT NULL,
    minutes_per_day integer NOT NULL,
    minutes_per_week integer NOT NULL,
    days_per_week integer NOT NULL,
    max_km double precision NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    erased_at timestamp with time zone,
    changed xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT volunteers_days_per_week_check CHECK (((days_per_week >= 1) AND (days_per_week <= 7))),
    CONSTRAINT volunteers_external_id_check CHECK ((external_id <> ''::text)),
    CONSTRAINT volunteers_kind_check CHECK ((kind = ANY (ARRAY['student'::text, 'engineer'::text, 'staff'::text]))),
    CONSTRAINT volunteers_lang_check CHECK ((lang = ANY (ARRAY['vi'::text, 'en'::text]))),
    CONSTRAINT volunteers_max_km_check CHECK ((max_km >= (0)::double precision)),
    CONSTRAINT volunteers_minutes_per_day_check CHECK ((minutes_per_day > 0)),
    CONSTRAINT volunteers_minutes_per_week_check CHECK ((minutes_per_week > 0)),
    CONSTRAINT volunteers_name_check CHECK ((name <> ''::text)),
    CONSTRAINT volunteers_phone_check CHECK (
CASE
    WHEN (erased_at IS NULL) THEN (phone ~ '^\+[0-9]{8,15}$'::text)
    ELSE (phone = ''::text)
END),
    CONSTRAINT volunteers_version_check CHECK ((version >= 1))
);

CREATE TABLE public.waiting_list (
    campaign_id uuid NOT NULL,
    role_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    since timestamp with time zone NOT NULL
);

CREATE TABLE public.webhook_inbox (
    provider text NOT NULL,
    external_id text NOT NULL,
    status text NOT NULL,
    kind text NOT NULL,
    message_id text DEFAULT ''::text NOT NULL,
    from_phone text DEFAULT ''::text NOT NULL,
    to_phone text DEFAULT ''::text NOT NULL,
    body text DEFAULT ''::text NOT NULL,
    error_code integer DEFAULT 0 NOT NULL,
    received_at timestamp with time zone NOT NULL,
    handled_at timestamp with time zone,
    failures integer DEFAULT 0 NOT NULL,
    CONSTRAINT webhook_inbox_kind_check CHECK ((kind = ANY (ARRAY['inbound'::text, 'status'::text])))
);

CREATE TABLE public.weekly_availability (
    campaign_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    weekday integer NOT NULL,
    from_minute integer NOT NULL,
    to_minute integer NOT NULL,
    CONSTRAINT weekly_availability_span_check CHECK (((0 <= from_minute) AND (from_minute < to_minute) AND (to_minute <= 1440))),
    CONSTRAINT weekly_availability_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_id_key UNIQUE (id);

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_role_key UNIQUE (campaign_id, role_id, kind);

ALTER TABLE ONLY public.announcements
    ADD CONSTRAINT announcements_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.asks
    ADD CONSTRAINT asks_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.assignment_events
    ADD CONSTRAINT assignment_events_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_one_place_at_a_time EXCLUDE USING gist (campaign_id WITH =, volunteer_id WITH =, span WITH &&) WHERE ((state = ANY (ARRAY['offered'::text, 'confirmed'::text, 'checked_in'::text, 'completed'::text, 'left_early'::text])));

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (campaign_id, message_id, number);

ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT attendance_pkey PRIMARY KEY (campaign_id, assignment_id);

ALTER TABLE ONLY public.availability_exceptions
    ADD CONSTRAINT availability_exceptions_pkey PRIMARY KEY (campaign_id, volunteer_id, on_date, from_minute);

ALTER TABLE ONLY public.breaches
    ADD CONSTRAINT breaches_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.campaign_communes
    ADD CONSTRAINT campaign_communes_pkey PRIMARY KEY (campaign_id, commune_code);

ALTER TABLE ONLY public.campaigns
    ADD CONSTRAINT campaigns_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (campaign_id, "position");

ALTER TABLE ONLY public.communes
    ADD CONSTRAINT communes_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.consents
    ADD CONSTRAINT consents_pkey PRIMARY KEY (campaign_id, volunteer_id, purpose, given_at);

ALTER TABLE ONLY public.data_access
    ADD CONSTRAINT data_access_pkey PRIMARY KEY (campaign_id, volunteer_id, day, viewer, purpose);

ALTER TABLE ONLY public.digests
    ADD CONSTRAINT digests_pkey PRIMARY KEY (campaign_id, staff_id, day);

ALTER TABLE ONLY public.help_request_roles
    ADD CONSTRAINT help_request_roles_pkey PRIMARY KEY (campaign_id, request_id, "position");

ALTER TABLE ONLY public.help_requests
    ADD CONSTRAINT help_requests_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.hook_deliveries
    ADD CONSTRAINT hook_deliveries_event_key UNIQUE (campaign_id, hook_id, event_id);

ALTER TABLE ONLY public.hook_deliveries
    ADD CONSTRAINT hook_deliveries_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.hooks
    ADD CONSTRAINT hooks_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.hooks
    ADD CONSTRAINT hooks_url_key UNIQUE (campaign_id, organisation_id, url);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (campaign_id, holder, key);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_purpose_key UNIQUE (campaign_id, purpose_key);

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_name_key UNIQUE (campaign_id, name);

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.outcomes
    ADD CONSTRAINT outcomes_pkey PRIMARY KEY (campaign_id, shift_id);

ALTER TABLE ONLY public.plan_changes
    ADD CONSTRAINT plan_changes_pkey PRIMARY KEY (campaign_id, run_id, role_id, volunteer_id);

ALTER TABLE ONLY public.plan_prices
    ADD CONSTRAINT plan_prices_pkey PRIMARY KEY (campaign_id, run_id, commune_code);

ALTER TABLE ONLY public.plan_proposals
    ADD CONSTRAINT plan_proposals_pkey PRIMARY KEY (campaign_id, run_id, role_id, volunteer_id);

ALTER TABLE ONLY public.plan_runs
    ADD CONSTRAINT plan_runs_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.points
    ADD CONSTRAINT points_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.privacy_events
    ADD CONSTRAINT privacy_events_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.privacy_holds
    ADD CONSTRAINT privacy_holds_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.privacy_requests
    ADD CONSTRAINT privacy_requests_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.processors
    ADD CONSTRAINT processors_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.replies
    ADD CONSTRAINT replies_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.retention_runs
    ADD CONSTRAINT retention_runs_pkey PRIMARY KEY (campaign_id, rule);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.sending_days
    ADD CONSTRAINT sending_days_pkey PRIMARY KEY (campaign_id, day);

ALTER TABLE ONLY public.sending_events
    ADD CONSTRAINT sending_events_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.sending_stops
    ADD CONSTRAINT sending_stops_pkey PRIMARY KEY (campaign_id, template, sender);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_id_key UNIQUE (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY public.shifts
    ADD CONSTRAINT shifts_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.sign_in_codes
    ADD CONSTRAINT sign_in_codes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.skills
    ADD CONSTRAINT skills_pkey PRIMARY KEY (campaign_id, code);

ALTER TABLE ONLY public.staff_identities
    ADD CONSTRAINT staff_identities_pkey PRIMARY KEY (campaign_id, staff_id, issuer);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.standbys
    ADD CONSTRAINT standbys_overlap_excl EXCLUDE USING gist (campaign_id WITH =, volunteer_id WITH =, tstzrange(starts_at, ends_at) WITH &&);

ALTER TABLE ONLY public.standbys
    ADD CONSTRAINT standbys_pkey PRIMARY KEY (campaign_id, volunteer_id, starts_at);

ALTER TABLE ONLY public.suppressions
    ADD CONSTRAINT suppressions_pkey PRIMARY KEY (phone);

ALTER TABLE ONLY public.volunteer_aliases
    ADD CONSTRAINT volunteer_aliases_pkey PRIMARY KEY (campaign_id, organisation_id, external_id);

ALTER TABLE ONLY public.volunteer_communes
    ADD CONSTRAINT volunteer_communes_pkey PRIMARY KEY (campaign_id, volunteer_id, commune_code);

ALTER TABLE ONLY public.volunteer_duplicates
    ADD CONSTRAINT volunteer_duplicates_external_id_key UNIQUE (campaign_id, organisation_id, external_id);

ALTER TABLE ONLY public.volunteer_duplicates
    ADD CONSTRAINT volunteer_duplicates_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.volunteer_merges
    ADD CONSTRAINT volunteer_merges_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.volunteer_skills
    ADD CONSTRAINT volunteer_skills_pkey PRIMARY KEY (campaign_id, volunteer_id, skill);

ALTER TABLE ONLY public.volunteers
    ADD CONSTRAINT volunteers_external_id_key UNIQUE (campaign_id, organisation_id, external_id);

ALTER TABLE ONLY public.volunteers
    ADD CONSTRAINT volunteers_pkey PRIMARY KEY (campaign_id, id);

ALTER TABLE ONLY public.waiting_list
    ADD CONSTRAINT waiting_list_pkey PRIMARY KEY (campaign_id, role_id, volunteer_id);

ALTER TABLE ONLY public.webhook_inbox
    ADD CONSTRAINT webhook_inbox_pkey PRIMARY KEY (provider, external_id, status);

ALTER TABLE ONLY public.weekly_availability
    ADD CONSTRAINT weekly_availability_pkey PRIMARY KEY (campaign_id, volunteer_id, weekday, from_minute);

CREATE INDEX alerts_open_idx ON public.alerts USING btree (campaign_id, raised_at, id) WHERE (cleared_at IS NULL);

CREATE INDEX asks_assignment_idx ON public.asks USING btree (campaign_id, assignment_id, queued_at);

CREATE INDEX asks_deadline_idx ON public.asks USING btree (campaign_id, deadline, id) WHERE (state = ANY (ARRAY['queued'::text, 'sent'::text, 'unclear'::text]));

CREATE INDEX asks_link_idx ON public.asks USING btree (link);

CREATE INDEX asks_message_idx ON public.asks USING btree (campaign_id, message_id);

CREATE UNIQUE INDEX asks_open_assignment_key ON public.asks USING btree (campaign_id, assignment_id) WHERE (state = ANY (ARRAY['queued'::text, 'sent'::text, 'unclear'::text]));

CREATE UNIQUE INDEX asks_open_code_key ON public.asks USING btree (phone, code) WHERE (state = ANY (ARRAY['queued'::text, 'sent'::text, 'unclear'::text]));

CREATE INDEX asks_queued_idx ON public.asks USING btree (campaign_id, queued_at, id);

CREATE INDEX asks_volunteer_idx ON public.asks USING btree (campaign_id, volunteer_id, queued_at);

CREATE INDEX assignment_events_assignment_idx ON public.assignment_events USING btree (campaign_id, assignment_id, id);

CREATE INDEX assignment_events_at_idx ON public.assignment_events USING btree (campaign_id, at, id);

CREATE UNIQUE INDEX assignments_live_key ON public.assignments USING btree (campaign_id, shift_id, volunteer_id) WHERE (state = ANY (ARRAY['proposed'::text, 'offered'::text, 'confirmed'::text, 'checked_in'::text]));

CREATE INDEX assignments_role_idx ON public.assignments USING btree (campaign_id, role_id, state);

CREATE INDEX assignments_state_idx ON public.assignments USING btree (campaign_id, state, starts_at);

CREATE UNIQUE INDEX assignments_swap_key ON public.assignments USING btree (campaign_id, replaces) WHERE ((replaces IS NOT NULL) AND (state = ANY (ARRAY['proposed'::text, 'offered'::text])));

CREATE INDEX assignments_volunteer_idx ON public.assignments USING btree (campaign_id, volunteer_id, starts_at);

CREATE INDEX breaches_found_idx ON public.breaches USING btree (campaign_id, found_at, id);

CREATE UNIQUE INDEX changes_event_key ON public.changes USING btree (campaign_id, event_id) WHERE (event_id IS NOT NULL);

CREATE UNIQUE INDEX consents_valid_key ON public.consents USING btree (campaign_id, volunteer_id, purpose) WHERE (withdrawn_at IS NULL);

CREATE INDEX data_access_first_idx ON public.data_access USING btree (campaign_id, first_at);

CREATE UNIQUE INDEX help_requests_number_key ON public.help_requests USING btree (campaign_id, number) WHERE (number <> ''::text);

CREATE INDEX help_requests_state_idx ON public.help_requests USING btree (campaign_id, state, created_at, id);

CREATE INDEX hook_deliveries_due_idx ON public.hook_deliveries USING btree (due_at, id) WHERE (state = 'waiting'::text);

CREATE INDEX idempotency_keys_created_idx ON public.idempotency_keys USING btree (campaign_id, created_at, holder, key);

CREATE INDEX messages_due_idx ON public.messages USING btree (not_before, id) WHERE (state = 'queued'::text);

CREATE INDEX messages_phone_idx ON public.messages USING btree (to_phone, queued_at);

CREATE INDEX messages_taken_idx ON public.messages USING btree (taken_at, id) WHERE (state = ANY (ARRAY['sending'::text, 'uncertain'::text]));

CREATE INDEX messages_volunteer_idx ON public.messages USING btree (campaign_id, volunteer_id, queued_at);

CREATE INDEX plan_runs_started_idx ON public.plan_runs USING btree (campaign_id, started_at, id);

CREATE UNIQUE INDEX points_one_desk_key ON public.points USING btree (campaign_id, commune_code) WHERE (kind = 'desk'::text);

CREATE UNIQUE INDEX privacy_events_delay_key ON public.privacy_events USING btree (campaign_id, subject, reason) WHERE (kind = 'erasure_delayed'::text);

CREATE UNIQUE INDEX privacy_holds_standing_key ON public.privacy_holds USING btree (campaign_id, volunteer_id, kind) WHERE (lifted_at IS NULL);

CREATE INDEX privacy_requests_due_idx ON public.privacy_requests USING btree (campaign_id, answer_by, id) WHERE (closed_at IS NULL);

CREATE UNIQUE INDEX privacy_requests_open_key ON public.privacy_requests USING btree (campaign_id, volunteer_id, kind) WHERE (closed_at IS NULL);

CREATE UNIQUE INDEX processors_name_key ON public.processors USING btree (campaign_id, lower(name)) WHERE (ended_at IS NULL);

CREATE INDEX replies_undecided_idx ON public.replies USING btree (received_at, id) WHERE ((reading = ANY (ARRAY['unclear'::text, 'unread'::text])) AND (decided_at IS NULL));

CREATE INDEX roles_shift_idx ON public.roles USING btree (campaign_id, shift_id, id);

CREATE UNIQUE INDEX sending_events_budget_key ON public.sending_events USING btree (campaign_id, subject) WHERE (kind = 'budget_reached'::text);

CREATE INDEX sessions_staff_idx ON public.sessions USING btree (campaign_id, staff_id, created_at);

CREATE INDEX shifts_commune_idx ON public.shifts USING btree (campaign_id, commune_code, starts_at, id);

CREATE INDEX shifts_start_idx ON public.shifts USING btree (campaign_id, starts_at, id);

CREATE INDEX sign_in_codes_phone_idx ON public.sign_in_codes USING btree (phone, requested_at);

CREATE UNIQUE INDEX staff_email_key ON public.staff USING btree (email, campaign_id) WHERE (revoked_at IS NULL);

CREATE INDEX staff_identities_subject_idx ON public.staff_identities USING btree (issuer, subject);

CREATE UNIQUE INDEX staff_phone_key ON public.staff USING btree (phone, campaign_id) WHERE (revoked_at IS NULL);

CREATE INDEX standbys_time_idx ON public.standbys USING btree (campaign_id, ends_at);

CREATE INDEX volunteer_aliases_volunteer_idx ON public.volunteer_aliases USING btree (campaign_id, volunteer_id);

CREATE INDEX volunteer_duplicates_volunteer_idx ON public.volunteer_duplicates USING btree (campaign_id, volunteer_id);

CREATE INDEX volunteers_changed_idx ON public.volunteers USING btree (campaign_id, changed);

CREATE INDEX volunteers_name_idx ON public.volunteers USING btree (campaign_id, name_folded, id);

CREATE INDEX volunteers_phone_idx ON public.volunteers USING btree (phone);

CREATE UNIQUE INDEX volunteers_phone_key ON public.volunteers USING btree (campaign_id, phone) WHERE (erased_at IS NULL);

CREATE INDEX webhook_inbox_phone_idx ON public.webhook_inbox USING btree (from_phone, received_at) WHERE ((handled_at IS NULL) AND (kind = 'inbound'::text));

CREATE INDEX webhook_inbox_unhandled_idx ON public.webhook_inbox USING btree (received_at) WHERE (handled_at IS NULL);

CREATE CONSTRAINT TRIGGER announcements_place AFTER INSERT ON public.announcements DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.place_change();

CREATE CONSTRAINT TRIGGER assignment_events_place AFTER INSERT ON public.assignment_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.place_change();

CREATE TRIGGER consents_note_change AFTER INSERT OR UPDATE ON public.consents FOR EACH ROW EXECUTE FUNCTION public.note_consent();

CREATE TRIGGER volunteers_note_change BEFORE UPDATE ON public.volunteers FOR EACH ROW EXECUTE FUNCTION public.note_change();

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_campaign_id_commune_code_fkey FOREIGN KEY (campaign_id, commune_code) REFERENCES public.campaign_communes(campaign_id, commune_code);

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_campaign_id_organisation_id_fkey FOREIGN KEY (campaign_id, organisation_id) REFERENCES public.organisations(campaign_id, id);

ALTER TABLE ONLY public.access_tokens
    ADD CONSTRAINT access_tokens_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_campaign_id_role_id_fkey FOREIGN KEY (campaign_id, role_id) REFERENCES public.roles(campaign_id, id);

ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_campaign_id_shift_id_fkey FOREIGN KEY (campaign_id, shift_id) REFERENCES public.shifts(campaign_id, id);

ALTER TABLE ONLY public.asks
    ADD CONSTRAINT asks_campaign_id_assignment_id_fkey FOREIGN KEY (campaign_id, assignment_id) REFERENCES public.assignments(campaign_id, id);

ALTER TABLE ONLY public.asks
    ADD CONSTRAINT asks_campaign_id_message_id_fkey FOREIGN KEY (campaign_id, message_id) REFERENCES public.messages(campaign_id, id);

ALTER TABLE ONLY public.asks
    ADD CONSTRAINT asks_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.assignment_events
    ADD CONSTRAINT assignment_events_campaign_id_assignment_id_fkey FOREIGN KEY (campaign_id, assignment_id) REFERENCES public.assignments(campaign_id, id);

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_campaign_id_role_id_fkey FOREIGN KEY (campaign_id, role_id) REFERENCES public.roles(campaign_id, id);

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_campaign_id_shift_id_fkey FOREIGN KEY (campaign_id, shift_id) REFERENCES public.shifts(campaign_id, id);

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.assignments
    ADD CONSTRAINT assignments_replaces_fkey FOREIGN KEY (campaign_id, replaces) REFERENCES public.assignments(campaign_id, id);

ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_campaign_id_message_id_fkey FOREIGN KEY (campaign_id, message_id) REFERENCES public.messages(campaign_id, id);

ALTER TABLE ONLY public.attendance
    ADD CONSTRAINT attendance_campaign_id_assignment_id_fkey FOREIGN KEY (campaign_id, assignment_id) REFERENCES public.assignments(campaign_id, id);

ALTER TABLE ONLY public.availability_exceptions
    ADD CONSTRAINT availability_exceptions_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.breaches
    ADD CONSTRAINT breaches_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.campaign_communes
    ADD CONSTRAINT campaign_communes_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.campaign_communes
    ADD CONSTRAINT campaign_communes_commune_code_fkey FOREIGN KEY (commune_code) REFERENCES public.communes(code);

ALTER TABLE ONLY public.consents
    ADD CONSTRAINT consents_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.data_access
    ADD CONSTRAINT data_access_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.digests
    ADD CONSTRAINT digests_staff_fkey FOREIGN KEY (campaign_id, staff_id) REFERENCES public.staff(campaign_id, id);

ALTER TABLE ONLY public.help_request_roles
    ADD CONSTRAINT help_request_roles_campaign_id_request_id_fkey FOREIGN KEY (campaign_id, request_id) REFERENCES public.help_requests(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.help_request_roles
    ADD CONSTRAINT help_request_roles_campaign_id_skill_fkey FOREIGN KEY (campaign_id, skill) REFERENCES public.skills(campaign_id, code);

ALTER TABLE ONLY public.help_requests
    ADD CONSTRAINT help_requests_campaign_id_commune_code_fkey FOREIGN KEY (campaign_id, commune_code) REFERENCES public.campaign_communes(campaign_id, commune_code);

ALTER TABLE ONLY public.help_requests
    ADD CONSTRAINT help_requests_campaign_id_point_id_fkey FOREIGN KEY (campaign_id, point_id) REFERENCES public.points(campaign_id, id);

ALTER TABLE ONLY public.hook_deliveries
    ADD CONSTRAINT hook_deliveries_campaign_id_hook_id_fkey FOREIGN KEY (campaign_id, hook_id) REFERENCES public.hooks(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.hooks
    ADD CONSTRAINT hooks_campaign_id_organisation_id_fkey FOREIGN KEY (campaign_id, organisation_id) REFERENCES public.organisations(campaign_id, id);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_staff_fkey FOREIGN KEY (campaign_id, staff_id) REFERENCES public.staff(campaign_id, id);

ALTER TABLE ONLY public.organisations
    ADD CONSTRAINT organisations_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.outcomes
    ADD CONSTRAINT outcomes_campaign_id_shift_id_fkey FOREIGN KEY (campaign_id, shift_id) REFERENCES public.shifts(campaign_id, id);

ALTER TABLE ONLY public.plan_changes
    ADD CONSTRAINT plan_changes_campaign_id_role_id_fkey FOREIGN KEY (campaign_id, role_id) REFERENCES public.roles(campaign_id, id);

ALTER TABLE ONLY public.plan_changes
    ADD CONSTRAINT plan_changes_campaign_id_run_id_fkey FOREIGN KEY (campaign_id, run_id) REFERENCES public.plan_runs(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.plan_changes
    ADD CONSTRAINT plan_changes_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.plan_prices
    ADD CONSTRAINT plan_prices_campaign_id_commune_code_fkey FOREIGN KEY (campaign_id, commune_code) REFERENCES public.campaign_communes(campaign_id, commune_code);

ALTER TABLE ONLY public.plan_prices
    ADD CONSTRAINT plan_prices_campaign_id_run_id_fkey FOREIGN KEY (campaign_id, run_id) REFERENCES public.plan_runs(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.plan_proposals
    ADD CONSTRAINT plan_proposals_campaign_id_role_id_fkey FOREIGN KEY (campaign_id, role_id) REFERENCES public.roles(campaign_id, id);

ALTER TABLE ONLY public.plan_proposals
    ADD CONSTRAINT plan_proposals_campaign_id_run_id_fkey FOREIGN KEY (campaign_id, run_id) REFERENCES public.plan_runs(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.plan_proposals
    ADD CONSTRAINT plan_proposals_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.plan_runs
    ADD CONSTRAINT plan_runs_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.plan_runs
    ADD CONSTRAINT plan_runs_lowest_fkey FOREIGN KEY (campaign_id, lowest_commune) REFERENCES public.campaign_communes(campaign_id, commune_code);

ALTER TABLE ONLY public.points
    ADD CONSTRAINT points_campaign_id_commune_code_fkey FOREIGN KEY (campaign_id, commune_code) REFERENCES public.campaign_communes(campaign_id, commune_code);

ALTER TABLE ONLY public.privacy_events
    ADD CONSTRAINT privacy_events_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.privacy_events
    ADD CONSTRAINT privacy_events_campaign_id_staff_id_fkey FOREIGN KEY (campaign_id, staff_id) REFERENCES public.staff(campaign_id, id);

ALTER TABLE ONLY public.privacy_events
    ADD CONSTRAINT privacy_events_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.privacy_holds
    ADD CONSTRAINT privacy_holds_campaign_id_staff_id_fkey FOREIGN KEY (campaign_id, staff_id) REFERENCES public.staff(campaign_id, id);

ALTER TABLE ONLY public.privacy_holds
    ADD CONSTRAINT privacy_holds_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.privacy_requests
    ADD CONSTRAINT privacy_requests_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.processors
    ADD CONSTRAINT processors_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.replies
    ADD CONSTRAINT replies_campaign_id_ask_id_fkey FOREIGN KEY (campaign_id, ask_id) REFERENCES public.asks(campaign_id, id);

ALTER TABLE ONLY public.retention_runs
    ADD CONSTRAINT retention_runs_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_campaign_id_shift_id_fkey FOREIGN KEY (campaign_id, shift_id) REFERENCES public.shifts(campaign_id, id);

ALTER TABLE ONLY public.roles
    ADD CONSTRAINT roles_campaign_id_skill_fkey FOREIGN KEY (campaign_id, skill) REFERENCES public.skills(campaign_id, code);

ALTER TABLE ONLY public.sending_days
    ADD CONSTRAINT sending_days_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.sending_events
    ADD CONSTRAINT sending_events_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.sending_stops
    ADD CONSTRAINT sending_stops_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_campaign_id_staff_id_fkey FOREIGN KEY (campaign_id, staff_id) REFERENCES public.staff(campaign_id, id);

ALTER TABLE ONLY public.shifts
    ADD CONSTRAINT shifts_campaign_id_commune_code_fkey FOREIGN KEY (campaign_id, commune_code) REFERENCES public.campaign_communes(campaign_id, commune_code);

ALTER TABLE ONLY public.shifts
    ADD CONSTRAINT shifts_campaign_id_point_id_fkey FOREIGN KEY (campaign_id, point_id) REFERENCES public.points(campaign_id, id);

ALTER TABLE ONLY public.shifts
    ADD CONSTRAINT shifts_campaign_id_request_id_fkey FOREIGN KEY (campaign_id, request_id) REFERENCES public.help_requests(campaign_id, id);

ALTER TABLE ONLY public.skills
    ADD CONSTRAINT skills_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_campaign_id_commune_code_fkey FOREIGN KEY (campaign_id, commune_code) REFERENCES public.campaign_communes(campaign_id, commune_code);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES public.campaigns(id);

ALTER TABLE ONLY public.staff
    ADD CONSTRAINT staff_campaign_id_organisation_id_fkey FOREIGN KEY (campaign_id, organisation_id) REFERENCES public.organisations(campaign_id, id);

ALTER TABLE ONLY public.staff_identities
    ADD CONSTRAINT staff_identities_campaign_id_staff_id_fkey FOREIGN KEY (campaign_id, staff_id) REFERENCES public.staff(campaign_id, id);

ALTER TABLE ONLY public.standbys
    ADD CONSTRAINT standbys_volunteer_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.volunteer_aliases
    ADD CONSTRAINT volunteer_aliases_organisation_fkey FOREIGN KEY (campaign_id, organisation_id) REFERENCES public.organisations(campaign_id, id);

ALTER TABLE ONLY public.volunteer_aliases
    ADD CONSTRAINT volunteer_aliases_volunteer_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.volunteer_communes
    ADD CONSTRAINT volunteer_communes_campaign_id_commune_code_fkey FOREIGN KEY (campaign_id, commune_code) REFERENCES public.campaign_communes(campaign_id, commune_code);

ALTER TABLE ONLY public.volunteer_communes
    ADD CONSTRAINT volunteer_communes_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.volunteer_duplicates
    ADD CONSTRAINT volunteer_duplicates_organisation_fkey FOREIGN KEY (campaign_id, organisation_id) REFERENCES public.organisations(campaign_id, id);

ALTER TABLE ONLY public.volunteer_duplicates
    ADD CONSTRAINT volunteer_duplicates_volunteer_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.volunteer_skills
    ADD CONSTRAINT volunteer_skills_campaign_id_skill_fkey FOREIGN KEY (campaign_id, skill) REFERENCES public.skills(campaign_id, code);

ALTER TABLE ONLY public.volunteer_skills
    ADD CONSTRAINT volunteer_skills_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY public.volunteers
    ADD CONSTRAINT volunteers_campaign_id_home_code_fkey FOREIGN KEY (campaign_id, home_code) REFERENCES public.campaign_communes(campaign_id, commune_code);

ALTER TABLE ONLY public.volunteers
    ADD CONSTRAINT volunteers_campaign_id_organisation_id_fkey FOREIGN KEY (campaign_id, organisation_id) REFERENCES public.organisations(campaign_id, id);

ALTER TABLE ONLY public.waiting_list
    ADD CONSTRAINT waiting_list_campaign_id_role_id_fkey FOREIGN KEY (campaign_id, role_id) REFERENCES public.roles(campaign_id, id);

ALTER TABLE ONLY public.waiting_list
    ADD CONSTRAINT waiting_list_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id);

ALTER TABLE ONLY public.weekly_availability
    ADD CONSTRAINT weekly_availability_campaign_id_volunteer_id_fkey FOREIGN KEY (campaign_id, volunteer_id) REFERENCES public.volunteers(campaign_id, id) ON DELETE CASCADE;
