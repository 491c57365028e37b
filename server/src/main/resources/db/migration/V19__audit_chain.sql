-- Who did what, and who tried what he may not. Appended to, never changed. Each hash is over the one before and the entry, so that
-- whatever is changed, taken out or put in shows. Numbers have no gaps.
CREATE TABLE audit_entry (
    id         bigint PRIMARY KEY,
    at         timestamptz NOT NULL,
    actor_role text NOT NULL,
    actor      text NOT NULL,
    action     text NOT NULL,
    subject    text NOT NULL,
    outcome    text NOT NULL,
    detail     text NOT NULL,
    hash       bytea NOT NULL
);
CREATE INDEX audit_entry_by_outcome ON audit_entry (outcome, id);
CREATE INDEX audit_entry_by_actor ON audit_entry (actor, id);

-- The last entry. Whoever appends holds this row until he has committed, so that the entries of all servers are one chain.
CREATE TABLE audit_head (
    one            boolean PRIMARY KEY DEFAULT true CHECK (one),
    id             bigint NOT NULL,
    hash           bytea NOT NULL,
    -- Lines of event_history below this are sealed.
    sealed_to      bigint NOT NULL,
    -- What is added to the number of a transaction, which begins anew where a database is restored from a dump.
    written_offset bigint NOT NULL
);

-- Four bytes of each line that an entry seals, to find the one that was changed.
CREATE TABLE audit_seal (
    entry_id bigint PRIMARY KEY,
    marks    bytea NOT NULL
);

-- In which transaction a line was written: what is sealed are all lines of the transactions that have ended. Null for lines from before.
ALTER TABLE event_history ADD COLUMN written bigint;
ALTER TABLE event_history ALTER COLUMN written SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX event_history_by_written ON event_history (written);

-- What was refused until now becomes the beginning of the chain.
DO $$
DECLARE
    refusal record;
    number  bigint := 0;
    last    bytea := decode(repeat('00', 32), 'hex');
    words   text[];
    word    text;
    message bytea;
BEGIN
    FOR refusal IN SELECT * FROM audit ORDER BY id LOOP
        number := number + 1;
        words := ARRAY[number::text, (extract(epoch FROM refusal.at) * 1000000)::bigint::text, refusal.actor_role, refusal.actor,
            refusal.action, refusal.subject, 'REFUSED', refusal.detail];
        message := last;
        FOREACH word IN ARRAY words LOOP
            message := message || convert_to(octet_length(convert_to(word, 'UTF8'))::text || ':' || word || ',', 'UTF8');
        END LOOP;
        last := sha256(message);
        INSERT INTO audit_entry VALUES (number, refusal.at, refusal.actor_role, refusal.actor, refusal.action, refusal.subject,
            'REFUSED', refusal.detail, last);
    END LOOP;
    INSERT INTO audit_head (id, hash, sealed_to, written_offset) VALUES (number, last, -1, 0);
END
$$;
DROP TABLE audit;

-- Against mistakes. The owner of the tables can take it away, and then the chain shows what he did.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME IN ('audit_entry', 'audit_seal')
        AND current_setting('hexdispatch.audit_trim', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'table % is appended to and never changed', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER appended_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appended_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appended_to BEFORE UPDATE OR DELETE OR TRUNCATE ON event_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
