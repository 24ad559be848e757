"""All words of a body as it is stored, for whoever looks for words: nothing is made ready to print.

A hundred times as fast as printing its blocks, which an archive of a million stories would notice.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from broadsheet.stories.body.references import items_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from broadsheet.stories.body.references import Raw

    Captions = Mapping[int, str]
    """by picture: its own caption, for where a story has no other"""

_TAG: Final = re.compile(r"<[^<>]*>")
_BREAKS: Final = ("</p>", "</li>", "<br/>", "<br>")
"""Tags that stand between words; any other may stand within one."""


def words_of(raw: Iterable[Raw], captions: Captions) -> str:
    """What readers read, captions included, in its order."""
    pieces = (
        piece for part in raw if (find := _WORDS.get(part["type"]))
        for piece in find(part["value"], captions) if piece
    )  # fmt: skip
    text = "\n".join(pieces)
    for tag in _BREAKS:
        text = text.replace(tag, "\n")
    return unescape(_TAG.sub("", text))


def _as_text(text: Any) -> str:
    """Plain text among markup."""
    return str(text or "").replace("&", "&amp;").replace("<", "&lt;")


def _markup(value: Any, _: Captions) -> Iterator[str]:
    yield value


def _line(value: Any, _: Captions) -> Iterator[str]:
    yield _as_text(value)


def _nothing(value: Any, _: Captions) -> Iterator[str]:
    """Words that stand in the story already, or in another."""
    return iter(())


def _points(value: Raw, _: Captions) -> Iterator[str]:
    yield from items_of(value["items"])


def _quote(value: Raw, _: Captions) -> Iterator[str]:
    yield value["text"]
    yield _as_text(value.get("speaker"))


def _picture(value: Raw, captions: Captions) -> Iterator[str]:
    yield _as_text(value.get("caption") or captions.get(value["picture"]))


def _gallery(value: Raw, captions: Captions) -> Iterator[str]:
    yield _as_text(value.get("title"))
    for item in items_of(value["pictures"]):
        yield from _picture(item, captions)


def _embed(value: Raw, _: Captions) -> Iterator[str]:
    yield _as_text(value.get("title"))
    yield _as_text(value.get("caption"))


def _fact_box(value: Raw, _: Captions) -> Iterator[str]:
    yield _as_text(value["title"])
    yield value["text"]


def _table(value: Raw, _: Captions) -> Iterator[str]:
    yield _as_text(value.get("caption"))
    for row in (value["table"] or {}).get("data") or []:
        yield "\t".join(map(_as_text, row))


def _file(value: Raw, _: Captions) -> Iterator[str]:
    yield _as_text(value.get("title"))


def _correction(value: Raw, _: Captions) -> Iterator[str]:
    yield value["text"]


_WORDS: dict[str, Callable[[Any, Captions], Iterator[str]]] = {
    "paragraph": _markup,
    "subhead": _line,
    "points": _points,
    "quote": _quote,
    "pull_quote": _nothing,
    "picture": _picture,
    "gallery": _gallery,
    "embed": _embed,
    "fact_box": _fact_box,
    "table": _table,
    "file": _file,
    "related": _nothing,
    "correction": _correction,
}
"""How the words are found in each block of `blocks.Body`; a test keeps the two alike."""
