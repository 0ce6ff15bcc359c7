"""English words of the calendar, in their order, and as alternatives of a pattern.

Where letters count, `WEEKDAY.title()` is the same with capitals.
"""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

WEEKDAY = "|".join(WEEKDAYS)
MONTH = "|".join(MONTHS)
MONTH_BUT_MAY = "|".join(month for month in MONTHS if month != "may")
"""Where nothing around it says that the month is meant: 'may' is a verb far more often."""
