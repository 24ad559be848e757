"""A picture as a template gets it: addresses of its renditions, sizes, words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.media.models import Picture

WIDTHS = (320, 640, 960, 1280, 1920)
"""Widths a picture is printed at, in pixels; never wider than its file."""


class Ratio(Enum):
    """The shapes pictures are cut to, around their focal point."""

    WHOLE = "whole"
    LEAD = "16x9"
    CLASSIC = "4x3"
    CARD = "3x2"
    FACE = "1x1"

    def height(self, width: int, *, of: tuple[int, int]) -> int:
        """Height in pixels at that width, for a file of the size `of` (width, height)."""
        if self is Ratio.WHOLE:
            return max(1, round(width * of[1] / of[0]))
        across, down = self.value.split("x")
        return max(1, round(width * int(down) / int(across)))


@dataclass(frozen=True, slots=True)
class Print:
    """A picture in one shape, ready for `<picture>`."""

    avif: str
    """srcset of AVIF renditions"""
    webp: str
    """srcset of WebP renditions"""
    src: str
    """address of the JPEG that every browser can show"""
    width: int
    """of `src`, in pixels"""
    height: int
    largest: str
    """address of the largest JPEG, for the viewer and for machines"""
    largest_width: int
    largest_height: int
    alt: str
    caption: str
    credit: str

    @classmethod
    def of(
        cls,
        picture: Picture,
        ratio: Ratio = Ratio.WHOLE,
        *,
        caption: str = "",
        fallback_width: int = 960,
    ) -> Print:
        """The picture in that shape; its own caption unless one is given."""
        size = (picture.width, picture.height)
        widths = widths_of(size, ratio)
        fallback = max((w for w in widths if w <= fallback_width), default=widths[0])
        return cls(
            avif=_srcset(picture, ratio, widths, "avif"),
            webp=_srcset(picture, ratio, widths, "webp"),
            src=address(picture, ratio, fallback, "jpg"),
            width=fallback,
            height=ratio.height(fallback, of=size),
            largest=address(picture, ratio, widths[-1], "jpg"),
            largest_width=widths[-1],
            largest_height=ratio.height(widths[-1], of=size),
            alt=picture.description,
            caption=caption or picture.caption,
            credit=picture.credit,
        )


def widths_of(size: tuple[int, int], ratio: Ratio) -> tuple[int, ...]:
    """The widths a file of that size is printed at in that shape, smallest first; at least one."""
    width, height = size
    if ratio is not Ratio.WHOLE:
        across, down = ratio.value.split("x")
        width = min(width, height * int(across) // int(down))
    fitting = tuple(w for w in WIDTHS if w <= width)
    return fitting or (max(1, width),)


def address(picture: Picture, ratio: Ratio, width: int, extension: str) -> str:
    """Where a rendition is served. A picture that changes gets new addresses."""
    return f"/pictures/{picture.pk}-{picture.version}/{ratio.value}-{width}.{extension}"


def _srcset(picture: Picture, ratio: Ratio, widths: tuple[int, ...], extension: str) -> str:
    return ", ".join(f"{address(picture, ratio, w, extension)} {w}w" for w in widths)
