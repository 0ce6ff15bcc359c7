"""Renderings of a note. Unsigned ones say so."""
