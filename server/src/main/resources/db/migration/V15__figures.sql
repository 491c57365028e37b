-- The facts of the events of each day of filing (in the city), packed column by column: what figures are counted from. They follow
-- from the other tables, and can be made anew from them: empty this table and figure_change, and set figure_seal back to 0.
CREATE TABLE figure_day (
    day     date PRIMARY KEY,
    -- Another one each time that it is written, over all days and servers.
    version bigint NOT NULL,
    rows    integer NOT NULL,
    facts   bytea NOT NULL
);
-- Packed already, and read whole.
ALTER TABLE figure_day ALTER COLUMN facts SET STORAGE EXTERNAL;
CREATE SEQUENCE figure_version;

-- Every event up to sealed_id is in figure_day as it was when that was written last, unless it stands in figure_change. Whatever
-- files or changes an event up to announced_id writes it there in the same transaction. Events above are counted from their own
-- tables. To announce comes first, and the seal follows when all who could not know of it are done.
CREATE TABLE figure_seal (
    one          boolean PRIMARY KEY DEFAULT true CHECK (one),
    sealed_id    bigint NOT NULL,
    announced_id bigint NOT NULL,
    -- Whoever is under way below this may not have seen announced_id; null until that is known, and waited for twice.
    horizon      xid8,
    waited       smallint NOT NULL,
    folded_at    timestamptz NOT NULL
);
INSERT INTO figure_seal (sealed_id, announced_id, waited, folded_at) VALUES (0, 0, 0, '-infinity');

-- Appended to; who brings figure_day up to date takes out what he saw.
CREATE TABLE figure_change (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id bigint NOT NULL
);
