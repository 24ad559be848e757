"""Makes prints of a picture: one for each shape, size and format that somebody asks for."""

from __future__ import annotations

import fcntl
import os
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from broadsheet.media.darkroom import cut, intake, metadata
from broadsheet.media.printing.shelf import Slip, find, keep, shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.media.context import Ratio
    from broadsheet.media.models import Picture

PLACES = max(2, os.cpu_count() or 1)
"""How many prints may be made at once on this machine, by all processes together."""


class Unprintable(Exception):
    """The picture's own file is gone or cannot be read."""


def make(picture: Picture, slip: Slip) -> bytes:
    """The print, made now unless somebody else has just made it.

    Raises Unprintable, or Overtaken: by then nobody may have it any more.
    """
    with _place(slip):
        if (kept := find(slip)) is not None:
            return kept
        size = _size(picture, slip)
        made = Press(picture, largest=size).pull(slip)
        keep(slip, made)
    return made


def make_ahead(picture: Picture) -> int:
    """Make what is missing of those asked for first; how many that were.

    Raises Unprintable, or Overtaken: of what is left, nobody may have any.
    """
    missing = [slip for slip in Slip.ahead_of(picture) if not slip.path.exists()]
    if not missing:
        return 0
    press = Press(picture)
    for slip in missing:
        with _place(slip):
            if not slip.path.exists():
                keep(slip, press.pull(slip))
    return len(missing)


class Press:
    """A picture unpacked once, from which any number of prints can be pulled."""

    def __init__(self, picture: Picture, *, largest: tuple[int, int] | None = None) -> None:
        self.picture = picture
        try:
            with picture.open_file() as file:
                raw = file.read()
            self.negative = cut.develop(raw, largest=largest)
        except intake.DAMAGED as error:
            raise Unprintable(f"picture {picture.pk}: {error}") from error
        self.facts = picture.facts(metadata.read(raw))
        self.is_drawn = cut.is_drawn(raw)
        self._cut: tuple[Ratio, int] | None = None

    def pull(self, slip: Slip) -> bytes:
        """One print. Those of the same shape and width follow each other most cheaply."""
        if self._cut != (slip.ratio, slip.width):
            size = _size(self.picture, slip)
            self._image = self.negative.cut(size, self.picture.focus)
            self._cut = slip.ratio, slip.width
        return cut.written(self._image, slip.extension, self.facts, drawn=self.is_drawn)


def _size(picture: Picture, slip: Slip) -> tuple[int, int]:
    return slip.width, slip.ratio.height(slip.width, of=(picture.width, picture.height))


@contextmanager
def _place(slip: Slip) -> Iterator[None]:
    """Wait for one of few places. The same print always gets the same, so it is made only once."""
    places = shelf() / ".places"
    places.mkdir(parents=True, exist_ok=True)
    number = zlib.crc32(str(slip.path).encode()) % PLACES
    with (places / str(number)).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
