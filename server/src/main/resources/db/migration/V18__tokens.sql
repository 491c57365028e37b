-- Tokens that were issued over HTTP: whose they are and until when. The token itself stands nowhere.
CREATE TABLE issued_token (
    seq         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          text NOT NULL UNIQUE,
    holder_role text NOT NULL,
    holder      text NOT NULL,
    issued_at   timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    note        text,
    by_role     text NOT NULL,
    by_id       text NOT NULL
);
CREATE INDEX issued_token_expires ON issued_token (expires_at);
-- What is revoked: a single token, or all of an actor from before a moment. Appended to, never changed.
CREATE TABLE token_revocation (
    seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_id      text UNIQUE,
    holder_role   text,
    holder        text,
    issued_before timestamptz,
    reason        text NOT NULL,
    by_role       text NOT NULL,
    by_id         text NOT NULL,
    at            timestamptz NOT NULL,
    CHECK ((token_id IS NULL) = (holder_role IS NOT NULL AND holder IS NOT NULL AND issued_before IS NOT NULL))
);
CREATE INDEX token_revocation_holder ON token_revocation (holder_role, holder) WHERE holder IS NOT NULL;
