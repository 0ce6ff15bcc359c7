-- Every time is text, UTC ISO 8601, except "start", "end" (seconds since capture began) and events.at (events.py).

CREATE TABLE sessions (
    id          TEXT PRIMARY KEY,
    state       TEXT NOT NULL,
    room        TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    started_at  TEXT,
    ended_at    TEXT,
    format      TEXT NOT NULL,
    modality    TEXT,
    chart       TEXT NOT NULL,  -- JSON, chart.py
    source      TEXT,           -- JSON: what was played; NULL: the room
    wrapped_key BLOB NOT NULL,
    report      TEXT            -- JSON: the final note with header, missing, lint, risk, timing
) STRICT;
CREATE INDEX sessions_by_creation ON sessions (created_at);

-- The truth. Everything below that names a session is a projection of it, written in the same transaction.
CREATE TABLE events (
    session TEXT NOT NULL REFERENCES sessions (id),
    seq     INTEGER NOT NULL,
    at      REAL NOT NULL,
    type    TEXT NOT NULL,
    body    BLOB NOT NULL,      -- JSON, events.py
    PRIMARY KEY (session, seq)
) STRICT;

CREATE TABLE utterances (
    session    TEXT NOT NULL REFERENCES sessions (id),
    id         TEXT NOT NULL,
    speaker    TEXT NOT NULL,
    role       TEXT NOT NULL,
    start      REAL NOT NULL,
    "end"      REAL NOT NULL,
    text       TEXT,            -- NULL while it is open
    confidence REAL,
    PRIMARY KEY (session, id)
) STRICT;

CREATE TABLE words (
    session   TEXT NOT NULL,
    utterance TEXT NOT NULL,
    place     INTEGER NOT NULL, -- from 0 in its utterance
    text      TEXT NOT NULL,
    start     REAL NOT NULL,
    "end"     REAL NOT NULL,
    p         REAL NOT NULL,
    PRIMARY KEY (session, utterance, place),
    FOREIGN KEY (session, utterance) REFERENCES utterances (session, id)
) STRICT;

CREATE TABLE speakers (
    session TEXT NOT NULL REFERENCES sessions (id),
    speaker TEXT NOT NULL,      -- the label that utterances carry
    role    TEXT NOT NULL,
    name    TEXT,
    PRIMARY KEY (session, speaker)
) STRICT;

CREATE TABLE evidence (
    session    TEXT NOT NULL REFERENCES sessions (id),
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    utterances TEXT NOT NULL,   -- JSON list of ids
    text       TEXT NOT NULL,
    polarity   TEXT NOT NULL,
    goal       TEXT,
    PRIMARY KEY (session, id)
) STRICT;

CREATE TABLE risks (
    session    TEXT NOT NULL REFERENCES sessions (id),
    seq        INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    status     TEXT NOT NULL,
    utterances TEXT NOT NULL,   -- JSON list of ids
    text       TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT;

CREATE TABLE notes (
    session  TEXT NOT NULL REFERENCES sessions (id),
    seq      INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    engine   TEXT NOT NULL,
    final    INTEGER NOT NULL,
    format   TEXT NOT NULL,
    body     TEXT NOT NULL,     -- JSON list of sections
    PRIMARY KEY (session, seq)
) STRICT;

CREATE TABLE consents (
    session  TEXT NOT NULL REFERENCES sessions (id),
    seq      INTEGER NOT NULL,
    name     TEXT NOT NULL,
    role     TEXT NOT NULL,
    purpose  TEXT NOT NULL,
    how      TEXT NOT NULL,
    given_at TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT;

CREATE TABLE redactions (
    session   TEXT NOT NULL REFERENCES sessions (id),
    utterance TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    PRIMARY KEY (session, utterance)
) STRICT;

CREATE TABLE devices (
    id           INTEGER PRIMARY KEY,
    token_sha256 BLOB NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    seen_at      TEXT,
    revoked_at   TEXT
) STRICT;

CREATE TABLE audit (
    seq     INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT,               -- keyed pseudonym of a session or device id
    prev    BLOB NOT NULL,
    hash    BLOB NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
