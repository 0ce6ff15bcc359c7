"""Scribe: a real-time ambient scribe for psychotherapy. Nothing leaves the room."""

__version__ = "0.1.0"
