"""How readers search."""

from datetime import timedelta

from broadsheet.config.variables import number

LONGEST_HALF_LIFE = 36_500
"""Days; where nothing grows old."""


def search_half_life() -> timedelta:
    """How long it takes until a story counts half as much as a new one."""
    days = number("BROADSHEET_SEARCH_HALF_LIFE", of="days", least=1, most=LONGEST_HALF_LIFE)
    return timedelta(days=days)


def search_rate() -> int:
    """How often a minute one address may search; 0 where nobody counts."""
    return number("BROADSHEET_SEARCH_RATE", of="searches a minute")
