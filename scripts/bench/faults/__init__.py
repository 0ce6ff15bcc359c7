"""The record under attack and accident, seeded: each row prints its counts."""
