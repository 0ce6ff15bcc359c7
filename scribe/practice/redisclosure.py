"""Records of substance-use treatment leave with a notice (42 CFR 2.32). Pure."""

NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
"""The short notice, 42 CFR 2.32(a)(2)."""
