"""Drawn faces for authors and people in the news: flat, frontal, a few lines each."""
# ruff: noqa: PLR0913 -- a stroke needs its place, its size and its colour

from dataclasses import dataclass

from broadsheet.demo.drawings.canvas import (
    BRICK,
    INK,
    PAPER,
    SQUARE,
    Canvas,
    Colour,
    arc_points,
    curve,
    mix,
    shape,
)

MIDDLE = 600
BROW = 470


@dataclass(frozen=True, slots=True)
class Sitter:
    """What tells one drawn person from another."""

    ground: Colour
    skin: Colour
    hair: Colour
    clothes: Colour
    style: str
    collar: str = "round"
    glasses: bool = False
    beard: bool = False
    lines: bool = False


def portrait(
    *,
    ground: Colour,
    skin: Colour,
    hair: Colour,
    clothes: Colour,
    style: str,
    collar: str = "round",
    glasses: bool = False,
    beard: bool = False,
    lines: bool = False,
) -> Canvas:
    """One head and shoulders; ``style`` names a haircut, ``lines`` an older face."""
    sitter = Sitter(ground, skin, hair, clothes, style, collar, glasses, beard, lines)
    canvas = Canvas(SQUARE, sitter.ground)
    canvas.disc(MIDDLE, 640, 500, mix(sitter.ground, PAPER, 0.22))
    BEHIND.get(sitter.style, _nothing)(canvas, sitter)
    _shoulders(canvas, sitter)
    _face(canvas, sitter)
    if sitter.beard:
        _beard(canvas, sitter)
    _features(canvas, sitter)
    IN_FRONT[sitter.style](canvas, sitter)
    if sitter.glasses:
        _glasses(canvas)
    return canvas


def _shoulders(canvas: Canvas, sitter: Sitter) -> None:
    shade = mix(sitter.skin, BRICK, 0.28)
    coat = shape("130,1210 170,1040 320,950 500,905 600,930 700,905 880,950 1030,1040 1070,1210")
    canvas.polygon([*curve(coat), (1070, 1210)], sitter.clothes)
    canvas.polygon(curve([(505, 700), (505, 880), (600, 985), (695, 880), (695, 700)]), sitter.skin)
    canvas.polygon(curve(shape("508,745 600,850 692,745 690,800 600,880 510,800")), shade)
    COLLARS[sitter.collar](canvas, sitter)


def _round_collar(canvas: Canvas, sitter: Sitter) -> None:
    canvas.line(curve([(497, 900), (600, 1000), (703, 900)]), mix(sitter.clothes, INK, 0.25), 14)


def _shirt(canvas: Canvas, sitter: Sitter) -> None:
    for one in (
        shape("696,868 604,1000 692,1060 746,920"),
        shape("504,868 596,1000 508,1060 454,920"),
    ):
        canvas.polygon(one, PAPER)
    tie = shape("600,1000 570,1060 590,1210 610,1210 630,1060")
    canvas.polygon(tie, mix(sitter.clothes, PAPER, 0.35))


def _roll_neck(canvas: Canvas, sitter: Sitter) -> None:
    canvas.polygon(shape("500,900 700,900 700,1060 500,1060"), sitter.clothes)
    canvas.round_rect(484, 850, 232, 120, 54, mix(sitter.clothes, PAPER, 0.14))
    canvas.line(curve([(500, 910), (600, 935), (700, 910)]), mix(sitter.clothes, INK, 0.2), 5)


def _jacket(canvas: Canvas, sitter: Sitter) -> None:
    canvas.polygon(shape("500,890 600,1060 700,890 730,925 612,1210 588,1210 470,925"), PAPER)
    left = shape("482,890 584,1110 450,1020 470,990 410,975")
    for lapel in (left, [(1200 - x, y) for x, y in left]):
        canvas.polygon(lapel, mix(sitter.clothes, INK, 0.28))


def _face(canvas: Canvas, sitter: Sitter) -> None:
    for side in (-1, 1):
        canvas.oval(600 + side * 208, 545, 34, 54, mix(sitter.skin, BRICK, 0.14))
    outline = shape(
        "395,480 420,330 600,262 780,330 805,480 790,620 710,755 600,802 490,755 410,620"
    )
    canvas.blob(outline, sitter.skin)
    half = curve(outline, closed=True)
    canvas.wash(mix(sitter.skin, BRICK, 0.4), [point for point in half if point[0] >= 672], 0.25)


def _features(canvas: Canvas, sitter: Sitter) -> None:
    dark = mix(sitter.skin, BRICK, 0.5)
    brow = mix(BRICK, INK, 0.6) if sitter.style == "scarf" else mix(sitter.hair, INK, 0.35)
    for side in (-1, 1):
        x = 600 + side * 92
        canvas.line(curve([(x - 46, BROW + 8), (x, BROW - 10), (x + 46, BROW + 8)]), brow, 13)
        canvas.oval(x, 526, 27, 16, PAPER)
        canvas.disc(x, 526, 14.5, INK)
        canvas.disc(x + 5, 521, 4, PAPER)
        canvas.line(curve([(x - 30, 524), (x, 508), (x + 30, 524)]), INK, 6)
        if sitter.lines:
            canvas.line(
                curve([(600 + side * 128, 560), (600 + side * 150, 550), (600 + side * 166, 530)]),
                dark,
                4,
            )
            canvas.line(
                curve([(600 + side * 78, 620), (600 + side * 104, 660), (600 + side * 102, 700)]),
                dark,
                4,
            )
    canvas.line(curve([(612, 530), (630, 606), (606, 624), (584, 616)]), dark, 8)
    canvas.line(curve([(538, 694), (600, 712), (662, 690)]), mix(BRICK, sitter.skin, 0.12), 12)
    canvas.line(curve([(572, 738), (600, 744), (628, 738)]), dark, 5)


def _glasses(canvas: Canvas) -> None:
    for side in (-1, 1):
        canvas.ring(600 + side * 94, 528, 68, INK, 9)
        canvas.line([(600 + side * 160, 515), (600 + side * 206, 500)], INK, 9)
    canvas.line(curve([(572, 520), (600, 508), (628, 520)]), INK, 9)


def _beard(canvas: Canvas, sitter: Sitter) -> None:
    jaw = shape(
        "398,560 440,640 520,668 600,655 680,668 760,640 802,560 798,650 724,790 "
        "600,850 476,790 402,650"
    )
    canvas.blob(jaw, sitter.hair)
    canvas.blob([(548, 696), (600, 684), (652, 694), (600, 716)], mix(sitter.skin, BRICK, 0.45))


def _nothing(_canvas: Canvas, _sitter: Sitter) -> None:
    """Hair that shows from the front alone."""


def _cap_of_hair(canvas: Canvas, sitter: Sitter, fringe: list[tuple[float, float]]) -> None:
    top = [(386, 520), (372, 380), (440, 250), (600, 195), (760, 250), (828, 380), (814, 520)]
    canvas.polygon([*curve(top), *curve(fringe)], sitter.hair)


def _short(canvas: Canvas, sitter: Sitter) -> None:
    _cap_of_hair(canvas, sitter, shape("800,470 770,370 690,330 560,345 450,330 410,400 398,500"))


def _side_parting(canvas: Canvas, sitter: Sitter) -> None:
    _cap_of_hair(canvas, sitter, shape("798,470 770,400 700,372 600,330 505,300 440,372 400,490"))
    canvas.line(curve([(505, 300), (540, 250), (590, 214)]), mix(sitter.hair, INK, 0.3), 6)


def _bob_behind(canvas: Canvas, sitter: Sitter) -> None:
    canvas.blob(
        shape("360,470 400,270 600,180 800,270 840,470 850,700 790,770 600,740 410,770 350,700"),
        mix(sitter.hair, INK, 0.15),
    )


def _bob(canvas: Canvas, sitter: Sitter) -> None:
    for side in (-1, 1):
        lock = [
            (600 + side * 120, 300),
            (600 + side * 216, 380),
            (600 + side * 232, 560),
            (600 + side * 222, 730),
            (600 + side * 170, 700),
            (600 + side * 188, 540),
            (600 + side * 168, 420),
        ]
        canvas.blob(lock, sitter.hair)
    _cap_of_hair(canvas, sitter, [(800, 480), (740, 420), (600, 405), (460, 420), (400, 480)])


def _long_behind(canvas: Canvas, sitter: Sitter) -> None:
    canvas.blob(
        shape("350,470 400,260 600,170 800,260 850,470 890,800 860,1010 600,960 340,1010 310,800"),
        mix(sitter.hair, INK, 0.15),
    )


def _long(canvas: Canvas, sitter: Sitter) -> None:
    for side in (-1, 1):
        lock = [
            (600 + side * 70, 240),
            (600 + side * 214, 350),
            (600 + side * 246, 560),
            (600 + side * 262, 820),
            (600 + side * 214, 960),
            (600 + side * 206, 720),
            (600 + side * 180, 500),
            (600 + side * 130, 360),
        ]
        canvas.blob(lock, sitter.hair)
    _cap_of_hair(canvas, sitter, shape("806,480 760,390 660,320 600,290 540,320 440,390 394,480"))


def _bun_behind(canvas: Canvas, sitter: Sitter) -> None:
    canvas.disc(600, 190, 108, mix(sitter.hair, INK, 0.12))
    canvas.line(arc_points((600, 190), 66, 200, 330), mix(sitter.hair, INK, 0.35), 6)


def _bun(canvas: Canvas, sitter: Sitter) -> None:
    _cap_of_hair(canvas, sitter, shape("806,500 778,400 700,330 600,312 500,330 422,400 394,500"))


def _curls_behind(canvas: Canvas, sitter: Sitter) -> None:
    for index, (x, y) in enumerate(arc_points((600, 440), 232, 150, 390, 13)):
        canvas.disc(x, y, 92 + (index % 2) * 10, mix(sitter.hair, INK, 0.12 * (index % 2)))


def _curls(canvas: Canvas, sitter: Sitter) -> None:
    for index, (x, y) in enumerate(arc_points((600, 470), 205, 205, 335, 9)):
        canvas.disc(x, y - 10, 62 + (index % 3) * 5, mix(sitter.hair, INK, 0.1 * (index % 2)))
        canvas.line(arc_points((x, y - 10), 30, 190, 320), mix(sitter.hair, PAPER, 0.14), 5)


def _bald(canvas: Canvas, sitter: Sitter) -> None:
    for side in (-1, 1):
        tuft = [
            (600 + side * 196, 400),
            (600 + side * 222, 450),
            (600 + side * 216, 540),
            (600 + side * 192, 500),
            (600 + side * 186, 440),
        ]
        canvas.blob(tuft, sitter.hair)
    canvas.line(curve([(540, 318), (600, 304), (670, 318)]), mix(sitter.skin, PAPER, 0.4), 9)


def _scarf_behind(canvas: Canvas, sitter: Sitter) -> None:
    canvas.blob(
        shape("350,520 390,280 600,185 810,280 850,520 840,760 780,960 420,960 360,760"),
        mix(sitter.hair, INK, 0.18),
    )


def _scarf(canvas: Canvas, sitter: Sitter) -> None:
    inner = shape(
        "394,560 414,650 490,766 600,818 710,766 786,650 806,560 790,420 712,340 "
        "600,318 488,340 410,420 394,560"
    )
    outer = shape(
        "346,560 362,340 460,220 600,185 740,220 838,340 854,560 830,760 760,930 "
        "600,990 440,930 370,760 346,560"
    )
    canvas.polygon([*curve(outer), *curve(inner)], sitter.hair)
    canvas.line([(346, 560), (394, 560)], sitter.hair, 4)
    canvas.line(curve([(440, 860), (600, 935), (800, 800)]), mix(sitter.hair, INK, 0.3), 7)
    canvas.line(curve([(380, 430), (470, 290), (620, 240)]), mix(sitter.hair, PAPER, 0.25), 7)


def _flat_cap(canvas: Canvas, sitter: Sitter) -> None:
    for side in (-1, 1):
        canvas.blob(
            [
                (600 + side * 190, 400),
                (600 + side * 218, 440),
                (600 + side * 212, 520),
                (600 + side * 190, 500),
            ],
            sitter.hair,
        )
    canvas.blob(shape("360,395 390,270 560,190 760,215 850,320 846,395 600,355"), sitter.clothes)
    canvas.blob(
        shape("372,392 600,340 838,392 780,436 600,404 420,436"), mix(sitter.clothes, INK, 0.35)
    )


BEHIND = {
    "bob": _bob_behind,
    "long": _long_behind,
    "bun": _bun_behind,
    "curls": _curls_behind,
    "scarf": _scarf_behind,
}
IN_FRONT = {
    "short": _short,
    "parting": _side_parting,
    "bob": _bob,
    "long": _long,
    "bun": _bun,
    "curls": _curls,
    "bald": _bald,
    "scarf": _scarf,
    "cap": _flat_cap,
}
COLLARS = {"round": _round_collar, "shirt": _shirt, "roll": _roll_neck, "jacket": _jacket}
