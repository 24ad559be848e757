"""Makes a portrait of whatever picture somebody sends: square, small, and telling nothing else."""

from __future__ import annotations

from threading import Lock
from typing import Final

from django.utils.translation import gettext as _

from broadsheet.media.darkroom import cut
from broadsheet.media.darkroom.intake import DAMAGED, Limits, Refused, take
from broadsheet.media.darkroom.metadata import Facts

EDGE: Final = 256
"""Pixels; more than twice what is shown, for fine screens."""
LIMITS: Final = Limits(file_size=8 * 1024 * 1024, pixels=50_000_000)
EXTENSION: Final = "webp"
MEDIA_TYPE: Final = "image/webp"

_DEVELOPING = Lock()
"""One at a time in each process: a large picture takes hundreds of megabytes while it is cut."""


def portrait(raw: bytes) -> bytes:
    """A WebP of the middle of the picture. Raises Refused, whose text tells why."""
    with _DEVELOPING:
        taken = take(raw, limits=LIMITS)
        try:
            negative = cut.develop(taken.raw, largest=(EDGE, EDGE))
            return cut.written(negative.cut((EDGE, EDGE)), EXTENSION, Facts())
        except DAMAGED as error:
            raise Refused(
                _("The picture cannot be read. Save it anew as JPEG, then send it again.")
            ) from error
