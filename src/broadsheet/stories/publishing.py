"""How a story is published: never unfit, all of it or nothing, and never lost while it waits.

A part of the record of a story, in a module of its own.
"""

from __future__ import annotations

from typing import Any

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
        version = revision.as_object()
        if found := fitness.faults_of(version, at=timezone.now()):
            raise fitness.NotFit(found)
        try:
            with transaction.atomic():
                super().publish(revision, *args, **kwargs)
        except IntegrityError as error:
            # Somebody else may have taken the address in between.
            if found := fitness.faults_of(version, at=timezone.now()):
                raise fitness.NotFit(found) from error
            raise

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Take the story down and out of its lists, or do neither."""
        with transaction.atomic():
            super().unpublish(*args, **kwargs)
