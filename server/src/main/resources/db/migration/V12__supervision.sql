-- What the discipline inspection commission is told of. Written with the change, the missed deadline or the transfer that gives rise to
-- it; the unique key lets none of them be there twice.
CREATE TABLE finding (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    bigint NOT NULL REFERENCES event,
    kind        text NOT NULL,
    occasion    text NOT NULL,
    found_at    timestamptz NOT NULL,
    -- Who transferred it by hand; null where a rule found it.
    actor_role  text,
    actor       text,
    reason      text NOT NULL,
    evidence    jsonb NOT NULL,
    -- The units and centres that must answer, and what was said since, from which the state follows.
    accountable jsonb NOT NULL,
    steps       jsonb NOT NULL DEFAULT '[]',
    state       text NOT NULL,
    conclusion  text,
    UNIQUE (event_id, kind, occasion)
);
CREATE INDEX finding_by_kind ON finding (kind, id);
CREATE INDEX finding_not_closed ON finding (id) WHERE state <> 'CLOSED';
CREATE INDEX finding_by_accountable ON finding USING gin (accountable jsonb_path_ops);

-- Where findings are sent to. The secret is needed as it is to sign with, and is read for nothing else.
CREATE TABLE webhook (
    name         text PRIMARY KEY,
    url          text NOT NULL,
    secret       text NOT NULL,
    -- Null for all kinds.
    kinds        text[],
    is_on        boolean NOT NULL,
    changed_at   timestamptz NOT NULL,
    changed_role text NOT NULL,
    changed_by   text NOT NULL,
    gone_since   timestamptz
);

-- What each webhook is owed, committed with the finding: a row until it is taken, and the proof of it after. Whoever sends it moves
-- next_at behind the time that sending takes, so that it comes again if he dies.
CREATE TABLE webhook_delivery (
    id           uuid PRIMARY KEY,
    -- For paging: many are owed in the same moment.
    seq          bigint GENERATED ALWAYS AS IDENTITY,
    webhook      text NOT NULL REFERENCES webhook ON DELETE CASCADE,
    finding_id   bigint NOT NULL REFERENCES finding,
    type         text NOT NULL,
    body         text NOT NULL,
    created_at   timestamptz NOT NULL,
    next_at      timestamptz NOT NULL,
    delivered_at timestamptz,
    tries        integer NOT NULL DEFAULT 0,
    -- The latest of them.
    attempts     jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX webhook_delivery_owed ON webhook_delivery (webhook, next_at) WHERE delivered_at IS NULL;
CREATE INDEX webhook_delivery_latest ON webhook_delivery (webhook, seq);
CREATE INDEX webhook_delivery_delivered ON webhook_delivery (delivered_at) WHERE delivered_at IS NOT NULL;

-- For events of the same category about the same place.
CREATE INDEX IF NOT EXISTS event_by_category_cell ON event (category_kind, category, h3_cell, id);
