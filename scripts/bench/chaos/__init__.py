"""Faults, seeded: each prints what was lost."""
