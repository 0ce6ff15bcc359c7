"""The gateway and whoever is at its other end, seeded: each row prints its counts."""
