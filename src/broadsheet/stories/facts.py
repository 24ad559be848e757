"""What the press follows of stories: which rows it watches, and how each fact is read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.kit import paths
from broadsheet.paper.facts import in_house_words
from broadsheet.paper.models import Paper
from broadsheet.press.kinds import Kind, Looker, Pages
from broadsheet.press.watching.watches import Watch, moment_of
from broadsheet.stories import keys, pages
from broadsheet.stories.models import Story
from broadsheet.stories.storylines import telling
from broadsheet.topics.keys import STORYLINES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

UNSEEN = frozenset(
    {
        "latest_revision", "live_revision", "has_unpublished_changes", "edited_at", "locked",
        "locked_at", "locked_by", "go_live_at", "first_published_at", "last_published_at",
        "change_kind", "change_note", "happened",
    }
)  # fmt: skip
"""Fields of a story that no reader sees."""

WATCHES = (
    Watch(
        "stories.Story",
        sources=("story:{id}", "named:story:{slug}", "month:{published_at|month}"),
        ignoring=UNSEEN,
    ),
    Watch("stories.Version", sources=("story:{story}",)),
    Watch("stories.Byline", sources=("story:{story}",)),
    Watch("stories.FiledTopic", sources=("story:{story}",)),
    Watch("stories.RelatedStory", sources=("story:{story}",)),
    Watch("stories.Episode", sources=("storyline:{storyline}", "parts:{story}")),
    Watch("stories.Likeness", sources=("alike:{story}",)),
    Watch("stories.Filing", sources=("list:{list}@{published_at|moment}#{story}",)),
    Watch("stories.Month", sources=("months",)),
)


def ids_of(names: Iterable[str]) -> set[int]:
    """The ids in the keys of facts: 12 in `card:12`."""
    return {int(name.rpartition(":")[2]) for name in names}


def read_cards(names: set[str], at: datetime) -> None:
    pages.cards_by_id(ids_of(names), at=at)


def read_pages(names: set[str], at: datetime) -> None:
    paper = Paper.current()
    for story in pages.whole().public(at=at).filter(pk__in=ids_of(names)):
        pages.alone(story, paper=paper, at=at)


def read_histories(names: set[str], at: datetime) -> None:
    for story in Story.objects.bare().public(at=at).filter(pk__in=ids_of(names)):
        pages.history_page(story)


def read_fold(names: set[str], at: datetime) -> None:
    pages.fold_of(Paper.current())


def read_places(names: set[str], at: datetime) -> None:
    for name in names:
        section, day, slug = paths.parts_of_story(name.partition(":")[2])
        pages.for_reading(section, day, slug, at=at)


def read_windows(names: set[str], at: datetime) -> None:
    for name in names:
        found, first, count = keys.parts_of_window(name)
        pages.ids_in(found, at=at, first=first, count=count)


def read_leaves(names: set[str], at: datetime) -> None:
    for name in names:
        found, first, count = keys.parts_of_window(name)
        pages.page_in(found, at=at, first=first, count=count)


def read_after(names: set[str], at: datetime) -> None:
    ids = {int(name.rpartition("/")[2]) for name in names}
    for story in Story.objects.filter(pk__in=ids).defer("body"):
        pages.ids_after(story, at=at)


def read_alike(names: set[str], at: datetime) -> None:
    for pk in ids_of(names):
        pages.ids_alike(pk)


def read_so_far(names: set[str], at: datetime) -> None:
    telling.so_far(sorted(ids_of(names)), at=at)


def look_at_all(name: str, position: str) -> set[str]:
    """A storyline that may have begun, or has no story left."""
    return {STORYLINES}


def look_past(name: str, position: str) -> set[str]:
    """Pages whose next story may be another, since one came or went behind theirs."""
    section_id = int(name.rpartition(":")[2])
    moment, _hash, story_id = position.partition("#")
    newer = pages.looking_past(section_id, moment_of(moment), int(story_id))
    return {keys.after(section_id, pk) for pk in newer}


def own_pages(sources: set[str]) -> dict[str, str]:
    """The page of each of these stories that has, or had, one."""
    stories = Story.objects.select_related("section").filter(pk__in=ids_of(sources))
    told = stories.exclude(day=None).only("headline", "slug", "day", "section__slug")
    return {str(story.get_absolute_url()): story.headline for story in told.order_by("pk")}


KINDS = (
    Kind("card", in_house_words(read_cards)),
    Kind("page", in_house_words(read_pages)),
    Kind("history", in_house_words(read_histories)),
    Kind("place", read_places),
    Kind("seen", read_places),
    Kind("window", read_windows),
    Kind("leaf", read_leaves),
    Kind("after", read_after),
    Kind("alike", read_alike),
    Kind("sofar", in_house_words(read_so_far)),
    Kind("fold", read_fold),
    Looker(keys.in_list(keys.SECTION), look_past),
    Looker(keys.in_list(keys.STORYLINE), look_at_all),
    Pages("story:", own_pages),
)
