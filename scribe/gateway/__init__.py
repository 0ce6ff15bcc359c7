"""The one port: static files, health and the live protocol `scribe.v1`."""
