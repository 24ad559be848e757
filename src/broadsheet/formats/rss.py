"""RSS 2.0, with the extensions that news readers know: Atom's links, Dublin Core and Media RSS.

Carries all of a feed and its items but `body_text`, which readers make from the HTML themselves.
"""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from types import MappingProxyType

from lxml import etree

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar import moments, tidy
from broadsheet.formats.grammar import vocabularies as words
from broadsheet.formats.grammar.elements import (
    Element,
    add,
    add_text,
    root_of,
    text_in,
    text_of,
    to_bytes,
)
from broadsheet.formats.item import Feed, Item, Person, Subject

MEDIA_TYPE = "application/rss+xml"

_NAMESPACES = MappingProxyType(
    {
        "atom": "http://www.w3.org/2005/Atom",
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dcterms": "http://purl.org/dc/terms/",
        **words.NAMESPACES,
    }
)
_LINK = f"{{{_NAMESPACES['atom']}}}link"
_BODY = f"{{{_NAMESPACES['content']}}}encoded"
_MODIFIED = f"{{{_NAMESPACES['dcterms']}}}modified"
_CREATOR = f"{words.DC}creator"
_LANGUAGE = f"{words.DC}language"


def dump(feed: Feed) -> bytes:
    """The feed as an RSS document."""
    feed = tidy.feed(feed)
    root = etree.Element("rss", nsmap=dict(_NAMESPACES))
    root.set("version", "2.0")
    channel = add(root, "channel")
    _add_head(channel, feed)
    for item in feed.items:
        _add_item(channel, item, language=feed.language)
    return to_bytes(root)


def load(raw: bytes) -> Feed:
    """The feed in an RSS document; an item needs an identifier or an address, and a date.

    Raises Unreadable.
    """
    channel = root_of(raw, tag="rss", kind="an RSS feed").find("channel")
    if channel is None:
        raise Unreadable("This RSS document has no channel.")
    items = tuple(_item_from(element) for element in channel.findall("item"))
    image = channel.find("image")
    return tidy.feed(
        Feed(
            title=text_in(channel, "title"),
            url=text_in(channel, "link"),
            self_url=_linked(channel, "self"),
            description=text_in(channel, "description"),
            language=text_in(channel, "language"),
            updated_at=_built_at(channel, items),
            items=items,
            next_url=_linked(channel, "next"),
            hub_url=_linked(channel, "hub"),
            icon_url="" if image is None else text_in(image, "url"),
        )
    )


def _add_head(channel: Element, feed: Feed) -> None:
    add(channel, "title", feed.title)
    add(channel, "link", feed.url)
    add(channel, "description", feed.description)
    add_text(channel, "language", feed.language)
    add(channel, "lastBuildDate", moments.to_rfc822(feed.updated_at))
    _add_link(channel, "self", feed.self_url, MEDIA_TYPE)
    _add_link(channel, "next", feed.next_url, MEDIA_TYPE)
    _add_link(channel, "hub", feed.hub_url)
    if feed.icon_url:
        image = add(channel, "image")
        add(image, "url", feed.icon_url)
        add(image, "title", feed.title)
        add(image, "link", feed.url)


def _add_item(channel: Element, item: Item, *, language: str) -> None:
    entry = add(channel, "item")
    add(entry, "guid", item.guid, {"isPermaLink": "false"})
    add_text(entry, "link", item.url)
    add(entry, "title", item.headline)
    # Readers take a description for HTML, whatever is in it.
    add_text(entry, "description", escape(item.standfirst, quote=False))
    add_text(entry, _BODY, item.body_html)
    add(entry, "pubDate", moments.to_rfc822(item.published_at))
    add(entry, _MODIFIED, moments.to_w3c(item.updated_at))
    if item.language != language:
        add(entry, _LANGUAGE, item.language)
    for person in item.authors:
        add(entry, _CREATOR, person.name, {f"{words.BS}url": person.url})
    if item.section:
        add(entry, "category", item.section, {"domain": words.SECTION})
    for subject in item.topics:
        attributes = {"domain": words.taxonomy_of(subject), **words.addresses_of(subject)}
        add(entry, "category", subject.name, attributes)
    _add_link(entry, "canonical", item.canonical)
    words.add_particulars(entry, item)


def _add_link(parent: Element, rel: str, href: str, media_type: str = "") -> None:
    if href:
        add(parent, _LINK, attributes={"rel": rel, "href": href, "type": media_type})


def _item_from(entry: Element) -> Item:
    url = text_in(entry, "link")
    published_at, updated_at = _dates_of(entry)
    return Item(
        guid=_required(text_in(entry, "guid") or url),
        url=url,
        headline=text_in(entry, "title"),
        standfirst=tidy.words(text_in(entry, "description")),
        body_html=text_in(entry, _BODY),
        language=text_in(entry, _LANGUAGE),
        published_at=published_at,
        updated_at=updated_at,
        authors=tuple(_people_of(entry)),
        section=_section_of(entry),
        topics=tuple(_subjects_of(entry)),
        pictures=tuple(words.images_in(entry)),
        place=text_in(entry, f"{words.BS}place"),
        form=words.form_in(entry),
        source=text_in(entry, f"{words.DC}source"),
        canonical=_linked(entry, "canonical"),
    )


def _required(guid: str) -> str:
    if not tidy.line(guid):
        raise Unreadable("An item has neither an identifier nor an address.")
    return guid


def _dates_of(entry: Element) -> tuple[datetime, datetime]:
    """First publication and last change; one stands for both where the other is missing."""
    published, updated = text_in(entry, "pubDate"), text_in(entry, _MODIFIED)
    try:
        published_at = moments.from_rfc822(published) if published else moments.from_w3c(updated)
        return published_at, moments.from_w3c(updated) if updated else published_at
    except ValueError as error:
        raise Unreadable("An item has no date that can be read.") from error


def _built_at(channel: Element, items: Iterable[Item]) -> datetime:
    built = text_in(channel, "lastBuildDate") or text_in(channel, "pubDate")
    try:
        if built:
            return moments.from_rfc822(built)
        return max(item.updated_at for item in items)
    except ValueError as error:
        raise Unreadable("The channel has no date that can be read.") from error


def _people_of(entry: Element) -> Iterable[Person]:
    for creator in entry.iterfind(_CREATOR):
        yield Person(text_of(creator), creator.get(f"{words.BS}url", ""))


def _section_of(entry: Element) -> str:
    names = (
        text_of(category)
        for category in entry.iterfind("category")
        if category.get("domain") == words.SECTION
    )
    return next(names, "")


def _subjects_of(entry: Element) -> Iterable[Subject]:
    for category in entry.iterfind("category"):
        taxonomy = category.get("domain", "")
        if taxonomy != words.SECTION:
            yield words.subject_from(category, name=text_of(category), taxonomy=taxonomy)


def _linked(parent: Element, rel: str) -> str:
    links = (link.get("href", "") for link in parent.iterfind(_LINK) if link.get("rel") == rel)
    return next(links, "")
