"""Over months: what was before a session, what a client's record adds up to, how long it is kept. Pure."""
