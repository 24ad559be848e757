"""Who is named in a draft, and where: in full, or in short once they were named in full."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from broadsheet.checking.known import MOST_TITLE, MOST_WORDS, Named, all_folded, folded
from broadsheet.checking.near import NearNames
from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.checking.reading.tokens import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.checking.draft import Draft
    from broadsheet.checking.known import Known, Person
    from broadsheet.checking.reading.tokens import Sentence, Token

PARTICLES: Final = lexicon(
    "al el bin ibn ben van von der den de da do dos das di du del della la le ter ten af av zu y"
)
"""Small words within names."""
_NO_EDGE: Final = lexicon(
    "a an the and or but of in on at to for from by with as is are was were be been has have"
    " had he she it they we you i his her its their our that this these those who which what"
    " when where not no said says than then there will would could can may if so up out about"
    " into over after before"
)
"""No title begins or ends with one of these."""
OF_A_NAME: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


def named_in(draft: Draft) -> Named:
    """Under what a register may know something that the draft names."""
    names: set[str] = set()
    words: set[str] = set()
    for passage in draft.passages:
        for sentence in sentences(passage.text):
            words.update(_titles(sentence.tokens))
            for part in large_parts(sentence.tokens):
                names.update(_runs(part))
    return Named(frozenset(names), frozenset(words))


def _runs(some: Sequence[Token]) -> Iterable[str]:
    """All runs of words that nothing but spaces stands between."""
    for at, token in enumerate(some):
        if not token.word:
            continue
        run = token.word
        yield run
        for following in some[at + 1 : at + MOST_WORDS]:
            if not following.word or not (following.is_near or following.is_joined):
                break
            run = f"{run} {following.word}"
            yield run


def _titles(some: Sequence[Token]) -> Iterable[str]:
    """The same, of those that may be the title of an office, or what one is of: half cannot."""
    words = [token.word for token in some]
    may_end = [word not in _NO_EDGE and not word.isdigit() for word in words]
    for at, word in enumerate(words):
        if not word or word in _NO_EDGE:
            continue
        run = word
        if may_end[at]:
            yield run
        for place in range(at + 1, min(at + MOST_TITLE, len(some))):
            token = some[place]
            if not token.word or not (token.is_near or token.is_joined):
                break
            run = f"{run} {token.word}"
            if may_end[place]:
                yield run
            if token.is_possessive:
                break


def large_parts(some: Sequence[Token]) -> list[list[Token]]:
    """Neighbours that are written large, or are small words within a name."""
    parts: list[list[Token]] = [[]]
    for token in some:
        is_within = bool(parts[-1]) and (token.is_joined or token.word in PARTICLES)
        if token.is_capital or is_within or token.word in OF_A_NAME:
            parts[-1].append(token)
        elif parts[-1] and token.text == ".":
            continue
        else:
            parts.append([])
    return [part for part in parts if part]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody, named."""

    first: int
    last: int
    """places of the first and of the last token in the sentence"""
    persons: tuple[int, ...]
    """who it may be"""
    is_full: bool
    """by a full name; else by the short one alone"""
    was_named: bool
    """whether they had been named in full before, or are here"""
    is_misspelt: bool = False
    """whether that full name has one letter wrong, so that somebody unknown may bear it"""


@dataclass
class People:
    """Knows the names of all persons that may be meant, and who has been named so far."""

    known: Known
    seen: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """by short name: who was named in full, every letter right; else it may be somebody else"""

    def __post_init__(self) -> None:
        self.shorts: Mapping[int, tuple[str, ...]] = {
            person.id: _shorts(person) for person in self.known.person.values()
        }
        self.near = NearNames(self.known.near)
        self.full: Mapping[str, tuple[int, ...]] = _by_name(
            (name, person.id) for person in self.known.persons for name in _fulls(person)
        )
        self.short: Mapping[str, tuple[int, ...]] = _by_name(
            (name, pk) for pk, names in self.shorts.items() for name in names
        )

    def mentions(self, sentence: Sentence) -> list[Mention]:
        """Who is named in a sentence, from its beginning on; later sentences remember it."""
        some, found, at = sentence.tokens, [], 0
        while at < len(some):
            mention = None
            if some[at].is_capital:
                mention = self._at(some, at, is_title_case=sentence.is_title_case)
            if mention is None:
                at += 1
                continue
            if mention.is_full and not mention.is_misspelt:
                for person in mention.persons:
                    for name in self.shorts[person]:
                        self.seen[name].add(person)
            found.append(mention)
            at = mention.last + 1
        return found

    def _at(self, some: Sequence[Token], at: int, *, is_title_case: bool) -> Mention | None:
        run = _run_from(some, at)
        found = (
            self._in_full(some, at, run)
            or (self._misspelt(some, at, run) if self.near else None)
            or self._in_short(some, at, run)
        )
        goes_on = found and not is_title_case and _goes_on(some, found.last)
        return None if goes_on else found

    def _in_full(self, some: Sequence[Token], at: int, run: int) -> Mention | None:
        for last in range(run, at - 1, -1):
            if persons := self.full.get(_name(some, at, last)):
                return Mention(at, last, persons, is_full=True, was_named=True)
        return None

    def _misspelt(self, some: Sequence[Token], at: int, run: int) -> Mention | None:
        for last in range(run, at, -1):
            if some[last].word in PARTICLES:
                continue
            if person := self.near.meant(_name(some, at, last)):
                return Mention(
                    at, last, (person.id,), is_full=True, was_named=True, is_misspelt=True
                )
        return None

    def _in_short(self, some: Sequence[Token], at: int, run: int) -> Mention | None:
        for last in range(min(run, at + 2), at - 1, -1):
            name = _name(some, at, last)
            if persons := self.short.get(name):
                named = self.seen.get(name)
                return Mention(
                    at, last, tuple(sorted(named)) if named else persons,
                    is_full=False, was_named=bool(named),
                )  # fmt: skip
        return None


def _name(some: Sequence[Token], first: int, last: int) -> str:
    """What stands there, as names are looked up."""
    return " ".join(token.word for token in some[first : last + 1] if token.word)


def _fulls(person: Person) -> Iterable[str]:
    """What somebody is called in full, in every spelling."""
    return (name for name in all_folded((person.name, *person.others)) if " " in name)


def _shorts(person: Person) -> tuple[str, ...]:
    """What somebody is called after the first mention, in every spelling of the family name."""
    short = folded(person.short)
    if not short or not person.others or not folded(person.name).endswith(short):
        return (short,) if short else ()
    others = (each.rpartition(" ")[2] for each in all_folded(person.others))
    return tuple(dict.fromkeys([short, *others]))


def _by_name(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for name, number in pairs:
        found[name] = (*found.get(name, ()), number)
    return found


def _run_from(some: Sequence[Token], at: int) -> int:
    """The last token of the name that may begin there."""
    last = at
    for place in range(at + 1, min(at + MOST_WORDS + 2, len(some))):
        token, before = some[place], some[place - 1]
        if token.text == "." and len(before.word) == 1 and before.end == token.start:
            continue
        tied = token.is_near or token.is_joined or before.text == "."
        if before.is_possessive or not tied or not token.word:
            break
        if not (token.is_capital or token.is_joined or token.word in PARTICLES):
            break
        last = place
    return last


def _goes_on(some: Sequence[Token], last: int) -> bool:
    """Whether another large word follows, so that all of it is the name of something else."""
    if some[last].is_possessive or last + 1 >= len(some):
        return False
    following = some[last + 1]
    return bool(following.word) and following.is_near and following.is_capital
