-- What was reported, and what became of it.
-- The place stands twice: as the source gave it, for evidence, and in WGS 84 degrees, which everything works with.
CREATE SEQUENCE event_id;
CREATE TABLE event (
    id              bigint PRIMARY KEY,
    source          text NOT NULL,
    source_event_id text NOT NULL,
    category_kind   text NOT NULL,
    category        text NOT NULL,
    crs             text NOT NULL,
    given_longitude double precision NOT NULL,
    given_latitude  double precision NOT NULL,
    longitude       double precision NOT NULL,
    latitude        double precision NOT NULL,
    h3_cell         bigint NOT NULL,
    text            text NOT NULL,
    reporter_name   text,
    reporter_phone  text,
    occurred_at     timestamptz NOT NULL,
    received_at     timestamptz NOT NULL,
    filed_at        timestamptz NOT NULL,
    map_version     text NOT NULL,
    city            text,
    county          text,
    township        text,
    community       text,
    cell            text,
    micro_cell      text,
    dedicated       text,
    status          text NOT NULL,
    queue_reason    text,
    explanation     jsonb NOT NULL,
    -- A report sent twice is one event.
    UNIQUE (source, source_event_id)
);
CREATE INDEX event_by_county ON event (county, id);
CREATE INDEX event_by_township ON event (township, id);
CREATE INDEX event_open ON event (id) WHERE status NOT IN ('CLOSED', 'VOIDED');

CREATE TABLE dispatch_order (
    event_id      bigint NOT NULL REFERENCES event,
    ordinal       smallint NOT NULL,
    role          text NOT NULL,
    unit          text NOT NULL,
    responder     text,
    skill         text,
    replaces      smallint,
    status        text NOT NULL,
    dispatched_at timestamptz NOT NULL,
    reason        text,
    PRIMARY KEY (event_id, ordinal)
);
CREATE INDEX open_order_by_unit ON dispatch_order (unit, event_id)
    WHERE status IN ('DISPATCHED', 'ACCEPTED', 'ON_SCENE');
CREATE INDEX open_order_by_responder ON dispatch_order (responder, event_id)
    WHERE responder IS NOT NULL AND status IN ('DISPATCHED', 'ACCEPTED', 'ON_SCENE');

-- What each recipient is owed: a row until he acknowledges, and a receipt after.
CREATE TABLE delivery (
    event_id        bigint NOT NULL,
    ordinal         smallint NOT NULL,
    recipient_role  text NOT NULL,
    recipient       text NOT NULL,
    created_at      timestamptz NOT NULL,
    acknowledged_at timestamptz,
    PRIMARY KEY (event_id, ordinal, recipient_role, recipient),
    FOREIGN KEY (event_id, ordinal) REFERENCES dispatch_order
);
CREATE INDEX delivery_owed ON delivery (recipient_role, recipient, event_id) WHERE acknowledged_at IS NULL;

-- Appended to, never changed.
CREATE TABLE event_history (
    event_id    bigint NOT NULL REFERENCES event,
    seq         integer NOT NULL,
    at          timestamptz NOT NULL,
    actor_role  text NOT NULL,
    actor       text NOT NULL,
    ordinal     smallint,
    action      text NOT NULL,
    from_status text,
    to_status   text NOT NULL,
    reason      text,
    PRIMARY KEY (event_id, seq)
);

CREATE TABLE responder (
    id              text PRIMARY KEY,
    name            text NOT NULL,
    unit            text NOT NULL,
    skills          text[] NOT NULL,
    open_orders_max integer NOT NULL,
    on_duty         boolean NOT NULL,
    longitude       double precision NOT NULL,
    latitude        double precision NOT NULL,
    positioned_at   timestamptz NOT NULL
);
