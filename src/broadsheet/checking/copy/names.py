"""Whether people are called as the house calls them, one way throughout, and in full at first."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from broadsheet.checking import near
from broadsheet.checking.draft import Kind
from broadsheet.checking.known import all_folded, folded
from broadsheet.checking.people import PARTICLES, large_parts
from broadsheet.checking.remarks import Fix, Remark, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.checking.draft import Passage
    from broadsheet.checking.galley import Galley, Line
    from broadsheet.checking.known import Known, Person
    from broadsheet.checking.people import Mention
    from broadsheet.checking.reading.tokens import Token

KIND: Final = "name"


def remarks_on_names(galley: Galley) -> Iterator[Remark]:
    """On names in another spelling than the house’s, on misspelt ones, and on surnames that come
    before the full name."""
    lines = [line for line in galley.lines if not line.sentence.is_title_case]
    yield from _spelt_otherwise(lines, galley.known)
    yield from _misspelt(lines, galley)
    yield from _too_early(lines, galley.known)


def _spelt_otherwise(lines: list[Line], known: Known) -> Iterator[Remark]:
    """The first time for each spelling."""
    told = set[str]()
    for line in lines:
        for mention in line.plain:
            if not mention.is_full:
                continue
            person = known.person[mention.persons[0]]
            start, end = line.span(mention.first, mention.last)
            written = line.passage.text[start:end].removesuffix("’s").removesuffix("'s")
            name = folded(written)
            if name == folded(person.name) or name in told or line.is_quoted(start, end):
                continue
            told.add(name)
            yield Remark(
                line.passage.place, start, start + len(written), KIND, Weight.HINT,
                f"The house writes {person.name}.", written, Fix(person.name),
                record=f"person:{person.id}",
            )  # fmt: skip


def _misspelt(lines: list[Line], galley: Galley) -> Iterator[Remark]:
    """Full names with one wrong letter, of somebody whom the story or the register has."""
    right: dict[str, list[tuple[str, Person]]] = defaultdict(list)
    words = set[str]()
    for person in galley.known.near:
        for name in all_folded((person.name, *person.others)):
            words.update(name.split())
            for key in near.keys(name):
                right[key].append((name, person))
    told = set[str]()
    for line in lines if right else ():
        for first, last, written in _full_names(line.sentence.tokens):
            meant = _meant(written, right, words)
            if meant and written not in told and written not in galley.people.full:
                told.add(written)
                yield _slip(line.passage, first, last, meant)


def _full_names(some: Sequence[Token]) -> Iterator[tuple[Token, Token, str]]:
    """The first and the last word of what may be one, and all of it."""
    for part in large_parts(some):
        for at, first in enumerate(part):
            written = first.word
            for last in part[at + 1 : at + near.MOST]:
                if first.is_possessive or not (last.is_near or last.is_joined):
                    break
                written = f"{written} {last.word}"
                if last.word not in PARTICLES:
                    yield first, last, written
                if last.is_possessive:
                    break


def _meant(
    written: str, right: dict[str, list[tuple[str, Person]]], words: set[str]
) -> Person | None:
    """Whose name that is but for a letter, if what is wrong is not a name as well."""
    for key in near.keys(written):
        for name, person in right.get(key, ()):
            wrong = near.slip(written, name)
            if wrong and wrong not in words:
                return person
    return None


def _slip(passage: Passage, first: Token, last: Token, person: Person) -> Remark:
    is_marked = last.is_possessive and last.text[-2:] in {"’s", "'s"}
    end = last.end - (2 if is_marked else 0)
    return Remark(
        passage.place, first.start, end, KIND, Weight.WARNING, f"{person.name} is spelt so.",
        passage.text[first.start : end], Fix(person.name), record=f"person:{person.id}",
    )  # fmt: skip


def _too_early(lines: list[Line], known: Known) -> Iterator[Remark]:
    """A surname alone in the text, of somebody whose full name comes only later."""
    alone: dict[int, Remark | None] = {}
    """by person: a remark that may come, None once they were named in full"""
    for line in lines:
        if line.passage.kind is not Kind.TEXT:
            continue
        for mention in line.plain:
            (pk,) = mention.persons
            if mention.is_full:
                if remark := alone.get(pk):
                    yield remark
                alone[pk] = None
            elif pk not in alone and not line.is_quoted(*line.span(mention.first, mention.last)):
                alone[pk] = _alone(line, mention, known.person[pk])


def _alone(line: Line, mention: Mention, person: Person) -> Remark:
    start, end = line.span(mention.first, mention.last)
    return Remark(
        line.passage.place, start, end, KIND, Weight.HINT,
        f"{person.name} is named in full only later.", line.passage.text[start:end],
        record=f"person:{person.id}",
    )  # fmt: skip
