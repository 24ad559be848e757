"""How a story is published: never unfit, all of it or nothing, and never lost while it waits.

A part of the record of a story, in a module of its own. Wagtail tells no time when it calls, so
this is where the clock is read for a publication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from broadsheet.stories import fitness

if TYPE_CHECKING:
    from datetime import datetime


class CarefullyPublished(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin):
    """Something with drafts, reviews and locks, as Wagtail has them, and more careful."""

    class Meta:
        abstract = True

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

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish or schedule a revision and file the story in its lists, or do neither.

        Raises NotFit: a rule of the house is broken. Forms ask before; this is the last guard.
        """
        now = timezone.now()
        try:
            with transaction.atomic():
                revision.content_object = self._held()
                guard(revision, at=now)
                super().publish(revision, *args, **kwargs)
        except IntegrityError:
            # Another story may have taken the address in between.
            guard(revision, at=now)
            raise

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Take the story down and out of its lists, or do neither.

        One that nobody could read yet has never been published then.
        """
        now = timezone.now()
        with transaction.atomic():
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
            if self.published_at is not None and self.published_at > now:
                self.published_at = self.day = None
            super().unpublish(*args, **kwargs)

    def _held(self) -> Self:
        """The story as it stands once nobody else is at it; others wait until we commit."""
        held = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if held is None:
            raise fitness.NotFit([fitness.deleted()])
        return held


def guard(revision: Revision, *, at: datetime) -> None:
    """Raises NotFit unless that version may be published at that moment."""
    if found := fitness.faults_of(revision.as_object(), at=at):
        raise fitness.NotFit(found)
