"""Diagrams: a move on a pitch, the Security Council’s table, a tide gate, the year of a prize."""

import math
from collections.abc import Sequence

from broadsheet.demo.drawings.canvas import (
    FOAM,
    GLOW,
    INK,
    MIST,
    MOSS,
    NAVY,
    OCHRE,
    PAPER,
    PINE,
    RUST,
    SAND,
    SEA,
    SLATE,
    TEAL,
    Canvas,
    Colour,
    Point,
    arc_points,
    mix,
    shape,
)

QUIET = mix(SLATE, INK, 0.3)


def _heading(
    canvas: Canvas, title: str, unit: str, *, fill: Colour = INK, quiet: Colour = QUIET
) -> None:
    canvas.rect(90, 84, 150, 12, RUST)
    canvas.text(90, 176, title, size=62, fill=fill, weight=2.4)
    canvas.text(90, 240, unit, size=34, fill=quiet)


def _credit(canvas: Canvas, fill: Colour = QUIET) -> None:
    canvas.text(1830, 1236, "Mercury graphics", size=28, fill=fill, anchor="rs")


def pitch(
    *,
    title: str,
    unit: str,
    ours: Sequence[Sequence[float]],
    theirs: Sequence[Sequence[float]],
    moves: Sequence[Sequence[float]],
    runs: Sequence[Sequence[float]] = (),
) -> Canvas:
    """Half a pitch from above; places are metres from the left touchline and from the goal line."""
    canvas = Canvas(ground=mix(MOSS, PINE, 0.5))
    _heading(canvas, title, unit, fill=PAPER, quiet=mix(PAPER, MOSS, 0.2))
    _half_pitch(canvas)
    for one in runs:
        canvas.dashes([_spot(one[0], one[1]), _spot(one[2], one[3])], PAPER, 5, 20)
    for one in moves:
        _arrow(canvas, _spot(one[0], one[1]), _spot(one[2], one[3]), GLOW)
    for x, y in theirs:
        _player(canvas, _spot(x, y), "", NAVY)
    for x, y, number in ours:
        _player(canvas, _spot(x, y), f"{number:g}", RUST)
    _credit(canvas, mix(PAPER, MOSS, 0.2))
    return canvas


def _spot(across: float, out: float) -> Point:
    return 210 + across * 22.06, 1180 - out * 16.2


def _half_pitch(canvas: Canvas) -> None:
    for stripe in range(6):
        near, far = stripe * 9.0, stripe * 9.0 + 9
        shade = mix(MOSS, PINE, 0.3 if stripe % 2 else 0.42)
        canvas.polygon([_spot(0, near), _spot(68, near), _spot(68, far), _spot(0, far)], shade)
    chalk = mix(PAPER, MOSS, 0.15)
    boxes = ((0, 68, 54), (13.85, 54.15, 16.5), (24.85, 43.15, 5.5))
    for left, right, depth in boxes:
        corner = [
            _spot(left, 0),
            _spot(left, depth),
            _spot(right, depth),
            _spot(right, 0),
            _spot(left, 0),
        ]
        canvas.line(corner, chalk, 5)
    canvas.disc(*_spot(34, 11), 7, chalk)
    reach = [
        _spot(34 + 9.15 * math.cos(math.radians(a)), 11 + 9.15 * math.sin(math.radians(a)))
        for a in range(37, 144, 3)
    ]
    canvas.line(reach, chalk, 5)
    circle = [
        _spot(34 + 9.15 * math.cos(math.radians(a)), 54 - 9.15 * math.sin(math.radians(a)))
        for a in range(0, 181, 4)
    ]
    canvas.line(circle, chalk, 5)
    canvas.line(
        [_spot(30.34, 0), _spot(30.34, -1.8), _spot(37.66, -1.8), _spot(37.66, 0)], PAPER, 8
    )


def _arrow(canvas: Canvas, start: Point, end: Point, colour: Colour) -> None:
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    neck = (end[0] - 52 * math.cos(angle), end[1] - 52 * math.sin(angle))
    tip = (end[0] - 24 * math.cos(angle), end[1] - 24 * math.sin(angle))
    canvas.line([start, neck], colour, 9)
    sides = [
        (neck[0] + 20 * math.cos(angle + turn), neck[1] + 20 * math.sin(angle + turn))
        for turn in (-1.57, 1.57)
    ]
    canvas.polygon([sides[0], tip, sides[1]], colour)


def _player(canvas: Canvas, spot: Point, number: str, colour: Colour) -> None:
    canvas.disc(spot[0] + 4, spot[1] + 5, 31, mix(PINE, INK, 0.4))
    canvas.disc(*spot, 31, PAPER)
    canvas.disc(*spot, 27, colour)
    if number:
        canvas.text(*spot, number, size=30, fill=PAPER, anchor="mm", weight=1.2)


def council_table(*, title: str, unit: str, permanent: Sequence[str]) -> Canvas:
    """Fifteen seats round a horseshoe: five that stay and ten that change."""
    canvas = Canvas(ground=PAPER)
    _heading(canvas, title, unit)
    centre: Point = (960, 830)
    outer, inner = arc_points(centre, 470, 150, 390, 90), arc_points(centre, 350, 390, 150, 90)
    canvas.polygon([*outer, *inner], mix(OCHRE, SAND, 0.35))
    canvas.line(arc_points(centre, 410, 152, 388, 90), mix(OCHRE, RUST, 0.35), 4)
    canvas.rect(760, 800, 400, 70, mix(OCHRE, SAND, 0.35))
    canvas.text(960, 836, "Secretaries and interpreters", size=27, fill=INK, anchor="mm")
    names = iter(permanent)
    for seat in range(15):
        angle = 156 + seat * 228 / 14
        x, y = arc_points(centre, 545, angle, angle, 1)[0]
        stays = seat % 3 == 1
        canvas.disc(x, y, 54, RUST if stays else TEAL)
        canvas.disc(x, y - 12, 15, PAPER)
        canvas.polygon(arc_points((x, y + 28), 27, 180, 360), PAPER)
        if stays:
            _seat_name(canvas, centre, angle, next(names))
    for index, (label, colour) in enumerate(
        (
            ("Five permanent members, with a veto", RUST),
            ("Ten elected members, two years each", TEAL),
        )
    ):
        canvas.disc(116, 1140 + index * 60, 18, colour)
        canvas.text(152, 1140 + index * 60, label, size=32, anchor="lm")
    _credit(canvas)
    return canvas


def _seat_name(canvas: Canvas, centre: Point, angle: float, name: str) -> None:
    x, y = arc_points(centre, 632, angle, angle, 1)[0]
    side = math.cos(math.radians(angle))
    anchor = "ms" if abs(side) < 0.3 else ("lm" if side > 0 else "rm")
    canvas.text(x, y, name, size=32, anchor=anchor, weight=1.1)


def tide_gate(*, title: str, unit: str) -> Canvas:
    """A hinged gate at rest on the sea bed, and raised by air against the tide."""
    canvas = Canvas(ground=PAPER)
    _heading(canvas, title, unit)
    for left, raised in ((90, False), (990, True)):
        _gate_panel(canvas, left, raised=raised)
    canvas.text(
        90,
        1204,
        "1 Hollow gate   2 Hinge   3 Concrete bed   4 Compressed air drives the water out",
        size=30,
    )
    _credit(canvas)
    return canvas


def _gate_panel(canvas: Canvas, left: float, *, raised: bool) -> None:
    right = left + 840
    canvas.rect(left, 320, 840, 800, mix(FOAM, PAPER, 0.4))
    deep, still = mix(SEA, TEAL, 0.3), mix(TEAL, FOAM, 0.3)
    if raised:
        canvas.polygon([(left, 560), (left + 503, 560), (left + 340, 980), (left, 980)], deep)
        canvas.polygon([(left + 522, 690), (right, 690), (right, 980), (left + 390, 980)], still)
    else:
        canvas.rect(left, 640, 840, 360, mix(deep, still, 0.3))
    canvas.polygon(
        [
            (left, 980),
            (left + 240, 980),
            (left + 300, 930),
            (left + 640, 930),
            (left + 700, 980),
            (right, 980),
            (right, 1120),
            (left, 1120),
        ],
        mix(SAND, SLATE, 0.3),
    )
    canvas.polygon(
        [(left + 300, 930), (left + 640, 930), (left + 670, 1060), (left + 270, 1060)],
        mix(MIST, SLATE, 0.45),
    )
    if raised:
        _raised_gate(canvas, left)
    else:
        _resting_gate(canvas, left)
    canvas.disc(left + 360, 925, 17, INK)
    canvas.text(left, 300, "Raised: tide over 110 cm" if raised else "At rest", size=36, weight=1.2)


def _raised_gate(canvas: Canvas, left: float) -> None:
    gate = [(left + 334, 925), (left + 545, 470), (left + 610, 500), (left + 406, 940)]
    canvas.polygon(gate, OCHRE)
    canvas.line([*gate, gate[0]], INK, 5)
    for bubble, (x, y) in enumerate(shape("430,830 450,770 482,710 500,640 520,590")):
        canvas.ring(left + x, y, 11 + bubble, PAPER, 4)
    canvas.text(left + 30, 536, "Sea at high tide", size=34, weight=1)
    canvas.text(left + 810, 664, "Lagoon", size=34, anchor="rs", weight=1)
    canvas.line([(left, 560), (left + 500, 560)], PAPER, 6)
    canvas.line([(left + 524, 690), (left + 840, 690)], PAPER, 6)
    _number(canvas, left + 640, 430, "4", (left + 515, 620))


def _resting_gate(canvas: Canvas, left: float) -> None:
    gate = [(left + 340, 905), (left + 622, 905), (left + 622, 950), (left + 340, 950)]
    canvas.polygon(gate, OCHRE)
    canvas.line([*gate, gate[0]], INK, 5)
    canvas.line([(left, 640), (left + 840, 640)], PAPER, 6)
    canvas.text(left + 30, 614, "Sea", size=34, weight=1)
    canvas.text(left + 810, 614, "Lagoon", size=34, anchor="rs", weight=1)
    _number(canvas, left + 560, 790, "1", (left + 530, 912))
    _number(canvas, left + 250, 800, "2", (left + 360, 925))
    _number(canvas, left + 470, 1085, "3", (left + 470, 1010))


def _number(canvas: Canvas, x: float, y: float, number: str, target: Point) -> None:
    canvas.line([(x, y), target], INK, 3)
    canvas.disc(x, y, 27, INK)
    canvas.text(x, y, number, size=30, fill=PAPER, anchor="mm", weight=1)


def prize_year(*, title: str, unit: str, steps: Sequence[Sequence[str]]) -> Canvas:
    """A line of months with what happens in each."""
    canvas = Canvas(ground=PAPER)
    _heading(canvas, title, unit)
    left, right, y = 150.0, 1770.0, 720.0
    canvas.line([(left, y), (right, y)], QUIET, 6)
    step = (right - left) / (len(steps) - 1)
    for index, (month, first, second) in enumerate(steps):
        x = left + step * index
        last = index == len(steps) - 1
        above = index % 2 == 0
        foot = y - 200 if above else y + 200
        canvas.line([(x, y), (x, foot)], QUIET, 3)
        canvas.disc(x, y, 30, RUST if last else TEAL)
        canvas.disc(x, y, 12, PAPER)
        lines = (
            (month, 40, 1.5, RUST if last else TEAL),
            (first, 32, 0.0, INK),
            (second, 32, 0.0, INK),
        )
        half = max(canvas.text_width(words, size) for words, size, _, _ in lines) / 2
        middle = min(max(x, 90 + half), 1830 - half)
        top = foot - 118 if above else foot + 48
        for row, (words, size, weight, fill) in enumerate(lines):
            canvas.text(
                middle, top + row * 46, words, size=size, weight=weight, fill=fill, anchor="ms"
            )
    _credit(canvas)
    return canvas
