"""Charts as the graphics desk draws them: title, unit, few lines, direct labels, source.

The built-in face has no dashes and no euro sign, so labels say “to” and “euros”.
"""
# ruff: noqa: PLR0913 -- a stroke needs its place, its size and its colour

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from broadsheet.demo.drawings.canvas import (
    INK,
    OCHRE,
    PAPER,
    RUST,
    SAND,
    SLATE,
    TEAL,
    Canvas,
    Colour,
    Point,
    mix,
)

SIZE = (1920, 1280)
RULE = mix(SAND, SLATE, 0.25)
QUIET = mix(SLATE, INK, 0.3)
COLOURS: tuple[Colour, ...] = (RUST, TEAL, OCHRE, SLATE, "#75855a", "#dc9a80", "#26405a")
LEFT, RIGHT, TOP, BOTTOM = 150, 1770, 330, 1090

Series = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns values into heights on the picture."""

    low: float
    high: float

    def y(self, value: float) -> float:
        return BOTTOM - (value - self.low) / (self.high - self.low) * (BOTTOM - TOP)


def _sheet(title: str, unit: str, source: str) -> Canvas:
    canvas = Canvas(SIZE, PAPER)
    canvas.rect(90, 84, 150, 12, RUST)
    canvas.text(90, 176, title, size=62, weight=2.4)
    canvas.text(90, 240, unit, size=34, fill=QUIET)
    canvas.line([(90, 1180), (1830, 1180)], RULE, 2)
    canvas.text(90, 1226, f"Source: {source}", size=28, fill=QUIET)
    canvas.text(1830, 1226, "Mercury graphics", size=28, fill=QUIET, anchor="rs")
    return canvas


def _number(value: float) -> str:
    if value >= 1_000:
        return f"{value:,.0f}"
    return f"{value:g}"


def _axis(canvas: Canvas, scale: Scale, ticks: Sequence[float]) -> None:
    for tick in ticks:
        y = scale.y(tick)
        strong = tick == 0 or tick == ticks[0]
        canvas.line([(LEFT, y), (RIGHT, y)], QUIET if strong else RULE, 3 if strong else 1.5)
        canvas.text(LEFT - 18, y, _number(tick), size=30, fill=QUIET, anchor="rm")


def _across(labels: Sequence[str]) -> list[float]:
    step = (RIGHT - LEFT) / max(1, len(labels) - 1)
    return [LEFT + step * index for index in range(len(labels))]


def _label_axis(canvas: Canvas, labels: Sequence[str], places: Sequence[float]) -> None:
    for label, x in zip(labels, places, strict=True):
        if label:
            canvas.text(x, BOTTOM + 44, label, size=30, fill=QUIET, anchor="ms")


def line_chart(
    *,
    title: str,
    unit: str,
    source: str,
    labels: Sequence[str],
    ticks: Sequence[float],
    series: Sequence[Series],
    mark: tuple[float, str] | None = None,
    filled: bool = False,
) -> Canvas:
    """Lines with their names at the end; ``mark`` draws a level to compare with."""
    canvas = _sheet(title, unit, source)
    scale = Scale(ticks[0], ticks[-1])
    places = _across(labels)
    if filled:
        for index, one in enumerate(series):
            edge = _points(one, places, scale)
            fill = [*edge, (edge[-1][0], BOTTOM), (edge[0][0], BOTTOM)]
            canvas.polygon(fill, mix(COLOURS[index], PAPER, 0.62))
    _axis(canvas, scale, ticks)
    _label_axis(canvas, labels, places)
    if mark is not None:
        level = scale.y(mark[0])
        canvas.dashes([(LEFT, level), (RIGHT, level)], INK, 3)
        canvas.text(LEFT + 14, level - 16, mark[1], size=30, halo=PAPER)
    for index, one in enumerate(series):
        _draw_line(canvas, one, _points(one, places, scale), COLOURS[index])
    return canvas


def _points(one: Series, places: Sequence[float], scale: Scale) -> list[Point]:
    return [(x, scale.y(value)) for x, value in zip(places, _values(one), strict=True)]


def _values(one: Series) -> list[float]:
    values = one["values"]
    if not isinstance(values, Sequence):
        raise TypeError(f"A series needs a list of values, not {values!r}.")
    return [float(value) for value in values]


def _draw_line(canvas: Canvas, one: Series, points: list[Point], colour: Colour) -> None:
    canvas.line(points, colour, 9)
    for x, y in points:
        canvas.disc(x, y, 9, PAPER)
        canvas.disc(x, y, 6.5, colour)
    last_x, last_y = points[-1]
    canvas.disc(last_x, last_y, 15, colour)
    shift = float(str(one.get("shift", -34)))
    canvas.text(
        last_x,
        last_y + shift,
        str(one["name"]),
        size=34,
        fill=colour,
        anchor="rs",
        weight=1.3,
        halo=PAPER,
    )


def column_chart(
    *,
    title: str,
    unit: str,
    source: str,
    labels: Sequence[str],
    ticks: Sequence[float],
    values: Sequence[float],
    strong: Sequence[int] = (),
) -> Canvas:
    """One column a label; those in ``strong`` are set in the accent."""
    canvas = _sheet(title, unit, source)
    scale = Scale(ticks[0], ticks[-1])
    _axis(canvas, scale, ticks)
    step = (RIGHT - LEFT) / len(values)
    places = [LEFT + step * (index + 0.5) for index in range(len(values))]
    _label_axis(canvas, labels, places)
    for index, (x, value) in enumerate(zip(places, values, strict=True)):
        colour = RUST if index in strong else mix(TEAL, PAPER, 0.15)
        top = scale.y(value)
        canvas.rect(x - step * 0.36, top, step * 0.72, BOTTOM - top, colour)
        canvas.text(x, top - 18, _number(value), size=30, fill=INK, anchor="ms", halo=PAPER)
    canvas.line([(LEFT, BOTTOM), (RIGHT, BOTTOM)], QUIET, 3)
    return canvas


def bar_chart(
    *,
    title: str,
    unit: str,
    source: str,
    labels: Sequence[str],
    values: Sequence[float],
    before: Sequence[float] = (),
    before_name: str = "",
    now_name: str = "",
) -> Canvas:
    """Lying bars; with ``before``, a thinner bar shows an earlier value beneath each."""
    canvas = _sheet(title, unit, source)
    left = 90 + max(canvas.text_width(label, 36) for label in labels) + 34
    most = max((*values, *before))
    room = (1120 - 300) / len(values)
    for index, (label, value) in enumerate(zip(labels, values, strict=True)):
        y = 312 + index * room
        tall = room * (0.4 if before else 0.62)
        canvas.text(left - 28, y + room * 0.36, label, size=36, anchor="rm")
        canvas.rect(left, y, (1660 - left) * value / most, tall, RUST)
        end = left + (1660 - left) * value / most
        canvas.text(end + 18, y + tall / 2, _number(value), size=36, anchor="lm", weight=1.2)
        if before:
            _earlier(canvas, left, y + tall + 5, room * 0.24, before[index] / most)
            end = left + (1660 - left) * before[index] / most
            canvas.text(
                end + 18,
                y + tall + 5 + room * 0.12,
                _number(before[index]),
                size=27,
                fill=QUIET,
                anchor="lm",
            )
    if before:
        _legend(canvas, ((now_name, RUST), (before_name, mix(SLATE, PAPER, 0.5))))
    canvas.line([(left, 298), (left, 1130)], QUIET, 3)
    return canvas


def _earlier(canvas: Canvas, x: float, y: float, height: float, share: float) -> None:
    canvas.rect(x, y, (1660 - x) * share, height, mix(SLATE, PAPER, 0.5))


def _legend(canvas: Canvas, entries: Sequence[tuple[str, Colour]]) -> None:
    x = 1830.0
    for name, colour in reversed(entries):
        x -= canvas.text_width(name, 30)
        canvas.text(x, 240, name, size=30, fill=INK)
        canvas.rect(x - 42, 216, 28, 28, colour)
        x -= 84


def share_chart(
    *, title: str, unit: str, source: str, labels: Sequence[str], values: Sequence[float]
) -> Canvas:
    """One whole cut into named parts, largest first, with a leader to each name."""
    canvas = _sheet(title, unit, source)
    total = sum(values)
    x = 90.0
    names_left = True
    for index, (label, value) in enumerate(zip(labels, values, strict=True)):
        width = 1740 * value / total
        colour = COLOURS[index % len(COLOURS)]
        canvas.rect(x, 510, width - 5, 340, colour)
        share = f"{value / total * 100:.0f}%"
        middle = x + width / 2
        canvas.text(
            middle, 684, share, size=50 if width > 110 else 28, fill=PAPER, anchor="mm", weight=1.4
        )
        _name_part(canvas, middle, label, value, above=names_left)
        names_left = not names_left
        x += width
    return canvas


def _name_part(canvas: Canvas, x: float, label: str, value: float, *, above: bool) -> None:
    y = 420 if above else 950
    canvas.line([(x, 510 if above else 850), (x, y + 14 if above else y - 40)], QUIET, 2.5)
    half = max(canvas.text_width(label, 34), canvas.text_width(f"{_number(value)}m", 34)) / 2
    middle = min(max(x, 90 + half), 1830 - half)
    canvas.text(middle, y - 44 if above else y, label, size=34, anchor="ms", weight=1.1)
    canvas.text(
        middle, y if above else y + 44, f"{_number(value)}m", size=34, fill=QUIET, anchor="ms"
    )
