"""Finds what stories are filed under, and says what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from broadsheet.press.recording import note
from broadsheet.topics import keys
from broadsheet.topics.models import Author, Section, Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet

Subject = TypeVar("Subject", Section, Topic, Author)


class Title(NamedTuple):
    """What stands over the list of a section, topic or author."""

    name: str
    description: str
    url: str


def kind_of(model: type[Section | Topic | Author]) -> str:
    """What facts call it: `section`, `topic`, `author`."""
    return model._meta.model_name or ""  # noqa: SLF001


def found_by_slug(
    model: type[Subject], slug: str, *, among: QuerySet[Subject] | None = None
) -> Subject | None:
    """The one with that slug; `among` fetches what its page shows as well."""
    things = model._default_manager.all() if among is None else among  # noqa: SLF001
    found = things.filter(slug=slug).first()
    kind = kind_of(model)
    key = f"slug:{kind}:{slug}"
    note(key, found.pk if found else None, sources=[keys.named(kind, slug)])
    return found


def title_of(thing: Section | Topic | Author) -> Title:
    """What stands over its lists."""
    kind = kind_of(type(thing))
    about = thing.bio if isinstance(thing, Author) else thing.description
    title = Title(thing.name, about, thing.get_absolute_url())
    note(f"title:{kind}:{thing.pk}", title, sources=[f"{kind}:{thing.pk}"])
    return title
