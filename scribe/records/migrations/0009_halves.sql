-- Two halves of an interrupted session that were merged: `other` stays as it is and is shown as part of `session`.
-- Either may come into a store first, so neither refers to the table of sessions.
CREATE TABLE halves (
    other   TEXT PRIMARY KEY,
    session TEXT NOT NULL
) STRICT;
