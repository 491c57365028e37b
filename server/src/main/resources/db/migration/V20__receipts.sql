-- When and how often each order was sent to each recipient, beside when it was owed and when he acknowledged it.
-- An order that is over is owed no more, acknowledged or not, and leaves the index of what is owed.
ALTER TABLE delivery
    ADD COLUMN first_sent_at timestamptz,
    ADD COLUMN last_sent_at timestamptz,
    ADD COLUMN sends integer NOT NULL DEFAULT 0,
    ADD COLUMN ended_at timestamptz;

UPDATE delivery d SET ended_at = now()
WHERE d.acknowledged_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM dispatch_order o WHERE o.event_id = d.event_id AND o.ordinal = d.ordinal
        AND o.status IN ('DISPATCHED', 'ACCEPTED', 'ON_SCENE'));

DROP INDEX delivery_owed;
CREATE INDEX delivery_owed ON delivery (recipient_role, recipient, event_id, ordinal)
    WHERE acknowledged_at IS NULL AND ended_at IS NULL;
