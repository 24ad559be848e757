"""Days and months, taken apart and put together. Never asks what time it is."""

from datetime import UTC, date, datetime, time


def month_of(moment: datetime) -> date:
    """The first day of the month, in UTC, that a moment lies in."""
    return moment.astimezone(UTC).date().replace(day=1)


def next_month(first_on: date) -> date:
    """The first day of the month after."""
    years, month = divmod(first_on.month, 12)
    return date(first_on.year + years, month + 1, 1)


def start_of(day: date) -> datetime:
    """The moment a day begins, in UTC."""
    return datetime.combine(day, time(), tzinfo=UTC)
