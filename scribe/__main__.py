"""`python -m scribe` is `scribe`."""

from scribe.cli import main

main()
