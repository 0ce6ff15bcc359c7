"""How people speak: words, numbers, clauses and what they commit their speaker to. Knows no session."""
