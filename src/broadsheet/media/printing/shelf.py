"""Where prints are kept, as files, by the address that readers ask for.

It can be thrown away at any time: everything in it is made again when asked for.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from broadsheet.media.context import Ratio, widths_of
from broadsheet.media.models import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

MEDIA_TYPES = {"avif": "image/avif", "jpg": "image/jpeg", "webp": "image/webp"}

AHEAD = {
    Ratio.CARD: (320, 640),
    Ratio.LEAD: (640, 960, 1280),
    Ratio.WHOLE: (640, 960, 1280),
    Ratio.FACE: (320,),
}
"""Shapes and widths that fronts and stories show most."""


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


def keep(slip: Slip, made: bytes) -> None:
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


def discard(picture_id: int, *, keep: str | None = None) -> None:
    """Remove the prints of a picture, except those of one version, as far as they can be."""
    for old in shelf().glob(f"{picture_id}-*"):
        if keep is None or old.name != f"{picture_id}-{keep}":
            _remove(old)


def discard_withdrawn() -> list[str]:
    """Remove whatever this node has printed of pictures that were withdrawn; what of it stays."""
    withdrawn = Picture.objects.filter(withdrawn_at__isnull=False).values_list("pk", flat=True)
    ids = {str(pk) for pk in withdrawn}
    try:
        folders = [path for path in shelf().iterdir() if path.name.partition("-")[0] in ids]
    except FileNotFoundError:
        return []  # nothing was ever printed
    except OSError:
        return [str(shelf())] if ids else []
    return [str(folder) for folder in folders if _faults_of_removing(folder)]


def _remove(folder: Path) -> None:
    """Remove what can be removed; whoever looks after the server is told where something stays."""
    if faults := _faults_of_removing(folder):
        logger.warning("media: prints in %s cannot be removed: %s", folder, faults[0])


def _faults_of_removing(folder: Path) -> list[BaseException]:
    """Remove what can be removed; what kept the rest."""
    faults: list[BaseException] = []
    shutil.rmtree(folder, onerror=lambda _do, _path, error: faults.append(error[1]))
    # What is not there any more somebody else has removed.
    return [fault for fault in faults if not isinstance(fault, FileNotFoundError)]


def addresses_of(picture: Picture) -> list[str]:
    """Where prints of a picture are to be had: those that are kept, and those asked for first."""
    kept = (file.relative_to(shelf()) for file in shelf().glob(f"{picture.pk}-*/*.*"))
    ahead = (slip.path.relative_to(shelf()) for slip in Slip.ahead_of(picture))
    return sorted({f"/pictures/{path}" for path in (*kept, *ahead) if path.name[0] != "."})


def discard_if_overtaken(slip: Slip) -> None:
    """Leave nothing behind of a picture that was changed, deleted or withdrawn meanwhile.

    Asked after writing: whoever changes it removes its folders after the change can be seen, so
    one of the two always comes last.
    """
    now = Picture.objects.filter(pk=slip.picture_id).first()
    if now is None or now.version != slip.version or now.withdrawn_at is not None:
        _remove(folder(slip.picture_id, slip.version))
