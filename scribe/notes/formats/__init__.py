"""The note formats, and statements laid out under one for a reader."""
