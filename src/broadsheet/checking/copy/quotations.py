"""Whether every quotation ends, and somebody says it."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from broadsheet.checking.draft import Kind
from broadsheet.checking.reading.lexicon import lexicon
from broadsheet.checking.reading.marks import among_words
from broadsheet.checking.reading.quoted import DOUBLE
from broadsheet.checking.remarks import Remark, Weight
from broadsheet.kit.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.draft import Draft, Passage

KIND: Final = "quotation"
_OPEN, _CLOSE, _STRAIGHT = "“", "”", '"'
_WORDS: Final = re.compile(r"“([^“”]{25,})”|\"([^\"]{25,})\"")
_SPOKEN: Final = lexicon(
    "say says said saying tell tells told ask asks asked add adds added write writes wrote"
    " written according argue argues argued claim claims claimed insist insists insisted warn"
    " warns warned call calls called calling describe describes described quote quotes quoted"
    " quoting explain explains explained announce announces announced state states stated"
    " statement declare declares declared reply replies replied speak speaks spoke recall"
    " recalls recalled note notes noted tweet tweeted post posts posted read reads reading"
    " headline headlined word words report reports reported testify testified vow vows vowed"
    " promise promises promised denounce denounced acknowledge acknowledges acknowledged admit"
    " admits admitted agree agrees agreed urge urges urged conclude concludes concluded continue"
    " continues continued joke joked remark remarked shout shouted chant chanted sign signs song"
    " title titled entitled motto slogan letter speech interview email mail"
)
"""Of them one stands near where somebody’s words do."""


def remarks_on_quotations(draft: Draft) -> Iterator[Remark]:
    """On marks that never close, and on words that nobody says."""
    running = [passage for passage in draft.passages if passage.kind.is_running]
    for passage, following in zip_longest(running, running[1:]):
        if passage.kind is Kind.QUOTE:
            if not passage.speaker.strip():
                yield _whole(passage, "No speaker is named for this quotation.")
            continue
        yield from _unclosed(passage, following)
    for before, passage, after in zip(
        [None, *running], running, [*running[1:], None], strict=False
    ):
        if passage.kind is Kind.TEXT:
            yield from _unsaid(before, passage, after)


def _whole(passage: Passage, sentence: str) -> Remark:
    return Remark(passage.place, 0, len(passage.text), KIND, Weight.WARNING, sentence, passage.text)


def _unclosed(passage: Passage, following: Passage | None) -> Iterator[Remark]:
    """A quotation of several paragraphs opens each of them, and closes only the last."""
    goes_on = following is not None and following.text.startswith(DOUBLE)
    opened = passage.text.rfind(_OPEN)
    if opened > passage.text.rfind(_CLOSE) and not goes_on:
        yield _mark(passage, opened)
    if passage.text.count(_STRAIGHT) % 2 and not goes_on:
        marks = [at for at, sign in enumerate(passage.text) if sign == _STRAIGHT]
        inches = [at for at in marks if at and passage.text[at - 1].isdigit()]
        if not inches:
            yield _mark(passage, marks[-1])


def _mark(passage: Passage, at: int) -> Remark:
    said = "This quotation is never closed."
    start, end = among_words(passage.text, at)
    words = passage.text[start:end]
    return Remark(passage.place, start, end, KIND, Weight.WARNING, said, words)


def _unsaid(before: Passage | None, passage: Passage, after: Passage | None) -> Iterator[Remark]:
    around = " ".join(each.text for each in (before, passage, after) if each is not None)
    found = _WORDS.search(passage.text)
    if found is not None and _SPOKEN.isdisjoint(words(_WORDS.sub(" ", around))):
        yield Remark(
            passage.place, found.start(), found.end(), KIND, Weight.HINT,
            "Who says this? No speaker is named nearby.", found[0],
        )  # fmt: skip
