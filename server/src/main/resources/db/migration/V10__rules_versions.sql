-- Assignment rules that were ever kept, as they were written. Kept for good: what was decided names its version.
CREATE TABLE rules_version (
    version       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title         text NOT NULL,
    file_name     text NOT NULL,
    sha256        text NOT NULL UNIQUE,
    yaml          text NOT NULL,
    kept_by_role  text NOT NULL,
    kept_by       text NOT NULL,
    kept_at       timestamptz NOT NULL
);

-- Appended to, never changed. The last one is live.
CREATE TABLE rules_activation (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version    integer NOT NULL REFERENCES rules_version,
    actor_role text NOT NULL,
    actor      text NOT NULL,
    at         timestamptz NOT NULL,
    reason     text
);

-- The grid that a responder belongs to, whose events are his before others'.
ALTER TABLE responder ADD COLUMN home_grid text;
