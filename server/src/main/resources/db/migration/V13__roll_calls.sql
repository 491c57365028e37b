-- Who was called, by whom, until when; and what came of it.
CREATE SEQUENCE roll_call_id;
CREATE TABLE roll_call (
    id          bigint PRIMARY KEY,
    caller_role text NOT NULL,
    caller      text NOT NULL,
    key         text NOT NULL,
    kind        text NOT NULL,
    purpose     text NOT NULL,
    message     text NOT NULL,
    audience    jsonb NOT NULL,
    map_version text NOT NULL,
    -- The grids of those who are called, and all above: their centres may look.
    areas       text[] NOT NULL,
    called      integer NOT NULL,
    left_out    integer NOT NULL,
    called_at   timestamptz NOT NULL,
    answer_by   timestamptz NOT NULL,
    -- When the silent are reminded without anybody asking for it; null once they were.
    remind_at   timestamptz,
    reminders   integer NOT NULL DEFAULT 0,
    reminded_at timestamptz,
    state       text NOT NULL,
    ended_at    timestamptz,
    end_cause   text,
    ender_role  text,
    ender       text,
    end_reason  text,
    -- A call sent twice is one call.
    UNIQUE (caller_role, caller, key)
);
CREATE INDEX roll_call_running ON roll_call (id) WHERE state = 'CALLING';

-- Written once by the thousand and changed once or twice each. No index holds a column that changes, and the pages have room, so that an
-- answer touches no index. No foreign key either: call and called are written by one statement, and a check of each row would cost
-- as much as the row.
CREATE TABLE roll_call_recipient (
    roll_call_id   bigint NOT NULL,
    ordinal        integer NOT NULL,
    recipient_role text NOT NULL,
    recipient      text NOT NULL,
    name           text NOT NULL,
    level          text NOT NULL,
    county         text,
    township       text,
    delivered_at   timestamptz,
    answered_at    timestamptz,
    late           boolean NOT NULL DEFAULT false,
    answer_text    text,
    answer_crs     text,
    answer_longitude double precision,
    answer_latitude  double precision,
    reminders      integer NOT NULL DEFAULT 0,
    PRIMARY KEY (roll_call_id, recipient_role, recipient)
) WITH (fillfactor = 60);
CREATE UNIQUE INDEX roll_call_recipient_in_order ON roll_call_recipient (roll_call_id, ordinal);
