"""The words of a pattern's alternatives, and those of which nothing else is meant."""

import calendar
import re

from scribe.calendar_words import MONTH, MONTH_BUT_MAY, MONTHS, WEEKDAY, WEEKDAYS


def test_they_are_all_there_in_their_order() -> None:
    assert tuple(map(str.lower, calendar.day_name)) == WEEKDAYS
    assert tuple(map(str.lower, list(calendar.month_name)[1:])) == MONTHS


def test_a_verb_is_no_month_where_nothing_says_so() -> None:
    assert re.fullmatch(MONTH, "may") and not re.fullmatch(MONTH_BUT_MAY, "may")
    assert re.fullmatch(WEEKDAY.title(), "Sunday") and re.fullmatch(MONTH_BUT_MAY.title(), "June")
