"""Remarks on people in offices that they do not hold on the day that is spoken of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from broadsheet.checking.draft import Kind
from broadsheet.checking.offices.claims import When, claims
from broadsheet.checking.offices.judging import Judge
from broadsheet.checking.offices.titles import ARTICLES, Manner, Titles
from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.checking.reading.times import spoken_of, stretch_after
from broadsheet.checking.remarks import Fix, Remark, Weight, lighter
from broadsheet.kit.days import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.draft import Draft
    from broadsheet.checking.galley import Galley, Line
    from broadsheet.checking.known import Known
    from broadsheet.checking.offices.claims import Claim
    from broadsheet.checking.offices.judging import Verdict
    from broadsheet.checking.reading.tokens import Sentence

KIND: Final = "office"
_NOW: Final = lexicon(
    "current incumbent sitting present new newly outgoing elected appointed named"
)
"""Words that “former” cannot stand beside."""


def remarks_on_offices(galley: Galley) -> Iterator[Remark]:
    """On every office that somebody is given who does not hold it then, by what is known."""
    draft, titles, judge = galley.draft, Titles(galley.known), Judge(galley.known)
    today = Span(draft.day - timedelta(1), draft.day)
    for line in galley.lines:
        if not line.mentions:
            continue
        sentence = line.sentence
        for claim in claims(sentence, titles.find(sentence.tokens), line.mentions):
            days = _days(judge, claim, line, draft)
            at = sentence.tokens[claim.last].end
            stretch = stretch_after(line.passage.text, at, sentence.end, day=draft.day)
            verdict = judge.verdict(claim, days, today, stretch) if days else None
            if verdict is not None:
                yield _remark(claim, verdict, line, galley.known)


def _days(judge: Judge, claim: Claim, line: Line, draft: Draft) -> list[Span]:
    """The days that a claim is of; none where nobody can tell.

    Somebody’s vice president was so in their time.
    """
    if claim.when is When.TODAY:
        return [Span(draft.day - timedelta(1), draft.day)]
    if claim.title.owner_at is not None:
        owner = next((each for each in line.mentions if each.last == claim.title.owner_at), None)
        return judge.terms(owner.persons) if owner else []
    text, start, end = line.passage.text, line.sentence.start, line.sentence.end
    return list(spoken_of(text, start, end, day=draft.day, happened=draft.happened))


def _remark(claim: Claim, verdict: Verdict, line: Line, known: Known) -> Remark:
    passage = line.passage
    start, end = line.span(claim.first, claim.last)
    is_others = passage.kind is Kind.QUOTE or line.is_quoted(start, end)
    weight: Weight = lighter(verdict.weight) if is_others else verdict.weight
    words = passage.text[start:end]
    return Remark(
        place=passage.place, start=start, end=end, kind=KIND, weight=weight,
        sentence=verdict.sentence, words=words, fix=_fix(claim, verdict, line, known),
        record=f"tenure:{verdict.tenure.id}", source=verdict.tenure.source,
    )  # fmt: skip


def _fix(claim: Claim, verdict: Verdict, line: Line, known: Known) -> Fix | None:
    """The same words with that which puts them right before the title, and names spelt right."""
    sentence = line.sentence
    said = {token.word for token in sentence.tokens[claim.title.start : claim.title.head]}
    if not verdict.fix or claim.is_told or claim.title.manner is not Manner.NOW or said & _NOW:
        return None
    start, end = line.span(claim.first, claim.last)
    at = _place_of_fix(claim, sentence)
    word = verdict.fix
    if sentence.is_title_case or at == start == sentence.start:
        word = word.capitalize()
    changes = [(at, at, f"{word} "), *_right_names(claim, line, known)]
    text, so_far = "", start
    for first, last, instead in sorted(changes):
        text += line.passage.text[so_far:first] + instead
        so_far = last
    return Fix(text + line.passage.text[so_far:end])


def _right_names(claim: Claim, line: Line, known: Known) -> Iterator[tuple[int, int, str]]:
    """Where misspelt names stand in a claim, and what to write there."""
    for mention in line.plain:
        if mention.is_misspelt and claim.first <= mention.first and mention.last <= claim.last:
            yield *line.name_span(mention), known.person[mention.persons[0]].name


def _place_of_fix(claim: Claim, sentence: Sentence) -> int:
    """Before what the title is of where that is told before it: former US vice president."""
    title = claim.title
    first = title.head
    while first > title.start and not _is_article(sentence, first - 1):
        first -= 1
    return sentence.tokens[first].start


def _is_article(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    return token.word in ARTICLES or token.is_possessive
