"""Makes a portrait of whatever picture somebody sends: square, small, and telling nothing else."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from broadsheet.media.darkroom import cut
from broadsheet.media.darkroom.intake import DAMAGED, Limits, Refused, take
from broadsheet.media.darkroom.metadata import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator

EDGE: Final = 256
"""Pixels; more than twice what is shown, for fine screens."""
LIMITS: Final = Limits(file_size=8 * 1024 * 1024, pixels=25_000_000)
EXTENSION: Final = "webp"
MEDIA_TYPE: Final = "image/webp"

PATIENCE: Final = 5.0
"""Seconds that somebody waits for their turn."""

_DEVELOPING = Lock()
"""One at a time in each process: a large picture takes hundreds of megabytes while it is cut."""
_under_way: dict[int, object] = {}
"""Whose picture is being made, or waits for its turn."""


class Busy(Exception):
    """Another picture of the same reader is under way, or too many of others are."""


def portrait(raw: bytes, *, reader_id: int) -> bytes:
    """A WebP of the middle of the picture. Raises Busy; and Refused, whose text tells why."""
    with _turn_of(reader_id):
        taken = take(raw, limits=LIMITS)
        try:
            negative = cut.develop(taken.raw, largest=(EDGE, EDGE))
            return cut.written(negative.cut((EDGE, EDGE)), EXTENSION, Facts())
        except DAMAGED as error:
            raise Refused(
                _("The picture cannot be read. Save it anew as JPEG, then send it again.")
            ) from error


@contextmanager
def _turn_of(reader_id: int) -> Iterator[None]:
    """Nobody has two, so that nobody makes all others wait."""
    mine = object()
    if _under_way.setdefault(reader_id, mine) is not mine:
        raise Busy
    try:
        if not _DEVELOPING.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            _DEVELOPING.release()
    finally:
        del _under_way[reader_id]
