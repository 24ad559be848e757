"""Things that several illustrations share: water, clouds, birds, stars, people, trees."""
# ruff: noqa: PLR0913 -- a stroke needs its place, its size and its colour

from random import Random

from broadsheet.demo.drawings.canvas import INK, Canvas, Colour, Point, curve


def ripples(
    canvas: Canvas,
    top: float,
    bottom: float,
    colour: Colour,
    *,
    seed: int = 1,
    count: int = 70,
    left: float = 0,
    right: float | None = None,
) -> None:
    """Short strokes of light on water, longer and further apart towards the viewer."""
    random = Random(seed)  # noqa: S311
    right = canvas.width if right is None else right
    for _ in range(count):
        depth = random.random() ** 1.6
        y = top + (bottom - top) * depth
        length = 30 + 190 * depth * random.uniform(0.4, 1)
        x = random.uniform(left, right)
        lift = 2 + 5 * depth
        stroke = curve([(x, y), (x + length / 2, y - lift), (x + length, y)], steps=6)
        canvas.line(stroke, colour, 1.5 + 4 * depth)


def glitter(
    canvas: Canvas, x: float, top: float, bottom: float, colour: Colour, seed: int = 3
) -> None:
    """The path of light that a low sun or a lamp lays on the water."""
    random = Random(seed)  # noqa: S311
    y = top
    while y < bottom:
        depth = (y - top) / (bottom - top)
        half = 22 + 150 * depth * random.uniform(0.35, 1)
        shift = random.uniform(-26, 26) * (0.3 + depth)
        canvas.line([(x + shift - half, y), (x + shift + half, y)], colour, 3 + 5 * depth)
        y += 11 + 16 * depth


def cloud(canvas: Canvas, x: float, y: float, width: float, colour: Colour) -> None:
    """A long flat cloud with a round back."""
    height = width * 0.13
    canvas.round_rect(x, y, width, height, height / 2, colour)
    canvas.round_rect(x + width * 0.16, y - height * 0.62, width * 0.5, height, height / 2, colour)
    canvas.round_rect(
        x - width * 0.12, y + height * 0.6, width * 0.7, height * 0.6, height * 0.3, colour
    )


def gull(canvas: Canvas, x: float, y: float, span: float, colour: Colour = INK) -> None:
    """A bird far off: two bent strokes."""
    dip = span * 0.18
    wings: list[Point] = [
        (x - span / 2, y - dip * 0.4),
        (x - span / 4, y - dip),
        (x, y),
        (x + span / 4, y - dip),
        (x + span / 2, y - dip * 0.4),
    ]
    canvas.line(curve(wings, steps=8), colour, max(2.0, span / 16))


def stars(
    canvas: Canvas, bottom: float, colour: Colour, *, count: int = 260, seed: int = 5
) -> None:
    """A clear night sky, thinning towards the horizon."""
    random = Random(seed)  # noqa: S311
    for _ in range(count):
        height = random.random()
        if random.random() < height**3:
            continue
        size = random.choice((1.0, 1.0, 1.4, 1.4, 2.0, 3.0))
        canvas.disc(random.uniform(0, canvas.width), height * bottom, size, colour)


def person(canvas: Canvas, x: float, foot: float, height: float, colour: Colour) -> None:
    """Somebody standing, seen from far enough to have no face."""
    head = height * 0.085
    shoulder = foot - height * 0.8
    canvas.disc(x, foot - height + head, head, colour)
    canvas.round_rect(
        x - height * 0.13, shoulder, height * 0.26, height * 0.44, height * 0.09, colour
    )
    for side in (-1, 1):
        leg: list[Point] = [
            (x + side * height * 0.06, foot - height * 0.42),
            (x + side * height * 0.08, foot),
        ]
        canvas.line(leg, colour, height * 0.095)


def sitter(canvas: Canvas, x: float, base: float, size: float, colour: Colour) -> None:
    """A head and shoulders behind a desk or a seat."""
    canvas.disc(x, base - size * 0.86, size * 0.27, colour)
    canvas.blob(
        [
            (x - size * 0.56, base),
            (x - size * 0.46, base - size * 0.42),
            (x, base - size * 0.56),
            (x + size * 0.46, base - size * 0.42),
            (x + size * 0.56, base),
            (x, base + size * 0.05),
        ],
        colour,
    )


def tree(
    canvas: Canvas, x: float, foot: float, height: float, colour: Colour, trunk: Colour
) -> None:
    """A broad-leaved tree as a rounded crown on a stem."""
    canvas.line([(x, foot), (x, foot - height * 0.5)], trunk, max(3, height * 0.05))
    crown = foot - height * 0.64
    canvas.blob(
        [
            (x - height * 0.3, crown + height * 0.1),
            (x - height * 0.24, crown - height * 0.2),
            (x, crown - height * 0.34),
            (x + height * 0.25, crown - height * 0.18),
            (x + height * 0.29, crown + height * 0.12),
            (x, crown + height * 0.2),
        ],
        colour,
    )
