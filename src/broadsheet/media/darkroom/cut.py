"""Cutting a picture to a shape and size, and writing it as AVIF, WebP or JPEG with its credit."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms, ImageOps

from broadsheet.media.darkroom import blocks, exif, intake, iptc, xmp
from broadsheet.media.darkroom.kinds import kind_of

if TYPE_CHECKING:
    from broadsheet.media.darkroom.metadata import Facts

Size = tuple[int, int]
Frame = tuple[float, float, float, float]

UPPER = 0.4
"""Where the eye goes in an upright picture, from its top: faces are seldom in the middle."""

SHARPEST = 2
"""How many times larger than needed a JPEG is unpacked before it is scaled down."""

SRGB = ImageCms.createProfile("sRGB")

PHOTOGRAPH: dict[str, dict[str, Any]] = {
    "avif": {"quality": 58, "speed": 8},
    "webp": {"quality": 78, "method": 4},
    "jpg": {"quality": 80, "progressive": True, "optimize": True, "subsampling": "4:2:0"},
}
DRAWING: dict[str, dict[str, Any]] = {
    "avif": {"quality": 65, "speed": 8, "subsampling": "4:4:4"},
    "webp": {"quality": 86, "method": 4},
    "jpg": {"quality": 88, "progressive": True, "optimize": True, "subsampling": "4:4:4"},
}
"""Thin coloured lines and small type turn muddy where colour is kept at half the width."""

FORMATS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


@dataclass(frozen=True, slots=True)
class Negative:
    """An upright picture in sRGB, from which prints are made."""

    image: Image.Image
    full_size: Size
    """of the picture; the image may have been unpacked smaller"""

    def cut(self, size: Size, focus: tuple[int, int] | None = None) -> Image.Image:
        """The picture in that size, around the focus: the largest part that has this shape."""
        left, top, right, bottom = framed(self.full_size, size, focus)
        across = self.image.width / self.full_size[0]
        down = self.image.height / self.full_size[1]
        box = (left * across, top * down, right * across, bottom * down)
        return self.image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def develop(raw: bytes, *, largest: Size | None = None) -> Negative:
    """The picture turned upright, in sRGB and on white, unpacked no larger than it must be.

    On white everywhere, not only where a format has no transparency: black lines that were drawn
    for paper must not vanish on a dark page. Raises one of `intake.DAMAGED`.
    """
    image = intake.opened(raw)
    full_size = intake.upright_size(image)
    if largest is not None:
        least = max(largest) * SHARPEST
        image.draft(image.mode, (least, least))
    developed = _opaque(_in_srgb(ImageOps.exif_transpose(image)))
    developed.info = {}  # else a comment would find its way into prints
    return Negative(developed, full_size)


def framed(size: Size, shape: Size, focus: tuple[int, int] | None = None) -> Frame:
    """The largest part of a picture of that size that has the shape, as near the focus as can be.

    Left, top, right and bottom. Without a focus: the middle, or a little above it where the
    picture stands upright.
    """
    width, height = size
    scale = min(width / shape[0], height / shape[1])
    across, down = shape[0] * scale, shape[1] * scale
    x, y = focus or (width / 2, height * (UPPER if height > width else 0.5))
    left = max(min(x - across / 2, width - across), 0.0)
    top = max(min(y - down / 2, height - down), 0.0)
    return left, top, min(left + across, width), min(top + down, height)


def written(image: Image.Image, extension: str, facts: Facts, *, drawn: bool = False) -> bytes:
    """The image as a file that carries who made it, whose it is and what it shows."""
    options = dict((DRAWING if drawn else PHOTOGRAPH)[extension])
    if packet := _packet(facts):
        options["xmp"] = packet
    if tags := _tags(facts):
        options["exif"] = exif.NAME + tags
    if extension == "jpg" and (segment := _segment(facts)):
        options["extra"] = segment
    out = BytesIO()
    image.save(out, FORMATS[extension], **options)
    return out.getvalue()


def is_drawn(raw: bytes) -> bool:
    """Whether the file is of a kind in which charts and maps are kept."""
    kind = kind_of(raw)
    return kind is not None and kind.is_drawn


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode in {"P", "PA"}:
        image = image.convert(mode)
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken or unfitting profile: the numbers are taken for sRGB
        else:
            return converted or image
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L").convert(mode)
    return image.convert(mode)


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def _packet(facts: Facts) -> bytes:
    return xmp.composed(
        {
            xmp.TITLE: facts.title,
            xmp.CAPTION: facts.caption,
            xmp.ALT: facts.alt,
            xmp.CREATOR: facts.creator,
            xmp.CREDIT: facts.credit,
            xmp.COPYRIGHT: facts.copyright,
            xmp.STATEMENT: facts.statement,
            xmp.SOURCE_TYPE: facts.source_type,
            xmp.TERMS: facts.terms,
            xmp.CREATED_AT: facts.taken_on.isoformat() if facts.taken_on else "",
        }
    )


def _tags(facts: Facts) -> bytes:
    texts = {
        exif.DESCRIPTION: facts.caption,
        exif.ARTIST: facts.creator,
        exif.COPYRIGHT: facts.copyright,
    }
    return exif.composed(texts) if any(texts.values()) else b""


def _segment(facts: Facts) -> bytes:
    record = iptc.composed(
        {
            iptc.TITLE: facts.title,
            iptc.CREATOR: facts.creator,
            iptc.CREDIT: facts.credit,
            iptc.COPYRIGHT: facts.copyright,
            iptc.CAPTION: facts.caption,
        }
    )
    body = blocks.photoshop(record)
    return b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body if body else b""
