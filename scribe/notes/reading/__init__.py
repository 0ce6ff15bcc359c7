"""A session read clause by clause: who said what of whom, answering what, and what must not be told."""
