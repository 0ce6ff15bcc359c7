-- Who may use the tablets. `pin` is an Argon2id hash (RFC 9106) with its parameters; `ended_at` set: no longer.
CREATE TABLE people (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    pin        TEXT NOT NULL,
    created_at TEXT NOT NULL,
    ended_at   TEXT
) STRICT;
