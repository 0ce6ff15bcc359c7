"""The encrypted record: keys, the store, its audit chain."""
