-- Who agrees on an event that concerns several regions, levels or departments. At most one an event, and none for nearly all.
-- Whether it is closed or has lapsed is not kept: that follows from the event.
CREATE TABLE joint_handling (
    event_id        bigint PRIMARY KEY REFERENCES event,
    status          text NOT NULL,
    grounds         text[] NOT NULL,
    -- The grid whose centre decides: the narrowest that holds all parties.
    decider         text NOT NULL,
    begun_at        timestamptz NOT NULL,
    opened_by_role  text,
    opened_by       text,
    opened_at       timestamptz,
    decide_by       timestamptz,
    overdue_at      timestamptz,
    lead            text,
    co_handling     text[],
    decision        text,
    decided_by_role text,
    decided_by      text,
    decided_at      timestamptz
);
CREATE INDEX joint_handling_awaited ON joint_handling (decide_by) WHERE status = 'OPEN' AND overdue_at IS NULL;
CREATE INDEX joint_handling_decided ON joint_handling (decided_at) WHERE decided_at IS NOT NULL;
CREATE INDEX joint_handling_by_decider ON joint_handling (decider, event_id);

CREATE TABLE joint_handling_party (
    event_id        bigint NOT NULL REFERENCES joint_handling,
    ordinal         smallint NOT NULL,
    party_role      text NOT NULL,
    party           text NOT NULL,
    invited_by_role text NOT NULL,
    invited_by      text NOT NULL,
    invited_at      timestamptz NOT NULL,
    PRIMARY KEY (event_id, ordinal),
    UNIQUE (party_role, party, event_id)
);

-- Appended to, never changed.
CREATE TABLE joint_handling_record (
    event_id    bigint NOT NULL REFERENCES joint_handling,
    seq         integer NOT NULL,
    at          timestamptz NOT NULL,
    actor_role  text NOT NULL,
    actor       text NOT NULL,
    action      text NOT NULL,
    from_status text,
    to_status   text NOT NULL,
    text        text,
    PRIMARY KEY (event_id, seq)
);
-- Deliberations without a decision in time: what supervision looks for.
CREATE INDEX joint_handling_overdue ON joint_handling_record (at, event_id) WHERE action = 'overdue';
