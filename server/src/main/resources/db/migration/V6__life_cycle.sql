-- The sum of an event's history, which its decisions need; null while nothing happened to it but its filing. Each step stands in
-- full in event_history.
ALTER TABLE event ADD COLUMN course jsonb;
-- When an event goes on by itself: its suspension ends, or, verified, it is closed.
ALTER TABLE event ADD COLUMN due_at timestamptz;
CREATE INDEX event_due ON event (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX event_requested ON event (id) WHERE course -> 'request' IS NOT NULL;

-- What was said besides the reason: until when, which card, what rating, how it was verified, what was asked for.
ALTER TABLE event_history ADD COLUMN particulars jsonb;

-- Who tried what he may not. Only the latest are kept.
CREATE TABLE audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor_role text NOT NULL,
    actor      text NOT NULL,
    action     text NOT NULL,
    subject    text NOT NULL,
    detail     text NOT NULL
);
