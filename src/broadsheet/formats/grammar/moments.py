"""Moments as feeds write them: RFC 822 with four digits of year, and W3C's profile of ISO 8601.

Both keep the offset that the moment came with; readers return aware moments or raise ValueError.
"""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime, parsedate_to_datetime


def settled(moment: datetime) -> datetime:
    """The moment as any format can tell it: in whole seconds, at a fixed offset of whole minutes.

    A zone with summer time would not do: by its rules an hour of autumn equals no other moment.
    """
    offset = moment.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        return moment.astimezone(UTC).replace(microsecond=0)
    return moment.replace(microsecond=0, tzinfo=timezone(offset))


def to_rfc822(moment: datetime) -> str:
    """As in `Wed, 02 Oct 2002 15:00:00 +0200`."""
    return format_datetime(settled(moment))


def from_rfc822(text: str) -> datetime:
    """An unknown zone means UTC, as RFC 2822 would have it."""
    moment = parsedate_to_datetime(text)
    return _placed(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def to_w3c(moment: datetime) -> str:
    """As in `2002-10-02T15:00:00+02:00`."""
    return settled(moment).isoformat(timespec="seconds")


def from_w3c(text: str) -> datetime:
    """Lower-case letters are allowed, as in RFC 3339; a missing zone is not."""
    return _placed(datetime.fromisoformat(text.strip().upper()))


def _placed(moment: datetime) -> datetime:
    """The moment, if it can be told in every zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    try:
        moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a moment out of all time") from error
    return moment
