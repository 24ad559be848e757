"""Whether pictures are described, captioned and credited, each in words of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from broadsheet.checking.draft import Kind
from broadsheet.checking.remarks import Fix, Remark, Weight
from broadsheet.kit.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.checking.draft import Draft, Shown

KIND: Final = "picture"
_MARKS: Final = re.compile(r"[^\w\s]")


def remarks_on_pictures(draft: Draft) -> Iterator[Remark]:
    """On each picture; what is remarked on is the picture as a whole."""
    headline = next((each.text for each in draft.passages if each.kind is Kind.HEADLINE), "")
    for shown in draft.pictures:
        yield from _alt(shown, headline)
        if not shown.credit.strip():
            yield _remark(shown, Weight.WARNING, "This picture has no credit.", "")
        yield from _lost_mark(shown, headline)


def _alt(shown: Shown, headline: str) -> Iterator[Remark]:
    alt = shown.alt
    if not alt.strip():
        yield _remark(shown, Weight.ERROR, "This picture has no alt text.", alt)
        return
    for name, text in (("the headline", headline), ("the caption", shown.caption)):
        if _same(alt, text):
            said = f"The alt text repeats {name}: say what the picture shows."
            yield _remark(shown, Weight.WARNING, said, alt)
            return
    if _same(alt, shown.file.rpartition(".")[0]) or _same(alt, shown.file):
        said = "The alt text is just a file name: say what the picture shows."
        yield _remark(shown, Weight.ERROR, said, alt)


def _lost_mark(shown: Shown, headline: str) -> Iterator[Remark]:
    """A caption that is the headline but for an apostrophe, or some other mark."""
    for name, text in (("caption", shown.caption), ("alt text", shown.alt)):
        if not text or not headline or text == headline:
            continue
        bare, whole = (_MARKS.sub("", each) for each in (text, headline))
        if bare.casefold() == whole.casefold() and len(text) < len(headline):
            said = f"This {name} is the headline with a mark missing."
            yield _remark(shown, Weight.WARNING, said, text, Fix(headline))


def _same(one: str, other: str) -> bool:
    return bool(other.strip()) and fold(one).split() == fold(other).split()


def _remark(
    shown: Shown, weight: Weight, sentence: str, words: str, fix: Fix | None = None
) -> Remark:
    return Remark(shown.place, 0, len(words), KIND, weight, sentence, words, fix)
