-- Whoever starts reads when each open deadline fires, and nothing else of it. From the index alone a million are read in a second; the
-- rows themselves, with the terms in them, are 1.5 GB.
DROP INDEX deadline_open;
CREATE INDEX deadline_open ON deadline (due_at, event_id, ordinal, kind) INCLUDE (next_at, stopped_at) WHERE ended_at IS NULL;
