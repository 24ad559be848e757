"""Prints of a picture: made once for each shape, size and format, and kept as files.

Where they are kept can be thrown away at any time: everything in it is made again when asked for.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import tempfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from broadsheet.media.context import Ratio, widths_of
from broadsheet.media.darkroom import cut, intake, metadata
from broadsheet.media.models import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)

MEDIA_TYPES = {"avif": "image/avif", "jpg": "image/jpeg", "webp": "image/webp"}

AHEAD = {
    Ratio.CARD: (320, 640),
    Ratio.LEAD: (640, 960, 1280),
    Ratio.WHOLE: (640, 960, 1280),
    Ratio.FACE: (320,),
}
"""Shapes and widths that fronts and stories show most."""

PLACES = max(2, os.cpu_count() or 1)
"""How many prints may be made at once on this machine, by all processes together."""


class Unprintable(Exception):
    """The picture's own file is gone or cannot be read."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Says which print is meant: of which picture as it was when, and in what shape and format."""

    picture_id: int
    version: str
    ratio: Ratio
    width: int
    extension: str

    @classmethod
    def ahead_of(cls, picture: Picture) -> Iterator[Slip]:
        """The prints that nearly every reader's browser asks for first.

        All there are would take a minute a picture and mostly wait for nobody; the rest are made
        when somebody asks.
        """
        size = picture.width, picture.height
        for ratio, wanted in AHEAD.items():
            for width in widths_of(size, ratio):
                if width in wanted or width == widths_of(size, ratio)[0]:
                    yield cls(picture.pk, picture.version, ratio, width, "avif")

    @property
    def path(self) -> Path:
        return folder(self.picture_id, self.version) / (
            f"{self.ratio.value}-{self.width}.{self.extension}"
        )

    @property
    def etag(self) -> str:
        """A print never changes: its address says all."""
        return f'"{self.version}-{self.ratio.value}-{self.width}-{self.extension}"'


def shelf() -> Path:
    """Where all prints are kept."""
    return Path(settings.MEDIA_ROOT, "pictures")


def folder(picture_id: int, version: str) -> Path:
    """Where the prints of a picture are kept."""
    return shelf() / f"{picture_id}-{version}"


def find(slip: Slip) -> bytes | None:
    """The print, if it is kept already."""
    try:
        return slip.path.read_bytes()
    except FileNotFoundError:
        return None


def make(picture: Picture, slip: Slip) -> bytes:
    """The print, made now unless somebody else has just made it. Raises Unprintable."""
    with _place(slip):
        if (kept := find(slip)) is not None:
            return kept
        size = _size(picture, slip)
        made = Press(picture, largest=size).pull(slip)
        _keep(slip, made)
    _discard_if_overtaken(slip)
    return made


def make_ahead(picture: Picture) -> int:
    """Make what is missing of those asked for first; how many that were. Raises Unprintable."""
    missing = [slip for slip in Slip.ahead_of(picture) if not slip.path.exists()]
    if not missing:
        return 0
    press = Press(picture)
    for slip in missing:
        with _place(slip):
            if not slip.path.exists():
                _keep(slip, press.pull(slip))
    _discard_if_overtaken(missing[0])
    return len(missing)


def discard(picture_id: int, *, keep: str | None = None) -> None:
    """Remove the prints of a picture, except those of one version."""
    for old in shelf().glob(f"{picture_id}-*"):
        if keep is None or old.name != f"{picture_id}-{keep}":
            shutil.rmtree(old, ignore_errors=True)


def discard_withdrawn() -> None:
    """Remove whatever this node has printed of pictures that were withdrawn."""
    for pk in Picture.objects.filter(withdrawn_at__isnull=False).values_list("pk", flat=True):
        discard(pk)


def addresses_of(picture: Picture) -> list[str]:
    """Where prints of a picture are to be had: those that are kept, and those asked for first."""
    kept = (file.relative_to(shelf()) for file in shelf().glob(f"{picture.pk}-*/*.*"))
    ahead = (slip.path.relative_to(shelf()) for slip in Slip.ahead_of(picture))
    return sorted({f"/pictures/{path}" for path in (*kept, *ahead) if path.name[0] != "."})


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


def _keep(slip: Slip, made: bytes) -> None:
    """Write the file under another name first, so that nobody reads half of it."""
    slip.path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=slip.path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        Path(draft).chmod(0o644)
        Path(draft).replace(slip.path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _discard_if_overtaken(slip: Slip) -> None:
    """Leave nothing behind of a picture that was changed, deleted or withdrawn meanwhile.

    Asked after writing: whoever changes it removes its folders after the change can be seen, so
    one of the two always comes last.
    """
    now = Picture.objects.filter(pk=slip.picture_id).first()
    if now is None or now.version != slip.version or now.withdrawn_at is not None:
        shutil.rmtree(folder(slip.picture_id, slip.version), ignore_errors=True)
