"""Which facts there are, and how each is read again. Filled by content when the apps are ready."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Kind:
    """The facts whose key is this name, or begins with it and a colon: `card:12`, `frame`."""

    name: str
    read: Callable[[set[str], datetime], None]
    """notes each of these facts as it is at that moment, all in as few queries as it can; what it
    notes no longer is absent"""


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks at the position in a list that a change names, for what else was read across it.

    A line that comes or goes between two stories alters what the one has beside it, though neither
    is touched. Facts of that sort name a source of their own rather than the whole list, and the
    looker finds these sources.
    """

    prefix: str
    """of the lists that it knows: `list:section:`"""
    at: Callable[[str, str], set[str]]
    """takes the list, as in `list:section:5`, and the position, as in `2026-11-25T…#12`"""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages that stand for sources: a story's own, the fronts of a list.

    When such a source changes they are pressed before anybody asks, and editors are told of them
    by name.
    """

    prefix: str
    """of the sources: `story:`"""
    of: Callable[[set[str]], dict[str, str]]
    """takes such sources, and gives the addresses of the pages with their names"""


_kinds: dict[str, Kind] = {}
_lookers: list[Looker] = []
_pages: list[Pages] = []


def register(*things: Kind | Looker | Pages) -> None:
    """Make these known; of two kinds with one name, the later."""
    for thing in things:
        match thing:
            case Kind():
                _kinds[thing.name] = thing
            case Looker():
                if thing not in _lookers:
                    _lookers.append(thing)
            case Pages():
                if thing not in _pages:
                    _pages.append(thing)


def by_kind(keys: Iterable[str]) -> dict[str, set[str]]:
    """The keys of facts, by the name of their kind."""
    found = defaultdict(set)
    for key in keys:
        found[key.partition(":")[0]].add(key)
    return dict(found)


def kind(name: str) -> Kind:
    """Raises LookupError: no such facts are known."""
    return _kinds[name]


def is_known(name: str) -> bool:
    return name in _kinds


def sources_of(change: str) -> set[str]:
    """The sources that a line of the log names; with a position in a list, what lies there too."""
    base, at, position = change.partition("@")
    found = {base}
    if at:
        for looker in _lookers:
            if base.startswith(looker.prefix):
                found |= looker.at(base, position)
    return found


def pages_of(sources: Iterable[str]) -> dict[str, str]:
    """The addresses of the pages that stand for any of those sources, and what they are called."""
    given = set(sources)
    found: dict[str, str] = {}
    for pages in _pages:
        if theirs := {source for source in given if source.startswith(pages.prefix)}:
            found |= pages.of(theirs)
    return found
