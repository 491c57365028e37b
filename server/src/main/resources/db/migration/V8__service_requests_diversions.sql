-- Service requests are asked for by the time of their filing, which only grows: a few pages of index, and next to nothing at filing.
CREATE INDEX event_by_filing ON event USING brin (filed_at);

-- What came over from the police line 110. The number of the item there is the event's id with its source.
CREATE TABLE diversion (
    event_id    bigint PRIMARY KEY REFERENCES event,
    matter      text NOT NULL,
    actor_role  text NOT NULL,
    actor       text NOT NULL,
    diverted_at timestamptz NOT NULL
);
CREATE INDEX diversion_by_time ON diversion (diverted_at);
