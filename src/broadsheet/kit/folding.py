"""Words as they are looked for: one way for what is kept and for what is typed.

Case, accents, width and invisible joiners make no difference; the vowel signs of Indian scripts do.
Scripts that are written without spaces become overlapping pairs of letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import category, decimal, normalize

if TYPE_CHECKING:
    from collections.abc import Iterator


class Span(NamedTuple):
    """A word as looked for, and where in the text it stands."""

    start: int
    end: int
    word: str


# Dots of U.S., the comma of 1,000, the possessive, the apostrophe of O'Brien: nobody types them.
# Each begins with its character, which is quickly passed by where there is none.
_SILENT: Final = re.compile(
    r"[.,'’](?:(?<=\b[A-Za-z]\.)(?=[A-Za-z]\b)|(?<=[0-9],)(?=[0-9]{3}\b)"
    r"|(?<=[A-Za-z]['’])[sS]\b|(?<=\b[oO]['’])(?=[A-Za-z]))"
)

_SEPARATOR: Final = " "
_ASCII: Final = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}

_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u093c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Accents of Latin, Greek, Cyrillic, Hebrew and Arabic; in Devanagari the nukta."""

_TAKEN_APART: Final = re.compile("[\u00c0-\u03ff\u0590-\u06ff\u1e00-\u1fff]|[\u0450-\u0451\u045d]")
"""Letters whose marks count for nothing. Cyrillic й and ї are letters of their own."""

_SAME: Final = {
    **dict(zip("øłđæœðþıħŧ", ("o", "l", "d", "ae", "oe", "d", "th", "i", "h", "t"), strict=True)),
    # Arabic: wasla, two forms of ya, ta marbuta, the Persian kaf; tatweel is no letter.
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "\u0640": "",
    # Malayalam: letters without their vowel in the newer spelling, and the two signs for au.
    "ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്", "\u0d4c": "\u0d57",
    # Devanagari: candrabindu is often written as anusvara.
    "\u0901": "\u0902",
}  # fmt: skip

_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3031-\u3035\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai to Lao, Burmese, Khmer, Japanese, Chinese; Korean, whose particles hang on their words."""
_HANGING: Final = "".join(
    chr(code)
    for first, last in ((0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3040, 0x3100))
    for code in range(first, last)
    if category(chr(code)).startswith("M")
)
_UNIT: Final = re.compile(f"[{_UNSPACED}][{_HANGING}]*")
_RUN: Final = re.compile(f"(?:{_UNIT.pattern})+")
_PIECE: Final = re.compile(f"{_RUN.pattern}|[^{_UNSPACED}]+")

LONGEST_REMEMBERED: Final = 32
"""Letters; longer pieces are whole sentences, which do not come again."""
_CHUNK: Final = re.compile(r"\S+")
_WIDE_MARKS: Final = "\uff9e\uff9f"
"""Voiced marks in half width, which are no marks by their category."""


class _Folding(dict[int, str]):
    """What each character comes to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if category(chr(code)) != "Cn":
            self[code] = folded
        return folded


def _folded(char: str) -> str:
    kind = category(char)
    if _MARKS.match(char) or kind == "Cf":
        return ""
    if kind[0] not in "LMN":
        return _SEPARATOR
    if (digit := decimal(char, None)) is not None:
        return str(digit)
    folded = char.casefold()
    if _TAKEN_APART.search(folded):
        folded = _MARKS.sub("", normalize("NFD", folded))
    return "".join(_SAME.get(each, each) for each in folded)


_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """The words of a text as they are looked for, with spaces between them."""
    text = _SILENT.sub("", text)
    if not text.isascii():
        # Most words are ASCII, or were met before; either takes a tenth of the time.
        text = " ".join(chunk if chunk.isascii() else _fold_any(chunk) for chunk in text.split())
    return text.translate(_ASCII)


def _fold_any(chunk: str) -> str:
    return _remembered(chunk) if len(chunk) <= LONGEST_REMEMBERED else _fold_anew(chunk)


def _fold_anew(chunk: str) -> str:
    folded = normalize("NFKC", chunk).translate(_FOLDING)
    return folded if folded.isascii() else _in_pairs(folded)


_remembered = lru_cache(maxsize=32_768)(_fold_anew)


def words(text: str) -> list[str]:
    """The same, one by one."""
    return fold(text).split()


def _in_pairs(folded: str) -> str:
    return _RUN.sub(lambda run: f" {' '.join(_pairs(run[0]))} ", folded)


def _pairs(run: str) -> list[str]:
    units = _UNIT.findall(run)
    return [first + second for first, second in pairwise(units)] or units


def spans(text: str) -> Iterator[Span]:
    """The words of a text in NFC, each with its place there; pairs of letters overlap."""
    for chunk in _CHUNK.finditer(text):
        found = words(chunk[0])
        if len(found) == 1 and chunk[0].isalnum():
            yield Span(chunk.start(), chunk.end(), found[0])
        elif found:
            yield from _within(chunk[0], chunk.start())


def _within(chunk: str, offset: int) -> Iterator[Span]:
    """The words of a piece without spaces, letter by letter."""
    parts: list[Span] = []
    for part in _parts(chunk, offset):
        if part.word.strip():
            parts.append(part)
        elif part.word:
            yield from _joined(parts)
            parts = []
    yield from _joined(parts)


def _parts(chunk: str, offset: int) -> Iterator[Span]:
    """Each letter with the marks that hang on it, folded."""
    silent = {at for found in _SILENT.finditer(chunk) for at in range(found.start(), found.end())}
    start = 0
    while start < len(chunk):
        end = start + 1
        while end < len(chunk) and _hangs(chunk[end]):
            end += 1
        spoken = "".join(chunk[at] for at in range(start, end) if at not in silent)
        word = normalize("NFKC", spoken).translate(_FOLDING)
        # One character may stand for several words: `…` for none, a squared word for two.
        for piece in re.findall(r"\S+|\s+", word):
            yield Span(offset + start, offset + end, piece)
        start = end


def _hangs(char: str) -> bool:
    return category(char).startswith("M") or char in _WIDE_MARKS


def _joined(parts: list[Span]) -> Iterator[Span]:
    """The words that neighbouring letters make up."""
    whole = "".join(part.word for part in parts)
    starts = [part.start for part in parts for _ in part.word]
    ends = [part.end for part in parts for _ in part.word]
    for first, last in _cut(whole):
        yield Span(starts[first], ends[last - 1], whole[first:last])


def _cut(whole: str) -> Iterator[tuple[int, int]]:
    """Where the words of a run of letters begin and end."""
    for piece in _PIECE.finditer(whole):
        if _RUN.match(piece[0]):
            units = [unit.span() for unit in _UNIT.finditer(whole, *piece.span())]
            yield from [(one[0], two[1]) for one, two in pairwise(units)] or units
        else:
            yield piece.span()
