"""JSON Feed 1.1, with what it has no member for in an extension called `_broadsheet`.

Carries all of a feed and its items. A feed of others says when it changed by its latest item.
"""

from datetime import datetime

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar import moments, tidy
from broadsheet.formats.grammar.members import Members, filled, to_bytes
from broadsheet.formats.item import Feed, Image, Item, Person, Subject, form_called, kind_called

MEDIA_TYPE = "application/feed+json"

_VERSION = "https://jsonfeed.org/version/1"
_OURS = "_broadsheet"


def dump(feed: Feed) -> bytes:
    """The feed as a JSON Feed document."""
    feed = tidy.feed(feed)
    optional = {
        "home_page_url": feed.url,
        "feed_url": feed.self_url,
        "description": feed.description,
        "icon": feed.icon_url,
        "language": feed.language,
        "next_url": feed.next_url,
        "hubs": [{"type": "WebSub", "url": feed.hub_url}] if feed.hub_url else [],
    }
    return to_bytes(
        {
            "version": f"{_VERSION}.1",
            "title": feed.title,
            **filled(optional),
            _OURS: {"updated_at": moments.to_w3c(feed.updated_at)},
            "items": [_item(item, language=feed.language) for item in feed.items],
        }
    )


def load(raw: bytes) -> Feed:
    """The feed in a JSON Feed document; an item needs an identifier and a date.

    Raises Unreadable.
    """
    data = Members.parse(raw, called="A JSON Feed")
    if not data.text("version").startswith(_VERSION):
        raise Unreadable("This is JSON, but not a JSON Feed.")
    items = tuple(_item_from(each) for each in data.each("items"))
    hubs = (hub.text("url") for hub in data.each("hubs") if hub.text("type") == "WebSub")
    return tidy.feed(
        Feed(
            title=data.text("title"),
            url=data.text("home_page_url"),
            self_url=data.text("feed_url"),
            description=data.text("description"),
            language=data.text("language"),
            updated_at=_updated_at(data.one(_OURS), items),
            items=items,
            next_url=data.text("next_url"),
            hub_url=next(hubs, ""),
            icon_url=data.text("icon"),
        )
    )


def _item(item: Item, *, language: str) -> dict[str, object]:
    # An item must have one of the two bodies, even if nothing is in it.
    text = {"content_text": item.body_text} if item.body_text or not item.body_html else {}
    optional = {
        "url": item.url,
        "title": item.headline,
        "summary": item.standfirst,
        "content_html": item.body_html,
        "image": item.pictures[0].url if item.pictures else "",
        "authors": [filled({"name": who.name, "url": who.url}) for who in item.authors],
        # A person and a theme may share a name, but no tag is given twice.
        "tags": list(dict.fromkeys(subject.name for subject in item.topics)),
        "language": "" if item.language == language else item.language,
    }
    return {
        "id": item.guid,
        **filled(optional),
        **text,
        "date_published": moments.to_w3c(item.published_at),
        "date_modified": moments.to_w3c(item.updated_at),
        _OURS: _particulars(item),
    }


def _particulars(item: Item) -> dict[str, object]:
    return filled(
        {
            "form": str(item.form),
            "section": item.section,
            "place": item.place,
            "source": item.source,
            "canonical": item.canonical,
            "topics": [_subject(subject) for subject in item.topics],
            "pictures": [_image(image) for image in item.pictures],
        }
    )


def _subject(subject: Subject) -> dict[str, object]:
    return filled(
        {
            "name": subject.name,
            "kind": str(subject.kind),
            "url": subject.url,
            "same_as": list(subject.same_as),
        }
    )


def _image(image: Image) -> dict[str, object]:
    return filled(
        {
            "url": image.url,
            "media_type": image.media_type,
            "width": image.width,
            "height": image.height,
            "alt": image.alt,
            "caption": image.caption,
            "credit": image.credit,
        }
    )


def _item_from(data: Members) -> Item:
    ours = data.one(_OURS)
    return Item(
        guid=_guid_of(data),
        url=data.text("url"),
        headline=data.text("title"),
        standfirst=data.text("summary"),
        body_html=data.text("content_html"),
        body_text=data.text("content_text"),
        language=data.text("language"),
        published_at=data.moment("date_published", "date_modified"),
        updated_at=data.moment("date_modified", "date_published"),
        authors=tuple(Person(who.text("name"), who.text("url")) for who in data.each("authors")),
        section=ours.text("section"),
        topics=_subjects_of(data, ours),
        pictures=_images_of(data, ours),
        place=ours.text("place"),
        form=form_called(ours.text("form")),
        source=ours.text("source"),
        canonical=ours.text("canonical"),
    )


def _guid_of(data: Members) -> str:
    guid = data.text("id")
    if not tidy.line(guid):
        raise Unreadable("An item has no identifier.")
    return guid


def _subjects_of(data: Members, ours: Members) -> tuple[Subject, ...]:
    if "topics" not in ours:
        return tuple(Subject(tag) for tag in data.texts("tags"))
    return tuple(
        Subject(
            name=each.text("name"),
            kind=kind_called(each.text("kind")),
            url=each.text("url"),
            same_as=each.texts("same_as"),
        )
        for each in ours.each("topics")
    )


def _images_of(data: Members, ours: Members) -> tuple[Image, ...]:
    if "pictures" not in ours:
        return (Image(data.text("image")),)
    return tuple(
        Image(
            url=each.text("url"),
            media_type=each.text("media_type"),
            width=each.number("width"),
            height=each.number("height"),
            alt=each.text("alt"),
            caption=each.text("caption"),
            credit=each.text("credit"),
        )
        for each in ours.each("pictures")
    )


def _updated_at(ours: Members, items: tuple[Item, ...]) -> datetime:
    if "updated_at" in ours or not items:
        return ours.moment("updated_at")
    return max(item.updated_at for item in items)
