-- A signer may have had other keys, in the store that a record was imported from; those have no wrapped key here.
CREATE TABLE signing_keys (
    public_key  BLOB PRIMARY KEY,
    name        TEXT NOT NULL,
    wrapped_key BLOB
) STRICT;
INSERT INTO signing_keys (public_key, name, wrapped_key) SELECT public_key, name, wrapped_key FROM signers;
DROP TABLE signers;

-- Who is treated: what the record knows of a client beyond each session's own chart.
CREATE TABLE clients (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL      -- JSON, clients.py
) STRICT;

CREATE INDEX sessions_by_client ON sessions (chart ->> '$.client', created_at);

-- What was destroyed, when and why. Survives what it tells of.
CREATE TABLE destruction_log (
    seq     INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    subject TEXT NOT NULL,  -- keyed pseudonym of the session
    kind    TEXT NOT NULL,
    reason  TEXT NOT NULL
) STRICT;

-- The notes' words, for finding. One row a session, of its note as it stands.
CREATE VIRTUAL TABLE note_index USING fts5 (session UNINDEXED, text, tokenize = 'porter unicode61');
INSERT INTO note_index (note_index, rank) VALUES ('secure-delete', 1);
