-- Who reports, as the administrator defined it, and every definition that there was.
CREATE TABLE source (
    key        text PRIMARY KEY,
    definition jsonb NOT NULL
);
CREATE TABLE source_history (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key        text NOT NULL,
    at         timestamptz NOT NULL,
    actor_role text NOT NULL,
    actor      text NOT NULL,
    -- Null where the source was taken out.
    definition jsonb
);
CREATE INDEX source_history_by_key ON source_history (key, id);

-- Sensors and cameras. Their place stands twice, as that of an event does.
CREATE TABLE device (
    id              text PRIMARY KEY,
    kind            text NOT NULL,
    name            text NOT NULL,
    crs             text NOT NULL,
    given_longitude double precision NOT NULL,
    given_latitude  double precision NOT NULL,
    longitude       double precision NOT NULL,
    latitude        double precision NOT NULL
);

-- The event of an alarm is the one with its source and its id there; so an alarm is written before its event, and both are one for
-- however many messages come at once.
CREATE TABLE device_alarm (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device     text NOT NULL REFERENCES device,
    kind       text NOT NULL,
    source     text NOT NULL,
    count      integer NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    cleared_at timestamptz,
    -- Whether the next message belongs to it. It stays so after its event is closed, until the next message comes.
    is_open    boolean NOT NULL
);
CREATE UNIQUE INDEX one_open_alarm ON device_alarm (device, kind) WHERE is_open;
CREATE INDEX alarm_by_device ON device_alarm (device, id);
