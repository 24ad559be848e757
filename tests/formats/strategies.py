"""Items and feeds of every shape, tidy and not, and documents that somebody has damaged."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from lxml import etree

from broadsheet.formats.item import Feed, Form, Image, Item, Kind, Person, Subject

texts = st.text(max_size=30) | st.sampled_from(
    ["", " ", "AT&T", "a < b > c", "&lt;b&gt;", "<script>alert(1)</script>", "]]>", "“Ça va ?”",
     "عاجل", "മലയാളം", "two\n lines", "tab\tand\r\nreturn", "\u202eright to left", "no\u00a0break"]
)  # fmt: skip
"""What may stand anywhere, but for what XML forbids."""

foul_texts = st.text(st.characters(exclude_categories=[]), max_size=30) | st.sampled_from(
    ["\x00", "bell\x07", "\ud800 alone", "\ufffe", "\x1b[31m", "\x0b"]
)
"""Also what XML forbids and what UTF-8 cannot write."""

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
zones = offsets | st.sampled_from([UTC, ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Amsterdam")])
moments = st.datetimes(datetime(1700, 1, 1), datetime(2300, 1, 1), timezones=zones)  # noqa: DTZ001

addresses = st.builds(
    "https://{}.example/{}".format,
    st.sampled_from(["paper", "news", "xn--bcher-kva"]),
    st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12),
)
media_types = st.sampled_from(["", "image/jpeg", "image/avif"])
languages = st.sampled_from(["", "en", "ml-IN", "ar"])
pixels = st.none() | st.integers(0, 20_000)


def some_or_none(address: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | address


def items(text: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Item]:
    """Any item at all; not yet tidy."""
    address = some_or_none(addresses | text)
    return st.builds(
        Item,
        guid=st.uuids().map("urn:uuid:{}".format),
        url=address,
        headline=text,
        standfirst=text,
        body_html=text,
        body_text=text,
        language=languages,
        published_at=moments,
        updated_at=moments,
        authors=_tuples(st.builds(Person, text, address)),
        section=text,
        topics=_tuples(
            st.builds(Subject, text, st.sampled_from(Kind), address, _tuples(address))
        ),
        pictures=_tuples(
            st.builds(Image, address, media_types, pixels, pixels, text, text, text)
        ),
        place=text,
        form=st.sampled_from(Form),
        source=text,
        canonical=address,
    )  # fmt: skip


def feeds(text: st.SearchStrategy[str] = texts) -> st.SearchStrategy[Feed]:
    """Any feed at all; not yet tidy."""
    address = some_or_none(addresses | text)
    return st.builds(
        Feed,
        title=text,
        url=address,
        self_url=address,
        description=text,
        language=languages,
        updated_at=moments,
        items=_tuples(items(text)),
        next_url=address,
        hub_url=address,
        icon_url=address,
    )


def _tuples(each: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(each, max_size=2).map(tuple)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@st.composite
def damaged_json(draw: st.DrawFn, document: bytes) -> bytes:
    """The document with one value, however deep, replaced by another or taken away."""
    data = json.loads(document)
    holders = [each for each in _walk(data) if isinstance(each, dict | list) and each]
    holder = draw(st.sampled_from(holders))
    key = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
    if draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = draw(json_values)
    return json.dumps(data).encode()


def _walk(data: object) -> list[object]:
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data, *(each for value in inner for each in _walk(value))]


@st.composite
def damaged_xml(draw: st.DrawFn, document: bytes) -> bytes:
    """The document with one element taken away, emptied, doubled or filled with something else."""
    root = etree.fromstring(document)
    element = draw(st.sampled_from(list(root.iterdescendants())))
    draw(st.sampled_from(DAMAGES))(element)
    if draw(st.booleans()):
        element.text = draw(st.text(st.characters(exclude_categories=["C"]), max_size=10))
    return etree.tostring(root)


def _remove(element: etree._Element) -> None:
    element.getparent().remove(element)


def _double(element: etree._Element) -> None:
    element.addnext(copy.deepcopy(element))


def _nest(element: etree._Element) -> None:
    element.append(copy.deepcopy(element))


def _strip(element: etree._Element) -> None:
    element.attrib.clear()


def _scramble(element: etree._Element) -> None:
    for name in element.attrib:
        element.set(name, "-1e9 ☃")


def _empty(element: etree._Element) -> None:
    element.clear()


DAMAGES: list[Callable[[etree._Element], None]] = [
    _remove, _double, _nest, _strip, _scramble, _empty
]  # fmt: skip


@st.composite
def damaged_bytes(draw: st.DrawFn, document: bytes) -> bytes:
    """The document cut, or with some bytes of it replaced."""
    start = draw(st.integers(0, len(document)))
    end = draw(st.integers(start, min(len(document), start + 20)))
    return document[:start] + draw(st.binary(max_size=20)) + document[end:]
