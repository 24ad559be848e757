"""Who else keeps copies of things for readers, or shows them where no sheet is kept.

Each says how what was withdrawn is gone from it. Filled by content when the apps are ready.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def nowhere(source: str) -> Iterable[str]:
    """What is shown in none of its own pages."""
    return ()


def nothing() -> Iterable[str]:
    """What keeps no copies has none to throw away, and none that stays."""
    return ()


@dataclass(frozen=True, slots=True)
class Keeper:
    """A part of the paper that a withdrawn thing has to be gone from."""

    name: str
    addresses: Callable[[str], Iterable[str]] = nowhere
    """where readers may come upon the thing of that source (`story:12`); asked while it is still
    public, and each of these is fetched afterwards"""
    clear: Callable[[], Iterable[str]] = nothing
    """throws away what this node keeps of whatever is withdrawn, and tells where anything stays
    that cannot be removed; done on every node"""


_keepers: dict[str, Keeper] = {}


def register(*keepers: Keeper) -> None:
    """Make keepers known; of two with one name, the later."""
    _keepers.update({each.name: each for each in keepers})


def addresses_of(source: str) -> set[str]:
    """Wherever readers may come upon a thing now."""
    return {address for each in _keepers.values() for address in each.addresses(source)}


def clear() -> list[str]:
    """Throw away what this node keeps of whatever is withdrawn; where anything of it stays."""
    return [place for each in _keepers.values() for place in each.clear()]
