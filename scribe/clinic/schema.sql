-- What the clinic's rooms keep in its PostgreSQL. A room makes this at its first connection.
-- The server sees: which session id belongs to which pseudonym of a client, when something arrived, and its length.
CREATE SCHEMA IF NOT EXISTS scribe;

-- Which of the clinic's keys wraps the sessions' keys now (keys.py). One row.
CREATE TABLE IF NOT EXISTS scribe.epoch (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    number   bigint NOT NULL,
    proof    bytea NOT NULL     -- of a key that only this clinic's rooms have
);

-- One row for each store that sends, with the last row of its outbox that was taken.
CREATE TABLE IF NOT EXISTS scribe.senders (
    id     text PRIMARY KEY,
    taken  bigint NOT NULL DEFAULT 0,
    mark   bytea NOT NULL DEFAULT ''
);

CREATE TABLE IF NOT EXISTS scribe.sessions (
    id     text PRIMARY KEY,    -- random
    sender text NOT NULL REFERENCES scribe.senders (id),
    client bytea,               -- pseudonym; NULL once it is destroyed
    key    bytea                -- its own, wrapped under the epoch's; NULL: destroyed, and never taken again
);
CREATE INDEX IF NOT EXISTS sessions_by_client ON scribe.sessions (client);

CREATE TABLE IF NOT EXISTS scribe.entries (
    session text NOT NULL REFERENCES scribe.sessions (id),
    seq     bigint NOT NULL,    -- of the signature in its session
    sender  text NOT NULL,
    number  bigint NOT NULL,    -- of the row in the sender's outbox
    sealed  bytea NOT NULL,
    PRIMARY KEY (session, seq),
    UNIQUE (sender, number)
);
