"""The session: its state machine, its log of events, and the transcript folded from them."""
