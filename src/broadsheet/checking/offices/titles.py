"""Finds titles of offices in a sentence, with what is said beside them: of what, and since when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from broadsheet.checking.known import MOST_TITLE, Office, all_folded, folded
from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.checking.reading.times import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from broadsheet.checking.known import Known
    from broadsheet.checking.reading.tokens import Token


class Manner(Enum):
    """How somebody is said to hold an office."""

    NOW = "now"
    """on the day that is spoken of"""
    FORMER = "former"
    THEN = "then"
    """at some time before"""
    COMING = "coming"
    """elect, designate, incoming"""
    ACTING = "acting"
    LATE = "late"


_MANNERS: Final = {
    **dict.fromkeys(
        lexicon("former ex erstwhile onetime previous ousted deposed toppled exiled past retired"),
        Manner.FORMER,
    ),
    "then": Manner.THEN,
    **dict.fromkeys(lexicon("elect designate incoming future prospective"), Manner.COMING),
    **dict.fromkeys(lexicon("acting interim caretaker"), Manner.ACTING),
    "late": Manner.LATE,
}
_BLOCKING: Final = lexicon(
    "vice deputy assistant shadow associate honorary junior aspiring alternate"
)
"""Before a title they make another office of it, one that nobody may have on record."""
_BLOCKING_IF_JOINED: Final = lexicon("under sub co pro")
"""The same with a hyphen between."""
_PLAIN: Final = lexicon(
    "the a an his her their its our my this that new current incumbent sitting present"
    " outgoing longtime veteran embattled newly elected re reelected appointed named"
    " recently long serving hardline reformist conservative liberal left right wing"
    " wingers populist authoritarian firebrand pro western"
)
ARTICLES: Final = lexicon("the a an his her their its our my")
"""And what stands in the place of one."""
_NOT_NAMES: Final = frozenset(word.lower() for word in (*MONTHS, *WEEKDAYS)) | lexicon(
    "yesterday today and but or when while as after before if although though because"
    " since until in on at by for with from to of that which who whom whose meanwhile"
    " however later earlier both mr mrs ms dr sir so yet then there here also"
)
"""Words that may be written large before a title without being what it is of."""
_WITHIN: Final = lexicon(
    "in to from into near across outside inside within via on over about against for towards toward"
    " beyond amid with"
)
"""Before a country they tell where something is, and not of what an office is."""
_OF: Final = frozenset({"of"})
_OTHER_OF: Final = frozenset({"for", "at"})
"""Secretary of state for transport: another office than that of the shorter name."""

LONGEST_ABBREVIATION: Final = 3
"""Letters of a title that is written in capitals everywhere: PM, CEO."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title, somewhere in a sentence."""

    first: int
    last: int
    """places of its first and last token, of what it is of and of a suffix included"""
    start: int
    """the place where whatever belongs before it begins"""
    head: int
    """the place where the title itself begins"""
    offices: tuple[int, ...]
    """that may be meant"""
    is_of_named: bool
    """whether it is told of what"""
    manner: Manner
    manner_at: int | None
    """the place of the word that tells the manner"""
    has_article: bool
    """whether an article, a possessive or what it is of stands before it"""
    is_possessive: bool
    unrecorded: Office | None = None
    """what it names where no office on record has that title and is of that country"""
    owner_at: int | None = None
    """the place of the last word of whose it is said to be: Somebody’s vice president"""


class Titles:
    """Knows all titles and all they can be of."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.titles: dict[str, set[int]] = defaultdict(set)
        self.ofs: dict[str, set[int]] = defaultdict(set)
        self.countries: dict[str, str] = {}
        """by every way to write what an office may be of, if that is a country: its name"""
        self.written: dict[str, str] = {}
        """by titles: how the register writes them"""
        for name in known.titles:
            self.titles[name] = set()
        for place in known.places:
            if not place.country:
                self._know(place.name, (place.name, *place.others, *place.adjectives))
        for office in known.offices:
            self._learn(office)
        self.begin = {name.partition(" ")[0] for name in self.titles}
        """the first words of titles"""

    def _learn(self, office: Office) -> None:
        if office.is_of_country:
            self._know(office.of, (office.of, *office.of_others))
        for way in (office.title, *office.others):
            if name := folded(way):
                self.titles[name].add(office.id)
                self.written[name] = way
        for name in all_folded((office.of, *office.of_others)):
            self.ofs[name].add(office.id)

    def find(self, some: Sequence[Token]) -> list[Title]:
        """All titles of a sentence, in their order."""
        found, at = [], 0
        while at < len(some):
            title = self._at(some, at) if some[at].word in self.begin else None
            at = title.last + 1 if title else at + 1
            if title and (title.offices or title.unrecorded):
                found.append(title)
        return found

    def _at(self, some: Sequence[Token], at: int) -> Title | None:
        length, run = self._longest(self.titles, some, at)
        if not length:
            return None
        last = at + length - 1
        before = _Before(self, some, at)
        manner, manner_at = before.manner, before.manner_at
        if last + 1 < len(some) and some[last + 1].is_joined:
            suffix = _MANNERS.get(some[last + 1].word)
            if suffix is None:
                return None
            last, manner, manner_at = last + 1, suffix, last + 1
        end, of_after, is_other = self._of_after(some, last)
        offices = self.titles[run]
        if of := before.of or of_after:
            offices = offices & self.ofs[of]
        is_blocked = is_other or (before.is_blocked and before.owner_at is None)
        is_unrecorded = not (offices or is_blocked)
        return Title(
            first=at, last=end, start=before.start, head=at,
            offices=() if is_blocked else tuple(sorted(offices)),
            is_of_named=bool(of), manner=manner, manner_at=manner_at,
            has_article=before.has_article or before.owner_at is not None,
            is_possessive=some[last].is_possessive,
            unrecorded=self._unrecorded(run, some[at : at + length], of) if is_unrecorded else None,
            owner_at=before.owner_at,
        )  # fmt: skip

    def _know(self, country: str, ways: tuple[str, ...]) -> None:
        for name in all_folded(ways):
            self.countries.setdefault(name, country)
            self.ofs.setdefault(name, set())

    def is_country(self, name: str) -> bool:
        """Whether it is the very name of one, which may stand before a title by chance."""
        country = self.countries.get(name, "")
        return folded(country.removeprefix("the ")) == name.removeprefix("the ")

    def _unrecorded(self, run: str, title: Sequence[Token], of: str) -> Office | None:
        """That title, of that country; None of an organisation, which may have anybody."""
        if of not in self.countries:
            return None
        written = self.written.get(run) or _in_lower_case(title)
        return Office(0, written, of=self.countries[of], is_of_country=True)

    def _longest(
        self, names: dict[str, set[int]], some: Sequence[Token], at: int
    ) -> tuple[int, str]:
        """How many tokens from there on are the longest of those names, and which it is."""
        run, best = "", (0, "")
        for length, token in enumerate(some[at : at + MOST_TITLE + 1], 1):
            if not token.word or (length > 1 and not (token.is_near or token.is_joined)):
                break
            run = f"{run} {token.word}" if run else token.word
            if run in names:
                best = length, run
            if token.is_possessive:
                break
        return best

    def _of_after(self, some: Sequence[Token], last: int) -> tuple[int, str, bool]:
        """The end of “of somewhere”, what that is, and whether it is not on record."""
        at = last + 1
        if some[last].is_possessive or at >= len(some) or not some[at].is_near:
            return last, "", False
        if some[at].word in _OTHER_OF:
            return last, "", True
        if some[at].word not in _OF:
            return last, "", False
        at += 1
        if at < len(some) and some[at].word == "the":
            at += 1
        length, of = self._longest(self.ofs, some, at)
        return (at + length - 1, of, False) if length else (last, "", True)


def _in_lower_case(title: Sequence[Token]) -> str:
    """With its hyphens; an abbreviation keeps its capitals."""
    written = ""
    for token in title:
        is_short = token.text.isupper() and len(token.word) <= LONGEST_ABBREVIATION
        tie = "-" if token.is_joined else " "
        written += tie + (token.text if is_short else token.text.lower())
    return written[1:]


class _Before:
    """What stands before a title and belongs to it, read from right to left."""

    def __init__(self, titles: Titles, some: Sequence[Token], head: int) -> None:
        self.of = ""
        """as names are looked up"""
        self.manner = Manner.NOW
        self.manner_at: int | None = None
        self.is_blocked = False
        self.has_article = False
        self.owner_at: int | None = None
        self.start = head
        at = head - 1
        while at >= 0 and (some[at + 1].is_near or some[at + 1].is_joined):
            taken = self._take(titles, some, at)
            if not taken:
                break
            self.start = at - taken + 1
            at -= taken

    def _take(self, titles: Titles, some: Sequence[Token], at: int) -> int:
        """How many tokens that end there belong to the title; none where it begins."""
        token = some[at]
        is_would_be = token.word == "be" and token.is_joined
        is_part = token.word in _BLOCKING_IF_JOINED and some[at + 1].is_joined
        if token.word in _BLOCKING or is_would_be or is_part:
            self.is_blocked = True
            return 0
        if token.word in _MANNERS and self.manner is Manner.NOW:
            self.manner, self.manner_at = _MANNERS[token.word], at
            return 1
        if not self.of and (length := _ending(titles, some, at)):
            first = at - length + 1
            run = " ".join(each.word for each in some[first : at + 1])
            if titles.is_country(run) and _is_where(some, first):
                return 0
            self.of = run
            self.has_article = self.has_article or token.is_possessive
            return length
        if token.word in _PLAIN:
            self.has_article = self.has_article or token.word in ARTICLES
            return 1
        # Of something else, which may not be on record; or under somebody, at another time.
        if token.is_possessive:
            self.owner_at = at
        self.is_blocked = token.is_possessive or is_name(token, begins=at == 0)
        return 0


def _is_where(some: Sequence[Token], first: int) -> bool:
    """Whether a country there tells where something is: in Germany, in the United Kingdom."""
    at = first - 1
    if at > 0 and some[at].word == "the":
        at -= 1
    return at >= 0 and some[at].word in _WITHIN


def is_name(token: Token, *, begins: bool) -> bool:
    """Whether a word that stands before a title is the name of something."""
    if not token.is_capital or token.word in _NOT_NAMES:
        return False
    return not (begins and token.word.endswith(("ing", "ed", "ly")))


def _ending(titles: Titles, some: Sequence[Token], at: int) -> int:
    """How many tokens that end there are the longest name of what an office is of."""
    best = 0
    for length in range(1, MOST_TITLE + 1):
        first = at - length + 1
        if first < 0 or any(not each.word for each in some[first : at + 1]):
            break
        if length > 1 and not (some[first + 1].is_near or some[first + 1].is_joined):
            break
        if " ".join(each.word for each in some[first : at + 1]) in titles.ofs:
            best = length
    return best
