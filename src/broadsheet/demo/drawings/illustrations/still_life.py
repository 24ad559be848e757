"""Illustrations of things: a book, a figurehead, tins, a clock."""

from broadsheet.demo.drawings.canvas import (
    BRICK,
    FOAM,
    GLOW,
    INK,
    MIST,
    NAVY,
    NIGHT,
    OCHRE,
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
    shape,
)
from broadsheet.demo.drawings.illustrations.scenery import ripples


def book() -> Canvas:
    """An open novel, a river running out of its pages."""
    canvas = Canvas(ground=mix(OCHRE, SAND, 0.3))
    canvas.disc(960, 560, 470, mix(GLOW, PAPER, 0.25))
    canvas.polygon(
        shape("300,900 960,990 1620,900 1660,1010 960,1110 260,1010"), mix(BRICK, INK, 0.3)
    )
    fold = [
        *curve([(312, 900), (620, 810), (960, 925)]),
        *curve([(960, 925), (1300, 810), (1608, 900)]),
    ]
    canvas.polygon([*fold, (1622, 990), (960, 1080), (298, 990)], mix(PAPER, SAND, 0.5))
    for lift in range(6):
        leaf = [(x, y + 18 + lift * 11) for x, y in fold]
        canvas.line(leaf, mix(SAND, BRICK, 0.2), 3)
    _pages(canvas)
    _river(canvas)
    return canvas


def _river(canvas: Canvas) -> None:
    river = [
        *curve(shape("1480,500 1300,560 1330,650 1120,720 1170,830 1010,930")),
        (1010, 935),
        *curve(shape("1170,905 1310,840 1290,740 1460,660 1420,580 1560,540")),
    ]
    canvas.polygon(river, TEAL)
    canvas.polygon(
        [
            (1010, 930),
            *curve(shape("1170,905 1120,1060 1180,1180 1120,1290")),
            *curve(shape("760,1290 900,1180 860,1060 1010,930")),
        ],
        TEAL,
    )
    ripples(canvas, 960, 1270, FOAM, seed=4, count=16, left=880, right=1000)
    canvas.line([(1180, 690), (1420, 742)], mix(SLATE, INK, 0.2), 16)
    for post in range(6):
        canvas.line(
            [(1190 + post * 44, 680 + post * 10), (1190 + post * 44, 724 + post * 10)],
            mix(SLATE, INK, 0.2),
            8,
        )
    for x, y in ((1100, 620), (1175, 590), (1450, 800)):
        canvas.line([(x, y + 62), (x, y)], INK, 7)
        canvas.disc(x, y - 6, 36, PINE)


def _pages(canvas: Canvas) -> None:
    left = [
        *curve([(320, 905), (620, 820), (960, 935)]),
        (960, 560),
        *curve([(960, 560), (640, 460), (380, 530)]),
    ]
    right = [
        *curve([(960, 935), (1300, 820), (1600, 905)]),
        *curve([(1540, 530), (1280, 460), (960, 560)]),
    ]
    canvas.polygon(left, PAPER)
    canvas.polygon(right, mix(PAPER, SAND, 0.18))
    for row in range(9):
        y = 555 + row * 36
        canvas.line(
            curve([(420 - row * 8, y), (640 - row * 2, y - 62), (900, y + 18)]),
            mix(SLATE, PAPER, 0.45),
            6,
        )


def figurehead() -> Canvas:
    """A carved wooden woman from a ship’s bow, on a museum plinth."""
    canvas = Canvas(ground=mix(SEA, NIGHT, 0.35))
    canvas.gradient(0, 1280, [mix(SEA, NIGHT, 0.55), SEA], bands=14)
    canvas.wash(GLOW, [(760, 0), (1100, 0), (1540, 1140), (430, 1140)], 0.15)
    canvas.oval(985, 1135, 470, 66, mix(SEA, NIGHT, 0.6))
    canvas.rect(720, 1000, 520, 290, PAPER)
    canvas.rect(690, 976, 580, 34, mix(PAPER, SAND, 0.4))
    canvas.round_rect(870, 1080, 220, 76, 4, OCHRE)
    scroll = curve(shape("820,980 790,860 860,740 960,650 1090,720 1150,860 1130,980"))
    canvas.polygon(scroll, mix(BRICK, SAND, 0.25))
    for radius in (92, 62, 32):
        canvas.ring(985, 890, radius, mix(BRICK, INK, 0.3), 11)
    robe = shape(
        "900,800 850,640 830,500 870,420 980,390 1090,430 1120,520 1090,660 1060,800 980,840"
    )
    canvas.blob(robe, RUST)
    for fold in range(5):
        x = 885 + fold * 48
        canvas.line(
            curve([(x, 520), (x + 10, 640), (940 + fold * 20, 805)]), mix(RUST, INK, 0.3), 8
        )
    canvas.blob([(860, 470), (980, 420), (1100, 470), (1060, 520), (980, 505), (900, 520)], OCHRE)
    _head(canvas)
    _arms(canvas)
    for start, end in (
        ((1060, 560), (1085, 600)),
        ((930, 600), (915, 680)),
        ((1000, 215), (1020, 245)),
    ):
        canvas.line([start, end], mix(INK, BRICK, 0.3), 4)
    return canvas


def _arms(canvas: Canvas) -> None:
    canvas.line(curve([(868, 500), (820, 640), (842, 780)]), mix(RUST, INK, 0.15), 62)
    canvas.line(curve([(842, 770), (850, 830), (880, 870)]), mix(ROSE, SAND, 0.4), 40)
    canvas.line(curve([(1096, 510), (1140, 620), (1060, 660)]), mix(RUST, INK, 0.15), 58)
    canvas.line(curve([(1070, 655), (1000, 630), (962, 590)]), mix(ROSE, SAND, 0.4), 40)
    canvas.disc(954, 580, 27, mix(ROSE, SAND, 0.4))


def _head(canvas: Canvas) -> None:
    canvas.polygon(shape("940,420 945,330 1015,330 1022,420 980,445"), mix(ROSE, SAND, 0.45))
    hair = mix(OCHRE, BRICK, 0.45)
    canvas.blob(
        shape(
            "890,330 880,230 940,150 1020,145 1080,210 1085,320 1105,430 1050,400 "
            "1010,300 930,330 895,430 860,410"
        ),
        hair,
    )
    canvas.blob(
        shape("925,235 985,200 1045,235 1046,300 1015,362 985,376 955,362 926,300"),
        mix(ROSE, SAND, 0.35),
    )
    canvas.polygon([(985, 262), (998, 318), (974, 318)], mix(ROSE, BRICK, 0.3))
    for x in (955, 1015):
        canvas.oval(x, 270, 13, 7, PAPER)
        canvas.disc(x, 270, 6, NAVY)
        canvas.line(curve([(x - 18, 252), (x, 245), (x + 18, 252)]), hair, 5)
    canvas.line(curve([(966, 338), (985, 345), (1004, 338)]), BRICK, 7)
    canvas.line(curve([(905, 215), (985, 178), (1065, 215)]), GLOW, 15)


def tins() -> Canvas:
    """Fish tins in a stack, one open."""
    canvas = Canvas(ground=mix(TEAL, FOAM, 0.45))
    canvas.rect(0, 820, 1920, 460, mix(SAND, PAPER, 0.35))
    canvas.rect(0, 820, 1920, 10, mix(SAND, BRICK, 0.2))
    for row, (count, left, y) in enumerate(
        ((4, 190, 790), (3, 360, 610), (2, 530, 430), (1, 700, 250))
    ):
        for column in range(count):
            _tin(canvas, left + column * 340, y, (RUST, NAVY, OCHRE, PINE)[(row + column * 3) % 4])
    canvas.oval(1560, 1090, 270, 92, mix(SAND, BRICK, 0.3))
    canvas.oval(1550, 1060, 270, 92, mix(MIST, SLATE, 0.2))
    canvas.oval(1550, 1046, 270, 92, mix(MIST, PAPER, 0.3))
    canvas.oval(1550, 1050, 244, 76, mix(OCHRE, BRICK, 0.2))
    for index, y in enumerate((1012, 1048, 1084)):
        half = 190 - abs(index - 1) * 40
        fish = [
            (1550 - half, y),
            (1550 - half * 0.4, y - 19),
            (1550 + half * 0.6, y - 12),
            (1550 + half, y),
            (1550 + half * 0.6, y + 12),
            (1550 - half * 0.4, y + 19),
        ]
        canvas.blob(fish, mix(MIST, SLATE, 0.35))
        canvas.line([(1550 - half * 0.8, y - 2), (1550 + half * 0.8, y - 2)], FOAM, 5)
    lid = curve(shape("1360,985 1300,880 1370,800 1520,790 1700,830 1760,930 1740,985"))
    canvas.polygon(lid, mix(MIST, PAPER, 0.5))
    canvas.line(lid, mix(MIST, SLATE, 0.4), 7)
    canvas.ring(1545, 850, 32, mix(SLATE, MIST, 0.3), 9)
    return canvas


def _tin(canvas: Canvas, x: float, y: float, colour: Colour) -> None:
    canvas.round_rect(x, y, 320, 170, 34, mix(MIST, SLATE, 0.3))
    canvas.round_rect(x + 2, y + 12, 316, 146, 24, colour)
    canvas.round_rect(x + 34, y + 36, 252, 98, 14, mix(PAPER, colour, 0.08))
    body = [
        (x + 74, y + 86),
        (x + 130, y + 60),
        (x + 200, y + 70),
        (x + 234, y + 86),
        (x + 200, y + 102),
        (x + 130, y + 112),
    ]
    canvas.blob(body, colour)
    canvas.polygon([(x + 228, y + 86), (x + 262, y + 62), (x + 262, y + 110)], colour)
    canvas.disc(x + 104, y + 80, 5, PAPER)


def clock() -> Canvas:
    """A station clock with a sixty-first mark."""
    canvas = Canvas(ground=mix(NAVY, NIGHT, 0.3))
    for radius in range(1180, 480, -70):
        canvas.disc(960, 640, radius, mix(mix(NAVY, NIGHT, 0.3), TEAL, (1180 - radius) / 1500))
    canvas.disc(980, 664, 500, mix(NIGHT, INK, 0.5))
    canvas.disc(960, 640, 500, INK)
    canvas.disc(960, 640, 466, PAPER)
    for minute in range(60):
        angle = minute * 6 - 90
        inner, width = (366, 18) if minute % 5 == 0 else (412, 7)
        ends = [arc_points((960, 640), radius, angle, angle, 1)[0] for radius in (inner, 440)]
        canvas.line(ends, INK, width)
    extra = [arc_points((960, 640), radius, -93, -93, 1)[0] for radius in (398, 452)]
    canvas.line(extra, RUST, 13)
    for angle, length, width in ((-121, 250, 26), (-92, 372, 18)):
        tip = arc_points((960, 640), length, angle, angle, 1)[0]
        tail = arc_points((960, 640), 70, angle + 180, angle + 180, 1)[0]
        canvas.line([tail, tip], INK, width)
    tip = arc_points((960, 640), 330, -93, -93, 1)[0]
    tail = arc_points((960, 640), 100, 87, 87, 1)[0]
    canvas.line([tail, tip], RUST, 8)
    canvas.disc(*tip, 30, RUST)
    canvas.disc(960, 640, 22, RUST)
    return canvas
