"""What readers are told of changes to stories, read from the record; says what that was.

A story that nobody has changed costs no query.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from broadsheet.kit import paths
from broadsheet.press.recording import note
from broadsheet.stories import context, keys
from broadsheet.stories.models import Story, Version
from broadsheet.stories.models.version import words_in
from broadsheet.stories.record import comparing
from broadsheet.stories.record.kinds import AMENDS, Kind
from broadsheet.topics import keys as subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from broadsheet.paper.context import Crumb
    from broadsheet.stories.record.wording import Words

    Notes = Mapping[int, tuple[context.Note, ...]]
    """by story, the oldest first"""


def told_of(stories: Iterable[Story]) -> Notes:
    """What readers are told of each of those stories, in one query; words are not compared."""
    changed = [story.pk for story in stories if story.versions_seen > 1]
    if not changed:
        return {}
    found = defaultdict(list)
    for version in Version.objects.of(changed).told():
        found[version.story_id].append(_note(version))
    return {pk: tuple(notes) for pk, notes in found.items()}


def record_of(story: Story) -> context.Record:
    """How a story has changed, as its own page tells it."""
    found = Version.objects.of([story.pk]).around_corrections()
    versions: list[Version] = list(found) if story.versions_seen > 1 else []
    before = [None, *versions]
    notes = [
        _note(version, before=earlier)
        for earlier, version in zip(before, versions, strict=False)
        if version.is_told
    ]
    address = story.get_absolute_url()
    return context.Record(
        changed_at=story.changed_at,
        notes=tuple(notes),
        url=paths.changes(address) if address and versions else "",
    )


def _note(version: Version, *, before: Version | None = None) -> context.Note:
    changes: tuple[context.Passage, ...] = ()
    if version.kind == Kind.CORRECTION and before is not None:
        was, became = (words_in(getattr(each, "shown", None)) for each in (before, version))
        changes = comparing.changes(was, became) if was and became else ()
    return context.Note(
        kind=version.kind,
        label=str(Kind(version.kind).label),
        text=_("The reason was taken out, as the law requires.")
        if version.buried_at
        else version.note,
        made_at=version.made_at,
        changes=changes,
    )


# --- the latest amendment of each -------------------------------------------------------------


def last_corrected(ids: Sequence[int]) -> dict[int, context.Note]:
    """What each of those stories was last corrected in, clarified or retracted; by its id.

    No fact of its own: whoever shows it has noted the story's card, or all of it for a feed, which
    tell when readers were last told of a change, and so are others with each.
    """
    versions = Version.objects.of(ids).told().filter(kind__in=AMENDS)
    return {version.story_id: _note(version) for version in versions} if ids else {}


# --- the history ------------------------------------------------------------------------------


def history_of(
    story: Story,
    *,
    section: context.SectionLabel,
    crumbs: tuple[Crumb, ...],
    asked: tuple[int, int] | None,
) -> context.History | None:
    """All versions of a story, and two of them compared: the newest two, if no others are asked.

    None where there is but one, or not those that are asked for.
    """
    versions = list(Version.objects.of([story.pk])) if story.versions_seen > 1 else []
    told = tuple(_version(version, of=story) for version in versions)
    said = (story.headline, section, crumbs, told)
    sources = {keys.source(story.pk), subjects.section(story.section_id)}
    if story.section.parent_id is not None:
        sources.add(subjects.section(story.section.parent_id))
    note(keys.history(story.pk), said if versions else None, sources=sources)
    first, last = asked or _newest_two(versions)
    if not versions or last > len(versions):
        return None
    words = Version.objects.words_of(story.pk, (first, last))
    address = story.get_absolute_url() or ""
    return context.History(
        headline=story.headline,
        story_url=address,
        url=paths.changes(address),
        section=section,
        crumbs=crumbs,
        versions=tuple(reversed(told)),
        before=told[first - 1] if first else None,
        after=told[last - 1],
        passages=_compared(words[first] if first else (), words[last], is_alone=not first),
    )


def _newest_two(versions: Sequence[Version]) -> tuple[int, int]:
    """The last by itself where nothing is left to compare it with."""
    count = len(versions)
    return (count - 1 if count > 1 and versions[-2].buried_at is None else 0), count


def _version(version: Version, *, of: Story) -> context.Version:
    label = str(Kind(version.kind).label)
    if version.number == 1 and of.published_at is not None and version.made_at > of.published_at:
        label = _("Earliest version we have")
    return context.Version(
        number=version.number,
        kind=version.kind,
        label=label,
        note=version.note,
        made_at=version.made_at,
        is_buried=version.buried_at is not None,
    )


def _compared(
    before: Words | None, after: Words | None, *, is_alone: bool
) -> tuple[context.Passage, ...]:
    if before is None or after is None:
        return ()
    return comparing.plain(after) if is_alone else comparing.compared(before, after)
