-- Who signs notes. The private key lies wrapped, as the sessions' keys do.
CREATE TABLE signers (
    name        TEXT PRIMARY KEY,
    public_key  BLOB NOT NULL,
    wrapped_key BLOB NOT NULL
) STRICT;

-- Asked before each append: a signed note takes no more words.
CREATE INDEX signatures ON events (session) WHERE type = 'signature';
