"""What parts of the paper hold of a person: each says what it gives them, and how it lets them go.

Filled when the apps are ready. Whoever copies or erases an account asks here, and knows none of
those who hold something.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Table:
    """A table of what is held, as its owner gets it."""

    name: str
    """of its file, without an ending: “saved-stories”"""
    heading: str
    """in the paper's words"""
    columns: Mapping[str, str]
    """what each field is called, in the paper's words"""
    rows: Callable[[], Iterable[Mapping[str, Any]]]
    """asked once for each form in which it is written; fields are what JSON can say, or moments"""


@dataclass(frozen=True, slots=True)
class Belongings:
    """All that one holder has of one person."""

    tables: Iterable[Table] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """by name, with its ending"""


def has_none(user: Any, now: datetime) -> Belongings:
    return Belongings()


def goes_with_the_account(user: Any) -> None:
    """What cascades needs no deed of its own."""


def binds_nobody(user: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A part of the paper that holds something of people who have an account."""

    name: str
    told: Callable[[Any, datetime], Belongings] = has_none
    """what there is of somebody at that moment"""
    erase: Callable[[Any], None] = goes_with_the_account
    """called in the transaction that deletes the account, by whomever, before it goes itself; files
    wait for `on_commit`, or an account that stays after all would have lost them"""
    binds: Callable[[Any], str] = binds_nobody
    """why the account cannot be erased by its owner, in the paper's words; empty where it can"""


_holders: dict[str, Holder] = {}


def register(*holders: Holder) -> None:
    """Make holders known; of two with one name, the later."""
    _holders.update({each.name: each for each in holders})


def holders() -> tuple[Holder, ...]:
    """All that are known, in the order in which they became so."""
    return tuple(_holders.values())


def what_binds(user: Any) -> str:
    """Why an account cannot be erased by its owner; empty where it can."""
    return next(filter(None, (each.binds(user) for each in _holders.values())), "")
