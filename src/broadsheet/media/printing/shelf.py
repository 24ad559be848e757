"""Where prints are kept, as files, by the address that readers ask for.

It can be thrown away at any time: everything in it is made again when asked for.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from broadsheet.media.context import WIDTHS, Ratio, widths_of
from broadsheet.media.models import VERSION_LENGTH, Picture

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

_FOLDER = re.compile(rf"([0-9]+)-[0-9a-f]{{{VERSION_LENGTH}}}")

TRIES = 5
"""How often a folder is emptied into which somebody puts a print just then."""


class Overtaken(Exception):
    """The picture was changed, deleted or withdrawn while it was being printed."""

    def __init__(self, slip: Slip, picture: Picture | None) -> None:
        super().__init__(f"picture {slip.picture_id}, version {slip.version}")
        self.picture = picture
        """as it is now"""


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

    def suits(self, picture: Picture) -> bool:
        """Whether readers may have this print of the picture as it is now."""
        return (
            picture.withdrawn_at is None
            and self.version == picture.version
            and self.width in widths_of((picture.width, picture.height), self.ratio)
        )

    @property
    def path(self) -> Path:
        return folder(self.picture_id, self.version) / (
            f"{self.ratio.value}-{self.width}.{self.extension}"
        )

    @property
    def address(self) -> str:
        return f"/pictures/{self.path.relative_to(shelf())}"

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
    """Put a print where readers find it, if they still may have it. Raises Overtaken.

    First it is written under a name that nobody is answered, then the picture is asked after, and
    only then does the print get its own name. Whoever withdraws the picture removes its folder
    once everybody can see that. If we asked too early to see it, our draft was in that folder
    before: it is removed with it, under whichever name it has by then, and a draft that is gone
    gets no name. If we cannot ask, or are killed on the way, nothing that is served stays.
    """
    try:
        with _draft(slip, made) as draft:
            _refuse_overtaken(slip)
            draft.replace(slip.path)
    except (FileExistsError, FileNotFoundError):
        # Somebody has removed the folder: for a reason, or just to have the room. One that goes
        # while it is made is said to exist.
        _refuse_overtaken(slip)


@contextmanager
def _draft(slip: Slip, made: bytes) -> Iterator[Path]:
    """The print under another name in its folder. Nothing is left of it unless it is renamed."""
    slip.path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=slip.path.parent, prefix=".", suffix=".part")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        draft.chmod(0o644)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _refuse_overtaken(slip: Slip) -> None:
    """Leave nothing behind of a picture that was overtaken. Raises Overtaken."""
    now = Picture.objects.filter(pk=slip.picture_id).first()
    if now is None or not slip.suits(now):
        _remove(slip.path.parent)
        raise Overtaken(slip, now)


def discard(picture_id: int, *, keep: str | None = None) -> None:
    """Remove the prints of a picture, except those of one version, as far as they can be."""
    for old in shelf().glob(f"{picture_id}-*"):
        if keep is None or old.name != f"{picture_id}-{keep}":
            _remove(old)


def discard_withdrawn() -> list[str]:
    """Remove all that this node has printed of pictures withdrawn or deleted; what of it stays.

    A picture that was withdrawn may have been deleted since, while this node was away: nothing
    tells it from any other that is not there. Folders are looked at before pictures: so whatever
    was taken in and printed meanwhile is there when it is looked for.
    """
    try:
        # A path for each would take seconds with 100,000.
        names = os.listdir(shelf())  # noqa: PTH208
    except FileNotFoundError:
        return []  # nothing was ever printed
    except OSError:
        return [str(shelf())]
    public = set(Picture.objects.filter(withdrawn_at=None).values_list("pk", flat=True))
    known = filter(None, map(_FOLDER.fullmatch, names))
    unwanted = [shelf() / each.string for each in known if int(each[1]) not in public]
    return [str(folder) for folder in unwanted if _faults_of_removing(folder)]


def _remove(folder: Path) -> None:
    """Remove what can be removed; whoever looks after the server is told where something stays."""
    if faults := _faults_of_removing(folder):
        logger.warning("media: prints in %s cannot be removed: %s", folder, faults[0])


def _faults_of_removing(folder: Path) -> list[BaseException]:
    """Remove what can be removed; what kept the rest.

    Only a folder that is gone was empty: one into which something was put meanwhile is emptied
    again.
    """
    faults: list[BaseException] = []

    def note(_do: object, _path: object, error: tuple[Any, BaseException, Any]) -> None:
        # What is not there any more somebody else has removed.
        if not isinstance(error[1], FileNotFoundError):
            faults.append(error[1])

    for _ in range(TRIES):
        faults.clear()
        shutil.rmtree(folder, onerror=note)
        if [getattr(fault, "errno", None) for fault in faults] != [errno.ENOTEMPTY]:
            break
    return faults


def addresses_of(picture: Picture) -> list[str]:
    """Where prints of a picture are to be had: those that are kept, and those asked for first."""
    files = shelf().glob(f"{picture.pk}-*/*.*")
    kept = (f"/pictures/{file.relative_to(shelf())}" for file in files if file.name[0] != ".")
    return sorted({*kept, *(slip.address for slip in Slip.ahead_of(picture))})


def every_address_of(picture: Picture) -> set[str]:
    """Wherever somebody may keep a print of a picture, as it is or as it was.

    What other nodes have printed nobody knows here, nor how large a file was that another has
    replaced: so these are more than there are.
    """
    size = picture.width, picture.height
    possible = (
        Slip(picture.pk, version, ratio, width, extension)
        for version in (picture.version, *picture.former_versions)
        for ratio in Ratio
        for width in {*WIDTHS, *widths_of(size, ratio)}
        for extension in MEDIA_TYPES
    )
    return {slip.address for slip in possible} | set(addresses_of(picture))
