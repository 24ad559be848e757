"""IPTC ninjs 3.1, a single news item.

Carries all of an item, but subjects come back grouped by kind, as ninjs keeps a list for each.
Foreign items are read too, as far as they use the same members.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar import moments, tidy
from broadsheet.formats.grammar.members import Members, filled, to_bytes
from broadsheet.formats.item import Form, Image, Item, Kind, Person, Subject, form_called

MEDIA_TYPE = "application/json"

_STANDARD = MappingProxyType(
    {
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
    }
)
_LISTS = MappingProxyType(
    {
        Kind.PERSON: "people",
        Kind.ORGANISATION: "organisations",
        Kind.PLACE: "places",
        Kind.EVENT: "events",
        Kind.THEME: "subjects",
    }
)
_GENRES = MappingProxyType(
    {
        Form.NEWS: "Current",
        Form.ANALYSIS: "Analysis",
        Form.OPINION: "Opinion",
        Form.EXPLAINER: "Background",
        Form.REVIEW: "Review",
        Form.OBITUARY: "Obituary",
    }
)
"""IPTC's genre for a form, where it has one"""

_PLAIN, _HTML = "text/plain", "text/html"
# What somebody or something named in an item is to it.
_AUTHOR, _ABOUT, _SAME, _SECTION = "author", "about", "sameAs", "section"


def dump(item: Item) -> bytes:
    """The item as a ninjs document."""
    item = tidy.item(item)
    optional = {
        "language": item.language,
        "headlines": _texts(item.headline, role="headline"),
        "descriptions": _texts(item.standfirst, role="summary"),
        "bodies": _texts(item.body_html, content_type=_HTML) + _texts(item.body_text),
        "by": ", ".join(person.name for person in item.authors),
        "located": item.place,
        **_named(item),
        "infoSources": [{"name": item.source, "role": "source"}] if item.source else [],
        "renditions": [_page(item)] if item.url else [],
        "associations": [_picture(image, n) for n, image in enumerate(item.pictures, 1)],
        "altIds": [{"role": "canonical", "value": item.canonical}] if item.canonical else [],
    }
    return to_bytes(
        {
            "uri": item.guid,
            "standard": dict(_STANDARD),
            "type": "text",
            "representationType": "full",
            "pubStatus": "usable",
            "firstCreated": moments.to_w3c(item.published_at),
            "versionCreated": moments.to_w3c(item.updated_at),
            "genres": [_genre(item.form)],
            **filled(optional),
        }
    )


def load(raw: bytes) -> Item:
    """The item in a ninjs document; it needs an identifier and a date.

    Raises Unreadable.
    """
    data = Members.parse(raw, called="A ninjs item")
    return tidy.item(
        Item(
            guid=_guid_of(data),
            url=_page_of(data),
            headline=_text_of(data.each("headlines"), role="headline"),
            standfirst=_text_of(data.each("descriptions"), role="summary"),
            body_html=_body_of(data, _HTML),
            body_text=_body_of(data, _PLAIN),
            language=data.text("language"),
            published_at=data.moment("firstCreated", "contentCreated", "versionCreated"),
            updated_at=data.moment("versionCreated", "contentCreated", "firstCreated"),
            authors=tuple(_authors_of(data)),
            section=_section_of(data),
            topics=tuple(_subjects_of(data)),
            pictures=tuple(_pictures_of(data)),
            place=data.text("located"),
            form=_form_of(data),
            source=_first(data.each("infoSources"), "name"),
            canonical=_first(data.each("altIds"), "value", role="canonical"),
        )
    )


def _texts(value: str, *, role: str = "main", content_type: str = _PLAIN) -> list[object]:
    return [{"role": role, "contentType": content_type, "value": value}] if value else []


def _named(item: Item) -> dict[str, list[dict[str, object]]]:
    """Everybody and everything that the item names, in ninjs's list for each kind."""
    lists: dict[str, list[dict[str, object]]] = {name: [] for name in _LISTS.values()}
    for person in item.authors:
        lists[_LISTS[Kind.PERSON]].append(_mention(person.name, _AUTHOR, person.url))
    if item.section:
        lists[_LISTS[Kind.THEME]].append(_mention(item.section, _SECTION))
    for subject in item.topics:
        mentions = lists[_LISTS[subject.kind]]
        mentions.append(_mention(subject.name, _ABOUT, subject.url))
        mentions.extend(_mention(subject.name, _SAME, url) for url in subject.same_as)
    return lists


def _mention(name: str, rel: str, uri: str = "") -> dict[str, object]:
    return filled({"name": name, "rel": rel, "uri": uri})


def _genre(form: Form) -> dict[str, object]:
    code = _GENRES.get(form)
    uri = f"http://cv.iptc.org/newscodes/genre/{code}" if code else ""
    return filled({"name": form.capitalize(), "literal": str(form), "uri": uri})


def _page(item: Item) -> dict[str, object]:
    return {"name": "web", "href": item.url, "contentType": _HTML}


def _picture(image: Image, number: int) -> dict[str, object]:
    rendition = {
        "name": "main",
        "href": image.url,
        "contentType": image.media_type,
        "width": image.width,
        "height": image.height,
    }
    optional = {
        "by": image.credit,
        "descriptions": _texts(image.alt, role="alt") + _texts(image.caption, role="caption"),
        "renditions": [filled(rendition)],
    }
    picture = {"name": f"picture-{number}", "rel": "picture", "type": "picture"}
    return {"uri": image.url, **picture, **filled(optional)}


def _guid_of(data: Members) -> str:
    guid = data.text("uri")
    if not tidy.line(guid):
        raise Unreadable("A ninjs item has no “uri”.")
    return guid


def _first(objects: Iterable[Members], name: str, *, role: str = "") -> str:
    """That member of the first object, or of the first with that role."""
    values = (each.text(name) for each in objects if not role or each.text("role") == role)
    return next(values, "")


def _text_of(texts: tuple[Members, ...], *, role: str) -> str:
    """The text in that role, else the first of any."""
    return _first(texts, "value", role=role) or _first(texts, "value")


def _body_of(data: Members, content_type: str) -> str:
    """The body of that type; one that names none is plain."""
    bodies = (
        body.text("value")
        for body in data.each("bodies")
        if (body.text("contentType") or _PLAIN) == content_type
    )
    return next(bodies, "")


def _page_of(data: Members) -> str:
    pages = (page for page in data.each("renditions") if page.text("contentType") == _HTML)
    return _first(pages, "href")


def _authors_of(data: Members) -> Iterator[Person]:
    for each in data.each(_LISTS[Kind.PERSON]):
        if each.text("rel") == _AUTHOR:
            yield Person(each.text("name"), each.text("uri"))


def _section_of(data: Members) -> str:
    themes = data.each(_LISTS[Kind.THEME])
    return _first((each for each in themes if each.text("rel") == _SECTION), "name")


def _subjects_of(data: Members) -> Iterator[Subject]:
    for kind, name in _LISTS.items():
        yield from _subjects_among(data.each(name), kind)


def _subjects_among(mentions: Iterable[Members], kind: Kind) -> list[Subject]:
    """The subjects, each with the addresses that the mentions right after it add."""
    subjects: list[Subject] = []
    for each in mentions:
        rel, uri = each.text("rel"), each.text("uri")
        if rel == _SAME and subjects:
            last = subjects.pop()
            subjects.append(replace(last, same_as=(*last.same_as, uri)))
        elif rel not in (_AUTHOR, _SECTION, _SAME):
            subjects.append(Subject(each.text("name"), kind, uri))
    return subjects


def _pictures_of(data: Members) -> Iterator[Image]:
    for each in data.each("associations"):
        if each.text("type") == "picture":
            yield _image_from(each)


def _image_from(picture: Members) -> Image:
    renditions = picture.each("renditions")
    descriptions = picture.each("descriptions")
    main = renditions[0] if renditions else Members({}, called="A rendition")
    return Image(
        url=main.text("href") or picture.text("uri"),
        media_type=main.text("contentType"),
        width=main.number("width"),
        height=main.number("height"),
        alt=_first(descriptions, "value", role="alt"),
        caption=_first(descriptions, "value", role="caption"),
        credit=picture.text("by"),
    )


def _form_of(data: Members) -> Form:
    return form_called(_first(data.each("genres"), "literal"))
