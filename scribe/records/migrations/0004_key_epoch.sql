-- Which key wraps the sessions' keys (epochs.py). 0: the master's own wrapping key.
CREATE TABLE key_epoch (number INTEGER NOT NULL) STRICT;
INSERT INTO key_epoch VALUES (0);
