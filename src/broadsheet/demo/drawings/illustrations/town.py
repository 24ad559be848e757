"""Illustrations of the streets: terraces, a tram, a roundabout, the market at dusk."""

from random import Random

from broadsheet.demo.drawings.canvas import (
    BRICK,
    CREAM,
    FOAM,
    GLOW,
    GREY,
    INK,
    MIST,
    MOSS,
    NAVY,
    NIGHT,
    OCHRE,
    OLIVE,
    PAPER,
    PINE,
    ROSE,
    RUST,
    SAND,
    SEA,
    SLATE,
    TEAL,
    Canvas,
    Colour,
    arc_points,
    curve,
    mix,
)
from broadsheet.demo.drawings.illustrations.scenery import cloud, gull, person, sitter, tree


def terraces() -> Canvas:
    """Rows of narrow houses stepping up a hill."""
    canvas = Canvas()
    canvas.gradient(0, 700, [mix(TEAL, FOAM, 0.5), PAPER])
    canvas.disc(1500, 250, 105, mix(GLOW, PAPER, 0.2))
    cloud(canvas, 260, 160, 460, PAPER)
    random = Random(9)  # noqa: S311
    walls = (ROSE, CREAM, OCHRE, MIST, mix(RUST, PAPER, 0.3), mix(TEAL, PAPER, 0.35))
    for row in range(4):
        haze = 0.5 - row * 0.17
        base = 560 + row * 225
        width = 120 + row * 38
        x = -random.uniform(0, width)
        while x < 1920:
            wall = mix(random.choice(walls), PAPER, max(0, haze))
            _house(canvas, x, base, width, random.uniform(2.0, 2.5), wall, max(0, haze))
            x += width
        canvas.rect(0, base - 2, 1920, 400, mix(mix(SLATE, SAND, 0.4), PAPER, max(0, haze)))
    for x, height in ((300, 125), (368, 80), (1490, 128)):
        person(canvas, x, 1268, height, INK)
    tree(canvas, 1010, 1262, 260, MOSS, INK)
    return canvas


def _house(
    canvas: Canvas, x: float, foot: float, width: float, tall: float, wall: Colour, haze: float
) -> None:
    height = width * tall
    top = foot - height
    roof = mix(mix(BRICK, SLATE, (x % 97) / 97), PAPER, haze)
    canvas.polygon(
        [(x - 4, top + 3), (x + width / 2, top - width * 0.55), (x + width + 4, top + 3)], roof
    )
    canvas.rect(x + width * 0.7, top - width * 0.5, width * 0.13, width * 0.4, roof)
    canvas.rect(x, top, width, height, wall)
    pane, frame = mix(NAVY, PAPER, haze + 0.1), mix(wall, PAPER, 0.6)
    for level in range(2):
        for column in range(2):
            left = x + width * (0.16 + 0.4 * column)
            y = top + width * (0.22 + 0.62 * level)
            lit = int(x + level * 7 + column * 3) % 5 == 0
            canvas.rect(left - 4, y - 4, width * 0.26 + 8, width * 0.38 + 8, frame)
            canvas.rect(left, y, width * 0.26, width * 0.38, GLOW if lit else pane)
    canvas.rect(
        x + width * 0.55, foot - width * 0.58, width * 0.28, width * 0.58, mix(roof, INK, 0.25)
    )
    canvas.rect(x + width * 0.14, foot - width * 0.52, width * 0.28, width * 0.34, pane)


def tram() -> Canvas:
    """A tram at a stop under the wires."""
    canvas = Canvas()
    canvas.gradient(0, 800, [mix(SLATE, MIST, 0.6), CREAM])
    _skyline(canvas)
    for y in (300, 338):
        canvas.line([(0, y), (1920, y + 10)], INK, 3)
    for x in (210, 1720):
        canvas.line([(x, 250), (x, 1040)], INK, 12)
        canvas.line([(x, 270), (x + 190, 300)], INK, 6)
    canvas.rect(0, 860, 1920, 160, mix(SLATE, SAND, 0.5))
    _tram_car(canvas)
    canvas.rect(0, 1012, 1920, 300, mix(SLATE, INK, 0.3))
    for y in (1040, 1128):
        canvas.line([(0, y), (1920, y)], mix(MIST, SLATE, 0.3), 9)
    for x in range(-20, 1930, 74):
        canvas.line([(x, 1064), (x - 18, 1108)], mix(SLATE, INK, 0.6), 12)
    canvas.rect(0, 1170, 1920, 120, mix(SAND, SLATE, 0.45))
    canvas.rect(0, 1170, 1920, 12, OCHRE)
    for x, height in ((1530, 235), (1625, 250), (1800, 228)):
        person(canvas, x, 1250, height, INK)
    return canvas


def _skyline(canvas: Canvas) -> None:
    random = Random(4)  # noqa: S311
    x = -40.0
    while x < 1920:
        width = random.uniform(130, 230)
        height = random.uniform(260, 470)
        wall = mix(mix(ROSE, SAND, random.random()), MIST, 0.45)
        canvas.rect(x, 860 - height, width - 6, height, wall)
        for row in range(int(height // 84)):
            for column in range(int(width // 58)):
                canvas.rect(
                    x + 20 + column * 56, 890 - height + row * 82, 26, 44, mix(wall, SLATE, 0.4)
                )
        x += width


def _tram_car(canvas: Canvas) -> None:
    canvas.line([(840, 560), (760, 470), (840, 350)], INK, 7)
    canvas.line([(790, 346), (890, 346)], INK, 8)
    canvas.polygon(
        [
            *curve([(250, 1000), (262, 760), (330, 590)]),
            (1360, 590),
            *curve([(1360, 590), (1440, 760), (1452, 1000)]),
        ],
        RUST,
    )
    canvas.rect(330, 560, 1030, 34, mix(RUST, INK, 0.35))
    canvas.polygon([(276, 830), (1444, 830), (1450, 900), (262, 900)], PAPER)
    for x in (410, 660, 910, 1160):
        canvas.round_rect(x, 640, 180, 160, 14, NIGHT)
        canvas.polygon(
            [(x + 20, 790), (x + 90, 650), (x + 130, 650), (x + 60, 790)], mix(NIGHT, MIST, 0.25)
        )
    canvas.polygon([(1375, 640), (1405, 640), (1430, 760), (1436, 800), (1375, 800)], NIGHT)
    canvas.polygon([(330, 640), (300, 730), (284, 800), (370, 800), (370, 640)], NIGHT)
    for x, colour in ((470, SLATE), (735, INK), (1010, SLATE), (1215, INK)):
        sitter(canvas, x, 802, 96, mix(colour, SEA, 0.4))
    for x in (612, 1106):
        canvas.rect(x, 620, 6, 380, mix(RUST, INK, 0.45))
    canvas.rect(258, 985, 1190, 34, INK)
    canvas.disc(1420, 930, 20, GLOW)


def roundabout() -> Canvas:
    """Cars going round and round, from above."""
    canvas = Canvas(ground=mix(MOSS, OLIVE, 0.4))
    road, kerb = mix(GREY, INK, 0.35), CREAM
    exits = [10 + 40 * index for index in range(9)]
    for width, colour in ((206, kerb), (182, road)):
        for angle in exits:
            canvas.line(
                [(960, 640), arc_points((960, 640), 1300, angle, angle, 1)[0]], colour, width
            )
        canvas.disc(960, 640, 530 + (width - 182) / 2, colour)
    for angle in exits:
        ends = [arc_points((960, 640), reach, angle, angle, 1)[0] for reach in (545, 1300)]
        canvas.dashes(ends, CREAM, 7, 30)
    dashed = arc_points((960, 640), 400, 0, 360, 60)
    for index in range(0, 60, 2):
        canvas.line(dashed[index : index + 2], CREAM, 6)
    canvas.disc(960, 640, 282, kerb)
    canvas.disc(960, 640, 268, mix(MOSS, PINE, 0.3))
    for radius, colour in ((200, RUST), (150, OCHRE), (100, PAPER), (52, PINE)):
        canvas.disc(960, 640, radius, colour)
    random = Random(17)  # noqa: S311
    for turn in (12.0, 74.0, 128.0, 171.0, 226.0, 300.0):
        lane = 338 if turn % 4 else 464
        x, y = arc_points((960, 640), lane, turn, turn, 1)[0]
        _car(canvas, x, y, turn - 90, random.choice((NAVY, RUST, OCHRE, PAPER, TEAL)))
    for turn, reach, colour in (
        (13.5, 640, PAPER),
        (93.5, 590, RUST),
        (173.5, 760, NAVY),
        (333.5, 700, TEAL),
    ):
        x, y = arc_points((960, 640), reach, turn, turn, 1)[0]
        _car(canvas, x, y, turn - 3.5, colour)
    _bushes(canvas)
    return canvas


def _bushes(canvas: Canvas) -> None:
    for index in range(9):
        angle = 30 + 40 * index
        for reach, size in ((800, 70), (980, 92)):
            x, y = arc_points((960, 640), reach + index * 9 % 40, angle, angle, 1)[0]
            canvas.disc(x + 12, y + 14, size, mix(MOSS, PINE, 0.75))
            canvas.disc(x, y, size - 3, PINE)
            canvas.disc(x - size * 0.22, y - size * 0.25, size * 0.52, mix(PINE, MOSS, 0.45))


def _car(canvas: Canvas, x: float, y: float, angle: float, colour: Colour) -> None:
    front = arc_points((0, 0), 1, angle, angle, 1)[0]
    side = (-front[1], front[0])

    def body(length: float, width: float, ahead: float = 0) -> list[tuple[float, float]]:
        return [
            (
                x + front[0] * (ahead + a * length) + side[0] * b * width,
                y + front[1] * (ahead + a * length) + side[1] * b * width,
            )
            for a, b in (
                (-1, -0.86),
                (-0.9, -1),
                (0.82, -1),
                (1, -0.7),
                (1, 0.7),
                (0.82, 1),
                (-0.9, 1),
                (-1, 0.86),
            )
        ]

    canvas.polygon([(px + 8, py + 9) for px, py in body(66, 31)], mix(GREY, INK, 0.7))
    canvas.polygon(body(66, 31), colour)
    canvas.polygon(body(36, 25, -6), mix(NIGHT, colour, 0.1))
    canvas.polygon(body(21, 25, -6), colour)


def evening_square() -> Canvas:
    """A market square at dusk with stalls and a clock tower."""
    canvas = Canvas()
    canvas.gradient(0, 860, [NAVY, mix(SLATE, ROSE, 0.55), GLOW])
    canvas.rect(0, 560, 1920, 330, mix(BRICK, NIGHT, 0.7))
    canvas.rect(860, 160, 190, 720, mix(BRICK, INK, 0.35))
    canvas.polygon([(845, 165), (955, 10), (1065, 165)], INK)
    canvas.disc(955, 268, 62, PAPER)
    canvas.line([(955, 268), (955, 224)], INK, 7)
    canvas.line([(955, 268), (988, 284)], INK, 7)
    for x, width, height in (
        (0, 300, 470),
        (300, 260, 400),
        (560, 300, 510),
        (1050, 290, 430),
        (1340, 260, 520),
        (1600, 330, 440),
    ):
        canvas.rect(x, 880 - height, width - 5, height, mix(BRICK, NIGHT, 0.4 + (x % 7) / 24))
        canvas.polygon(
            [(x - 6, 882 - height), (x + width / 2, 800 - height), (x + width + 2, 882 - height)],
            NIGHT,
        )
        for column in range(3):
            for row in range(3):
                lit = (x + column * 5 + row * 3) % 4 < 2
                canvas.rect(
                    x + 40 + column * 78,
                    920 - height + row * 105,
                    38,
                    60,
                    GLOW if lit else mix(NIGHT, BRICK, 0.3),
                )
    canvas.rect(0, 876, 1920, 410, mix(SLATE, NIGHT, 0.45))
    for x, colour in ((140, RUST), (560, TEAL), (1010, OCHRE), (1450, RUST)):
        _stall(canvas, x, colour)
    for x, height in ((90, 200), (470, 220), (545, 190), (920, 225), (1385, 214), (1835, 205)):
        person(canvas, x, 1200, height, INK)
    gull(canvas, 480, 190, 60)
    return canvas


def _stall(canvas: Canvas, x: float, colour: Colour) -> None:
    canvas.glow(x + 160, 970, 250, GLOW, 0.6)
    canvas.rect(x + 12, 905, 296, 110, mix(NIGHT, GLOW, 0.32))
    for post in (x + 14, x + 300):
        canvas.rect(post, 900, 8, 210, INK)
    for crate in range(6):
        canvas.disc(
            x + 48 + crate * 45, 1004, 22, (RUST, OCHRE, MOSS, ROSE, OLIVE)[(crate + int(x)) % 5]
        )
    canvas.rect(x + 4, 1010, 314, 100, mix(SAND, BRICK, 0.45))
    canvas.rect(x + 4, 1010, 314, 12, mix(SAND, BRICK, 0.15))
    for stripe in range(8):
        left = x + stripe * 41 - 4
        shade = PAPER if stripe % 2 else colour
        canvas.polygon([(left + 12, 826), (left + 46, 826), (left + 41, 905), (left, 905)], shade)
        canvas.disc(left + 20.5, 905, 20.5, shade)
