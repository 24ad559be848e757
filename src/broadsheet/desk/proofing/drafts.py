"""From copy in whatever form to a draft that can be checked."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from lxml import etree, html

from broadsheet.checking.draft import Draft, Filed, Kind, Link, Passage, Shown
from broadsheet.formats import manuscript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

T = TypeVar("T")

KINDS: Final = {
    "headline": Kind.HEADLINE,
    "subhead": Kind.SUBHEAD,
    "text": Kind.TEXT,
    "quote": Kind.QUOTE,
}
MOST_CHARACTERS: Final = 100_000
"""Of a draft: twice as many as the longest story has."""
MOST_THINGS: Final = 2_000
"""Passages of a draft, or links, or pictures, or topics."""
WRITTEN_DAY: Final = "[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
"""Days before and after it are there to be reckoned with."""
LARGEST: Final = 2**63
"""No record has such a number."""


class Unreadable(Exception):
    """No draft; the text says what is wrong with it."""


def of_manuscript(text: str, *, day: date) -> Draft:
    """Plain text or Markdown; its passages are called by their lines."""
    copy = manuscript.read(text)
    return Draft(
        passages=tuple(
            _passage_at(f"line {part.line}", part.text, KINDS[part.kind]) for part in copy.parts
        ),
        day=day,
        pictures=tuple(
            # Who is credited is not told in Markdown.
            Shown(
                f"line {image.line}", image.alt, image.title, "?", image.address.rpartition("/")[2]
            )
            for image in copy.images
        ),
        links=tuple(
            Link(f"line {anchor.line}", anchor.words, anchor.address) for anchor in copy.anchors
        ),
    )


def _passage_at(place: str, text: str, kind: Kind) -> Passage:
    # Whose words they are stands somewhere near, and nothing marks it.
    return Passage(place, text, kind, speaker="?" if kind is Kind.QUOTE else "")


def of_page(content: bytes, *, day: date) -> Draft:
    """A page of the web: its article, or all that is told in paragraphs. Raises Unreadable."""
    try:
        page = html.document_fromstring(content)
    except (ValueError, html.etree.ParserError) as error:
        raise Unreadable("That page has no text.") from error
    (body, *_more) = [*page.iter("article"), *page.iter("main"), page]
    passages: list[Passage] = []
    links: list[Link] = []
    for number, (kind, text, anchors) in enumerate(_told(body), 1):
        place = f"paragraph {number}"
        passages.append(_passage_at(place, text, kind))
        links.extend(Link(place, words, address) for words, address in anchors)
    if not passages:
        raise Unreadable("That page has no text.")
    return Draft(tuple(passages), day, links=tuple(links))


_TAGS: Final = {
    "h1": Kind.HEADLINE,
    "h2": Kind.SUBHEAD,
    "h3": Kind.SUBHEAD,
    "p": Kind.TEXT,
    "li": Kind.TEXT,
    "figcaption": Kind.CAPTION,
}
_UNREAD: Final = frozenset({"script", "style", etree.Comment, etree.PI})


def _told(body: Any) -> Iterator[tuple[Kind, str, list[tuple[str, str]]]]:
    """Of each passage its kind and words, and where which of these lead."""
    for element in body.iter(*_TAGS):
        if text := _words(element):
            is_quote = any(parent.tag == "blockquote" for parent in element.iterancestors())
            anchors = [
                (_words(each), each.get("href", ""))
                for each in element.iter("a")
                if next(each.iterancestors(*_TAGS)) is element
            ]
            yield Kind.QUOTE if is_quote else _TAGS[element.tag], text, anchors


def _words(element: Any) -> str:
    return " ".join("".join(_own(element)).split())


def _own(element: Any) -> Iterator[str]:
    """Its text, without that of passages within it, as of a list within a list."""
    yield element.text or ""
    for child in element:
        if child.tag in _TAGS or child.tag == "br":
            yield " "
        elif child.tag not in _UNREAD:
            yield from _own(child)
        yield child.tail or ""


# --- JSON -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads an object of a JSON text, and says where it is not as it must be."""

    what: str
    given: Mapping[str, Any]

    def text(self, name: str, default: str = "") -> str:
        value = self.given.get(name, default)
        if not isinstance(value, str):
            raise Unreadable(f"{self.what}: “{name}” must be a text.")
        return value

    def day(self, name: str) -> date | None:
        written = self.text(name)
        if not written:
            return None
        if re.fullmatch(WRITTEN_DAY, written):
            with suppress(ValueError):
                return date.fromisoformat(written)
        raise Unreadable(f"{self.what}: “{name}” must be a day, as in 2026-11-26.")

    def number(self, name: str) -> int | None:
        value = self.given.get(name)
        if value is not None and not _is_number(value):
            raise Unreadable(f"{self.what}: “{name}” must be a number.")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.given.get(name, default)
        if not isinstance(value, bool):
            raise Unreadable(f"{self.what}: “{name}” must be true or false.")
        return value

    def numbers(self, name: str) -> tuple[int, ...]:
        some = self.given.get(name, [])
        if not isinstance(some, list) or not all(map(_is_number, some)):
            raise Unreadable(f"{self.what}: “{name}” must be a list of numbers.")
        return tuple(some)

    def kind(self) -> Kind:
        try:
            return Kind(self.text("kind", "text"))
        except ValueError as error:
            kinds = ", ".join(kind.value for kind in Kind)
            raise Unreadable(f"{self.what}: “kind” must be one of {kinds}.") from error

    def each(self, name: str, read: Callable[[Reader], T]) -> tuple[T, ...]:
        things = self.given.get(name, [])
        if not isinstance(things, list) or not all(isinstance(each, dict) for each in things):
            raise Unreadable(f"{self.what}: “{name}” must be a list of objects.")
        if len(things) > MOST_THINGS:
            raise Unreadable(f"{self.what}: “{name}” has more than {MOST_THINGS:,}.")
        return tuple(read(Reader(f"{name} {n}", each)) for n, each in enumerate(things, 1))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST


def of_json(given: Any, *, today: date) -> Draft:
    """`{"day", "happened", "story", "passages": [{"place", "kind", "text", "speaker"}], "pictures":
    [{"place", "alt", "caption", "credit", "file"}], "topics": [{"name", "others", "is_named"}],
    "links": [{"place", "words", "address", "start"}], "related": [number]}`, none of which must be
    there. Raises Unreadable.
    """
    if not isinstance(given, dict):
        raise Unreadable("A draft is an object with “passages”.")
    reader = Reader("draft", given)
    draft = Draft(
        passages=reader.each("passages", _passage),
        day=reader.day("day") or today,
        happened=reader.day("happened"),
        pictures=reader.each("pictures", _shown),
        topics=reader.each("topics", _filed),
        links=reader.each("links", _link),
        related=reader.numbers("related"),
        story=reader.number("story"),
    )
    if sum(len(passage.text) for passage in draft.passages) > MOST_CHARACTERS:
        raise Unreadable(f"A draft has at most {MOST_CHARACTERS:,} characters.")
    return draft


def _passage(reader: Reader) -> Passage:
    return Passage(reader.text("place"), reader.text("text"), reader.kind(), reader.text("speaker"))


def _shown(reader: Reader) -> Shown:
    reader.number("id")
    return Shown(*(reader.text(name) for name in ("place", "alt", "caption", "credit", "file")))


def _link(reader: Reader) -> Link:
    place, words, address = (reader.text(name) for name in ("place", "words", "address"))
    return Link(place, words, address, reader.number("start") or 0)


def _filed(reader: Reader) -> Filed:
    reader.number("id")
    others = reader.given.get("others", [])
    if not isinstance(others, list) or not all(isinstance(each, str) for each in others):
        raise Unreadable(f"{reader.what}: “others” must be a list of texts.")
    is_named = reader.flag("is_named", default=True)
    return Filed(reader.text("name"), tuple(others), is_named=is_named)
