"""A story as plain text: nothing but its words, for reading anywhere. Written only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from broadsheet.formats.grammar import moments, tidy
from broadsheet.formats.item import Item

MEDIA_TYPE = "text/plain"

_BREAK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


@dataclass(frozen=True, slots=True)
class Words:
    """The few words that are not the story's own, in the paper's language."""

    by: str = "By {names}"
    source: str = "Source: {name}"
    updated: str = "updated {moment}"


ENGLISH = Words()


def dump(item: Item, *, words: Words = ENGLISH) -> bytes:
    """The story, with a blank line between its parts and between its paragraphs."""
    parts = _parts(tidy.item(item), words)
    return "".join(f"{part}\n\n" for part in parts).removesuffix("\n").encode()


def _parts(item: Item, words: Words) -> Iterator[str]:
    for part in (item.headline, item.standfirst, _byline(item, words), _dateline(item, words)):
        if part:
            yield part
    yield from paragraphs(item.body_text)
    if item.url:
        yield item.url


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a body, which blank lines part; lines within one stay as they are."""
    lines = "\n".join(text.splitlines())
    return [paragraph.strip() for paragraph in _BREAK.split(lines) if paragraph.strip()]


def _byline(item: Item, words: Words) -> str:
    names = ", ".join(person.name for person in item.authors)
    lines = (
        words.by.format(names=names) if names else "",
        words.source.format(name=item.source) if item.source else "",
    )
    return "\n".join(line for line in lines if line)


def _dateline(item: Item, words: Words) -> str:
    told = [_told(item.published_at)]
    if item.updated_at > item.published_at:
        told.append(words.updated.format(moment=_told(item.updated_at)))
    return " · ".join([item.place, *told] if item.place else told)


def _told(moment: datetime) -> str:
    """As in `2026-11-23 18:05 +05:30`: the same in every language, and with its zone."""
    day, _, time = moments.to_w3c(moment).partition("T")
    return f"{day} {time[:5]} {time[8:]}"
