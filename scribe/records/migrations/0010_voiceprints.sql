-- Clinicians' voices, each enrolled on its owner's wish. A voiceprint tells who speaks, not what is said.
CREATE TABLE voiceprints (
    name     TEXT PRIMARY KEY,
    print    BLOB NOT NULL,     -- speech/enrolment.py
    seconds  REAL NOT NULL,     -- of speech that it was made from
    made_at  TEXT NOT NULL
) STRICT;
