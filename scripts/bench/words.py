"""Words as they are compared in a word error rate: without case, punctuation and fillers."""

import re

FILLERS = {"um", "uh", "mm", "hmm", "mhm", "mmhm", "mm-hm", "uhm", "er", "erm", "ah", "oh", "hm", "huh", "mmm"}


def plain_words(text: str) -> list[str]:
    """'Mm-hm, okay.' and 'okay' are alike."""
    tokens = re.sub(r"[^a-z0-9'\- ]", " ", text.lower().replace("’", "'")).split()
    return [w for t in tokens if t not in FILLERS for w in t.split("-") if w.strip("'") and w not in FILLERS]
