-- Passkeys (WebAuthn) by which people say who they are at a tablet, beside their PIN. Nothing here opens anything: the
-- private half never leaves its owner's device.
CREATE TABLE passkeys (
    id         INTEGER PRIMARY KEY,
    person     INTEGER NOT NULL REFERENCES people (id),
    site       TEXT NOT NULL,          -- the relying party: the name by which the page was opened
    credential BLOB NOT NULL UNIQUE,
    public_key BLOB NOT NULL,          -- COSE
    uses       INTEGER NOT NULL,       -- the authenticator's own counter; 0 where it keeps none
    created_at TEXT NOT NULL
) STRICT;
