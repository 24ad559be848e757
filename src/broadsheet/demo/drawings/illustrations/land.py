"""Illustrations of the country: cliff, weir, solar field, vines, observatory, seed vault, marsh."""

from random import Random

from broadsheet.demo.drawings.canvas import (
    BRICK,
    CREAM,
    FOAM,
    GLOW,
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
    Point,
    arc_points,
    curve,
    mix,
    shape,
)
from broadsheet.demo.drawings.illustrations.scenery import (
    cloud,
    glitter,
    gull,
    person,
    ripples,
    stars,
    tree,
)


def cliff_village() -> Canvas:
    """Houses at the edge of a sandy cliff, one of them half gone."""
    canvas = Canvas()
    canvas.gradient(0, 820, [mix(MIST, TEAL, 0.3), FOAM, PAPER])
    cloud(canvas, 1180, 180, 560, PAPER)
    cloud(canvas, 1560, 330, 330, mix(PAPER, MIST, 0.3))
    canvas.gradient(760, 1280, [TEAL, SEA])
    ripples(canvas, 780, 1180, mix(TEAL, FOAM, 0.55), seed=11, count=70, left=900)
    edge: list[Point] = shape(
        "0,560 300,540 640,556 900,545 1010,560 1000,640 1050,720 1030,820 "
        "1100,920 1090,1010 1180,1100"
    )
    canvas.polygon([*edge, (1180, 1280), (0, 1280)], SAND)
    for index, depth in enumerate((640, 730, 830, 925, 1010)):
        band = [(0, depth), (340, depth - 16), (700, depth + 10), (1000 + index * 22, depth)]
        canvas.line(curve(band), mix(SAND, BRICK, 0.22 + index * 0.04), 11)
    canvas.polygon([*edge[:5], (1000, 590), (0, 600)], mix(MOSS, OLIVE, 0.4))
    canvas.ground(shape("0,1150 500,1110 1000,1085 1400,1130 1800,1290"), mix(SAND, PAPER, 0.4))
    canvas.line(curve([(1150, 1092), (1430, 1136), (1640, 1208), (1830, 1290)]), FOAM, 14)
    for x, width, wall in ((90, 170, PAPER), (330, 150, mix(ROSE, PAPER, 0.5)), (560, 160, CREAM)):
        _cottage(canvas, x, 556, width, wall)
    _broken_cottage(canvas)
    for x, y in ((1075, 1040), (1140, 1085), (1010, 1120), (1210, 1130)):
        canvas.polygon(
            [(x, y), (x + 46, y - 18), (x + 66, y + 14), (x + 12, y + 28)], mix(BRICK, SAND, 0.3)
        )
    canvas.polygon([(930, 1065), (1060, 1010), (1085, 1030), (950, 1092)], BRICK)
    for post in range(6):
        canvas.line([(735 + post * 8, 548), (735 + post * 8, 512)], INK, 3)
    for x, height in ((480, 96), (520, 60)):
        person(canvas, x, 560, height, INK)
    for x, y, span in ((1300, 430, 60), (1380, 470, 46), (1250, 500, 38), (1520, 560, 30)):
        gull(canvas, x, y, span, INK)
    return canvas


def _cottage(canvas: Canvas, x: float, foot: float, width: float, wall: Colour) -> None:
    canvas.rect(x, foot - width * 0.68, width, width * 0.68, wall)
    canvas.polygon(
        [
            (x - 14, foot - width * 0.66),
            (x + width * 0.2, foot - width * 1.2),
            (x + width * 0.8, foot - width * 1.2),
            (x + width + 14, foot - width * 0.66),
        ],
        BRICK,
    )
    canvas.rect(
        x + width * 0.65, foot - width * 1.36, width * 0.13, width * 0.3, mix(BRICK, INK, 0.3)
    )
    canvas.rect(x + width * 0.42, foot - width * 0.42, width * 0.18, width * 0.42, NAVY)
    for left in (0.12, 0.7):
        canvas.rect(x + width * left, foot - width * 0.48, width * 0.2, width * 0.2, SLATE)


def _broken_cottage(canvas: Canvas) -> None:
    wall = mix(CREAM, SAND, 0.2)
    canvas.polygon([(830, 548), (830, 430), (985, 430), (968, 470), (996, 500), (978, 552)], wall)
    canvas.polygon([(816, 434), (862, 346), (950, 346), (938, 380), (975, 400), (960, 434)], BRICK)
    canvas.line([(950, 350), (1012, 322)], mix(BRICK, INK, 0.4), 6)
    canvas.line([(972, 402), (1050, 392)], mix(BRICK, INK, 0.4), 6)
    canvas.line([(985, 436), (1062, 452)], mix(BRICK, INK, 0.4), 6)
    canvas.rect(850, 466, 34, 34, SLATE)
    canvas.rect(912, 478, 32, 74, NAVY)


def weir() -> Canvas:
    """A river with a fish pass beside the weir, eels below the surface."""
    canvas = Canvas()
    canvas.gradient(0, 420, [mix(TEAL, FOAM, 0.6), PAPER])
    canvas.ground(shape("0,330 420,250 860,330 1300,240 1920,320"), mix(MOSS, FOAM, 0.45))
    canvas.ground([(0, 390), (600, 350), (1200, 385), (1920, 345)], MOSS)
    for x, height in ((150, 210), (340, 260), (1480, 240), (1660, 290), (1840, 220)):
        tree(canvas, x, 410, height, PINE, INK)
    canvas.rect(0, 400, 1920, 160, mix(TEAL, FOAM, 0.25))
    ripples(canvas, 405, 540, FOAM, seed=3, count=26)
    _fall(canvas)
    canvas.gradient(650, 1280, [mix(TEAL, FOAM, 0.1), SEA, NIGHT])
    random = Random(19)  # noqa: S311
    for _ in range(150):
        canvas.disc(
            random.uniform(-10, 1330),
            652 + random.gauss(0, 9),
            random.uniform(6, 24),
            mix(FOAM, TEAL, random.uniform(0, 0.3)),
        )
    ripples(canvas, 690, 800, mix(TEAL, FOAM, 0.6), seed=13, count=40)
    for x, y, length, shade in (
        (260, 900, 420, 0.1),
        (820, 990, 520, 0.0),
        (1240, 860, 400, 0.2),
        (420, 1140, 460, 0.05),
        (1330, 1120, 440, 0.1),
    ):
        _eel(canvas, x, y, length, mix(INK, TEAL, shade))
    for x, tall in ((90, 0.9), (210, 1.3), (1740, 1.5), (1830, 1.0), (1610, 0.8)):
        blade = [(x, 1280), (x + 24 * tall, 1180), (x - 14, 1080), (x + 20, 1280 - 260 * tall)]
        canvas.line(curve(blade), mix(PINE, MOSS, 0.3), 16)
    return canvas


def _fall(canvas: Canvas) -> None:
    canvas.rect(0, 545, 1320, 26, mix(SLATE, SAND, 0.3))
    canvas.rect(0, 570, 1322, 90, mix(TEAL, FOAM, 0.35))
    for index in range(66):
        x = index * 20
        drop = 640 + (index * 37 % 23)
        canvas.line([(x + 6, 572), (x + 2, drop)], mix(FOAM, TEAL, 0.18 + 0.1 * (index % 3)), 10)
    for step in range(5):
        x = 1320 + step * 120
        top = 520 + step * 23
        canvas.rect(x, top, 600 - step * 120, 200, mix(SAND, SLATE, 0.4 + step * 0.06))
        canvas.rect(x + 14, top + 14, 106, 14, mix(FOAM, TEAL, 0.15))
        canvas.rect(x + 112, top + 14, 8, 34, FOAM)


def _eel(canvas: Canvas, x: float, y: float, length: float, colour: Colour) -> None:
    spine = curve(
        [
            (x, y),
            (x + length * 0.25, y - 48),
            (x + length * 0.5, y + 8),
            (x + length * 0.75, y - 40),
            (x + length, y + 10),
        ],
        steps=24,
    )
    count = len(spine)
    for index, (px, py) in enumerate(spine):
        along = index / count
        canvas.disc(px, py, 19 * min(1, 0.25 + along * 1.1), colour)
    head_x, head_y = spine[-1]
    canvas.oval(head_x + 8, head_y + 3, 27, 19, colour)
    canvas.disc(head_x + 16, head_y - 4, 4.5, GLOW)


def solar_farm() -> Canvas:
    """Rows of panels over a grassed mound, sheep between them."""
    canvas = Canvas()
    canvas.gradient(0, 620, [mix(TEAL, FOAM, 0.35), PAPER])
    canvas.disc(1430, 240, 118, GLOW)
    cloud(canvas, 300, 200, 520, PAPER)
    canvas.ground(shape("0,560 480,500 980,556 1500,490 1920,540"), mix(MOSS, FOAM, 0.5))
    mound = [(-40, 720), (400, 600), (960, 548), (1520, 605), (1960, 730)]
    canvas.ground(mound, mix(MOSS, OLIVE, 0.6))
    for row in range(4):
        scale = 0.55 + row * 0.2
        y = 640 + row * row * 17 + row * 62
        half = 470 + row * 190
        panels = 9
        for panel in range(panels):
            left = 960 - half + panel * (2 * half / panels)
            width = 2 * half / panels - 16 * scale
            bend = abs(panel - 4) * 9 * scale
            _panel(canvas, left, y + bend, width, 88 * scale, scale)
    for x, y, size in ((300, 1215, 1.5), (470, 1236, 1.2), (1560, 1225, 1.45), (920, 1255, 1.2)):
        _sheep(canvas, x, y, size)
    return canvas


def _panel(canvas: Canvas, x: float, y: float, width: float, height: float, scale: float) -> None:
    lean = height * 0.35
    canvas.line([(x + width * 0.3, y), (x + width * 0.3, y + height * 1.25)], INK, 5 * scale)
    canvas.line([(x + width * 0.75, y), (x + width * 0.75, y + height * 1.25)], INK, 5 * scale)
    canvas.polygon(
        [(x + lean, y), (x + width + lean, y), (x + width, y + height), (x, y + height)], NAVY
    )
    canvas.polygon(
        [
            (x + lean, y),
            (x + lean + width * 0.5, y),
            (x + width * 0.2, y + height),
            (x, y + height),
        ],
        mix(NAVY, TEAL, 0.4),
    )
    for share in (0.25, 0.5, 0.75):
        canvas.line(
            [(x + lean + width * share, y), (x + width * share, y + height)],
            mix(NAVY, MIST, 0.55),
            2 * scale,
        )
    canvas.line(
        [(x + lean * 0.5, y + height * 0.5), (x + width + lean * 0.5, y + height * 0.5)],
        mix(NAVY, MIST, 0.55),
        2 * scale,
    )


def _sheep(canvas: Canvas, x: float, y: float, size: float) -> None:
    for dx in (-26, -12, 14, 27):
        canvas.line([(x + dx * size, y - 22 * size), (x + dx * size, y)], INK, 6 * size)
    for dx, dy, r in ((-24, -40, 22), (0, -48, 25), (24, -40, 22), (0, -32, 24)):
        canvas.disc(x + dx * size, y + dy * size, r * size, PAPER)
    canvas.oval(x + 48 * size, y - 46 * size, 15 * size, 12 * size, INK)
    canvas.oval(x + 37 * size, y - 57 * size, 8 * size, 5 * size, INK)


def vineyard() -> Canvas:
    """Vines in rows over a hill, a hut on top."""
    canvas = Canvas()
    canvas.gradient(0, 560, [mix(TEAL, FOAM, 0.4), CREAM, mix(GLOW, PAPER, 0.3)])
    canvas.disc(380, 330, 110, mix(GLOW, PAPER, 0.25))
    canvas.ground(shape("0,500 400,410 820,480 1250,380 1920,470"), mix(TEAL, FOAM, 0.55))
    canvas.ground(shape("0,560 500,520 1100,470 1500,400 1920,440"), mix(MOSS, FOAM, 0.35))
    canvas.rect(1440, 318, 120, 96, PAPER)
    canvas.polygon([(1424, 322), (1500, 258), (1576, 322)], BRICK)
    canvas.rect(1484, 358, 30, 56, NAVY)
    tree(canvas, 1620, 420, 150, PINE, INK)
    tree(canvas, 1690, 424, 120, PINE, INK)
    hill = curve([(-40, 700), (500, 570), (1100, 480), (1540, 405), (1960, 470)])
    canvas.polygon([*hill, (1960, 1290), (-40, 1290)], mix(SAND, OCHRE, 0.25))

    def rows(layer: Canvas) -> None:
        for index in range(23):
            foot = -1500 + index * 215
            top = 760 + index * 47
            row = curve([(top, 380), (top - 60 + (foot - top) * 0.25, 640), (foot, 1330)], steps=40)
            for step, (x, y) in enumerate(row):
                depth = max(0.0, (y - 380) / 900)
                layer.oval(
                    x,
                    y,
                    13 + 52 * depth,
                    9 + 31 * depth,
                    mix(PINE, MOSS, 0.25 + 0.5 * (step % 3) / 2),
                )

    canvas.within([*hill, (1960, 1290), (-40, 1290)], rows)
    person(canvas, 800, 1010, 190, INK)
    canvas.polygon([*arc_points((800, 838), 34, 180, 360), (850, 838), (750, 838)], OCHRE)
    canvas.polygon([(820, 930), (905, 930), (895, 1000), (830, 1000)], mix(BRICK, SAND, 0.4))
    for x in (840, 862, 884):
        canvas.disc(x, 928, 16, mix(NAVY, BRICK, 0.5))
    return canvas


def observatory() -> Canvas:
    """A dome on a bare hill under the Milky Way."""
    canvas = Canvas(ground=NIGHT)
    canvas.gradient(0, 1000, [mix(NIGHT, INK, 0.5), NIGHT, NAVY, mix(SLATE, ROSE, 0.25)])
    band: list[Point] = shape(
        "260,-40 620,-40 1180,420 1780,760 1990,830 1990,1010 1500,860 900,560"
    )
    canvas.wash(mix(MIST, ROSE, 0.3), curve(band, closed=True), 0.13)
    canvas.wash(
        FOAM, curve(shape("380,-40 500,-40 1150,510 1990,900 1990,950 1050,520"), closed=True), 0.12
    )
    stars(canvas, 960, PAPER, count=520)
    random = Random(44)  # noqa: S311
    for _ in range(420):
        along = random.random()
        x = 400 + along * 1560 + random.gauss(0, 75)
        y = -30 + along * 930 + random.gauss(0, 62)
        canvas.disc(x, y, random.choice((0.8, 1.0, 1.4, 2.0)), mix(FOAM, GLOW, random.random()))
    canvas.line([(1290, 120), (1500, 196)], PAPER, 3.5)
    canvas.line([(1380, 152), (1500, 196)], PAPER, 5)
    canvas.ground(shape("0,1010 420,930 760,960 1200,880 1920,970"), mix(NAVY, INK, 0.45))
    hill = [(-40, 1180), (300, 1080), (640, 1010), (980, 1010), (1400, 1110), (1960, 1200)]
    canvas.ground(hill, INK)
    canvas.rect(640, 830, 300, 200, mix(SLATE, NIGHT, 0.3))
    canvas.rect(625, 812, 330, 26, mix(SLATE, NIGHT, 0.1))
    canvas.polygon(arc_points((790, 814), 155, 180, 360), mix(MIST, SLATE, 0.45))
    canvas.polygon(arc_points((790, 814), 155, 180, 262), mix(MIST, SLATE, 0.2))
    canvas.polygon([*arc_points((790, 814), 156, 282, 312), (838, 800), (805, 800)], NIGHT)
    canvas.line([(822, 760), (905, 590)], mix(FOAM, SLATE, 0.2), 26)
    canvas.line([(822, 760), (905, 590)], mix(SLATE, NIGHT, 0.2), 8)
    canvas.rect(770, 925, 44, 105, mix(RUST, GLOW, 0.2))
    canvas.glow(792, 975, 130, RUST, 0.5)
    for x, height in ((1110, 100), (1170, 92), (1222, 64)):
        person(canvas, x, 1066 + (x - 1110) * 0.1, height, mix(INK, NAVY, 0.2))
    return canvas


def seed_vault() -> Canvas:
    """The door of a vault in an Arctic mountainside at twilight."""
    canvas = Canvas()
    canvas.gradient(0, 900, [NIGHT, NAVY, mix(SLATE, ROSE, 0.5), mix(ROSE, FOAM, 0.4)])
    stars(canvas, 420, PAPER, count=160, seed=8)
    canvas.polygon(
        shape("0,640 210,470 360,560 600,380 860,620 1100,520 1920,720 1920,1280 0,1280"),
        mix(SLATE, MIST, 0.5),
    )
    canvas.polygon([(600, 380), (690, 470), (640, 480), (600, 520), (560, 470), (500, 470)], FOAM)
    canvas.polygon([(210, 470), (280, 530), (200, 540), (130, 550)], FOAM)
    canvas.gradient(770, 900, [mix(SLATE, ROSE, 0.2), SEA], bands=30)
    slope: list[Point] = [(0, 890), (500, 860), (900, 700), (1300, 480), (1650, 300), (1920, 210)]
    canvas.ground(slope, FOAM, smooth=False)
    canvas.polygon(
        shape("900,700 1300,480 1650,300 1920,210 1920,1280 1480,1280"), mix(FOAM, MIST, 0.5)
    )
    wedge = mix(SLATE, INK, 0.35)
    canvas.polygon([(1010, 1110), (1010, 520), (1140, 470), (1140, 1110)], mix(SLATE, MIST, 0.2))
    canvas.polygon([(1140, 470), (1640, 690), (1640, 900), (1140, 1110)], wedge)
    canvas.polygon([(1010, 520), (1140, 470), (1640, 690), (1560, 700)], mix(MIST, FOAM, 0.5))
    canvas.glow(1075, 640, 240, mix(TEAL, GLOW, 0.35), 0.75)
    random = Random(6)  # noqa: S311
    for row in range(7):
        for column in range(4):
            colour = mix(mix(TEAL, FOAM, 0.4), GLOW, random.random())
            x, y = 1022 + column * 27, 538 + row * 27 - column * 9
            canvas.polygon([(x, y + 12), (x + 24, y), (x + 24, y + 22), (x, y + 24)], colour)
    canvas.rect(1036, 860, 80, 250, mix(SLATE, INK, 0.55))
    canvas.rect(1048, 880, 56, 230, mix(MIST, SLATE, 0.4))
    canvas.polygon([(900, 1110), (1200, 1110), (1330, 1280), (640, 1280)], mix(MIST, FOAM, 0.25))
    person(canvas, 890, 1190, 185, RUST)
    canvas.round_rect(918, 1110, 70, 50, 8, OCHRE)
    for x, y in ((300, 1010), (520, 1130), (180, 1180), (1700, 1130), (1560, 1200)):
        canvas.blob(
            [(x, y), (x + 40, y - 26), (x + 110, y - 16), (x + 130, y + 10), (x + 50, y + 20)],
            mix(SLATE, MIST, 0.5),
        )
    return canvas


def marsh() -> Canvas:
    """New houses behind a bank, the saltings and the tide in front."""
    canvas = Canvas()
    canvas.gradient(0, 640, [mix(SLATE, ROSE, 0.35), ROSE, GLOW])
    canvas.disc(1320, 560, 100, mix(GLOW, PAPER, 0.4))
    for x, y, width in ((140, 260, 520), (880, 190, 640), (420, 420, 300)):
        cloud(canvas, x, y, width, mix(ROSE, PAPER, 0.3))
    for index in range(11):
        x = 120 + index * 88
        wall = mix((PAPER, CREAM, MIST)[index % 3], SLATE, 0.3)
        canvas.rect(x, 520, 70, 90, wall)
        canvas.polygon([(x - 6, 522), (x + 35, 468), (x + 76, 522)], mix(BRICK, NIGHT, 0.35))
        canvas.rect(x + 20, 545, 18, 26, GLOW if index % 2 else NAVY)
    mast = mix(SLATE, NIGHT, 0.4)
    canvas.line([(1160, 610), (1160, 250)], mast, 11)
    canvas.line([(1080, 286), (1480, 286)], mast, 8)
    canvas.line([(1085, 282), (1160, 230), (1470, 282)], mast, 3)
    canvas.rect(1078, 284, 44, 36, mast)
    canvas.line([(1400, 288), (1400, 420)], mast, 3)
    canvas.rect(1374, 420, 52, 22, RUST)
    canvas.ground([(0, 600), (600, 590), (1200, 604), (1920, 640)], mix(PINE, NIGHT, 0.2))
    canvas.gradient(690, 1280, [mix(GLOW, ROSE, 0.4), mix(ROSE, SEA, 0.5), SEA], bands=80)
    glitter(canvas, 1320, 700, 1260, mix(GLOW, PAPER, 0.35), seed=9)
    islands = (
        [(-60, 760), (300, 720), (760, 742), (880, 790), (420, 830), (-60, 850)],
        [(1020, 740), (1250, 722), (1180, 772), (1050, 770)],
        [(1480, 760), (1980, 730), (1980, 880), (1640, 850)],
        [(120, 960), (640, 900), (1080, 960), (900, 1060), (380, 1050)],
        [(1260, 1040), (1700, 980), (1990, 1030), (1990, 1180), (1500, 1150)],
        [(-60, 1150), (380, 1130), (760, 1210), (600, 1310), (-60, 1310)],
    )
    for index, island in enumerate(islands):
        shade = mix(mix(MOSS, PINE, 0.4), NIGHT, index * 0.08)
        canvas.blob([(x, y + 14) for x, y in island], mix(SLATE, BRICK, 0.4))
        canvas.blob(island, shade)
    for x, y, span in ((560, 340, 52), (640, 310, 40), (500, 380, 34), (1600, 430, 46)):
        gull(canvas, x, y, span, INK)
    return canvas
