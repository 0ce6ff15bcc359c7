"""Psychotherapy notes (45 CFR 164.501): the clinician's own, in a database of their own, under their own passphrase.

Nothing that writes notes, talks to a model, a broker, a metric, a log or a tablet imports this room; a test walks the
imports. The scribe itself never writes here.
"""
