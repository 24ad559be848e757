"""Reads what the index is told: of stories, and of what they are filed under. In bulk."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, assert_never

from broadsheet.media.models import Picture
from broadsheet.paper.models import Paper
from broadsheet.search.index.schema import Named, Told
from broadsheet.stories.body.references import pictures_of
from broadsheet.stories.body.words import words_of
from broadsheet.stories.models import Byline, FiledTopic, Story
from broadsheet.topics.models import Author, Section, Storyline, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime, tzinfo

    from broadsheet.search.index.schema import Kind
    from broadsheet.topics.pages import Filed

FIELDS: Final = (
    "pk", "section_id", "form", "headline", "standfirst", "dateline", "kicker", "lead_picture_id",
    "lead_caption", "body", "published_at",
)  # fmt: skip
AT_ONCE: Final = 500
"""Stories that are read at a time."""


class StoryReader:
    """Reads stories as they are published; what many of them share it reads once."""

    def read(self, ids: Sequence[int], *, at: datetime) -> list[Told]:
        """Those of them that readers may see at that moment."""
        return list(self._told(Story.objects.public(at=at).filter(pk__in=ids)))

    def read_all(self, *, at: datetime) -> Iterator[list[Told]]:
        """Every public story, the newest first, some at a time."""
        ids = Story.objects.filter(live=True).order_by("-pk").values_list("pk", flat=True)
        last = ids.first()
        while last is not None:
            some = list(ids.filter(pk__lte=last)[: AT_ONCE + 1])
            yield self.read(some[:AT_ONCE], at=at)
            last = some[AT_ONCE] if len(some) > AT_ONCE else None

    def _told(self, stories: Any) -> Iterator[Told]:
        rows = [dict(zip(FIELDS, row, strict=True)) for row in stories.values_list(*FIELDS)]
        ids = [row["pk"] for row in rows]
        authors = _by_story(Byline, "author_id", ids)
        topics = _by_story(FiledTopic, "topic_id", ids)
        bodies = {row["pk"]: list(row["body"].get_prep_value()) for row in rows}
        captions = _captions(rows, bodies.values())
        for row in rows:
            pk = row["pk"]
            yield Told(
                id=pk,
                headline=row["headline"],
                standfirst=row["standfirst"],
                text="\n".join(
                    [row["kicker"], _lead(row, captions), words_of(bodies[pk], captions)]
                ),
                names=tuple(
                    [self.authors.get(each, "") for each in authors[pk]]
                    + [self.topics.get(each, "") for each in topics[pk]]
                    + [row["dateline"]]
                ),
                section=row["section_id"],
                form=row["form"],
                topics=tuple(topics[pk]),
                authors=tuple(authors[pk]),
                published_at=row["published_at"],
                year=row["published_at"].astimezone(self.zone).year,
            )

    @cached_property
    def zone(self) -> tzinfo:
        return Paper.current().zone

    @cached_property
    def authors(self) -> dict[int, str]:
        return dict(Author.objects.values_list("pk", "name"))

    @cached_property
    def topics(self) -> dict[int, str]:
        return dict(Topic.objects.values_list("pk", "name"))


def _by_story(model: type[Byline | FiledTopic], field: str, ids: Iterable[int]) -> Any:
    """What stories are filed under, in its order."""
    lines = model.objects.filter(story__in=ids).order_by("story", "sort_order")
    found = defaultdict(list)
    for story, other in lines.values_list("story_id", field):
        found[story].append(other)
    return found


def _captions(rows: Iterable[dict[str, Any]], bodies: Iterable[Any]) -> dict[int, str]:
    """The own captions of all pictures of some stories."""
    wanted = {row["lead_picture_id"] for row in rows if not row["lead_caption"]}
    wanted.update(*(pictures_of(body) for body in bodies))
    pictures = Picture.objects.filter(pk__in=wanted - {None}).exclude(caption="")
    return dict(pictures.values_list("pk", "caption"))


def _lead(row: dict[str, Any], captions: dict[int, str]) -> str:
    """The caption of the lead picture."""
    if row["lead_picture_id"] is None:
        return ""
    return str(row["lead_caption"] or captions.get(row["lead_picture_id"], ""))


# --- names --------------------------------------------------------------------------------------

KINDS: Final[dict[Kind, type[Filed]]] = {
    "topic": Topic,
    "author": Author,
    "section": Section,
    "storyline": Storyline,
}


def names(kind: Kind, ids: Iterable[int] | None = None) -> list[Named]:
    """The topics, authors, sections or storylines of these numbers, or all of them."""
    things = KINDS[kind]._default_manager.all()  # noqa: SLF001 - as Django calls it
    some = things if ids is None else things.filter(pk__in=ids)
    return [_named(kind, thing) for thing in some]


def _named(kind: Kind, thing: Filed) -> Named:
    match thing:
        case Topic():
            about = thing.kind
        case Author():
            about = thing.role
        case Section() | Storyline():
            about = ""
        case _:
            assert_never(thing)
    return Named(kind, thing.pk, thing.name, thing.slug, about)
