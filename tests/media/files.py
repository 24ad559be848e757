"""Picture files as cameras, agencies and ill-wishers send them. Nothing here uses our own code."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, PngImagePlugin

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")

LATITUDE = (59, 13, 37.77)
PLACE_IN_EXIF = (
    struct.pack("<6I", 59, 1, 13, 1, 3777, 100),
    struct.pack(">6I", 59, 1, 13, 1, 3777, 100),
    b"MAKER 59.227158",
)
PLACE_IN_XMP = (b"59,13.6295N", b"59.227158", b"59.2271")
"""Every way in which the files of this module write where they were taken."""

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Test"><!-- at 59.227158 -->
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
    xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    exif:GPSLatitude="59,13.6295N" geo:lat="59.227158"
    photoshop:Credit="Harbour Agency" photoshop:DateCreated="2025-06-07T08:09:10+02:00"
    photoshop:Headline="Gulls over the quay"
    xmpRights:WebStatement="https://creativecommons.org/licenses/by-sa/4.0/"
    Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture">
   <Iptc4xmpCore:AltTextAccessibility><rdf:Alt>
     <rdf:li xml:lang="sv">Tre måsar</rdf:li>
     <rdf:li xml:lang="x-default">Three gulls above a grey quay</rdf:li>
   </rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">Gulls in the morning of the strike.
   </rdf:li></rdf:Alt></dc:description>
   <dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li><rdf:li>Bo Ek</rdf:li></rdf:Seq></dc:creator>
   <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2025 Ana Ruiz</rdf:li></rdf:Alt></dc:rights>
   <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">One use in print</rdf:li></rdf:Alt>
   </xmpRights:UsageTerms>
   <Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource">
     <Iptc4xmpExt:City>Nynäshamn</Iptc4xmpExt:City>
     <exif:GPSLatitude>59.2271</exif:GPSLatitude>
   </rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def drawn(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """A picture whose quarters differ: red, green, blue and white, from the upper left."""
    width, height = size
    image = Image.new("RGB", size, "white")
    image.paste("#d00000", (0, 0, width // 2, height // 2))
    image.paste("#00a000", (width // 2, 0, width, height // 2))
    image.paste("#0000d0", (0, height // 2, width // 2, height))
    return image.quantize(16) if mode == "P" else image.convert(mode)


def exif(*, orientation: int = 1, place: bool = True) -> bytes:
    tags = Image.Exif()
    tags[0x010E] = "SONY DSC"
    tags[0x0112] = orientation
    tags[0x013B] = "A. Ruiz"
    tags[0x8298] = "Ruiz 2025"
    inner = tags.get_ifd(0x8769)
    inner[0x9003] = "2025:06:07 08:09:10"
    inner[0x927C] = b"MAKER 59.227158"
    if place:
        tags.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 3: "E", 4: (17, 56, 40.0)})
    return tags.tobytes()


def dataset(number: int, value: bytes, record: int = 2) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


IPTC = b"".join(
    (
        dataset(90, b"\x1b%G", record=1),
        dataset(5, b"Harbour 7"),
        dataset(55, b"20250607"),
        dataset(80, "Åsa Öst".encode()),
        dataset(105, b"Gulls at work"),
        dataset(110, b"Coast Pictures"),
        dataset(116, b"Coast Pictures 2025"),
        dataset(120, "Måsar på kajen".encode()),
    )
)


def photoshop(*resources: tuple[int, bytes]) -> bytes:
    """A JPEG segment of Photoshop's resources."""
    body = b"Photoshop 3.0\0"
    for number, value in resources:
        body += b"8BIM" + struct.pack(">HHI", number, 0, len(value)) + value
        body += b"\0" * (len(value) % 2)
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def encoded(image: Image.Image, format_: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def picture(
    format_: str = "JPEG",
    *,
    size: tuple[int, int] = (60, 40),
    orientation: int = 1,
    xmp: str | None = XMP,
    tags: bytes | None = None,
    iptc: bytes | None = IPTC,
) -> bytes:
    """A file that carries words, and where it was taken, in every way that its format knows."""
    options: dict[str, Any] = {"exif": exif(orientation=orientation) if tags is None else tags}
    if format_ == "PNG":
        chunks = PngImagePlugin.PngInfo()
        if xmp:
            chunks.add_itxt("XML:com.adobe.xmp", xmp, zip=True)
        chunks.add_text("Comment", "taken at 59.227158")
        options["pnginfo"] = chunks
    elif xmp:
        options["xmp"] = xmp.encode()
    if format_ == "JPEG":
        options["comment"] = b"taken at 59.227158"
        if iptc:
            options["extra"] = photoshop((0x0404, iptc), (0x0422, exif()))
    return encoded(drawn(size), format_, **options)


def plain(format_: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    """A file that says nothing about itself."""
    return encoded(drawn(size), format_, **options)


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that promise a picture of that size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(bytes(3000))),
            (b"IEND", b""),
        )
    )


def opened(raw: bytes) -> Image.Image:
    image = Image.open(BytesIO(raw))
    image.load()
    return image


SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
<script>alert(1)</script></svg>"""
