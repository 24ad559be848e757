"""Atom (RFC 4287), with pictures in Media RSS.

Carries all of a feed and its items, but of the two bodies one: the HTML, or else the text.
"""

from collections.abc import Iterable
from datetime import datetime
from types import MappingProxyType

from lxml import etree

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar import moments, tidy
from broadsheet.formats.grammar import vocabularies as words
from broadsheet.formats.grammar.elements import (
    LANG,
    Element,
    add,
    root_of,
    text_in,
    text_of,
    to_bytes,
)
from broadsheet.formats.item import Feed, Item, Person, Subject

MEDIA_TYPE = "application/atom+xml"

_NAMESPACE = "http://www.w3.org/2005/Atom"
_NAMESPACES = MappingProxyType({None: _NAMESPACE, **words.NAMESPACES})
_A = f"{{{_NAMESPACE}}}"


def dump(feed: Feed) -> bytes:
    """The feed as an Atom document."""
    feed = tidy.feed(feed)
    root = etree.Element(f"{_A}feed", nsmap=dict(_NAMESPACES))
    _add_head(root, feed)
    for item in feed.items:
        _add_entry(root, item, language=feed.language)
    return to_bytes(root)


def load(raw: bytes) -> Feed:
    """The feed in an Atom document; an entry needs an identifier and a date.

    Raises Unreadable.
    """
    root = root_of(raw, tag=f"{_A}feed", kind="an Atom feed")
    return tidy.feed(
        Feed(
            title=_plain_in(root, "title"),
            url=_linked(root, "alternate"),
            self_url=_linked(root, "self"),
            description=_plain_in(root, "subtitle"),
            language=root.get(LANG, ""),
            updated_at=_moment_in(root, "updated"),
            items=tuple(_item_from(entry) for entry in root.iterfind(f"{_A}entry")),
            next_url=_linked(root, "next"),
            hub_url=_linked(root, "hub"),
            icon_url=text_in(root, f"{_A}icon"),
        )
    )


def _add_head(root: Element, feed: Feed) -> None:
    if feed.language:
        root.set(LANG, feed.language)
    add(root, f"{_A}id", feed.self_url or feed.url)
    add(root, f"{_A}title", feed.title)
    if feed.description:
        add(root, f"{_A}subtitle", feed.description)
    add(root, f"{_A}updated", moments.to_w3c(feed.updated_at))
    # Whoever writes no byline is spoken for by the paper.
    _add_author(root, Person(feed.title, feed.url))
    _add_link(root, "alternate", feed.url, "text/html")
    _add_link(root, "self", feed.self_url, MEDIA_TYPE)
    _add_link(root, "next", feed.next_url, MEDIA_TYPE)
    _add_link(root, "hub", feed.hub_url)
    if feed.icon_url:
        add(root, f"{_A}icon", feed.icon_url)


def _add_entry(root: Element, item: Item, *, language: str) -> None:
    entry = add(root, f"{_A}entry")
    if item.language != language:
        entry.set(LANG, item.language)
    add(entry, f"{_A}id", item.guid)
    _add_link(entry, "alternate", item.url, "text/html")
    _add_link(entry, "canonical", item.canonical)
    add(entry, f"{_A}title", item.headline)
    add(entry, f"{_A}published", moments.to_w3c(item.published_at))
    add(entry, f"{_A}updated", moments.to_w3c(item.updated_at))
    for person in item.authors:
        _add_author(entry, person)
    _add_categories(entry, item)
    if item.standfirst:
        add(entry, f"{_A}summary", item.standfirst)
    if item.body_html:
        add(entry, f"{_A}content", item.body_html, {"type": "html"})
    elif item.body_text:
        add(entry, f"{_A}content", item.body_text)
    words.add_particulars(entry, item)


def _add_author(parent: Element, person: Person) -> None:
    author = add(parent, f"{_A}author")
    add(author, f"{_A}name", person.name)
    if person.url:
        add(author, f"{_A}uri", person.url)


def _add_link(parent: Element, rel: str, href: str, media_type: str = "") -> None:
    if href:
        add(parent, f"{_A}link", attributes={"rel": rel, "href": href, "type": media_type})


def _add_categories(entry: Element, item: Item) -> None:
    if item.section:
        add(entry, f"{_A}category", attributes={"term": item.section, "scheme": words.SECTION})
    for subject in item.topics:
        attributes = {"term": subject.name, "scheme": words.taxonomy_of(subject)}
        add(entry, f"{_A}category", attributes=attributes | words.addresses_of(subject))


def _item_from(entry: Element) -> Item:
    categories = entry.findall(f"{_A}category")
    body_html, body_text = _bodies_of(entry.find(f"{_A}content"))
    updated_at = _moment_in(entry, "updated")
    published = entry.find(f"{_A}published")
    return Item(
        guid=_guid_of(entry),
        url=_linked(entry, "alternate"),
        headline=_plain_in(entry, "title"),
        standfirst=_plain_in(entry, "summary"),
        body_html=body_html,
        body_text=body_text,
        language=entry.get(LANG, ""),
        published_at=updated_at if published is None else _moment_in(entry, "published"),
        updated_at=updated_at,
        authors=tuple(_people_of(entry)),
        section=next((_term(each) for each in categories if _is_section(each)), ""),
        topics=tuple(_subject_from(each) for each in categories if not _is_section(each)),
        pictures=tuple(words.images_in(entry)),
        place=text_in(entry, f"{words.BS}place"),
        form=words.form_in(entry),
        source=text_in(entry, f"{words.DC}source"),
        canonical=_linked(entry, "canonical"),
    )


def _guid_of(entry: Element) -> str:
    guid = text_in(entry, f"{_A}id")
    if not tidy.line(guid):
        raise Unreadable("An entry has no identifier.")
    return guid


def _moment_in(parent: Element, name: str) -> datetime:
    try:
        return moments.from_w3c(text_in(parent, f"{_A}{name}"))
    except ValueError as error:
        raise Unreadable(f"The feed or an entry has no “{name}” that can be read.") from error


def _plain_in(parent: Element, name: str) -> str:
    """The words of a text construct, which may be HTML."""
    construct = parent.find(f"{_A}{name}")
    text = text_of(construct)
    return tidy.words(text) if construct is not None and construct.get("type") == "html" else text


def _bodies_of(content: Element | None) -> tuple[str, str]:
    """HTML and plain text, one of them empty."""
    if content is None:
        return "", ""
    match content.get("type", "text"):
        case "html" | "text/html":
            return text_of(content), ""
        case "xhtml":
            return "".join(etree.tostring(div, encoding="unicode") for div in content), ""
        case _:
            return "", text_of(content)


def _people_of(entry: Element) -> Iterable[Person]:
    for author in entry.iterfind(f"{_A}author"):
        yield Person(text_in(author, f"{_A}name"), text_in(author, f"{_A}uri"))


def _term(category: Element) -> str:
    return category.get("label", "") or category.get("term", "")


def _is_section(category: Element) -> bool:
    return category.get("scheme") == words.SECTION


def _subject_from(category: Element) -> Subject:
    taxonomy = category.get("scheme", "")
    return words.subject_from(category, name=_term(category), taxonomy=taxonomy)


def _linked(parent: Element, rel: str) -> str:
    """The first address with that relation; a link that names none is an alternate."""
    links = (
        link.get("href", "")
        for link in parent.iterfind(f"{_A}link")
        if link.get("rel", "alternate") == rel
    )
    return next(links, "")
