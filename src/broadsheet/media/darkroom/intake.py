"""Taking a picture file in: what is refused and why, and what of the rest is kept.

The header is looked at before anything is unpacked, so that a bomb is refused unexploded.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from broadsheet.media.darkroom import exif, metadata
from broadsheet.media.darkroom.blocks import Unwalkable
from broadsheet.media.darkroom.kinds import Kind, kind_of

if TYPE_CHECKING:
    from broadsheet.media.darkroom.metadata import Facts

TALLEST = 8
"""How many times as tall as wide a picture may be; beyond, no format could hold it when printed."""

_TURNED = range(5, 9)
"""EXIF orientations in which the picture lies on its side."""

_UNPACKING = BoundedSemaphore(2)
"""A large picture takes hundreds of megabytes while it is unpacked."""


class Refused(Exception):
    """A file that is not taken in; the text tells the person who sent it why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may measure."""

    file_size: int
    pixels: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture file that is fit to keep."""

    raw: bytes
    kind: Kind
    facts: Facts


def take(raw: bytes, *, limits: Limits) -> Taken:
    """The file without what tells where it was made, and the facts it carries. Raises Refused."""
    check_file_size(len(raw), limits=limits)
    kind = kind_of(raw)
    if kind is None:
        raise Refused(_why_not(raw))
    facts = metadata.read(raw)
    try:
        # What Pillow gets to see is what we wrote: no hostile words.
        kept = metadata.without_places(raw, kind)
        _check_header(kept, limits)
        _unpack(kept)
    except Image.DecompressionBombError as error:
        raise Refused(_too_many_pixels(limits)) from error
    except (Unwalkable, *DAMAGED) as error:
        raise Refused(_damaged()) from error
    return Taken(raw=kept, kind=kind, facts=facts)


def check_file_size(size: int, *, limits: Limits) -> None:
    """Raises Refused; can be asked before a file is read."""
    if size > limits.file_size:
        raise Refused(
            _("The file has %(size)s; a picture may have at most %(most)s. Save it smaller.")
            % {"size": filesizeformat(size), "most": filesizeformat(limits.file_size)}
        )


DAMAGED = (
    *(OSError, SyntaxError, ValueError, EOFError, MemoryError, OverflowError),
    *(RuntimeError, IndexError, TypeError, struct.error),
)
"""All that Pillow raises for a file that breaks the rules of its format."""


def opened(raw: bytes) -> Image.Image:
    """The picture, its header read and nothing unpacked. Raises one of DAMAGED."""
    return Image.open(BytesIO(raw), formats=[kind.name for kind in Kind])


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as a viewer sees them, with the picture turned the right way up."""
    width, height = image.size
    is_on_its_side = exif.orientation(image.info.get("exif", b"")) in _TURNED
    return (height, width) if is_on_its_side else (width, height)


def _check_header(raw: bytes, limits: Limits) -> None:
    width, height = upright_size(opened(raw))
    if width * height > limits.pixels:
        raise Refused(_too_many_pixels(limits))
    if height > width * TALLEST:
        raise Refused(
            _("The picture is more than %(times)d times as tall as it is wide. Cut it into parts.")
            % {"times": TALLEST}
        )


def _unpack(raw: bytes) -> None:
    """Read the picture to its end, as printing will have to."""
    image = opened(raw)
    with _UNPACKING:
        # A JPEG can be read in full and yet unpacked at an eighth of its width and height.
        image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()


def _damaged() -> str:
    return _(
        "The picture is damaged or was cut short: it cannot be read to its end. Save it anew, "
        "then upload it again."
    )


def _too_many_pixels(limits: Limits) -> str:
    return _("The picture has more than %(most)d million pixels. Make it smaller.") % {
        "most": limits.pixels // 1_000_000
    }


def _why_not(raw: bytes) -> str:
    if b"<svg" in raw[:4096].lower():
        return _(
            "SVG drawings are not accepted, since they can carry programs. Export the drawing as "
            "PNG and upload that."
        )
    if raw[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return _("HEIC pictures are not accepted. Export the picture as JPEG and upload that.")
    return _(
        "This is not a picture in a format we can print. Save it as AVIF, GIF, JPEG, PNG or WebP, "
        "then upload it again."
    )
