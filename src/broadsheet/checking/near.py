"""Which full name may be meant by one that has a wrong letter in it. All names are folded."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from broadsheet.checking.known import all_folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.checking.known import Person

INITIAL: Final = "~"
"""Stands before one in a key, and in no name."""
LONG_ENOUGH: Final = 5
"""Letters of a word from which on one more or less is a slip, and no other name."""
MOST: Final = 5
"""Words of a name that is found so."""


def keys(name: str) -> Iterable[str]:
    """Under what a full name is found by who has one letter of it wrong, but not the first one of a
    word: its given names with the initial of its surname, and the other way round.

    Under either stand few, however many names there are.
    """
    given, _, surname = name.rpartition(" ")
    if given and name.count(" ") < MOST:
        if len(surname) >= LONG_ENOUGH - 1:
            yield f"{given} {INITIAL}{surname[0]}"
        if any(len(word) >= LONG_ENOUGH - 1 for word in given.split()):
            yield f"{INITIAL}{given[0]} {surname}"


class NearNames:
    """Knows whose full name may be meant by one that has a wrong letter in it."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self._right: dict[str, list[tuple[str, Person]]] = defaultdict(list)
        self._words = set[str]()
        for person in persons:
            for name in all_folded((person.name, *person.others)):
                self._words.update(name.split())
                for key in keys(name):
                    self._right[key].append((name, person))

    def __bool__(self) -> bool:
        return bool(self._right)

    def meant(self, written: str) -> Person | None:
        """Whose name that is but for a letter, if what is wrong is not a name as well."""
        for key in keys(written):
            for name, person in self._right.get(key, ()):
                wrong = slip(written, name)
                if wrong and wrong not in self._words:
                    return person
        return None


def slip(written: str, right: str) -> str | None:
    """The one word of a written name that has one letter wrong, if that is all it has."""
    ours, theirs = written.split(), right.split()
    if len(ours) != len(theirs):
        return None
    wrong = [at for at, word in enumerate(ours) if word != theirs[at]]
    if len(wrong) != 1:
        return None
    (at,) = wrong
    is_given = at < len(ours) - 1
    return ours[at] if _is_slip(ours[at], theirs[at], is_given=is_given) else None


def _is_slip(written: str, right: str, *, is_given: bool) -> bool:
    if len(right) < LONG_ENOUGH or written[0] != right[0] or written == f"{right}s":
        return False
    if is_given and _stem(written, right) >= max(len(written), len(right)) - 1:
        # Maria and Marie, Carlo and Carlos: the end of a given name makes another of it.
        return False
    return _is_one_letter(written, right) or _once_each(written) == _once_each(right)


def _stem(one: str, other: str) -> int:
    """How many letters they begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _once_each(word: str) -> str:
    """The word without doubled letters, which are often doubled in the wrong place."""
    return "".join(letter for letter, _ in groupby(word))


def _is_one_letter(written: str, right: str) -> bool:
    """Whether one is too many, missing, wrong, or has changed places with its neighbour."""
    at = _stem(written, right)
    rest, other = written[at:], right[at:]
    return (
        rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
    )  # fmt: skip
