"""Draws a picture of the demo paper by name: the register of everything its artists can draw.

The same name and parameters give the same picture; saving it is the caller’s affair.
"""

from collections.abc import Callable

from PIL import Image

from broadsheet.demo.drawings.canvas import Canvas
from broadsheet.demo.drawings.graphics import charts, diagrams, maps
from broadsheet.demo.drawings.illustrations import (
    harbour,
    land,
    portraits,
    rooms,
    sea,
    stage,
    still_life,
    town,
)

Draughtsman = Callable[..., Canvas]

GRAPHICS: dict[str, Draughtsman] = {
    "bar_chart": charts.bar_chart,
    "canal_map": maps.canal_map,
    "city_map": maps.city_map,
    "column_chart": charts.column_chart,
    "council_table": diagrams.council_table,
    "line_chart": charts.line_chart,
    "pitch": diagrams.pitch,
    "prize_year": diagrams.prize_year,
    "region_map": maps.region_map,
    "share_chart": charts.share_chart,
    "tide_gate": diagrams.tide_gate,
}
ILLUSTRATIONS: dict[str, Draughtsman] = {
    "book": still_life.book,
    "chamber": rooms.chamber,
    "classroom": rooms.classroom,
    "cliff_village": land.cliff_village,
    "clinic": rooms.clinic,
    "clock": still_life.clock,
    "courtroom": rooms.courtroom,
    "cranes": harbour.cranes,
    "evening_square": town.evening_square,
    "ferry": sea.ferry,
    "figurehead": still_life.figurehead,
    "floodlights": stage.floodlights,
    "library": rooms.library,
    "lighthouse": sea.lighthouse,
    "marsh": land.marsh,
    "observatory": land.observatory,
    "orchestra": stage.orchestra,
    "portrait": portraits.portrait,
    "quay_wall": harbour.quay_wall,
    "roundabout": town.roundabout,
    "rowing": sea.rowing,
    "seed_vault": land.seed_vault,
    "shipyard": harbour.shipyard,
    "solar_farm": land.solar_farm,
    "storm": sea.storm,
    "terraces": town.terraces,
    "theatre": stage.theatre,
    "tins": still_life.tins,
    "tram": town.tram,
    "vineyard": land.vineyard,
    "weir": land.weir,
}
DRAWINGS: dict[str, Draughtsman] = GRAPHICS | ILLUSTRATIONS


class UnknownDrawingError(LookupError):
    """Nobody here can draw that."""


def draw(name: str, **params: object) -> Image.Image:
    """The finished picture. Raises UnknownDrawingError for a name nobody has registered.

    Charts, maps and diagrams are left clean; illustrations get a breath of paper grain.
    """
    try:
        draughtsman = DRAWINGS[name]
    except KeyError as error:
        raise UnknownDrawingError(f"There is no drawing called {name!r}.") from error
    return draughtsman(**params).finish(grain=0 if name in GRAPHICS else 4)
