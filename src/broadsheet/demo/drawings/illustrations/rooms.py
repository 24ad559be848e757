"""Illustrations of rooms: council chamber, court, classroom, library, hospital corridor."""

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
    PAPER,
    PINE,
    ROSE,
    RUST,
    SAND,
    SLATE,
    TEAL,
    Canvas,
    Colour,
    arc_points,
    curve,
    mix,
)
from broadsheet.demo.drawings.illustrations.scenery import person, sitter


def chamber() -> Canvas:
    """A council chamber: benches in a half-circle before the chair."""
    canvas = Canvas(ground=mix(BRICK, INK, 0.25))
    canvas.gradient(0, 560, [mix(PINE, INK, 0.25), PINE])
    for x in range(60, 1920, 230):
        canvas.polygon(
            [*arc_points((x + 85, 200), 70, 180, 360), (x + 155, 480), (x + 15, 480)],
            mix(GLOW, CREAM, 0.45),
        )
        for bar in (x + 62, x + 108):
            canvas.line([(bar, 136), (bar, 480)], PINE, 5)
        canvas.line([(x + 15, 300), (x + 155, 300)], PINE, 5)
    canvas.rect(0, 520, 1920, 60, mix(SAND, BRICK, 0.55))
    canvas.rect(760, 300, 400, 330, mix(BRICK, INK, 0.35))
    canvas.polygon([(740, 302), (960, 190), (1180, 302)], mix(BRICK, INK, 0.2))
    canvas.disc(960, 268, 30, OCHRE)
    canvas.rect(0, 580, 1920, 700, mix(SAND, BRICK, 0.28))
    sitter(canvas, 960, 600, 150, INK)
    canvas.polygon([(700, 590), (1220, 590), (1250, 720), (670, 720)], mix(BRICK, SAND, 0.15))
    canvas.rect(690, 584, 540, 18, OCHRE)
    canvas.line([(985, 560), (1000, 520)], INK, 5)
    for row, (radius, size) in enumerate(((470, 92), (690, 118), (930, 148))):
        _bench(canvas, row, radius, size)
    return canvas


def _bench(canvas: Canvas, row: int, radius: float, size: float) -> None:
    colours = (NAVY, RUST, PINE, INK, SLATE, OCHRE, BRICK)
    seats = 8 + 2 * row
    for seat in range(seats):
        angle = 172 - 164 * seat / (seats - 1)
        x, y = arc_points((960, 640), radius, angle, angle, 1)[0]
        sitter(
            canvas,
            x,
            640 + (y - 640) * 0.62 + 20,
            size,
            mix(colours[(seat * 3 + row) % 7], INK, 0.2),
        )
    outer = [
        (x, 640 + (y - 640) * 0.62) for x, y in arc_points((960, 640), radius + size * 0.12, 176, 4)
    ]
    inner = [(x, y + size * 0.62) for x, y in reversed(outer)]
    canvas.polygon([*outer, *inner], mix(BRICK, SAND, 0.12 + 0.1 * row))
    canvas.line(outer, mix(OCHRE, BRICK, 0.25), 8)


def courtroom() -> Canvas:
    """An empty court: bench, witness stand, a tall window."""
    canvas = Canvas(ground=mix(SAND, BRICK, 0.35))
    canvas.gradient(0, 760, [mix(SAND, SLATE, 0.25), CREAM])
    for x in (120, 1460):
        canvas.rect(x, 90, 340, 520, mix(GLOW, PAPER, 0.6))
        for bar in range(1, 4):
            canvas.rect(x + bar * 85 - 4, 90, 8, 520, mix(BRICK, INK, 0.3))
        for bar in (0, 170, 345, 515):
            canvas.rect(x - 6, 86 + bar, 352, 9, mix(BRICK, INK, 0.3))
    wood = mix(BRICK, SAND, 0.22)
    canvas.rect(600, 120, 720, 640, wood)
    for x in range(623, 1300, 116):
        canvas.rect(x, 145, 90, 330, mix(wood, INK, 0.13))
    _scales(canvas)
    canvas.rect(0, 760, 1920, 520, mix(SLATE, SAND, 0.45))
    for x in (795, 925, 1055):
        canvas.round_rect(x, 470, 110, 150, 26, INK)
    canvas.polygon([(560, 590), (1360, 590), (1400, 860), (520, 860)], mix(wood, INK, 0.28))
    canvas.rect(545, 576, 830, 24, mix(wood, INK, 0.5))
    for x in range(590, 1340, 154):
        canvas.rect(x, 635, 120, 180, mix(wood, INK, 0.4))
    canvas.polygon([(190, 760), (450, 760), (462, 1030), (176, 1030)], wood)
    canvas.rect(172, 744, 296, 22, mix(wood, INK, 0.45))
    canvas.line([(320, 745), (336, 690)], INK, 6)
    canvas.disc(338, 684, 10, INK)
    for index, y in enumerate((960, 1110)):
        size = 1 + index * 0.25
        canvas.polygon(
            [
                (620 - 180 * index, y),
                (1900, y),
                (1920, y + 60 * size),
                (590 - 190 * index, y + 60 * size),
            ],
            mix(wood, INK, 0.15),
        )
        canvas.rect(590 - 190 * index, y + 58 * size, 1400, 90 * size, mix(wood, INK, 0.35))
    canvas.wash(GLOW, [(120, 600), (460, 600), (1000, 1280), (440, 1280)], 0.16)
    return canvas


def _scales(canvas: Canvas) -> None:
    canvas.line([(960, 215), (960, 400)], OCHRE, 12)
    canvas.line([(830, 262), (1090, 238)], OCHRE, 9)
    canvas.disc(960, 212, 18, OCHRE)
    canvas.polygon([(915, 410), (1005, 410), (985, 392), (935, 392)], OCHRE)
    for x, y in ((830, 262), (1090, 238)):
        for dx in (-46, 46):
            canvas.line([(x, y), (x + dx, y + 96)], OCHRE, 3)
        canvas.polygon(arc_points((x, y + 94), 56, 0, 180), OCHRE)


def classroom() -> Canvas:
    """A classroom from the back row, hands up."""
    canvas = Canvas(ground=CREAM)
    canvas.rect(0, 0, 1920, 820, mix(CREAM, MIST, 0.35))
    _blackboard(canvas)
    for x in (80, 1590):
        canvas.rect(x, 160, 250, 400, mix(TEAL, FOAM, 0.6))
        canvas.disc(x + 170, 400, 66, mix(MOSS, FOAM, 0.3))
        canvas.rect(x + 166, 440, 9, 120, mix(SLATE, FOAM, 0.3))
        canvas.rect(x, 535, 250, 25, mix(MOSS, FOAM, 0.15))
        canvas.rect(x + 120, 160, 10, 400, PAPER)
        canvas.rect(x, 350, 250, 10, PAPER)
    person(canvas, 1130, 800, 430, RUST)
    canvas.line([(1080, 510), (1010, 400)], RUST, 26)
    canvas.rect(0, 800, 1920, 480, mix(SAND, BRICK, 0.2))
    jumpers = (NAVY, RUST, OCHRE, TEAL, PINE, SLATE, ROSE)
    for row, (y, size, step) in enumerate(((930, 150, 270), (1150, 205, 350))):
        canvas.rect(0, y - 40, 1920, 26, mix(SAND, INK, 0.2 + row * 0.1))
        for seat in range(8):
            x = 90 + seat * step + row * 60
            colour = jumpers[(seat * 2 + row * 3) % 7]
            if (seat + row) % 3 == 0:
                canvas.line(
                    [(x + size * 0.4, y - size * 0.3), (x + size * 0.5, y - size * 1.25)],
                    colour,
                    size * 0.2,
                )
                canvas.disc(x + size * 0.5, y - size * 1.32, size * 0.12, mix(ROSE, SAND, 0.3))
            sitter(canvas, x, y + 30, size, colour)
            canvas.disc(
                x, y + 30 - size * 0.86, size * 0.27, (INK, mix(BRICK, INK, 0.3), SAND)[seat % 3]
            )
    return canvas


def _blackboard(canvas: Canvas) -> None:
    canvas.rect(430, 130, 1060, 470, mix(SAND, BRICK, 0.3))
    canvas.rect(452, 152, 1016, 426, PINE)
    chalk = mix(PAPER, PINE, 0.15)
    canvas.line(curve([(520, 300), (640, 240), (760, 330), (900, 250), (1030, 300)]), chalk, 6)
    canvas.line([(520, 470), (960, 470)], chalk, 4)
    canvas.line([(520, 470), (520, 210)], chalk, 4)
    canvas.ring(1240, 330, 92, chalk, 5)
    for angle in (270, 30, 110):
        canvas.line([(1240, 330), arc_points((1240, 330), 92, angle, angle, 1)[0]], chalk, 5)


def library() -> Canvas:
    """A reading room at night: shelves, lamps, a few readers."""
    canvas = Canvas(ground=mix(BRICK, INK, 0.55))
    canvas.gradient(0, 760, [NIGHT, mix(BRICK, INK, 0.5)])
    canvas.polygon(
        [*arc_points((960, 420), 300, 180, 360), (1260, 760), (660, 760)], mix(NAVY, NIGHT, 0.3)
    )
    for x in (760, 860, 960, 1060, 1160):
        canvas.line([(x, 130), (x, 760)], mix(OCHRE, INK, 0.5), 6)
    canvas.disc(1075, 320, 42, mix(GLOW, PAPER, 0.5))
    for left in (0, 1320):
        _shelves(canvas, left)
    canvas.rect(0, 760, 1920, 520, mix(BRICK, INK, 0.35))
    for y, size, places in ((880, 120, (640, 960, 1280)), (1080, 170, (300, 800, 1180, 1640))):
        for x in places:
            canvas.glow(x + size * 0.8, y - size * 0.7, size * 2.1, GLOW, 0.55)
        for index, x in enumerate(places):
            sitter(canvas, x, y, size, (NAVY, RUST, PINE, SLATE)[index])
            canvas.disc(x, y - size * 0.8, size * 0.25, mix(ROSE, BRICK, 0.35))
            canvas.oval(
                x, y - size * 0.93, size * 0.3, size * 0.23, (INK, SAND, BRICK, GREY)[index]
            )
        canvas.rect(0, y - 8, 1920, 30, mix(OCHRE, BRICK, 0.45))
        canvas.rect(0, y + 22, 1920, 120, mix(BRICK, INK, 0.3))
        for x in places:
            lamp = x + size * 0.8
            canvas.line([(lamp, y - 6), (lamp, y - size * 0.7)], OCHRE, 7)
            canvas.polygon([*arc_points((lamp, y - size * 0.66), size * 0.34, 180, 360)], PINE)
            canvas.rect(lamp - size * 0.34, y - size * 0.68, size * 0.68, 8, GLOW)
            canvas.polygon(
                [(x - size * 0.4, y - 6), (x, y - size * 0.2), (x + size * 0.4, y - 6)], PAPER
            )
    return canvas


def _shelves(canvas: Canvas, left: float) -> None:
    random = Random(int(left) + 3)  # noqa: S311
    spines = (RUST, BRICK, NAVY, TEAL, OCHRE, MOSS, SLATE, CREAM, SAND, PINE)
    canvas.rect(left, 0, 600, 760, mix(BRICK, INK, 0.7))
    for shelf in range(5):
        foot = 140 + shelf * 150
        x = left + 14
        while x < left + 575:
            width = random.uniform(14, 34)
            if random.random() < 0.94:
                height = random.uniform(84, 122)
                colour = mix(random.choice(spines), INK, 0.32)
                canvas.rect(x, foot - height, width - 2, height, colour)
                canvas.rect(x, foot - height + 16, width - 2, 5, mix(colour, GLOW, 0.35))
            x += width
        canvas.rect(left, foot, 600, 16, mix(OCHRE, BRICK, 0.6))


def clinic() -> Canvas:
    """A hospital corridor with a clock and a row of chairs."""
    canvas = Canvas(ground=FOAM)
    canvas.rect(0, 0, 1920, 1280, mix(FOAM, TEAL, 0.14))
    canvas.polygon([(0, 0), (1920, 0), (1240, 330), (680, 330)], PAPER)
    canvas.polygon([(0, 1280), (1920, 1280), (1240, 800), (680, 800)], mix(MIST, SLATE, 0.3))
    canvas.rect(680, 330, 560, 470, mix(FOAM, PAPER, 0.5))
    canvas.polygon([(0, 900), (680, 630), (680, 660), (0, 975)], TEAL)
    canvas.polygon([(1920, 900), (1240, 630), (1240, 660), (1920, 975)], TEAL)
    canvas.rect(680, 630, 560, 30, TEAL)
    for x in (800, 965):
        canvas.rect(x, 440, 155, 360, mix(TEAL, SLATE, 0.3))
        canvas.round_rect(x + 48, 490, 60, 110, 8, mix(GLOW, PAPER, 0.5))
    for top, bottom, half, low in ((60, 100, 420, 330), (190, 214, 190, 160), (262, 276, 110, 96)):
        canvas.polygon(
            [(960 - half, top), (960 + half, top), (960 + low, bottom), (960 - low, bottom)],
            mix(GLOW, PAPER, 0.65),
        )
    canvas.ring(960, 388, 42, INK, 6)
    canvas.line([(960, 388), (960, 360)], INK, 4)
    canvas.line([(960, 388), (982, 398)], INK, 4)
    for index, x in enumerate((150, 335, 480)):
        size = 1.3 - index * 0.26
        _chair(canvas, x, 1120 - index * 98, size, (RUST, OCHRE, RUST)[index])
    person(canvas, 1100, 880, 300, mix(TEAL, INK, 0.35))
    person(canvas, 905, 838, 225, mix(SLATE, INK, 0.3))
    canvas.round_rect(1390, 760, 330, 40, 12, PAPER)
    canvas.rect(1390, 798, 330, 26, SLATE)
    for x in (1430, 1680):
        canvas.line([(x, 824), (x, 1010)], SLATE, 12)
        canvas.disc(x, 1024, 20, INK)
    canvas.round_rect(1640, 720, 90, 46, 16, mix(PAPER, MIST, 0.4))
    return canvas


def _chair(canvas: Canvas, x: float, foot: float, size: float, colour: Colour) -> None:
    canvas.round_rect(x - 60 * size, foot - 260 * size, 120 * size, 130 * size, 16, colour)
    canvas.round_rect(
        x - 66 * size, foot - 120 * size, 140 * size, 28 * size, 10, mix(colour, INK, 0.2)
    )
    for dx in (-52, 58):
        canvas.line([(x + dx * size, foot - 95 * size), (x + dx * size, foot)], INK, 8 * size)
