"""The kinds of picture file that can be taken in, told by their first bytes and not by a name."""

from enum import Enum


class Kind(Enum):
    """A kind of picture file; its value is how its file name ends."""

    AVIF = "avif"
    GIF = "gif"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"

    @property
    def media_type(self) -> str:
        return f"image/{self.name.lower()}"

    @property
    def is_drawn(self) -> bool:
        """Whether such files mostly hold charts, maps and screens, whose edges must stay sharp."""
        return self in {Kind.GIF, Kind.PNG}


def kind_of(raw: bytes) -> Kind | None:
    """What kind of picture the bytes begin like; none for anything else."""
    if raw.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if raw.startswith((b"GIF87a", b"GIF89a")):
        return Kind.GIF
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return Kind.WEBP
    if raw[4:8] == b"ftyp" and raw[8:12] in {b"avif", b"avis"}:
        return Kind.AVIF
    return None
