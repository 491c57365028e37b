-- Problems that come again and again, taken up as one matter. Its events are those that fit its rule, so that filing knows nothing of
-- it, and beside them what was put in or taken out by hand.
CREATE TABLE topic (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title         text NOT NULL,
    status        text NOT NULL,
    origin        text NOT NULL,
    category_kind text NOT NULL,
    category      text NOT NULL,
    -- Where: the cells, or a circle around a place in WGS 84 degrees. Cells of resolution 10 or coarser.
    cells         bigint[],
    longitude     double precision,
    latitude      double precision,
    radius_metres integer,
    -- Events filed from then on belong to it, until it is closed.
    begins_at     timestamptz NOT NULL,
    grid          text NOT NULL,
    -- The column of event that holds the code of that grid.
    grid_level    text NOT NULL,
    -- The grid and all above it, whose centres see the topic.
    grids         text[] NOT NULL,
    made_by_role  text NOT NULL,
    made_by       text NOT NULL,
    made_at       timestamptz NOT NULL,
    accepted_at   timestamptz,
    ended_at      timestamptz
);
CREATE INDEX topic_by_grid ON topic USING gin (grids);

-- Appended to, never changed.
CREATE TABLE topic_history (
    topic       bigint NOT NULL REFERENCES topic,
    seq         integer NOT NULL,
    at          timestamptz NOT NULL,
    actor_role  text NOT NULL,
    actor       text NOT NULL,
    action      text NOT NULL,
    from_status text,
    to_status   text NOT NULL,
    event_id    bigint REFERENCES event,
    note        text,
    PRIMARY KEY (topic, seq)
);

CREATE TABLE topic_event (
    topic    bigint NOT NULL REFERENCES topic,
    event_id bigint NOT NULL REFERENCES event,
    -- Put in though it does not fit the rule; false where it is taken out though it does.
    included boolean NOT NULL,
    PRIMARY KEY (topic, event_id)
);

-- The events of a category in a cell, which is a range of cells.
CREATE INDEX IF NOT EXISTS event_by_category_cell ON event (category_kind, category, h3_cell, id);
