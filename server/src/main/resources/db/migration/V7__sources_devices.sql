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
