-- How far the events that were filed have been examined after it: all with a lower id are. A row for each server, of what it filed.
CREATE TABLE examined (
    server   text PRIMARY KEY,
    below_id bigint NOT NULL
);
-- What was filed before there was any examination stays as it is.
INSERT INTO examined SELECT 'server', coalesce(max(id), 0) + 1 FROM event;
