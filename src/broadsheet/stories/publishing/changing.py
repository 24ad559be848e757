"""What a publication changes of what readers have read, and whether they must be told why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from broadsheet.paper.models import Paper
from broadsheet.stories.publishing.dates import goes_out_at
from broadsheet.stories.record import wording
from broadsheet.stories.record.kinds import TOLD, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Revision

    from broadsheet.stories.models import Story
    from broadsheet.stories.publishing.dates import FirstPublication
    from broadsheet.stories.record.wording import Words


@dataclass(frozen=True, slots=True)
class Change:
    """A version about to be published, and what it takes the place of."""

    story: Story
    """as readers would get it"""
    held: Story
    """as it stands"""
    before: Words | None
    """what readers read until now; nothing if they have read nothing"""
    after: Words
    kind: str
    note: str

    @classmethod
    def of(cls, revision: Revision, *, at: datetime) -> Self:
        held: Story = revision.content_object
        story: Story = revision.as_object()
        return cls(
            story=story,
            held=held,
            before=wording.of(held) if held.is_known(at=at) else None,
            after=wording.of(story),
            kind=story.change_kind,
            note=story.change_note,
        )

    @property
    def is_of_words(self) -> bool:
        """Whether readers who have read the story would read anything else."""
        return self.before is not None and self.before != self.after

    @property
    def is_worth_a_version(self) -> bool:
        """A new picture has no words, and may be a correction all the same: whoever says so."""
        return self.is_of_words or (self.before is not None and self.kind in TOLD)

    def is_to_be_named(self, *, at: datetime) -> bool:
        """Whether somebody has to say what kind of change it is, and nobody has."""
        return (
            self.is_of_words
            and not self.kind
            and is_past_grace(self.story.first_publication, go_live_at=self.story.go_live_at, at=at)
        )


def is_past_grace(
    first: FirstPublication | None, *, go_live_at: datetime | None, at: datetime
) -> bool:
    """Whether a version published, or scheduled, at that moment is past the grace."""
    if first is None:
        return False
    grace = timedelta(minutes=Paper.current().grace_minutes)
    return goes_out_at(go_live_at, at=at) - first.at > grace


def write_down(change: Change, *, by: str) -> None:
    """Add what was just published to the record, if readers can read it and it is new to them.

    A story that was brought in, or came out from under an embargo, has no first version there yet:
    it is written when the second takes its place.
    """
    story = type(change.held).objects.get(pk=change.held.pk)
    moment, seen = story.last_published_at, story.versions_seen
    if moment is None or not story.is_known(at=moment):
        return
    versions: Any = story.versions
    if change.before is None:
        versions.write(
            story, number=1, kind=Kind.FIRST, note="", words=change.after, by=by, at=moment
        )
        seen = 1
    # Where the last version is buried, nothing on record says what readers have now.
    elif change.is_worth_a_version or versions.filter(number=seen).exclude(buried_at=None).exists():
        if seen == 0:
            write_first(change.held, words=change.before)
            seen = 1
        seen += 1
        versions.write(
            story,
            number=seen,
            kind=change.kind or Kind.TYPO,
            note=change.note,
            words=change.after,
            by=by,
            at=moment,
        )
    if seen != story.versions_seen:
        type(story).objects.filter(pk=story.pk).update(versions_seen=seen)


def write_first(held: Story, *, words: Words | None, buried_at: datetime | None = None) -> None:
    """What readers could read of a story before its record began."""
    publisher = held.live_revision.user if held.live_revision else None
    versions: Any = held.versions
    versions.write(
        held,
        number=1,
        kind=Kind.FIRST,
        note="",
        words=words,
        by=name_of(publisher),
        at=held.changed_at or held.published_at,
        buried_at=buried_at,
    )


def name_of(user: Any) -> str:
    """Who published a version, for as long as the record is kept: no address of theirs."""
    return (user.get_full_name() or f"user {user.pk}") if user else ""
