"""What was said of risk, asked or not, and with which status."""
