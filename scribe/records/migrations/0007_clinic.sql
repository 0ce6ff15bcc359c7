-- What leaves for the clinic's other rooms (outbox.py): one row for each signed entry, written with it. Numbers are never
-- used twice. `seq` 0: the session was destroyed.
CREATE TABLE clinic_outbox (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    session TEXT NOT NULL,
    seq     INTEGER NOT NULL,
    mark    BLOB NOT NULL       -- random: tells this row from one that another copy of this store gave the same number
) STRICT;
INSERT INTO clinic_outbox (session, seq, mark)
    SELECT session, seq, randomblob(8) FROM events WHERE type = 'signature' ORDER BY rowid;

-- The name under which this store sends; it names no room and no person.
CREATE TABLE clinic_sender (id TEXT NOT NULL) STRICT;
INSERT INTO clinic_sender VALUES (lower(hex(randomblob(8))));
