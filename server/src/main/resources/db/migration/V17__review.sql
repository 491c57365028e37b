-- The lists of events to look at once more, each in the order of its numbers.
CREATE INDEX event_to_call_back ON event (id) WHERE status IN ('VERIFIED', 'CLOSED') AND course ->> 'rating' IS NULL;
CREATE INDEX event_rated_badly ON event (id) WHERE course ->> 'rating' IN ('1', '2');
CREATE INDEX event_suspended ON event (id) WHERE status = 'SUSPENDED';
CREATE INDEX event_voided ON event (id) WHERE status = 'VOIDED';

-- Random samples that were drawn; whoever has seed and population draws the same again.
CREATE TABLE review_sample (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    seed          text NOT NULL,
    -- Empty for the whole city.
    area          text NOT NULL,
    filed_from    timestamptz NOT NULL,
    filed_to      timestamptz NOT NULL,
    size          integer NOT NULL,
    population    integer NOT NULL,
    drawn_by_role text NOT NULL,
    drawn_by      text NOT NULL,
    drawn_at      timestamptz NOT NULL,
    UNIQUE (seed, area, filed_from, filed_to, size)
);
CREATE TABLE review_item (
    sample_id   bigint NOT NULL REFERENCES review_sample,
    ordinal     integer NOT NULL,
    event_id    bigint NOT NULL REFERENCES event,
    county      text NOT NULL,
    major_class text NOT NULL,
    PRIMARY KEY (sample_id, ordinal),
    UNIQUE (sample_id, event_id)
);
-- Appended to, never changed: the last finding counts.
CREATE TABLE review_verdict (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sample_id bigint NOT NULL,
    event_id  bigint NOT NULL,
    finding   text NOT NULL,
    note      text,
    by_role   text NOT NULL,
    by_id     text NOT NULL,
    at        timestamptz NOT NULL,
    FOREIGN KEY (sample_id, event_id) REFERENCES review_item (sample_id, event_id)
);
CREATE INDEX verdict_by_item ON review_verdict (sample_id, event_id, id);
