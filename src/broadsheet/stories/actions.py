"""What is done to stories: filing in their lists, bringing in, moving, setting a version aside."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final, cast

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import TruncMonth
from wagtail.log_actions import LogContext, log
from wagtail.log_actions import registry as log_registry
from wagtail.models import Revision

from broadsheet.addresses.models import FormerAddress
from broadsheet.kit import paths
from broadsheet.kit.clock import month_of, next_month, start_of
from broadsheet.stories import keys
from broadsheet.stories.models import (
    Byline,
    Episode,
    FiledTopic,
    Filing,
    Likeness,
    LikenessDue,
    Month,
    Plan,
    Story,
    Version,
)
from broadsheet.stories.record import wording
from broadsheet.stories.record.kinds import AMENDS, Kind
from broadsheet.topics.models import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from broadsheet.accounts.models import User
    from broadsheet.stories.record.wording import Words
    from broadsheet.topics.models import Author, Topic

AUTOSAVED: Final = "stories.autosave"
"""A sitting at the form, which saved itself; what a person saved is Wagtail's `wagtail.edit`."""
SET_ASIDE: Final = "stories.set_aside"
JUST_BEFORE: Final = timedelta(microseconds=1)


def lists_of(story: Story) -> set[str]:
    """The lists a story stands in while it is published."""
    return keys.lists_of(
        section_id=story.section_id,
        parent_section_id=story.section.parent_id,
        topic_ids=[filed.topic_id for filed in story.filed_topics.all()],
        author_ids=[line.author_id for line in story.bylines.all()],
        storyline_ids=Episode.objects.filter(story=story.pk).values_list("storyline", flat=True),
        is_corrected=story.is_corrected,
    )


def own(story: Story, *, by: User) -> None:
    """Say who sees to a story that somebody has begun, unless that is planned already."""
    Plan.objects.get_or_create(story=story, defaults={"owner": by})


@transaction.atomic
def set_aside(written: Story, *, newest: Revision, by: User) -> Revision:
    """Keep what somebody wrote beside the version that overtook it, which stays the newest.

    Wagtail takes for the newest what is dated last, so this one is dated just before.
    """
    version = Revision.objects.create(
        content_object=written,
        base_content_type=written.get_base_content_type(),
        user=by,
        created_at=newest.created_at - JUST_BEFORE,
        content=written.serializable_data(),
        object_str=str(written),
    )
    log(instance=written, action=SET_ASIDE, user=by, revision=version, content_changed=True)
    return version


@contextmanager
def folding(story: Story, over: Revision, *, by: User) -> Iterator[None]:
    """Inside, a story saves itself over a version: a sitting stays one line of its history."""
    lines = log_registry.get_logs_for_instance(story)
    sitting = lines.latest_uuid_for_user_revision_action(by, over, AUTOSAVED)
    earlier = list(lines.filter(uuid=sitting, action=AUTOSAVED).values_list("pk", flat=True))
    context = LogContext(user=by)
    context.uuid = sitting or context.uuid
    with context:
        yield
    lines.filter(pk__in=earlier if sitting else []).delete()


@transaction.atomic
def file(story: Story, *, now: datetime) -> None:
    """Put a published story into just the lists it belongs to, and a draft into none."""
    names = set()
    if story.live:
        # Whoever moves the section to another whole meanwhile is waited for, or moves this as well.
        story.section = Section.objects.select_for_update(no_key=True).get(pk=story.section_id)
        names = lists_of(story)
    wanted = {line.list: line.published_at for line in lines_of(story, names)}
    standing = dict(story.filings.values_list("list", "published_at"))
    if gone := standing.keys() - wanted.keys():
        story.filings.filter(list__in=gone).delete()
    moved = {name for name in standing.keys() & wanted.keys() if standing[name] != wanted[name]}
    for moment in {wanted[name] for name in moved}:
        there = [name for name in moved if wanted[name] == moment]
        story.filings.filter(list__in=there).update(published_at=moment)
    Filing.objects.bulk_create(lines_of(story, wanted.keys() - standing.keys()))
    if not story.live:
        Likeness.objects.filter(Q(story=story) | Q(other=story)).delete()
    note_months(filter(None, {story.published_at, standing.get(keys.LATEST)}), now=now)


@transaction.atomic
def note_months(moments: Iterable[datetime], *, now: datetime) -> None:
    """Stories of those months have changed, or have gone.

    A month goes with the last story of it that search engines may list.

    A month is written before it is asked what is left in it: so whoever else is at it is waited
    for, and seen. Written in order, no two wait for each other.
    """
    for first_on in sorted({month_of(moment) for moment in moments}):
        keep_months([Month(first_on=first_on, changed_at=now)])
        lines = Filing.objects.filter(list=keys.LATEST, published_at__gte=start_of(first_on))
        lines = lines.filter(published_at__lt=start_of(next_month(first_on)))
        if not lines.for_search_engines().exists():
            Month.objects.filter(first_on=first_on).delete()


def keep_months(months: Iterable[Month]) -> None:
    """Write the months down, whether or not others have done so at the same time."""
    Month.objects.bulk_create(
        months, update_conflicts=True, unique_fields=["first_on"], update_fields=["changed_at"]
    )


@transaction.atomic
def count_months() -> None:
    """Work the months out anew, after stories were brought in by the thousand."""
    lines = Filing.objects.filter(list=keys.LATEST).for_search_engines()
    found = (
        lines.annotate(first=TruncMonth("published_at", tzinfo=UTC))
        .values_list("first")
        .annotate(newest=Max("published_at"), changed_at=Max("story__last_published_at"))
        .order_by("first")
    )
    Month.objects.all().delete()
    keep_months(
        Month(first_on=first.date(), changed_at=changed_at or newest)
        for first, newest, changed_at in found
    )


def lines_of(story: Story, names: Iterable[str]) -> list[Filing]:
    """Unsaved lines that put the published story into those lists.

    Among the corrections it stands where it was last corrected.
    """
    moment = cast("datetime", story.published_at)
    moments = {keys.CORRECTIONS: story.corrected_at or moment}
    return [
        Filing(list=name, published_at=moments.get(name, moment), story=story)
        for name in sorted(names)
    ]


@transaction.atomic
def bring_in(
    story: Story,
    *,
    authors: Iterable[Author] = (),
    topics: Iterable[Topic] = (),
    first_published_at: datetime,
    changed_at: datetime | None = None,
) -> Story:
    """Publish copy that readers have seen before, or elsewhere, with the dates it bears there.

    `story` is not saved yet. Raises django.db.IntegrityError when its address is taken.
    """
    story.live = True
    story.first_published_at = story.last_published_at = first_published_at
    story.changed_at = changed_at
    story.edited_at = changed_at or first_published_at
    story.bylines.set(Byline(author=each, sort_order=n) for n, each in enumerate(authors))
    story.filed_topics.set(FiledTopic(topic=each, sort_order=n) for n, each in enumerate(topics))
    story.save()
    file(story, now=story.edited_at)
    return story


@transaction.atomic
def bring_in_change(story: Story, *, before: Words, kind: Kind, note: str, at: datetime) -> None:
    """Write down that copy which was just brought in said something else until that moment."""
    first = cast("datetime", story.published_at)
    Version.objects.write(story, number=1, kind=Kind.FIRST, note="", words=before, by="", at=first)
    Version.objects.write(
        story, number=2, kind=kind, note=note, words=wording.of(story), by="", at=at
    )
    story.changed_at = at
    story.corrected_at = at if kind in AMENDS else None
    story.versions_seen = 2
    story.save(update_fields=["changed_at", "corrected_at", "versions_seen"])
    file(story, now=at)


FILED_AT_ONCE = 2000


@transaction.atomic
def move_section(section: Section, *, parent_before: int | None) -> None:
    """Take the stories of a section out of the list of its old whole, and into its new one's."""
    if parent_before is not None:
        left = Filing.objects.filter(list=keys.section(parent_before))
        left.filter(story__section=section).delete()
    if section.parent_id is None:
        return
    lines = (
        Filing(list=keys.section(section.parent_id), published_at=published_at, story_id=story_id)
        for published_at, story_id in Filing.objects.filter(list=keys.section(section.pk))
        .values_list("published_at", "story_id")
        .iterator(chunk_size=FILED_AT_ONCE)
    )
    Filing.objects.bulk_create(lines, batch_size=FILED_AT_ONCE)


@transaction.atomic
def lead_on_from(slug_before: str, section: Section, *, now: datetime) -> None:
    """Let the addresses that a section's stories had under its old slug lead to the stories.

    A line each, so that they go on leading there whatever becomes of the story, the section or
    the slug: a new section may take it, and this one may be deleted.
    """
    known = Story.objects.known(at=now).filter(section=section).values_list("pk", "day", "slug")
    FormerAddress.objects.remember_all(
        (
            (paths.story(slug_before, cast("date", day), slug), pk)
            for pk, day, slug in known.iterator(chunk_size=FILED_AT_ONCE)
        ),
        Story,
    )


# --- which stories are like which -----------------------------------------------------------------

MOST_ALIKE = 8
"""Stories that are kept as like one: twice as many as are shown, since some may be taken down."""


def look_for_likenesses(stories: QuerySet[Story]) -> None:
    """Have whoever keeps a search index look for what is like these."""
    due = (LikenessDue(story_id=pk) for pk in stories.values_list("pk", flat=True))
    LikenessDue.objects.bulk_create(due, ignore_conflicts=True)


@transaction.atomic
def set_alike(story_id: int, found: Mapping[int, int]) -> None:
    """Keep what was found to be like a story, in percent; what is due for it is done with that.

    It is like each of them in turn, and stands among theirs if it is more so than others. Where
    several nodes find the same at once, each waits for the other, and has nothing left to write.
    """
    held = Story.objects.filter(pk__in={story_id, *found}, live=True).order_by("pk")
    public = set(held.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    LikenessDue.objects.filter(story=story_id).delete()
    if story_id not in public:
        return
    found = _best({pk: found[pk] for pk in public & found.keys() - {story_id}})
    lines = Likeness.objects.filter(story__in={story_id, *found})
    standing = {(line.story_id, line.other_id): line for line in lines}
    wanted = {(story_id, pk): percent for pk, percent in found.items()}
    for pk, percent in found.items():
        theirs = {other: line.percent for (one, other), line in standing.items() if one == pk}
        best = _best({**theirs, story_id: percent})
        wanted |= {(pk, other): percent for other, percent in best.items()}
    _keep(standing, wanted)


def _best(percents: Mapping[int, int]) -> dict[int, int]:
    """The most alike; of two the newer."""
    most_first = sorted(percents.items(), key=lambda item: (item[1], item[0]), reverse=True)
    return dict(most_first[:MOST_ALIKE])


def _keep(
    standing: Mapping[tuple[int, int], Likeness], wanted: Mapping[tuple[int, int], int]
) -> None:
    """Let those stand that are wanted, and no others; what is right is not written again."""
    gone = [line.pk for pair, line in standing.items() if pair not in wanted]
    Likeness.objects.filter(pk__in=gone).delete()
    moved = [
        line for pair, line in standing.items() if wanted.get(pair, line.percent) != line.percent
    ]
    for line in moved:
        line.percent = wanted[line.story_id, line.other_id]
    Likeness.objects.bulk_update(moved, ["percent"])
    new = [(pair, percent) for pair, percent in wanted.items() if pair not in standing]
    Likeness.objects.bulk_create(
        Likeness(story_id=one, other_id=other, percent=percent) for (one, other), percent in new
    )
