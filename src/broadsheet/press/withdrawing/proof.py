"""Fetches every representation of a withdrawn thing from every node, and says what is left."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from django.conf import settings

from broadsheet import config
from broadsheet.press.models import Node
from broadsheet.press.pressing import store_of_this_node
from broadsheet.press.rendering import Django
from broadsheet.press.withdrawing.asking import ByWire, Here, Unanswered
from broadsheet.press.withdrawing.traces import found_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.press.withdrawing.asking import Answered, Asker
    from broadsheet.press.withdrawing.traces import Thing

AT_ONCE: Final = 4
"""Addresses that a node is asked for at a time: as many as it makes at a time."""
GONE: Final = frozenset({404, 410})
TOO_OFTEN: Final = 429
FAILURE: Final = 500


@dataclass(frozen=True, slots=True)
class Line:
    """What one node answered at one address, once the thing was withdrawn."""

    node: str
    address: str
    """none if the node could not be asked at all"""
    status: int
    left: str
    """what is still there, or why nobody can tell; nothing if it is gone"""
    took: float
    """seconds"""

    @property
    def milliseconds(self) -> int:
        return round(self.took * 1000)

    @property
    def is_clean(self) -> bool:
        return not self.left


def prove(thing: Thing, elsewhere: Iterable[str]) -> list[Line]:
    """What every node answers at the thing's own addresses, and wherever it was to be seen."""
    addresses = list(dict.fromkeys([*thing.own, *sorted(elsewhere)]))
    return [line for node in nodes() for line in _of_node(node, thing, addresses)]


@dataclass(frozen=True, slots=True)
class Reached:
    """A node, and where it is to be asked."""

    name: str
    address: str
    is_mine: bool
    fault: str = ""
    """why it cannot be asked there"""


def nodes() -> list[Reached]:
    """The nodes there are, this one first."""
    known = dict(Node.objects.order_by("name").values_list("name", "address"))
    me = config.node()
    mine = known.pop(me, "")
    others = (
        Reached(name, address, is_mine=False, fault=_fault(address, mine=mine))
        for name, address in known.items()
    )
    return [Reached(me, mine, is_mine=True), *others]


def _fault(address: str, *, mine: str) -> str:
    if not address:
        return "it has not said where it is reached: give it a BROADSHEET_NODE_ADDRESS"
    if address == mine:
        return f"it says it is reached at {address}, and so does this node"
    return ""


def _of_node(node: Reached, thing: Thing, addresses: list[str]) -> list[Line]:
    if node.fault:
        return [Line(node.name, "", 0, node.fault, 0.0)]
    if node.address:
        lines = _by_wire(node, thing, addresses)
        if lines[0].status or not node.is_mine:
            return lines
    # Nobody serves here just now: what would be served is in the store, or is made from it.
    here = Here(store_of_this_node(), render=Django().render)
    return [_line(node.name, here, thing, address) for address in addresses]


def _by_wire(node: Reached, thing: Thing, addresses: list[str]) -> list[Line]:
    """One line alone, without an address, where the node does not answer."""
    with closing(ByWire(node.address, site=settings.SITE)) as asker:
        first = _line(node.name, asker, thing, addresses[0])
        if not first.status:
            return [replace(first, address="")]
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="prove") as pool:
            return [first, *pool.map(partial(_line, node.name, asker, thing), addresses[1:])]


def _line(name: str, asker: Asker, thing: Thing, address: str) -> Line:
    try:
        answered = asker.ask(address)
    except Unanswered as error:
        return Line(name, address, 0, str(error), 0.0)
    left = _left(answered, thing, is_own=address in thing.own)
    return Line(name, address, answered.status, left, answered.took)


def _left(answered: Answered, thing: Thing, *, is_own: bool) -> str:
    if found := found_in(answered.text, thing.traces):
        return ", ".join(found)
    if is_own and answered.status not in GONE:
        return f"answers {answered.status}"
    tells_nothing = answered.status >= FAILURE or answered.status == TOO_OFTEN
    return f"nobody can tell: answers {answered.status}" if tells_nothing else ""
