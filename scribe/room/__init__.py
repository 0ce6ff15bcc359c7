"""The room device as its clinic sees it: service, health, metrics, presence."""
