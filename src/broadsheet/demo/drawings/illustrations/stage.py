"""Illustrations of people watched by others: on stage, in concert, on the pitch."""

from random import Random

from broadsheet.demo.drawings.canvas import (
    BRICK,
    FOAM,
    GLOW,
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
    Point,
    arc_points,
    curve,
    mix,
    shape,
)
from broadsheet.demo.drawings.illustrations.scenery import person, sitter


def theatre() -> Canvas:
    """Two figures on a stage of salt, seen over the heads of the stalls."""
    canvas = Canvas(ground=INK)
    canvas.gradient(120, 900, [mix(NAVY, NIGHT, 0.4), SLATE, mix(ROSE, SAND, 0.3)])
    canvas.disc(960, 620, 170, mix(GLOW, PAPER, 0.35))
    canvas.polygon(
        curve(shape("300,900 520,800 740,846 1000,780 1280,850 1460,790 1660,900")), FOAM
    )
    canvas.polygon([(380, 900), (560, 820), (640, 900)], mix(FOAM, SLATE, 0.25))
    canvas.polygon([(1300, 900), (1440, 800), (1560, 900)], mix(FOAM, SLATE, 0.25))
    canvas.rect(0, 890, 1920, 110, mix(BRICK, SAND, 0.3))
    for x in range(-100, 2000, 96):
        canvas.line([(960 + (x - 960) * 0.86, 890), (x, 1000)], mix(BRICK, INK, 0.25), 3)
    person(canvas, 820, 920, 260, INK)
    canvas.line([(850, 740), (930, 700)], INK, 20)
    person(canvas, 1090, 925, 245, BRICK)
    canvas.polygon([(1050, 815), (1130, 815), (1172, 930), (1008, 930)], BRICK)
    canvas.wash(GLOW, [(620, 60), (690, 60), (1010, 945), (690, 945)], 0.16)
    canvas.wash(GLOW, [(1260, 60), (1330, 60), (1220, 945), (930, 945)], 0.14)
    for side in (0, 1):
        _curtain(canvas, side)
    canvas.rect(0, 0, 1920, 128, mix(BRICK, INK, 0.35))
    for scallop in range(13):
        x = scallop * 160
        canvas.polygon(arc_points((x, 120), 86, 0, 180), mix(BRICK, INK, 0.3))
        canvas.line(arc_points((x, 120), 86, 8, 172), OCHRE, 7)
    canvas.rect(0, 1000, 1920, 280, INK)
    canvas.rect(0, 996, 1920, 12, OCHRE)
    for row, (y, size, shift) in enumerate(((1110, 110, 0), (1200, 136, 60), (1300, 165, 20))):
        for seat in range(17):
            sitter(
                canvas,
                30 + shift + seat * (118 + row * 30),
                y,
                size,
                mix(INK, SLATE, 0.07 + 0.13 * row),
            )
    return canvas


def _curtain(canvas: Canvas, side: int) -> None:
    def flip(points: list[Point]) -> list[Point]:
        return [(1920 - x, y) for x, y in points] if side else points

    shade = curve([(300, 60), (290, 420), (270, 760), (325, 1000)])
    canvas.polygon(flip([(-40, 60), *shade, (-40, 1000)]), mix(RUST, INK, 0.4))
    for fold in range(6):
        left, right = fold * 62 - 20, fold * 62 + 66
        edge = curve(
            [(right, 60), (right - 10, 420), (right - 70 + fold * 4, 760), (right - 30, 1000)]
        )
        canvas.polygon(
            flip([(left, 60), *edge, (left - 40, 1000)]), mix(RUST, INK, 0.18 + 0.14 * (fold % 2))
        )
    canvas.line(flip([(0, 700), (330, 742)]), OCHRE, 16)


def orchestra() -> Canvas:
    """A conductor before the strings, bows all up."""
    canvas = Canvas(ground=mix(BRICK, INK, 0.45))
    canvas.gradient(0, 700, [mix(BRICK, INK, 0.65), mix(BRICK, INK, 0.2)])
    for index in range(24):
        x = 410 + index * 48
        height = 330 - abs(index - 11.5) * 17
        canvas.rect(x, 420 - height, 36, height, mix(OCHRE, SAND, 0.2 + 0.4 * (index % 2)))
        canvas.polygon([(x + 8, 400), (x + 28, 400), (x + 18, 340)], INK)
    canvas.rect(380, 420, 1190, 60, mix(BRICK, INK, 0.55))
    canvas.rect(0, 470, 1920, 820, mix(SAND, BRICK, 0.5))
    for row, (y, count, size) in enumerate(((600, 9, 100), (760, 8, 130), (960, 6, 172))):
        for place in range(count):
            seat = 170 + place * (1580 / (count - 1))
            if row == 2 and 2 <= place <= 3:
                continue
            _player(canvas, seat, y + abs(seat - 960) * 0.07, size, place + row)
    canvas.polygon([(820, 1250), (1100, 1250), (1140, 1290), (780, 1290)], INK)
    canvas.glow(960, 950, 420, GLOW, 0.3)
    canvas.blob(shape("862,1250 850,1010 900,900 960,880 1020,900 1070,1010 1058,1250"), INK)
    canvas.disc(960, 822, 56, INK)
    canvas.line([(890, 930), (760, 860), (700, 730)], INK, 44)
    canvas.line([(1030, 930), (1160, 850), (1230, 700)], INK, 44)
    canvas.disc(700, 720, 24, ROSE)
    canvas.disc(1230, 690, 24, ROSE)
    canvas.line([(1230, 690), (1330, 560)], PAPER, 5)
    return canvas


def _player(canvas: Canvas, x: float, y: float, size: float, index: int) -> None:
    sitter(canvas, x, y, size, INK)
    canvas.disc(x, y - size * 0.86, size * 0.25, mix(ROSE, (SAND, BRICK, BRICK)[index % 3], 0.35))
    canvas.oval(
        x,
        y - size * 0.98,
        size * 0.275,
        size * 0.18,
        (INK, mix(BRICK, INK, 0.3), OCHRE, MIST)[index % 4],
    )
    body = (x + size * 0.16, y - size * 0.34)
    neck = (x - size * 0.5, y - size * 0.62)
    canvas.line([body, neck], mix(INK, BRICK, 0.5), size * 0.05)
    canvas.oval(body[0], body[1], size * 0.2, size * 0.13, RUST)
    canvas.oval(body[0] - size * 0.16, body[1] - size * 0.1, size * 0.14, size * 0.1, RUST)
    canvas.line(
        [(x - size * 0.1, y - size * 0.1), (x + size * 0.32, y - size * 1.02)],
        PAPER,
        max(3, size * 0.03),
    )


def floodlights() -> Canvas:
    """A small football ground on a match night."""
    canvas = Canvas()
    canvas.gradient(0, 760, [NIGHT, NAVY, mix(SLATE, TEAL, 0.3)])
    for x in (170, 640, 1280, 1750):
        canvas.wash(FOAM, [(x, 210), (x - 420, 1180), (x + 420, 1180)], 0.07)
    canvas.polygon([(0, 470), (1920, 470), (1920, 760), (0, 760)], mix(NIGHT, INK, 0.4))
    canvas.polygon([(0, 400), (1920, 400), (1860, 480), (60, 480)], mix(RUST, NIGHT, 0.35))
    _stand(canvas)
    canvas.rect(0, 728, 1920, 44, RUST)
    for x in range(0, 1920, 160):
        canvas.rect(x + 8, 734, 140, 32, mix(PAPER, (RUST, OCHRE, TEAL)[x // 160 % 3], 0.35))
    _turf(canvas)
    for x, foot, size, colour in (
        (420, 990, 150, RUST),
        (610, 930, 130, NAVY),
        (900, 1120, 200, RUST),
        (1100, 1010, 160, NAVY),
        (1560, 930, 130, RUST),
        (1420, 1150, 205, NAVY),
    ):
        _footballer(canvas, x, foot, size, colour)
    canvas.disc(1012, 1098, 17, PAPER)
    return canvas


def _turf(canvas: Canvas) -> None:
    for stripe in range(10):
        top, low = stripe * 192, -1500 + stripe * 492
        shade = mix(MOSS, PINE, 0.25 if stripe % 2 else 0.55)
        canvas.polygon([(top, 772), (top + 194, 772), (low + 494, 1290), (low, 1290)], shade)
    canvas.line([(0, 800), (1920, 800)], PAPER, 5)
    canvas.line([(1190, 800), (1480, 1280)], PAPER, 7)


def _stand(canvas: Canvas) -> None:
    random = Random(23)  # noqa: S311
    for row in range(9):
        for seat in range(92):
            colour = random.choice((RUST, RUST, BRICK, PAPER, SLATE, NAVY, OCHRE, ROSE))
            x = seat * 21 + random.uniform(-4, 4) + (row % 2) * 10
            canvas.disc(x, 505 + row * 25, 8.5, mix(colour, NIGHT, 0.4 - row * 0.03))
    for x in (170, 640, 1280, 1750):
        canvas.line([(x, 470), (x, 200)], INK, 13)
        canvas.rect(x - 74, 130, 148, 84, INK)
        canvas.glow(x, 172, 210, GLOW, 0.65)
        for column in range(4):
            for level in range(2):
                canvas.disc(x - 54 + column * 36, 153 + level * 38, 13, PAPER)


def _footballer(canvas: Canvas, x: float, foot: float, size: float, shirt: Colour) -> None:
    canvas.oval(x + size * 0.1, foot, size * 0.3, size * 0.05, mix(PINE, INK, 0.4))
    skin = mix(ROSE, (SAND, BRICK)[int(x) % 2], 0.4)
    canvas.line(
        [
            (x - size * 0.05, foot - size * 0.45),
            (x - size * 0.2, foot - size * 0.2),
            (x - size * 0.32, foot - size * 0.06),
        ],
        skin,
        size * 0.09,
    )
    canvas.line(
        [
            (x + size * 0.05, foot - size * 0.45),
            (x + size * 0.12, foot - size * 0.2),
            (x + size * 0.1, foot),
        ],
        skin,
        size * 0.09,
    )
    canvas.round_rect(
        x - size * 0.14, foot - size * 0.54, size * 0.28, size * 0.18, size * 0.04, PAPER
    )
    canvas.round_rect(
        x - size * 0.15, foot - size * 0.84, size * 0.3, size * 0.34, size * 0.08, shirt
    )
    canvas.line(
        [(x - size * 0.12, foot - size * 0.76), (x - size * 0.3, foot - size * 0.56)],
        shirt,
        size * 0.08,
    )
    canvas.line(
        [(x + size * 0.12, foot - size * 0.76), (x + size * 0.28, foot - size * 0.62)],
        shirt,
        size * 0.08,
    )
    canvas.disc(x + size * 0.02, foot - size * 0.94, size * 0.09, skin)
    canvas.polygon(arc_points((x + size * 0.02, foot - size * 0.96), size * 0.09, 170, 370), INK)
