"""What the press follows of sections, topics, authors and storylines."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from broadsheet.press.kinds import Kind
from broadsheet.press.watching.watches import Watch
from broadsheet.topics.models import Author, Section, Storyline, Topic
from broadsheet.topics.pages import found_by_slug, title_of

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.topics.pages import Filed

WATCHES = (
    Watch("topics.Section", sources=("section:{id}", "named:section:{slug}", "sections")),
    Watch(
        "topics.Topic",
        sources=("topic:{id}", "named:topic:{slug}", "within:{parent}", "topics"),
        ignoring=frozenset({"person", "place", "organisation"}),
    ),
    Watch("topics.Author", sources=("author:{id}", "named:author:{slug}", "authors")),
    Watch("topics.Storyline", sources=("storyline:{id}", "named:storyline:{slug}", "storylines")),
)
MODELS: dict[str, type[Filed]] = {
    "section": Section,
    "topic": Topic,
    "author": Author,
    "storyline": Storyline,
}


def read_slugs(names: set[str], at: datetime) -> None:
    for name in names:
        _slug, kind, slug = name.split(":", 2)
        found_by_slug(MODELS[kind], slug)


def read_titles(names: set[str], at: datetime) -> None:
    ids = defaultdict(set)
    for name in names:
        _title, kind, pk = name.split(":")
        ids[kind].add(int(pk))
    for kind, some in ids.items():
        for thing in MODELS[kind]._default_manager.filter(pk__in=some):  # noqa: SLF001
            title_of(thing)


KINDS = (Kind("slug", read_slugs), Kind("title", read_titles))
