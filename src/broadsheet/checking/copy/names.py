"""Whether people are called as the house calls them, one way throughout, and in full at first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from broadsheet.checking.draft import Kind
from broadsheet.checking.known import folded
from broadsheet.checking.offices.titles import ARTICLES, Titles, is_name
from broadsheet.checking.remarks import Fix, Remark, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.galley import Galley, Line
    from broadsheet.checking.known import Known, Person
    from broadsheet.checking.people import Mention

KIND: Final = "name"


def remarks_on_names(galley: Galley) -> Iterator[Remark]:
    """On names in another spelling than the house’s, on misspelt ones, and on surnames that come
    before the full name."""
    lines = [line for line in galley.lines if not line.sentence.is_title_case]
    yield from _spelt_otherwise(lines, galley.known)
    yield from _misspelt(galley)
    yield from _too_early(lines, galley.known)


def _spelt_otherwise(lines: list[Line], known: Known) -> Iterator[Remark]:
    """The first time for each spelling."""
    told = set[str]()
    for line in lines:
        for mention in line.plain:
            if not mention.is_full or mention.is_misspelt:
                continue
            person = known.person[mention.persons[0]]
            start, end = line.name_span(mention)
            written = line.passage.text[start:end]
            name = folded(written)
            if name == folded(person.name) or name in told or line.is_quoted(start, end):
                continue
            told.add(name)
            yield Remark(
                line.passage.place, start, end, KIND, Weight.HINT,
                f"The house writes {person.name}.", written, Fix(person.name),
                record=f"person:{person.id}",
            )  # fmt: skip


def _misspelt(galley: Galley) -> Iterator[Remark]:
    """The first time for each way to write it; in headlines as well."""
    if not galley.people.near:
        return
    titles, told = Titles(galley.known), set[str]()
    for line in galley.lines:
        for mention in line.plain:
            if not mention.is_misspelt:
                continue
            remark = _slip(line, mention, galley.known.person[mention.persons[0]], titles)
            if remark.words not in told:
                told.add(remark.words)
                yield remark


def _slip(line: Line, mention: Mention, person: Person, titles: Titles) -> Remark:
    start, end = line.name_span(mention)
    written = line.passage.text[start:end]
    weight, said = Weight.WARNING, f"Misspelt: it is {person.name}."
    if _may_be_right(line, mention, titles):
        weight, said = Weight.HINT, f"One letter away from {person.name}: is that who is meant?"
    return Remark(
        line.passage.place, start, end, KIND, weight,
        said, written, Fix(person.name), record=f"person:{person.id}",
    )  # fmt: skip


def _may_be_right(line: Line, mention: Mention, titles: Titles) -> bool:
    """Whether somebody else may bear that name: who is introduced as no office on record has it.

    Councillor X; Fire Chief X; X, 34; X, a baker. In title case any word may stand before X.
    """
    some, is_title_case = line.sentence.tokens, line.sentence.is_title_case
    offices = titles.find(some)
    at, first = mention.first - 1, mention.last + 2
    is_after_name = at >= 0 and some[at + 1].is_near and is_name(some[at], begins=at == 0)
    if is_after_name and not is_title_case:
        return all(title.last != at for title in offices)
    if first >= len(some) or some[mention.last].is_possessive or some[first - 1].text != ",":
        return False
    is_introduced = some[first].text.isdigit() or some[first].word in ARTICLES
    return is_introduced and all(title.start != first for title in offices)


def _too_early(lines: list[Line], known: Known) -> Iterator[Remark]:
    """A surname alone in the text, of somebody whose full name comes only later."""
    alone: dict[int, Remark | None] = {}
    """by person: a remark that may come, None once they were named in full"""
    for line in lines:
        if line.passage.kind is not Kind.TEXT:
            continue
        for mention in line.plain:
            (pk,) = mention.persons
            if mention.is_misspelt:
                alone.setdefault(pk, None)  # told already, or the name of somebody else
            elif mention.is_full:
                if remark := alone.get(pk):
                    yield remark
                alone[pk] = None
            elif pk not in alone and not line.is_quoted(*line.span(mention.first, mention.last)):
                alone[pk] = _alone(line, mention, known.person[pk])


def _alone(line: Line, mention: Mention, person: Person) -> Remark:
    start, end = line.span(mention.first, mention.last)
    return Remark(
        line.passage.place, start, end, KIND, Weight.HINT,
        f"Give the full name, {person.name}, at first mention.", line.passage.text[start:end],
        record=f"person:{person.id}",
    )  # fmt: skip
