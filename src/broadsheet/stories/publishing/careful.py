"""How a story is published: never unfit, all of it or nothing, and never lost while it waits.

A part of the record of a story. Wagtail tells no time when it calls, so
this is where the clock is read for a publication.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from broadsheet.fields import PassageField
from broadsheet.media import actions as pictures
from broadsheet.paper.models import Paper
from broadsheet.stories.body.references import pictures_of_version
from broadsheet.stories.publishing import fitness
from broadsheet.stories.publishing.changing import Change, name_of, write_down
from broadsheet.stories.publishing.dates import FirstPublication, settled
from broadsheet.stories.record.kinds import AMENDS, LONGEST_NOTE, OFFERED, TOLD, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime


class CarefullyPublished(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin):
    """Something with drafts, reviews and locks, as Wagtail has them, and more careful."""

    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    day = models.DateField(null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)
    change_kind = models.CharField(_("kind of change"), max_length=13, choices=OFFERED, blank=True)
    """of a draft, until it is published: then it stands in the record of changes"""
    change_note = PassageField(
        _("sentence for readers"),
        max_length=LONGEST_NOTE,
        blank=True,
        help_text=_("Whole and plain: “The ferry runs on Monday, not on Sunday.”"),
    )
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)
    """when it was last clarified, corrected or retracted"""
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    versions_seen = models.PositiveIntegerField(default=0, editable=False)
    """how many are in the record; it begins with the first, or when the second takes its place"""
    edited_at = models.DateTimeField(_("last edited"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    """while it is set, no version may be published: see `models.withdrawal`"""

    errors_in_copy: ClassVar[Callable[[Any, datetime], list[fitness.Fault]]]
    """What is wrong in the words of a version; wired by the app, since a record knows no checks."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.live and not kwargs.get("update_fields"):
            self._stamp()
        super().save(*args, **kwargs)

    @property
    def first_publication(self) -> FirstPublication | None:
        """As it was settled when the story was published; it may still lie ahead."""
        if self.published_at is None or self.day is None:
            return None
        return FirstPublication(self.published_at, self.day)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def _stamp(self) -> None:
        """Set the dates that publishing gives; its clock is the publication's own."""
        now = self.last_published_at or self.edited_at
        first = settled(
            self.first_publication,
            embargo_until=self.embargo_until,
            zone=Paper.with_language_and_zone().zone,
            now=now,
        )
        self.published_at, self.day = first.at, first.day
        kind, self.change_kind, self.change_note = self.change_kind, "", ""
        # What nobody could read yet has not changed for anybody.
        is_read = now > first.at
        if kind in TOLD and is_read:
            self.changed_at = now
        if kind in AMENDS and is_read:
            self.corrected_at = now
        if kind == Kind.RETRACTION and is_read:
            self.retracted_at = now
        if self.changed_at is not None and self.changed_at <= first.at:
            self.changed_at = None

    def _forget_what_lies_ahead(self, *, now: datetime) -> None:
        """What nobody could read yet has never been published, once it is taken down."""
        if self.published_at is not None and self.published_at > now:
            self.published_at = self.day = None

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Keep a version; of a story that was brought in, what readers see is kept first."""
        if self.live and self.live_revision_id is None:
            self.live_revision = self._keep_published()
        return super().save_revision(*args, **kwargs)

    def _keep_published(self) -> Revision:
        """Without it Wagtail would take the story down until a scheduled change is due."""
        stories = type(self).objects
        published = stories.get(pk=self.pk)
        kept = Revision.objects.create(
            content_object=published,
            base_content_type=published.get_base_content_type(),
            created_at=published.last_published_at or published.edited_at,
            content=published.serializable_data(),
            object_str=str(published),
        )
        stories.filter(pk=self.pk).update(live_revision=kept)
        return kept

    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> None:
        """Publish or schedule a revision and file the story in its lists, or do neither.

        Raises NotFit: a rule of the house is broken, whoever publishes. Forms ask before; this is
        the last guard, and the only one that a script or a version whose time has come meets.
        """
        now = timezone.now()
        try:
            with transaction.atomic():
                held = self._held()
                # Nobody withdraws them while we look whether they were withdrawn.
                pictures.hold(pictures_of_version(revision.content))
                revision.content_object = held
                change = Change.of(revision, at=now)
                self._guard(change, revision, at=now)
                with reading_as(revision, change.story):
                    super().publish(revision, user, *args, **kwargs)
                if self._is_out(revision, since=now):
                    answered(revision)
                    write_down(change, by=name_of(user or revision.user))
        except IntegrityError:
            # Another story may have taken the address in between.
            self._guard(Change.of(revision, at=now), revision, at=now)
            raise

    def _guard(self, change: Change, revision: Revision, *, at: datetime) -> None:
        """Raises NotFit unless that version may be published at that moment.

        The copy of what was scheduled was looked at then: nobody is at hand to keep it now.
        """
        is_to_be_named = change.is_to_be_named(at=at)
        found = fitness.faults_of(change.story, at=at, is_to_be_named=is_to_be_named)
        if revision.approved_go_live_at is None:
            found += type(self).errors_in_copy(change.story, at)
        if found:
            raise fitness.NotFit(found)

    def _is_out(self, revision: Revision, *, since: datetime) -> bool:
        """Whether it was just published, rather than scheduled."""
        out = type(self).objects.filter(live_revision=revision, last_published_at__gte=since)
        return out.filter(pk=self.pk).exists()

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Take the story down and out of its lists, or do neither."""
        now = timezone.now()
        with transaction.atomic():
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
            self._forget_what_lies_ahead(now=now)
            super().unpublish(*args, **kwargs)

    def _held(self) -> Self:
        """The story as it stands once nobody else is at it; others wait until we commit."""
        held = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if held is None:
            raise fitness.NotFit([fitness.deleted()])
        return held


@contextmanager
def reading_as(revision: Revision, story: models.Model) -> Iterator[None]:
    """Inside, that is what a version reads as: what was judged is published, and is read once."""
    revision.as_object = lambda: story
    try:
        yield
    finally:
        del revision.as_object


def answered(revision: Revision) -> None:
    """What kind of change it was stands in the record now; the version would ask for it again."""
    revision.content = {**revision.content, "change_kind": "", "change_note": ""}
    revision.save(update_fields=["content"])
