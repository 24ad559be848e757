"""Locator maps: the Lower Eller, the streets of Ellermouth, and the two ways round Africa.

Local maps are drawn in picture coordinates, since the places exist nowhere else; the canal is
drawn from longitudes and latitudes.
"""

from collections.abc import Callable, Sequence

from broadsheet.demo.drawings.canvas import (
    CREAM,
    INK,
    MOSS,
    PAPER,
    RUST,
    SAND,
    SLATE,
    TEAL,
    Canvas,
    Colour,
    Point,
    curve,
    mix,
    shape,
)
from broadsheet.demo.drawings.graphics.coastlines import (
    AFRICA,
    BRITAIN,
    EURASIA,
    GREAT_ISLAND,
    NILE_LAND,
)

WATER = mix(TEAL, PAPER, 0.62)
DEEP = mix(TEAL, PAPER, 0.52)
LAND = mix(CREAM, PAPER, 0.35)
BUILT = mix(SAND, SLATE, 0.16)
ROAD = mix(SAND, PAPER, 0.15)
QUIET = mix(SLATE, INK, 0.3)

REGION_PLACES: dict[str, tuple[float, float, str]] = {
    "Ellermouth": (800, 760, "r"),
    "Northbank": (820, 610, "r"),
    "Saltings": (1010, 740, "r"),
    "Cold Ferry": (1270, 660, "r"),
    "Brackford": (1640, 560, "t"),
    "Marram": (566, 268, "r"),
    "Osmere": (1300, 250, "r"),
    "Harl": (1200, 1010, "r"),
    "Tolland Cove": (640, 1060, "r"),
    "Farrow Island": (380, 770, "b"),
}

CITY_PLACES: dict[str, tuple[float, float]] = {
    "Ropewalk": (560, 560),
    "Hallgate": (740, 770),
    "Kilnside": (800, 1080),
    "Saltings": (1520, 640),
    "Northbank": (1090, 180),
    "Tollgate": (420, 900),
}


def region_map(
    *,
    title: str,
    places: Sequence[str],
    focus: str = "",
    wind_farm: bool = False,
    retreat: bool = False,
) -> Canvas:
    """The coast from Marram to Tolland Cove and the river up to Brackford."""
    canvas = Canvas(ground=WATER)
    _region_ground(canvas)
    if wind_farm:
        _wind_farm(canvas)
    if retreat:
        canvas.dashes([(455, 0), (470, 140), (492, 300), (520, 430)], RUST, 5, 16)
        canvas.text(452, 262, "Shore in 1950", size=30, fill=RUST, anchor="rs", halo=WATER)
    for name in places:
        _town(canvas, name, strong=name == focus)
    _furniture(canvas, title, "10 km", 300)
    _inset(canvas)
    return canvas


def _region_ground(canvas: Canvas) -> None:
    shore = shape(
        "505,-20 520,140 545,300 580,430 690,540 820,580 1010,610 1220,630 "
        "1290,650 1060,700 880,715 720,720 640,790 600,920 610,1060 570,1180 "
        "560,1300"
    )
    for reach, shade in ((60, mix(WATER, PAPER, 0.2)), (28, mix(WATER, PAPER, 0.4))):
        canvas.line(curve(shore), shade, reach)
    canvas.polygon([*curve(shore), (1940, 1300), (1940, -20)], LAND)
    _hills(canvas)
    canvas.blob(shape("880,712 980,700 1080,706 1050,760 930,780 870,760"), mix(TEAL, LAND, 0.72))
    canvas.line(curve(shape("1240,645 1420,700 1540,600 1690,620 1800,520 1940,500")), WATER, 20)
    canvas.blob([(1350, 300), (1420, 250), (1470, 310), (1440, 400), (1370, 380)], WATER)
    _roads(canvas)
    canvas.blob([(720, 730), (840, 726), (930, 770), (900, 840), (780, 850), (705, 800)], BUILT)
    canvas.blob([(760, 590), (880, 602), (900, 572), (820, 548)], BUILT)
    canvas.blob(shape("346,742 386,716 420,742 410,786 368,800 340,780"), mix(WATER, PAPER, 0.4))
    canvas.blob(shape("354,746 386,726 410,748 402,778 368,788 350,774"), LAND)
    for words, x, y in (("R I V E R   E L L E R", 1040, 662), ("T H E   R O A D S", 250, 960)):
        canvas.text(x, y, words, size=26, fill=mix(TEAL, INK, 0.25), anchor="mm")


def _roads(canvas: Canvas) -> None:
    for road in (
        shape("760,790 960,830 1250,740 1640,660 1940,620"),
        shape("770,560 640,360 580,180 590,-20"),
        shape("830,560 1060,420 1300,290 1500,150 1600,-20"),
        shape("770,800 720,960 690,1100 660,1300"),
        shape("880,815 1050,960 1200,1030 1500,1130 1940,1180"),
    ):
        canvas.line(curve(road), mix(SAND, SLATE, 0.25), 11)
        canvas.line(curve(road), PAPER, 6)


def _hills(canvas: Canvas) -> None:
    hills = (
        shape("1080,1130 1220,1060 1420,1080 1560,1160 1400,1230 1180,1220"),
        shape("1420,930 1560,880 1740,920 1800,1010 1620,1040 1470,1010"),
        shape("1120,1040 1220,960 1340,990 1320,1060 1200,1090"),
    )
    for hill in hills:
        canvas.blob(hill, mix(MOSS, LAND, 0.66))
        middle_x = sum(x for x, _ in hill) / len(hill)
        middle_y = sum(y for _, y in hill) / len(hill)
        canvas.blob(
            [(middle_x + (x - middle_x) * 0.6, middle_y + (y - middle_y) * 0.55) for x, y in hill],
            mix(MOSS, LAND, 0.5),
        )
    canvas.text(1455, 1165, "Harl Hills", size=30, fill=mix(MOSS, INK, 0.4), anchor="mm")


def _wind_farm(canvas: Canvas) -> None:
    for row in range(5):
        for column in range(6):
            x, y = 70 + column * 52 + row * 10, 330 + row * 52
            canvas.line([(x, y), (x, y + 22)], TEAL, 4)
            for dx, dy in ((0, -15), (13, 8), (-13, 8)):
                canvas.line([(x, y), (x + dx, y + dy)], TEAL, 3)
    canvas.text(220, 290, "Farrow Bank wind farm", size=30, fill=mix(TEAL, INK, 0.3), anchor="ms")


def _town(canvas: Canvas, name: str, *, strong: bool) -> None:
    x, y, side = REGION_PLACES[name]
    size = 36 if strong or name == "Ellermouth" else 31
    canvas.disc(x, y, 17 if strong else 11, PAPER)
    canvas.disc(x, y, 13 if strong else 8, RUST if strong else INK)
    place, anchor = {
        "r": ((x + 26, y), "lm"),
        "t": ((x, y - 28), "ms"),
        "b": ((x, y + 62), "ms"),
    }[side]
    fill = RUST if strong else INK
    canvas.text(
        *place,
        name,
        size=size,
        fill=fill,
        anchor=anchor,
        weight=1.4 if strong else 0.6,
        halo=LAND if x > 500 else WATER,
    )


def _furniture(canvas: Canvas, title: str, scale: str, length: float) -> None:
    _title(canvas, title)
    canvas.line([(1500, 1208), (1500 + length, 1208)], INK, 5)
    for x in (1500, 1500 + length):
        canvas.line([(x, 1196), (x, 1220)], INK, 5)
    canvas.text(1500 + length / 2, 1186, scale, size=28, anchor="ms", halo=LAND)
    canvas.polygon([(1858, 1130), (1836, 1196), (1858, 1182), (1880, 1196)], INK)
    canvas.text(1858, 1120, "N", size=30, anchor="ms", weight=1.2)
    canvas.text(60, 1244, "Map: Mercury graphics", size=26, fill=QUIET)


def _title(canvas: Canvas, title: str) -> None:
    width = max(canvas.text_width(title, 42) + 80, 420)
    canvas.rect(60, 60, width, 104, PAPER)
    canvas.rect(60, 60, 12, 104, RUST)
    canvas.text(100, 126, title, size=42, weight=1.8)


def _inset(canvas: Canvas) -> None:
    """Where the Lower Eller lies in its country: a coast, a box, the capital."""
    canvas.rect(1536, 56, 328, 268, PAPER)
    canvas.rect(1544, 64, 312, 252, WATER)
    coast = shape("1690,64 1660,110 1630,130 1650,170 1610,200 1625,250 1600,290 1640,316")
    canvas.polygon([*curve(coast), (1856, 316), (1856, 64)], LAND)
    canvas.line([(1600, 172), (1680, 172), (1680, 226), (1600, 226), (1600, 172)], RUST, 5)
    canvas.disc(1768, 236, 8, INK)
    canvas.text(1768, 280, "Capital", size=25, anchor="ms")


def city_map(
    *,
    title: str,
    places: Sequence[str],
    tram: bool = False,
    quay: bool = False,
    landfill: bool = False,
) -> Canvas:
    """The streets of Ellermouth, with what the story is about in red."""
    canvas = Canvas(ground=LAND)
    _city_ground(canvas)
    _streets(canvas)
    if tram:
        _tram_lines(canvas)
    if quay:
        canvas.line([(338, 447), (452, 437)], RUST, 18)
        _callout(canvas, (395, 430), (330, 320), "North Quay, closed")
    if landfill:
        canvas.blob(
            shape("1560,900 1680,850 1790,900 1780,1000 1650,1030 1560,980"), mix(RUST, LAND, 0.35)
        )
        _callout(canvas, (1600, 930), (1330, 860), "Gull Lane tip")
    for name in places:
        x, y = CITY_PLACES[name]
        canvas.text(x, y, name.upper(), size=32, anchor="mm", fill=QUIET, weight=1.4)
    _furniture(canvas, title, "1 km", 180)
    return canvas


def _city_ground(canvas: Canvas) -> None:
    for district in (
        shape("240,470 760,420 1080,470 1180,700 1080,1000 1140,1180 820,1220 420,1040 250,760"),
        shape("1360,560 1640,540 1740,660 1600,740 1380,720"),
        shape("760,60 1240,70 1290,190 1020,236 760,200"),
    ):
        canvas.blob(district, BUILT)
    river = [(-20, 250), (260, 270), (560, 300), (900, 280), (1300, 300), (1940, 250)]
    south = shape(
        "1940,420 1500,440 1200,420 900,400 700,410 300,448 180,500 110,640 70,900 -20,1000"
    )
    canvas.polygon([*curve(river), *curve(south)], WATER)
    canvas.polygon(shape("330,442 640,414 650,470 520,482 516,540 452,545 448,488 336,498"), WATER)
    canvas.blob(
        shape("1300,430 1500,450 1760,440 1880,470 1820,540 1480,530 1320,500"),
        mix(TEAL, LAND, 0.7),
    )
    for park in (
        shape("920,560 1040,560 1050,640 930,650"),
        shape("620,880 760,860 780,960 640,980"),
        shape("1180,1080 1320,1060 1360,1180 1200,1200"),
    ):
        canvas.blob(park, mix(MOSS, LAND, 0.55))
    canvas.text(1150, 352, "R I V E R   E L L E R", size=28, fill=mix(TEAL, INK, 0.25), anchor="mm")


def _streets(canvas: Canvas) -> None:
    main = (
        shape("-20,1060 260,860 600,660 880,600 1200,590 1560,640 1940,600"),
        shape("880,130 900,280 890,420 880,640 900,900 960,1090 980,1300"),
        shape("520,560 700,760 900,900 1200,960 1500,900 1940,860"),
        shape("0,120 500,130 1000,150 1500,110 1940,130"),
    )
    side = (
        [(700, 470), (720, 700), (640, 1000)],
        shape("1060,470 1080,700 1060,1000 1100,1220"),
        [(320, 640), (700, 560), (1080, 500)],
        [(400, 1000), (760, 1040), (1120, 1080)],
        [(560, 420), (610, 620), (560, 860)],
        [(1420, 560), (1440, 720)],
        [(1560, 560), (1580, 720)],
    )
    for street in side:
        canvas.line(curve(street), ROAD, 7)
    for street in main:
        canvas.line(curve(street), mix(SAND, SLATE, 0.3), 17)
        canvas.line(curve(street), PAPER, 11)


def _tram_lines(canvas: Canvas) -> None:
    for line in (shape("300,640 600,640 890,610 1200,590"), [(890, 150), (896, 420), (890, 610)]):
        canvas.line(curve(line), QUIET, 10)
    new = curve([(890, 610), (900, 800), (930, 960), (1010, 1090), (1060, 1190)])
    canvas.line(new, RUST, 13)
    for index, name in (
        (0, "Hallgate Cross"),
        (16, "Infirmary"),
        (32, "Brickfield Road"),
        (48, "Kiln Lane"),
        (64, "Clay Pits"),
    ):
        x, y = new[min(index, len(new) - 1)]
        canvas.disc(x, y, 17, RUST)
        canvas.disc(x, y, 10, PAPER)
        lift = 36 if index == 0 else 0
        canvas.text(x + 32, y - lift, name, size=30, anchor="lm", weight=0.6, halo=BUILT)
    canvas.line([(1450, 1060), (1510, 1060)], QUIET, 10)
    canvas.text(1530, 1060, "Lines today", size=30, anchor="lm")
    canvas.line([(1450, 1112), (1510, 1112)], RUST, 13)
    canvas.text(1530, 1112, "Line 4", size=30, anchor="lm")


def _callout(canvas: Canvas, target: Point, place: Point, words: str) -> None:
    width = canvas.text_width(words, 32) + 48
    canvas.line([target, place], INK, 4)
    canvas.rect(place[0] - width / 2, place[1] - 62, width, 62, PAPER)
    canvas.text(place[0], place[1] - 20, words, size=32, anchor="ms", weight=1, fill=RUST)


def canal_map(*, title: str) -> Canvas:
    """The Suez Canal, with an inset of the way through it and the way round the Cape."""
    canvas = Canvas(ground=WATER)

    def at(longitude: float, latitude: float) -> Point:
        return 1150 + (longitude - 32.4) * 420, 300 - (latitude - 31.2) * 440

    canvas.polygon(curve([at(*place) for place in NILE_LAND], closed=True), LAND)
    for branch in (
        shape("31.23,28.9 31.25,29.7 31.23,30.05 31.12,30.2"),
        [(31.12, 30.2), (30.8, 30.7), (30.42, 31.42)],
        shape("31.12,30.2 31.3,30.7 31.6,31.1 31.82,31.5"),
    ):
        canvas.line(curve([at(*place) for place in branch]), DEEP, 9)
    _canal(canvas, at)
    sea = mix(TEAL, INK, 0.3)
    for words, x, y, fill in (
        ("MEDITERRANEAN SEA", 1380, 196, sea),
        ("SINAI", 1640, 700, QUIET),
        ("GULF OF SUEZ", 1420, 1010, sea),
    ):
        canvas.text(x, y, words, size=28, fill=fill, anchor="mm")
    _routes_inset(canvas)
    _title(canvas, title)
    canvas.text(1860, 1244, "Map: Mercury graphics", size=26, fill=QUIET, anchor="rs")
    return canvas


def _canal(canvas: Canvas, at: Callable[[float, float], Point]) -> None:
    canal = shape(
        "32.31,31.26 32.32,30.85 32.3,30.6 32.34,30.42 32.42,30.3 32.56,30.18 32.57,29.94"
    )
    canvas.line([at(*place) for place in canal], RUST, 13)
    for lake in (
        shape("32.3,30.42 32.36,30.42 32.46,30.3 32.54,30.2 32.46,30.2 32.34,30.3"),
        [(32.27, 30.6), (32.32, 30.6), (32.31, 30.55)],
    ):
        canvas.blob([at(*place) for place in lake], RUST)
    for name, longitude, latitude, anchor in (
        ("Port Said", 32.31, 31.26, "r"),
        ("Ismailia", 32.27, 30.6, "l"),
        ("Suez", 32.55, 29.96, "l"),
        ("Great Bitter Lake", 32.47, 30.31, "r"),
    ):
        _canal_place(canvas, at(longitude, latitude), name, anchor)


def _canal_place(canvas: Canvas, place: Point, name: str, side: str) -> None:
    x, y = place
    canvas.disc(x, y, 13, PAPER)
    canvas.disc(x, y, 9, INK)
    shift, anchor = (28, "lm") if side == "r" else (-28, "rm")
    canvas.text(x + shift, y, name, size=34, anchor=anchor, weight=0.9, halo=LAND)


def _routes_inset(canvas: Canvas) -> None:
    left, top, width, height = 60, 640, 640, 560

    def at(longitude: float, latitude: float) -> Point:
        return left + (longitude + 42) * width / 128, top + (60 - latitude) * height / 100

    canvas.rect(left - 8, top - 8, width + 16, height + 16, PAPER)
    box = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]

    def paint(layer: Canvas) -> None:
        layer.polygon(box, WATER)
        for coast in (EURASIA, AFRICA, BRITAIN, GREAT_ISLAND):
            layer.polygon([at(*place) for place in coast], LAND)
        _route(
            layer,
            at,
            shape(
                "103,-2 92,6 80,5 62,10 51,13 44,12 40,18 35,25 32.5,30 31,32.5 20,35 "
                "10,38 -5,36 -10,37 -11,44 -4,49 3,52"
            ),
            RUST,
        )
        _route(
            layer,
            at,
            shape(
                "103,-3 80,-8 55,-26 35,-36 19,-37 8,-25 -10,-2 -20,14 -16,32 -13,44 -6,49 2,51.5"
            ),
            INK,
        )

    canvas.within(box, paint)
    canvas.text(left + 372, top + 205, "Suez", size=30, fill=RUST, weight=1, halo=WATER)
    canvas.text(left + 48, top + 398, "Cape", size=30, weight=1, halo=WATER)


def _route(
    canvas: Canvas, at: Callable[[float, float], Point], places: Sequence[Point], colour: Colour
) -> None:
    canvas.line(curve([at(*place) for place in places]), colour, 6)
