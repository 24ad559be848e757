"""Illustrations of the port: cranes on the quay, the quay wall, the yard."""

from random import Random

from broadsheet.demo.drawings.canvas import (
    BRICK,
    CREAM,
    FOAM,
    GLOW,
    INK,
    MIST,
    NAVY,
    NIGHT,
    OCHRE,
    PAPER,
    ROSE,
    RUST,
    SAND,
    SEA,
    SLATE,
    TEAL,
    Canvas,
    Colour,
    Point,
    arc_points,
    curve,
    mix,
    shape,
)
from broadsheet.demo.drawings.illustrations.scenery import cloud, glitter, gull, person, ripples


def cranes() -> Canvas:
    """Three quay cranes against a low sun, containers below."""
    canvas = Canvas()
    canvas.gradient(0, 900, [mix(TEAL, FOAM, 0.35), CREAM, GLOW, ROSE])
    canvas.disc(1290, 700, 150, mix(GLOW, PAPER, 0.5))
    for x, y, width in ((180, 210, 420), (980, 150, 330), (1490, 330, 520)):
        cloud(canvas, x, y, width, mix(PAPER, GLOW, 0.25))
    canvas.ground(shape("0,830 420,806 900,822 1400,800 1920,818"), mix(SLATE, ROSE, 0.35))
    for x, size, colour in (
        (1500, 0.62, mix(NAVY, ROSE, 0.4)),
        (930, 0.8, mix(NAVY, ROSE, 0.22)),
        (330, 1.05, NAVY),
    ):
        _crane(canvas, x, 900, size, colour)
    canvas.rect(0, 900, 1920, 62, INK)
    _containers(canvas, 900)
    canvas.gradient(962, 1280, [mix(SEA, ROSE, 0.25), NAVY])
    glitter(canvas, 1290, 985, 1280, mix(GLOW, ROSE, 0.35))
    ripples(canvas, 985, 1270, mix(SEA, FOAM, 0.35), seed=4, count=40, right=1000)
    for x, y, span in ((850, 190, 58), (930, 240, 44), (1010, 170, 36)):
        gull(canvas, x, y, span, INK)
    return canvas


def _crane(canvas: Canvas, x: float, foot: float, size: float, colour: Colour) -> None:
    def at(dx: float, dy: float) -> Point:
        return x + dx * size, foot - dy * size

    beam = 13 * size
    for dx in (0, 210):
        canvas.line([at(dx, 0), at(dx, 500)], colour, beam)
    canvas.line([at(0, 40), at(210, 300)], colour, beam * 0.5)
    canvas.line([at(210, 40), at(0, 300)], colour, beam * 0.5)
    canvas.line([at(-20, 300), at(230, 300)], colour, beam)
    canvas.line([at(-160, 500), at(700, 500)], colour, beam * 1.5)
    canvas.line([at(105, 500), at(105, 700)], colour, beam)
    canvas.line([at(105, 695), at(650, 508)], colour, beam * 0.4)
    canvas.line([at(105, 695), at(400, 508)], colour, beam * 0.4)
    canvas.line([at(105, 695), at(-150, 508)], colour, beam * 0.4)
    canvas.polygon([at(-150, 500), at(-150, 560), at(-60, 560), at(-60, 500)], colour)
    canvas.polygon([at(430, 500), at(430, 440), at(490, 440), at(490, 500)], RUST)
    for dx in (445, 475):
        canvas.line([at(dx, 440), at(dx, 250)], colour, 2.4 * size)
    canvas.polygon([at(400, 250), at(400, 195), at(520, 195), at(520, 250)], OCHRE)


def _containers(canvas: Canvas, foot: float) -> None:
    random = Random(12)  # noqa: S311
    for column in range(13):
        x = 700 + column * 92
        for level in range(random.choice((1, 2, 2, 3))):
            colour = random.choice((RUST, BRICK, TEAL, OCHRE, SLATE, CREAM))
            top = foot - 44 * (level + 1)
            canvas.rect(x, top, 88, 41, mix(colour, NAVY, 0.25))
            for rib in range(1, 8):
                canvas.line(
                    [(x + rib * 11, top + 5), (x + rib * 11, top + 36)],
                    mix(colour, NAVY, 0.42),
                    1.5,
                )


def quay_wall() -> Canvas:
    """A masonry quay with a crack, a barrier on top, and the tide below."""
    canvas = Canvas()
    canvas.gradient(0, 470, [mix(MIST, PAPER, 0.35), PAPER])
    canvas.ground([(0, 430), (500, 405), (1100, 425), (1920, 398)], mix(MIST, SLATE, 0.25))
    for x, width, height in (
        (90, 190, 190),
        (285, 130, 250),
        (1260, 210, 170),
        (1475, 150, 240),
        (1640, 230, 150),
    ):
        canvas.rect(x, 470 - height, width, height, mix(SLATE, MIST, 0.45))
        canvas.polygon(
            [(x - 8, 470 - height), (x + width / 2, 405 - height), (x + width + 8, 470 - height)],
            mix(SLATE, MIST, 0.25),
        )
    canvas.rect(0, 462, 1920, 46, mix(SAND, SLATE, 0.35))
    _masonry(canvas)
    crack = shape("1010,508 985,590 1040,660 1002,742 1062,822 1028,900 1075,985 1050,1040")
    canvas.polygon(
        [
            *crack,
            *[(x + 30 - index * 3, y + 14) for index, (x, y) in reversed(list(enumerate(crack)))],
        ],
        INK,
    )
    canvas.line([(1034, 665), (1110, 700), (1135, 770)], INK, 6)
    canvas.line([(1055, 825), (965, 880), (948, 940)], INK, 5)
    _barrier(canvas)
    canvas.gradient(1020, 1280, [SEA, NAVY])
    canvas.line(curve(shape("0,1020 300,1012 640,1024 1000,1010 1400,1025 1920,1012")), FOAM, 7)
    ripples(canvas, 1040, 1275, mix(SEA, FOAM, 0.5), seed=8, count=64)
    for x, height in ((520, 150), (615, 162)):
        _surveyor(canvas, x, 466, height)
    return canvas


def _surveyor(canvas: Canvas, x: float, foot: float, height: float) -> None:
    person(canvas, x, foot, height, NIGHT)
    canvas.round_rect(x - 20, foot - height * 0.78, 40, 50, 8, OCHRE)
    canvas.rect(x - 20, foot - height * 0.62, 40, 7, PAPER)
    hat = foot - height + height * 0.07
    canvas.polygon([*arc_points((x, hat), 15, 180, 360), (x + 20, hat), (x - 20, hat)], OCHRE)


def _masonry(canvas: Canvas) -> None:
    canvas.rect(0, 506, 1920, 560, mix(SLATE, INK, 0.45))
    random = Random(31)  # noqa: S311
    for row in range(9):
        y = 508 + row * 60
        x = -random.uniform(0, 140)
        while x < 1920:
            width = random.uniform(120, 230)
            wet = 0.42 if row > 5 else 0.0
            stone = mix(mix(SAND, SLATE, random.uniform(0.25, 0.55)), NIGHT, wet)
            canvas.round_rect(x + 3, y + 3, width - 6, 54, 5, stone)
            x += width


def _barrier(canvas: Canvas) -> None:
    for x in (820, 1010, 1200):
        canvas.line([(x - 26, 466), (x, 356), (x + 26, 466)], INK, 8)
    for index in range(12):
        x = 790 + index * 37
        canvas.polygon(
            [(x, 372), (x + 37, 372), (x + 25, 410), (x - 12, 410)], RUST if index % 2 else PAPER
        )
    canvas.line([(778, 410), (1230, 410)], INK, 3)


def shipyard() -> Canvas:
    """A hull on the slip under a gantry; turbine towers lie ready."""
    canvas = Canvas()
    canvas.gradient(0, 980, [mix(TEAL, MIST, 0.3), FOAM, CREAM])
    cloud(canvas, 260, 190, 460, PAPER)
    cloud(canvas, 1250, 130, 520, PAPER)
    for x, size in ((1330, 0.5), (1560, 0.62), (1790, 0.5)):
        _turbine(canvas, x, 880, 620 * size, mix(MIST, PAPER, 0.4))
    canvas.ground([(0, 880), (700, 862), (1300, 878), (1920, 860)], mix(MIST, SLATE, 0.35))
    _gantry(canvas)
    _hull(canvas)
    canvas.gradient(995, 1280, [mix(SLATE, SAND, 0.45), mix(SLATE, NIGHT, 0.35)], bands=9)
    canvas.polygon([(300, 1000), (1120, 1000), (1200, 1046), (250, 1046)], mix(SLATE, NIGHT, 0.5))
    for spread in (0, 1):
        for gap in (-16, 16):
            foot = 160 - 420 * spread if not spread else 1640
            canvas.line([(210 + 940 * spread + gap, 1008), (foot + gap * 6, 1290)], INK, 5)
    _towers(canvas)
    for x, height in ((1110, 112), (1042, 104), (640, 104)):
        person(canvas, x, 1118, height, INK)
        canvas.disc(x, 1118 - height + 7, 9, OCHRE)
    return canvas


def _hull(canvas: Canvas) -> None:
    hull = shape("300,640 380,628 1010,628 1120,590 1075,770 1010,900 420,900 345,800")
    canvas.polygon(hull, NAVY)
    canvas.polygon([(360, 822), (1052, 822), (1010, 900), (420, 900)], BRICK)
    canvas.rect(430, 500, 190, 130, CREAM)
    canvas.rect(470, 430, 100, 76, CREAM)
    for x in (485, 525):
        canvas.rect(x, 448, 26, 26, NAVY)
    canvas.rect(650, 556, 190, 74, OCHRE)
    for x in range(440, 1000, 56):
        canvas.line([(x, 648), (x - 5, 812)], mix(NAVY, SLATE, 0.35), 2)
    for x in range(420, 1010, 84):
        canvas.polygon(
            [(x, 900), (x + 44, 900), (x + 56, 1000), (x - 12, 1000)], mix(SAND, INK, 0.3)
        )


def _gantry(canvas: Canvas) -> None:
    gantry = mix(RUST, INK, 0.08)
    for x in (210, 1150):
        canvas.polygon([(x - 40, 1010), (x - 14, 260), (x + 14, 260), (x + 40, 1010)], gantry)
    canvas.rect(150, 212, 1070, 62, gantry)
    for index in range(15):
        x = 165 + index * 70
        canvas.line([(x, 270), (x + 35, 216), (x + 70, 270)], mix(gantry, INK, 0.35), 5)
    canvas.rect(700, 270, 90, 40, INK)
    for x in (716, 774):
        canvas.line([(x, 308), (x, 560)], INK, 4)


def _turbine(canvas: Canvas, x: float, foot: float, height: float, colour: Colour) -> None:
    hub = foot - height
    canvas.polygon([(x - 9, foot), (x - 4, hub), (x + 4, hub), (x + 9, foot)], colour)
    for dx, dy in ((0, -1), (0.87, 0.5), (-0.87, 0.5)):
        tip = (x + dx * height * 0.52, hub + dy * height * 0.52)
        side = (dy * 8, -dx * 8)
        canvas.polygon([(x + side[0], hub + side[1]), tip, (x - side[0], hub - side[1])], colour)
    canvas.disc(x, hub, 8, colour)


def _towers(canvas: Canvas) -> None:
    for row, (x, y) in enumerate(((1260, 1010), (1380, 1085), (1180, 1165))):
        canvas.round_rect(x, y, 740, 66, 8, mix(PAPER, MIST, 0.15 + 0.1 * row))
        canvas.rect(x, y + 46, 740, 20, mix(MIST, SLATE, 0.25))
        canvas.oval(x, y + 33, 15, 33, mix(SLATE, INK, 0.25))
        for ring in (x + 240, x + 490):
            canvas.rect(ring, y, 7, 66, RUST)
