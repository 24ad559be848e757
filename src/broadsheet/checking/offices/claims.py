"""Finds what a text says of who holds which office, in every order that English news prose uses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from broadsheet.checking.offices.titles import ARTICLES, Manner
from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.checking.reading.tokens import DASHES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from broadsheet.checking.offices.titles import Title
    from broadsheet.checking.people import Mention
    from broadsheet.checking.reading.tokens import Sentence, Token


class When(Enum):
    """Of which time it is said."""

    SPOKEN_OF = "spoken of"
    TODAY = "today"
    """of now, whatever else is told"""
    EVER = "ever"
    """of some time up to then: was president, as vice president"""


@dataclass(frozen=True, slots=True)
class Claim:
    """That somebody holds, or held, an office."""

    title: Title
    mention: Mention
    when: When
    is_told: bool = False
    """by a verb: is, was, who serves as"""
    is_begun: bool = False
    """by a verb of beginning: became"""
    lasts: bool = False
    """by a verb of what goes on: has been"""

    @property
    def first(self) -> int:
        return min(self.title.start, self.mention.first)

    @property
    def last(self) -> int:
        return max(self.title.last, self.mention.last)


_COMMAS: Final = frozenset(",(") | DASHES
_CLOSERS: Final = frozenset(',.;:!?)”"’') | DASHES
_NOW: Final = lexicon("is remains stays serves")
_WAS: Final = lexicon("was became been served")
_TODAY: Final = lexicon("now currently today")
_MADE: Final = lexicon("elected reelected re appointed named made")
_VERBS: Final = _NOW | _WAS | lexicon("has had as serving currently still now also again both")
"""What may stand between a name and the title that somebody is said to have."""
FARTHEST: Final = 6
"""Words between them."""
_RELATIVES: Final = lexicon(
    "husband wife father mother son daughter brother sister uncle aunt cousin"
)
_AS: Final = frozenset({"as"})
_SAYS: Final = lexicon(
    "who which whose said says told added announced warned called has had will would was"
    " is did does met visited arrived flew signed spoke addressed denied condemned"
    " praised"
)
_UNSURE: Final = lexicon(
    "when while if once because since although though unless whether before after until"
    " as than like"
)
"""With them a comma may end a clause, and what follows it be somebody else."""


def claims(
    sentence: Sentence, titles: Sequence[Title], mentions: Sequence[Mention]
) -> Iterator[Claim]:
    """All that a sentence says of whom in which office."""
    some = sentence.tokens
    begins = {mention.first: mention for mention in mentions}
    ends = {mention.last: mention for mention in mentions}
    taken: set[int] = set()
    for title in titles:
        claim = (
            _before_a_name(some, title, begins)
            or _after_a_name(some, title, ends)
            or _name_apposed(some, title, begins)
            or _after_a_verb(some, title, ends)
        )
        if claim is None or _is_relative(some, claim.mention):
            continue
        if claim.mention.first not in taken:
            taken.add(claim.mention.first)
            yield claim


def _before_a_name(some: Sequence[Token], title: Title, begins: dict[int, Mention]) -> Claim | None:
    """US Vice President Joe X; President X; Vice-President X's aide."""
    at = title.last + 1
    if title.is_possessive or at not in begins or not some[at].is_near:
        return None
    when = When.EVER if _is_as(some, title) else When.SPOKEN_OF
    return Claim(title, begins[at], when)


def _name_apposed(some: Sequence[Token], title: Title, begins: dict[int, Mention]) -> Claim | None:
    """The vice president, Joe X, said; foreign minister, Y."""
    at = title.last + 2
    if title.is_possessive or at not in begins or some[at - 1].text not in _COMMAS:
        return None
    mention = begins[at]
    if _is_as(some, title):
        return Claim(title, mention, When.EVER)
    may_be = _may_have_apposed(some, title, mention) and _ends_apposed(some, title, mention)
    return Claim(title, mention, When.SPOKEN_OF) if may_be else None


def _may_have_apposed(some: Sequence[Token], title: Title, mention: Mention) -> bool:
    """Whether a name after a comma may be that of who holds the office."""
    if not (title.has_article or title.is_of_named or title.start == 0):
        return False
    if title.start and some[title.start - 1].word in _VERBS:
        return False
    return mention.was_named or all(token.word not in _UNSURE for token in some[: title.start])


def _ends_apposed(some: Sequence[Token], title: Title, mention: Mention) -> bool:
    """Whether a comma follows; after talks with the president, X said has another subject."""
    if mention.last + 1 >= len(some):
        return True
    following = some[mention.last + 1]
    return following.text in _CLOSERS or (title.start == 0 and following.word in _SAYS)


def _after_a_name(some: Sequence[Token], title: Title, ends: dict[int, Mention]) -> Claim | None:
    """X, the vice president, said; X (president of Z); X, who is president of Z."""
    at = title.start - 1
    if title.is_possessive or at < 1:
        return None
    if some[at].text in _COMMAS and at - 1 in ends:
        mention = ends[at - 1]
        if not some[mention.last].is_possessive and _closes(some, title.last, title):
            return Claim(title, mention, When.SPOKEN_OF)
        return None
    return _relative(some, title, ends)


def _relative(some: Sequence[Token], title: Title, ends: dict[int, Mention]) -> Claim | None:
    """X, who is, or was, president of Z; X, who serves as foreign minister."""
    for at in range(title.start - 1, max(title.start - 1 - FARTHEST, 0), -1):
        if some[at].word == "who":
            break
        if some[at].word not in _VERBS:
            return None
    else:
        return None
    place = at - 2 if some[at - 1].text in _COMMAS else at - 1
    return _told(some, title, ends.get(place), at + 1)


def _after_a_verb(some: Sequence[Token], title: Title, ends: dict[int, Mention]) -> Claim | None:
    """X is president of Z; X was prime minister in 2012; X served as foreign minister."""
    at = title.start - 1
    while at > 0 and some[at].word in _VERBS and title.start - at <= FARTHEST:
        at -= 1
    mention = ends.get(at)
    if mention is None or some[mention.last].is_possessive:
        return None
    return _told(some, title, mention, at + 1)


def _told(
    some: Sequence[Token], title: Title, mention: Mention | None, verb_at: int
) -> Claim | None:
    """What the verbs between a name and a title say."""
    said = {token.word for token in some[verb_at : title.head]}
    if mention is None or title.is_possessive:
        return None
    if said & _MADE:
        # Is elected: will be so some day. Was elected: became so then.
        begun = Claim(title, mention, When.EVER, is_told=True, is_begun=True)
        return begun if said & _WAS else None
    if said & _WAS:
        is_begun, lasts = "became" in said, {"has", "been"} <= said
        return Claim(title, mention, When.EVER, is_told=True, is_begun=is_begun, lasts=lasts)
    if said & _NOW:
        after = {token.word for token in some[title.last + 1 : title.last + 2]}
        when = When.TODAY if _TODAY & (said | after) else When.SPOKEN_OF
        return Claim(title, mention, when, is_told=True)
    return None


def _closes(some: Sequence[Token], last: int, title: Title) -> bool:
    """Whether an apposition ends there, and no list of people goes on."""
    if last + 1 >= len(some):
        return True
    following = some[last + 1]
    if following.text == "," and last + 2 < len(some):
        return title.manner is not Manner.NOW or not _lists(some, last + 2)
    return following.text in _CLOSERS or following.word in {"who", "since", "until", "from", "in"}


def _is_relative(some: Sequence[Token], mention: Mention) -> bool:
    """Whether somebody else of that surname is meant: Clinton, her husband."""
    after = [token.word for token in some[mention.last + 1 : mention.last + 4]]
    return not mention.is_full and not _RELATIVES.isdisjoint(after)


def _lists(some: Sequence[Token], at: int) -> bool:
    """Whether somebody else is named next: and Y; and the foreign minister."""
    if some[at].word not in {"and", "or"} or at + 1 >= len(some):
        return False
    return some[at + 1].is_capital or some[at + 1].word in ARTICLES


def _is_as(some: Sequence[Token], title: Title) -> bool:
    """As vice president: at some time or other."""
    return title.start > 0 and some[title.start - 1].word in _AS
