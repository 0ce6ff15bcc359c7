"""Several rooms, one clinic: signed records in the clinic's PostgreSQL, which can't read them. Off by default."""
