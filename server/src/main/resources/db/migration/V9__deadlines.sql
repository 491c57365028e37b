-- What must be done by when. One that begins anew takes the place of the one before; the history keeps what became of that.
CREATE TABLE deadline (
    event_id   bigint NOT NULL REFERENCES event,
    -- 0 for a deadline of the event as a whole.
    ordinal    smallint NOT NULL,
    kind       text NOT NULL,
    -- What it was begun with: limit, calendar, whom to tell. Rules that change later do not change it.
    terms      jsonb NOT NULL,
    started_at timestamptz NOT NULL,
    warn_at    timestamptz NOT NULL,
    due_at     timestamptz NOT NULL,
    -- How often it fired: whoever fires it next must find it at this step and moment, so that nobody fires it twice.
    step       smallint NOT NULL,
    next_at    timestamptz,
    stopped_at timestamptz,
    ended_at   timestamptz,
    met        boolean,
    PRIMARY KEY (event_id, ordinal, kind)
);
CREATE INDEX deadline_open ON deadline (due_at, event_id, ordinal, kind) WHERE ended_at IS NULL;
