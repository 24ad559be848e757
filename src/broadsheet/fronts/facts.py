"""What the press follows of fronts, standing pages and old addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from broadsheet.fronts import keys
from broadsheet.fronts.forwarding import former_at
from broadsheet.fronts.pages import fronts, standing, storylines, subjects
from broadsheet.paper.facts import in_house_words
from broadsheet.press.kinds import Kind, Pages
from broadsheet.press.watching.watches import Watch
from broadsheet.stories import keys as stories
from broadsheet.stories.facts import ids_of
from broadsheet.stories.pages import filed, folders_of
from broadsheet.topics.models import Author, Section, Storyline, Topic

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

UNSEEN = frozenset(
    {
        "latest_revision", "latest_revision_created_at", "live_revision", "draft_title",
        "has_unpublished_changes", "locked", "locked_at", "locked_by", "go_live_at", "owner",
    }
)  # fmt: skip
"""Fields of a page that change with every draft, and that no reader sees."""

WATCHES = (
    Watch("fronts.Front", sources=("fronts",)),
    Watch("fronts.Slot", sources=("fronts",)),
    Watch("fronts.StandingPage", sources=("pages",), ignoring=UNSEEN),
    Watch("wagtailcore.PageViewRestriction", sources=("pages",)),
    Watch("wagtailcore.Site", sources=("pages", "paper")),
    Watch("addresses.FormerAddress", sources=("named:former:{path}",)),
)


def read_fronts(names: set[str], at: datetime) -> None:
    of_sections = {name.partition(":")[2] for name in names} - {"home"}
    if keys.front(None) in names:
        fronts.curated(None)
    for section in Section.objects.filter(pk__in=of_sections):
        fronts.curated(section)


def read_sections(names: set[str], at: datetime) -> None:
    for section in Section.objects.select_related("parent").filter(pk__in=ids_of(names)):
        fronts.bare_section(section)


def read_top_sections(names: set[str], at: datetime) -> None:
    fronts.note_top_sections(fronts.top_sections())


def read_topics(names: set[str], at: datetime) -> None:
    for topic in Topic.objects.select_related("picture", "parent").filter(pk__in=ids_of(names)):
        subjects.bare_topic(topic)


def read_authors(names: set[str], at: datetime) -> None:
    for author in Author.objects.select_related("portrait").filter(pk__in=ids_of(names)):
        subjects.bare_author(author)


def read_indexes(names: set[str], at: datetime) -> None:
    if keys.TOPICS_INDEX in names:
        subjects.topics_index()
    if keys.AUTHORS_INDEX in names:
        subjects.authors_index()


def read_storylines(names: set[str], at: datetime) -> None:
    for storyline in Storyline.objects.filter(pk__in=ids_of(names)):
        storylines.bare_storyline(storyline)


def read_episodes(names: set[str], at: datetime) -> None:
    storylines.episodes_of(sorted(ids_of(names)), at=at)


def read_storylines_index(names: set[str], at: datetime) -> None:
    storylines.storylines_index(at=at)


def read_standing(names: set[str], at: datetime) -> None:
    for name in names:
        standing.standing_at(name.partition(":")[2], at=at)


def read_former(names: set[str], at: datetime) -> None:
    for name in names:
        former_at(name.partition(":")[2], at=at)


def fronts_of(sources: set[str]) -> dict[str, str]:
    """The fronts that begin with the newest of these lists."""
    lists = {stories.name_of(source) for source in sources}
    found: dict[str, str] = {}
    if stories.LATEST in lists:
        found |= {"/": _("Home"), "/latest/": _("Latest")}
    for things in (Section.objects, Topic.objects, Author.objects, Storyline.objects):
        found |= _own_fronts(things.all(), lists)
    if stories.CORRECTIONS in lists:
        found["/corrections/"] = _("Corrections")
    return found


def _own_fronts(things: QuerySet[Any], lists: set[str]) -> dict[str, str]:
    prefix = f"{things.model._meta.model_name}:"  # noqa: SLF001 - Django's own way there
    ids = ids_of(name for name in lists if name.startswith(prefix))
    return (
        {thing.get_absolute_url(): str(thing) for thing in things.filter(pk__in=ids)} if ids else {}
    )


def fronts_with(source: str) -> list[str]:
    """The fronts and lists that may show a story."""
    story = filed(source)
    return ["/", "/latest/", "/corrections/", *folders_of(story)] if story else []


KINDS = (
    Kind("front", read_fronts),
    Kind("section", in_house_words(read_sections)),
    Kind(keys.TOP_SECTIONS, read_top_sections),
    Kind("topic", in_house_words(read_topics)),
    Kind("author", in_house_words(read_authors)),
    Kind(keys.TOPICS_INDEX, in_house_words(read_indexes)),
    Kind(keys.AUTHORS_INDEX, in_house_words(read_indexes)),
    Kind("storyline", in_house_words(read_storylines)),
    Kind("episodes", in_house_words(read_episodes)),
    Kind(keys.STORYLINES_INDEX, in_house_words(read_storylines_index)),
    Kind("standing", read_standing),
    Kind("known", read_standing),
    Kind("former", read_former),
    Pages(stories.in_list(""), fronts_of),
)
