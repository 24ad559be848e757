"""What RSS and Atom say of a story in the same borrowed words.

Pictures in Media RSS; language, form and source in Dublin Core; and for the little that nobody
has a word for (the dateline, addresses of subjects) a namespace of our own.
"""

from collections.abc import Iterator
from types import MappingProxyType

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar.elements import Element, add, add_text, text_in
from broadsheet.formats.item import Form, Image, Item, Subject, form_called, kind_called

OURS = "urn:broadsheet:1"
NAMESPACES = MappingProxyType(
    {
        "dc": "http://purl.org/dc/elements/1.1/",
        "media": "http://search.yahoo.com/mrss/",
        "bs": OURS,
    }
)
DC = f"{{{NAMESPACES['dc']}}}"
MEDIA = f"{{{NAMESPACES['media']}}}"
BS = f"{{{OURS}}}"

SECTION = f"{OURS}:section"
"""the taxonomy of sections; those of subjects are named by their kind"""


def add_particulars(entry: Element, item: Item) -> None:
    """Form, source, dateline and pictures."""
    add_text(entry, f"{DC}type", item.form)
    add_text(entry, f"{DC}source", item.source)
    add_text(entry, f"{BS}place", item.place)
    for image in item.pictures:
        _add_image(entry, image)


def form_in(entry: Element) -> Form:
    """The form an entry says it has; other people's words for it mean plain news."""
    return form_called(text_in(entry, f"{DC}type").strip())


def taxonomy_of(subject: Subject) -> str:
    return f"{OURS}:{subject.kind}"


def addresses_of(subject: Subject) -> dict[str, str]:
    """As attributes of its category."""
    return {f"{BS}url": subject.url, f"{BS}same-as": " ".join(subject.same_as)}


def subject_from(category: Element, *, name: str, taxonomy: str) -> Subject:
    return Subject(
        name=name,
        kind=kind_called(taxonomy.removeprefix(f"{OURS}:")),
        url=category.get(f"{BS}url", ""),
        same_as=tuple(category.get(f"{BS}same-as", "").split()),
    )


def _add_image(entry: Element, image: Image) -> None:
    attributes = {
        "url": image.url,
        "medium": "image",
        "type": image.media_type,
        "width": _digits(image.width),
        "height": _digits(image.height),
    }
    content = add(entry, f"{MEDIA}content", attributes=attributes)
    add_text(content, f"{MEDIA}title", image.alt)
    add_text(content, f"{MEDIA}description", image.caption)
    add_text(content, f"{MEDIA}credit", image.credit)


def images_in(entry: Element) -> Iterator[Image]:
    """The pictures among what an entry carries."""
    for content in entry.iter(f"{MEDIA}content"):
        if _is_image(content):
            yield Image(
                url=content.get("url", ""),
                media_type=content.get("type", ""),
                width=_number(content.get("width")),
                height=_number(content.get("height")),
                alt=text_in(content, f"{MEDIA}title"),
                caption=text_in(content, f"{MEDIA}description"),
                credit=text_in(content, f"{MEDIA}credit"),
            )


def _is_image(content: Element) -> bool:
    if medium := content.get("medium"):
        return medium == "image"
    return content.get("type", "image/").startswith("image/")


def _digits(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(digits: str | None) -> int | None:
    if not digits:
        return None
    try:
        return int(digits)
    except ValueError as error:
        raise Unreadable("The size of a picture is not a number of pixels.") from error
