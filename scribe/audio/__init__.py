"""Sound in: sources, resampling, level, the encrypted journal of what was heard, and the backlog to the listener."""
