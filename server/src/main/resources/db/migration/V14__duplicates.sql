-- How far the events that were filed have been examined after it: all with a lower id are. A row for each server, of what it filed.
CREATE TABLE examined (
    server   text PRIMARY KEY,
    below_id bigint NOT NULL
);
-- What was filed before there was any examination stays as it is.
INSERT INTO examined SELECT 'server', coalesce(max(id), 0) + 1 FROM event;

-- Events of a category near a place: what is looked for when another is filed there.
CREATE INDEX IF NOT EXISTS event_by_category_cell ON event (category_kind, category, h3_cell, id);

-- Two events that look like one. The principal was filed earlier; that an event is merged stands in its history.
CREATE TABLE duplicate (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id           bigint NOT NULL REFERENCES event,
    principal_id       bigint NOT NULL REFERENCES event,
    metres             double precision NOT NULL,
    apart_millis       bigint NOT NULL,
    confidence_percent integer NOT NULL,
    proposed_at        timestamptz NOT NULL,
    state              text NOT NULL,
    settled_by_role    text,
    settled_by         text,
    settled_at         timestamptz,
    reason             text,
    UNIQUE (event_id, principal_id),
    CHECK (principal_id < event_id)
);
CREATE UNIQUE INDEX one_open_proposal ON duplicate (event_id) WHERE state = 'PROPOSED';
CREATE INDEX open_proposal_by_principal ON duplicate (principal_id) WHERE state = 'PROPOSED';
CREATE INDEX duplicate_by_state ON duplicate (state, id);
