"""Illustrations of the sea: a storm, the light, the ferry, a rowing race."""

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
    curve,
    mix,
    shape,
)
from broadsheet.demo.drawings.illustrations.scenery import cloud, glitter, gull, ripples


def storm() -> Canvas:
    """A gale at a harbour mouth: a wave over the mole, the light still lit."""
    canvas = Canvas()
    canvas.gradient(0, 1280, [NIGHT, mix(NAVY, SLATE, 0.4), mix(SLATE, MIST, 0.5)])
    for index, (y, shade) in enumerate(((40, 0.1), (150, 0.22), (280, 0.34), (390, 0.5))):
        shift = index * 130
        canvas.blob(
            [
                (-200, y),
                (300 + shift, y - 70),
                (900, y + 30),
                (1500 - shift, y - 50),
                (2150, y + 20),
                (1500, y + 150),
                (700, y + 95),
                (100, y + 170),
            ],
            mix(NIGHT, SLATE, shade),
        )
    canvas.wash(GLOW, [(1432, 420), (0, 210), (0, 560)], 0.2)
    canvas.wash(GLOW, [(1432, 420), (0, 300), (0, 470)], 0.22)
    canvas.polygon([(1385, 920), (1400, 470), (1464, 470), (1480, 920)], mix(FOAM, SLATE, 0.15))
    canvas.polygon([(1390, 770), (1394, 650), (1471, 650), (1475, 770)], RUST)
    canvas.rect(1384, 456, 96, 16, INK)
    canvas.rect(1404, 396, 56, 60, GLOW)
    canvas.polygon([(1392, 396), (1432, 350), (1472, 396)], INK)
    canvas.glow(1432, 424, 150, GLOW, 0.8)
    canvas.ground([(1180, 930), (1300, 890), (1920, 880)], INK, smooth=False)
    _swell(canvas)
    _rain(canvas)
    return canvas


def _swell(canvas: Canvas) -> None:
    far = [(0, 860), (260, 815), (520, 880), (800, 800), (1100, 900), (1400, 930), (1920, 905)]
    canvas.ground(far, mix(SEA, NIGHT, 0.35))
    crest = shape(
        "760,1010 900,900 1010,760 1110,640 1240,600 1350,650 1390,730 1320,700 "
        "1250,720 1240,830 1330,940 1520,1010 1920,1030"
    )
    canvas.polygon([*curve(crest), (1920, 1280), (760, 1280)], mix(SEA, TEAL, 0.25))
    canvas.line(curve([(985, 800), (1090, 675), (1235, 618), (1345, 665), (1388, 728)]), FOAM, 20)
    random = Random(21)  # noqa: S311
    for _ in range(150):
        spread = random.random()
        x = 1120 + spread * 420 + random.uniform(-60, 60)
        y = 640 - 150 * (1 - abs(spread - 0.4)) * random.random() + 130 * spread * random.random()
        canvas.disc(x, y, random.choice((2, 3, 4, 6, 9)), FOAM)
    for start in ((820, 990), (900, 960), (970, 930), (1040, 880)):
        x, y = start
        canvas.line(
            curve([(x, y), (x + 90, y - 110), (x + 150, y - 230)]), mix(TEAL, FOAM, 0.45), 5
        )
    near = shape("-60,1090 230,985 520,1090 830,1030 1180,1150 1560,1060 1920,1130")
    canvas.ground(near, SEA)
    canvas.line(curve(near), mix(FOAM, SEA, 0.25), 9)
    front = [(-60, 1200), (400, 1130), (800, 1215), (1250, 1160), (1960, 1240)]
    canvas.ground(front, mix(NAVY, SEA, 0.4))
    canvas.line(curve(front), mix(FOAM, SEA, 0.45), 6)


def _rain(canvas: Canvas) -> None:
    random = Random(2)  # noqa: S311
    for _ in range(150):
        x, y = random.uniform(-100, 1980), random.uniform(-60, 1200)
        length = random.uniform(30, 85)
        canvas.line([(x, y), (x + length * 0.75, y + length * 0.5)], mix(SLATE, FOAM, 0.35), 1.6)


def lighthouse() -> Canvas:
    """Farrow Light at dusk, seen from the water."""
    canvas = Canvas()
    canvas.gradient(0, 900, [NIGHT, NAVY, mix(SLATE, ROSE, 0.45), ROSE, GLOW])
    canvas.disc(420, 830, 108, mix(GLOW, PAPER, 0.45))
    for x, y, width in ((90, 640, 470), (1000, 560, 620), (520, 730, 330)):
        cloud(canvas, x, y, width, mix(ROSE, RUST, 0.3))
    canvas.wash(GLOW, [(1262, 300), (1920, 120), (1920, 330)], 0.28)
    canvas.wash(GLOW, [(1262, 300), (0, 170), (0, 400)], 0.2)
    rock = shape(
        "760,905 840,850 930,842 1040,770 1180,742 1340,752 1450,800 1580,828 1660,880 1740,905"
    )
    canvas.polygon([*curve(rock), (1740, 960), (760, 960)], INK)
    canvas.polygon([(1200, 752), (1224, 352), (1300, 352), (1324, 752)], PAPER)
    canvas.polygon([(1276, 352), (1300, 352), (1324, 752), (1290, 752)], mix(CREAM, SLATE, 0.35))
    for top, bottom in ((420, 500), (580, 665)):
        left, right = 1262 - 37 - (top - 352) * 0.062, 1262 + 37 + (top - 352) * 0.062
        low_left, low_right = 1262 - 37 - (bottom - 352) * 0.062, 1262 + 37 + (bottom - 352) * 0.062
        canvas.polygon([(left, top), (right, top), (low_right, bottom), (low_left, bottom)], RUST)
    canvas.rect(1208, 338, 108, 16, INK)
    canvas.rect(1232, 272, 60, 66, GLOW)
    canvas.line([(1262, 272), (1262, 338)], INK, 3)
    canvas.polygon([(1220, 274), (1262, 222), (1304, 274)], BRICK)
    canvas.glow(1262, 304, 210, GLOW, 0.85)
    canvas.rect(1060, 690, 120, 72, CREAM)
    canvas.polygon([(1046, 692), (1120, 640), (1194, 692)], BRICK)
    canvas.rect(1085, 712, 24, 26, GLOW)
    canvas.gradient(900, 1280, [mix(ROSE, SEA, 0.35), SEA, NIGHT])
    glitter(canvas, 420, 915, 1250, mix(GLOW, ROSE, 0.2))
    canvas.polygon(
        [*curve(shape("700,912 1000,935 1400,940 1800,912")), (1740, 890), (760, 890)], INK
    )
    ripples(canvas, 950, 1270, mix(SEA, FOAM, 0.28), seed=6, count=46, left=700)
    for x, y, span in ((830, 420, 62), (930, 370, 46), (760, 470, 38)):
        gull(canvas, x, y, span, INK)
    return canvas


def ferry() -> Canvas:
    """The Farrow ferry leaving, its wake behind it."""
    canvas = Canvas()
    canvas.gradient(0, 760, [mix(TEAL, FOAM, 0.55), FOAM, PAPER])
    canvas.disc(1560, 300, 92, mix(GLOW, PAPER, 0.3))
    cloud(canvas, 280, 230, 540, PAPER)
    canvas.ground(shape("0,700 280,650 560,682 860,640 1200,700 1920,730"), mix(MIST, TEAL, 0.45))
    canvas.ground([(0, 742), (500, 720), (960, 748), (1920, 742)], mix(TEAL, SLATE, 0.35))
    canvas.gradient(760, 1280, [TEAL, SEA, NAVY])
    ripples(canvas, 790, 1270, mix(TEAL, FOAM, 0.5), seed=14, count=80)
    canvas.polygon([(560, 760), (1500, 760), (1600, 700), (1560, 862), (600, 862)], NAVY)
    canvas.polygon([(585, 830), (1568, 830), (1556, 876), (604, 876)], RUST)
    canvas.rect(640, 650, 800, 112, PAPER)
    canvas.rect(760, 560, 560, 92, PAPER)
    canvas.polygon([(1120, 470), (1290, 470), (1320, 562), (1120, 562)], PAPER)
    canvas.polygon([(1262, 484), (1286, 484), (1306, 540), (1262, 540)], NAVY)
    canvas.rect(1140, 484, 106, 56, NAVY)
    for x in range(676, 1420, 62):
        canvas.round_rect(x, 680, 38, 38, 6, SLATE)
    for x in range(786, 1090, 62):
        canvas.round_rect(x, 584, 38, 36, 6, SLATE)
    canvas.polygon([(850, 430), (960, 430), (970, 562), (840, 562)], TEAL)
    canvas.polygon([(920, 452), (884, 508), (908, 508), (892, 546), (934, 492), (908, 492)], GLOW)
    canvas.rect(640, 752, 800, 10, OCHRE)
    canvas.line([(1205, 470), (1205, 380)], INK, 6)
    canvas.polygon([(1205, 384), (1275, 402), (1205, 424)], RUST)
    for y, shift, width in ((868, 0, 11), (890, -90, 9), (920, -200, 8)):
        canvas.line(
            curve([(620 + shift, y), (420 + shift, y + 14), (180 + shift, y + 4), (-40, y + 22)]),
            FOAM,
            width,
        )
    canvas.line(curve([(1556, 872), (1640, 884), (1720, 876)]), FOAM, 9)
    for x, y, span in ((420, 470, 64), (510, 420, 48), (330, 540, 40)):
        gull(canvas, x, y, span, INK)
    return canvas


def rowing() -> Canvas:
    """Two gigs racing, seen from a bridge, oars out."""
    canvas = Canvas(ground=SEA)
    canvas.gradient(0, 1280, [mix(SEA, NAVY, 0.35), SEA, mix(TEAL, SEA, 0.4)])
    ripples(canvas, -40, 1270, mix(SEA, TEAL, 0.75), seed=33, count=120)
    for x in (150, 1740):
        for y in range(60, 1280, 200):
            canvas.disc(x + (y % 3) * 8, y, 17, OCHRE)
            canvas.disc(x + (y % 3) * 8 - 4, y - 4, 6, GLOW)
    _gig(canvas, 545, 210, PAPER, RUST)
    _gig(canvas, 1350, 90, mix(OCHRE, PAPER, 0.15), NAVY)
    return canvas


def _gig(canvas: Canvas, x: float, top: float, wood: Colour, vest: Colour) -> None:
    wake = mix(SEA, FOAM, 0.55)
    _wake(canvas, x, top)
    hull = [
        (x, top),
        (x + 48, top + 180),
        (x + 62, top + 460),
        (x + 46, top + 760),
        (x, top + 900),
        (x - 46, top + 760),
        (x - 62, top + 460),
        (x - 48, top + 180),
    ]
    canvas.blob([(px + 24, py + 22) for px, py in hull], mix(SEA, NIGHT, 0.45))
    canvas.blob(hull, wood)
    canvas.blob(
        [(x + (px - x) * 0.72, top + 450 + (py - top - 450) * 0.88) for px, py in hull],
        mix(wood, BRICK, 0.45),
    )
    for seat in range(6):
        y = top + 190 + seat * 100
        side = 1 if seat % 2 else -1
        canvas.rect(x - 44, y - 10, 88, 20, mix(wood, BRICK, 0.2))
        blade = (x + side * 300, y + 62)
        canvas.line([(x + side * 20, y - 6), blade], mix(PAPER, SAND, 0.5), 8)
        canvas.line([blade, (x + side * 352, y + 74)], vest, 20)
        canvas.disc(x + side * 330, y + 96, 26, wake)
        canvas.disc(x + side * 330, y + 92, 18, SEA)
        canvas.oval(x, y - 26, 34, 22, vest)
        canvas.line([(x - side * 24, y - 24), (x + side * 24, y - 4)], mix(ROSE, BRICK, 0.2), 12)
        canvas.line([(x + side * 28, y - 24), (x + side * 26, y - 2)], mix(ROSE, BRICK, 0.2), 12)
        canvas.disc(x, y - 30, 16, (INK, BRICK, SAND)[seat % 3])
    canvas.oval(x, top + 800, 28, 20, INK)
    canvas.disc(x, top + 796, 15, SAND)


def _wake(canvas: Canvas, x: float, top: float) -> None:
    wake = mix(SEA, FOAM, 0.55)
    for side in (-1, 1):
        for gap in (0, 46):
            canvas.line(
                curve(
                    [
                        (x + side * 30, top + 860 + gap),
                        (x + side * (90 + gap), top + 1010 + gap),
                        (x + side * (170 + gap * 2), top + 1220),
                    ]
                ),
                wake,
                6,
            )
