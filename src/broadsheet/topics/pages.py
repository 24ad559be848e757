"""Finds what stories are filed under, and says what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar, assert_never

from broadsheet.press.recording import note
from broadsheet.topics import keys
from broadsheet.topics.models import Author, Section, Storyline, Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet

Filed = Section | Topic | Author | Storyline
Subject = TypeVar("Subject", Section, Topic, Author, Storyline)


class Title(NamedTuple):
    """What stands over the list of a section, topic, author or storyline."""

    name: str
    description: str
    url: str


def kind_of(model: type[Filed]) -> str:
    """What facts call it: `section`, `topic`, `author`, `storyline`."""
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


def title_of(thing: Filed) -> Title:
    """What stands over its lists."""
    kind = kind_of(type(thing))
    title = Title(thing.name, _about(thing), thing.get_absolute_url())
    note(f"title:{kind}:{thing.pk}", title, sources=[f"{kind}:{thing.pk}"])
    return title


def _about(thing: Filed) -> str:
    match thing:
        case Section() | Topic():
            return thing.description
        case Author():
            return thing.bio
        case Storyline():
            return thing.standfirst
        case _:
            assert_never(thing)
