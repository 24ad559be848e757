"""A drawing surface in picture coordinates, drawn at twice its size and reduced at the end.

Holds the palette and the strokes every drawing shares; what is drawn is the other modules’ affair.
"""
# ruff: noqa: PLR0913 -- a stroke needs its place, its size and its colour

import itertools
import math
import random
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

Point = tuple[float, float]
Colour = str

SCALE = 2
LANDSCAPE = (1920, 1280)
SQUARE = (1200, 1200)

PAPER = "#f5eee0"
CREAM = "#ece0c8"
SAND = "#dcc59c"
INK = "#1b222d"
NIGHT = "#1c2c3f"
NAVY = "#26405a"
SLATE = "#52697a"
MIST = "#a9bbbf"
FOAM = "#dbe4e0"
SEA = "#2c5a6b"
TEAL = "#43838a"
RUST = "#b6442e"
BRICK = "#8c3527"
OCHRE = "#dda73f"
GLOW = "#f3cf7c"
ROSE = "#dc9a80"
MOSS = "#75855a"
PINE = "#37503f"
OLIVE = "#a5a568"
GREY = "#7d7f80"


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """The colour that lies ``share`` of the way from one to the other."""
    first, second = _rgb(one), _rgb(other)
    mixed = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _rgb(colour: Colour) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def curve(points: Sequence[Point], *, steps: int = 16, closed: bool = False) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    count = len(points)
    if closed:
        around = [points[-1], *points, points[0], points[1]]
    else:
        around = [points[0], *points, points[-1]]
    smooth: list[Point] = []
    for index in range(count if closed else count - 1):
        before, start, end, after = around[index : index + 4]
        smooth += [_between(before, start, end, after, step / steps) for step in range(steps)]
    return smooth if closed else [*smooth, points[-1]]


def _between(before: Point, start: Point, end: Point, after: Point, t: float) -> Point:
    def axis(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )

    return (
        axis(before[0], start[0], end[0], after[0]),
        axis(before[1], start[1], end[1], after[1]),
    )


def shape(written: str) -> list[Point]:
    """The points of a shape written as in SVG: “x,y x,y …”."""
    pairs = (pair.split(",") for pair in written.split())
    return [(float(x), float(y)) for x, y in pairs]


def arc_points(
    centre: Point, radius: float, start: float, end: float, steps: int = 48
) -> list[Point]:
    """Points on a circle from one angle to another, in degrees, clockwise from three o’clock."""
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles]


class MissingGlyphError(ValueError):
    """The built-in face has no shape for a character of the text."""


@cache
def _face(size: float) -> ImageFont.FreeTypeFont:
    face = ImageFont.load_default(size=size)
    if not isinstance(face, ImageFont.FreeTypeFont):
        raise TypeError("Pillow was built without FreeType, which the charts and maps need.")
    return face


@cache
def _has_glyph(character: str) -> bool:
    face = _face(40)
    return character == " " or bytes(face.getmask(character)) != bytes(face.getmask("\uffff"))


class Canvas:
    """Shapes in picture coordinates; ``finish`` gives the picture."""

    def __init__(self, size: tuple[int, int] = LANDSCAPE, ground: Colour = PAPER) -> None:
        self.width, self.height = size
        self.image = Image.new("RGB", (size[0] * SCALE, size[1] * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: Iterable[Point], fill: Colour) -> None:
        self.pen.polygon([_scaled(point) for point in points], fill=fill)

    def blob(self, points: Sequence[Point], fill: Colour) -> None:
        """A closed shape with a smooth edge through the points."""
        self.polygon(curve(points, closed=True), fill)

    def ground(self, edge: Sequence[Point], fill: Colour, *, smooth: bool = True) -> None:
        """Everything below an edge that runs from left to right."""
        top = curve(edge) if smooth else list(edge)
        self.polygon([*top, (top[-1][0], self.height), (top[0][0], self.height)], fill)

    def rect(self, x: float, y: float, w: float, h: float, fill: Colour) -> None:
        self.polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], fill)

    def round_rect(self, x: float, y: float, w: float, h: float, r: float, fill: Colour) -> None:
        box = (*_scaled((x, y)), *_scaled((x + w, y + h)))
        self.pen.rounded_rectangle(box, radius=r * SCALE, fill=fill)

    def disc(self, x: float, y: float, r: float, fill: Colour) -> None:
        self.oval(x, y, r, r, fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        box = (*_scaled((x - rx, y - ry)), *_scaled((x + rx, y + ry)))
        self.pen.ellipse(box, fill=fill)

    def ring(self, x: float, y: float, r: float, stroke: Colour, width: float) -> None:
        box = (*_scaled((x - r, y - r)), *_scaled((x + r, y + r)))
        self.pen.ellipse(box, outline=stroke, width=round(width * SCALE))

    def line(self, points: Iterable[Point], stroke: Colour, width: float) -> None:
        """A line with round ends and joints."""
        path = [_scaled(point) for point in points]
        thick = max(1, round(width * SCALE))
        self.pen.line(path, fill=stroke, width=thick, joint="curve")
        if thick > 3:
            half = thick / 2
            for x, y in (path[0], path[-1]):
                self.pen.ellipse((x - half, y - half, x + half, y + half), fill=stroke)

    def dashes(
        self, points: Sequence[Point], stroke: Colour, width: float, dash: float = 18
    ) -> None:
        """A broken line along straight stretches."""
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            length = math.hypot(x2 - x1, y2 - y1)
            for piece in range(0, max(1, round(length / dash)), 2):
                a, b = piece * dash / length, min(1.0, (piece + 1) * dash / length)
                ends = [
                    (x1 + (x2 - x1) * a, y1 + (y2 - y1) * a),
                    (x1 + (x2 - x1) * b, y1 + (y2 - y1) * b),
                ]
                self.pen.line(
                    [_scaled(end) for end in ends], fill=stroke, width=round(width * SCALE)
                )

    def gradient(self, y1: float, y2: float, stops: Sequence[Colour], *, bands: int = 160) -> None:
        """Horizontal bands over the whole width, from the first colour to the last."""
        height = (y2 - y1) / bands
        for band in range(bands):
            place = band / max(1, bands - 1) * (len(stops) - 1)
            index = min(int(place), len(stops) - 2)
            colour = mix(stops[index], stops[index + 1], place - index)
            self.rect(0, y1 + band * height, self.width, height + 1, colour)

    def within(self, points: Iterable[Point], paint: Callable[["Canvas"], None]) -> None:
        """Paint on a copy, and keep of it only what falls inside the shape."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon([_scaled(point) for point in points], fill=255)
        self._keep(mask, paint)

    def glow(self, x: float, y: float, r: float, colour: Colour, strength: float) -> None:
        """A soft light around a point, strongest in its middle."""
        size = round(2 * r * SCALE)
        light = ImageChops.invert(Image.radial_gradient("L")).point(
            lambda value: max(0.0, (value - 75) / 180) ** 1.6 * 255 * strength
        )
        mask = light.resize((size, size), Image.Resampling.BILINEAR)
        corner = (round((x - r) * SCALE), round((y - r) * SCALE))
        self.image.paste(Image.new("RGB", (size, size), colour), corner, mask)

    def wash(self, colour: Colour, points: Sequence[Point], opacity: float) -> None:
        """A transparent layer of one colour over a shape."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(
            [_scaled(point) for point in points], fill=round(255 * opacity)
        )
        self.image.paste(colour, (0, 0), mask)

    def _keep(self, mask: Image.Image, paint: Callable[["Canvas"], None]) -> None:
        layer = Canvas.__new__(Canvas)
        layer.width, layer.height = self.width, self.height
        layer.image = self.image.copy()
        layer.pen = ImageDraw.Draw(layer.image)
        paint(layer)
        self.image.paste(layer.image, (0, 0), mask)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 30,
        fill: Colour = INK,
        anchor: str = "ls",
        weight: float = 0,
        halo: Colour | None = None,
    ) -> None:
        """Words in the built-in face. Raises MissingGlyphError rather than print an empty box."""
        for character in words:
            if not _has_glyph(character):
                raise MissingGlyphError(f"{character!r} in {words!r}")
        face = _face(size * SCALE)
        place = _scaled((x, y))
        if halo is not None:
            edge = round(3.5 * SCALE)
            self.pen.text(
                place,
                words,
                font=face,
                fill=halo,
                anchor=anchor,
                stroke_width=edge,
                stroke_fill=halo,
            )
        self.pen.text(
            place,
            words,
            font=face,
            fill=fill,
            anchor=anchor,
            stroke_width=weight * SCALE / 2,
            stroke_fill=fill,
        )

    def text_width(self, words: str, size: float) -> float:
        return _face(size * SCALE).getlength(words) / SCALE

    def finish(self, *, grain: int = 5, seed: int = 7) -> Image.Image:
        """The picture in its own size, with a breath of paper grain so that flats look printed."""
        picture = self.image.reduce(SCALE)
        if grain:
            noise = random.Random(seed).randbytes(picture.width * picture.height)  # noqa: S311
            grey = Image.frombytes("L", picture.size, noise).point(
                lambda value: 128 + (value - 128) * grain / 128
            )
            picture = ImageChops.add(picture, Image.merge("RGB", (grey,) * 3), 1, -128)
        return picture


def _scaled(point: Point) -> tuple[float, float]:
    return point[0] * SCALE, point[1] * SCALE
