"""Words that are written short, with a stop that ends no sentence: 'Dr. Osei', 'St. Anne's', 'at nine p.m. sharp'."""

import re

_WORDS = ("Dr", "Drs", "Mr", "Mrs", "Ms", "St", "a.m", "p.m")
SHORTENED = re.compile("|".join(map(re.escape, _WORDS)), re.IGNORECASE)
"""A word that a stop belongs to, without the stop."""
NOT_SHORTENED = "".join(rf"(?<!\b{re.escape(word)})" for word in _WORDS)
"""Before the stop in a pattern: it ends a sentence."""
