"""Clauses into statements in clinical third person: told, rated, agreed, done in the room; chosen within the length."""
