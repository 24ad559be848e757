"""The record of changes: every version of a story that readers could have seen. Only ever added to.

Outlives the story. The database refuses what is refused here, however it is asked: see
`stories.record.sealing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from broadsheet.stories.record.kinds import AMENDS, LONGEST_NOTE, TOLD, Kind
from broadsheet.stories.record.sealing import REFUSAL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from broadsheet.stories.models.story import Story
    from broadsheet.stories.record.wording import Words


class Sealed(Exception):
    """Somebody tried to alter the record of changes."""

    def __init__(self) -> None:
        super().__init__(REFUSAL)


def words_in(kept: Any) -> Words | None:
    """As they were written down; the database keeps lists."""
    return None if kept is None else tuple((part, words) for part, words in kept)


class VersionQuerySet(models.QuerySet["Version"]):
    def of(self, stories: Iterable[int]) -> Self:
        """The versions of those stories, each story's in their order, without their words."""
        versions = self.filter(story__in=list(stories)).order_by("story_id", "number")
        return versions.defer("words")

    def told(self) -> Self:
        """Those that readers are told of in a sentence. That a story was retracted they are told
        even without."""
        return self.filter(Q(kind=Kind.RETRACTION) | Q(buried_at=None), kind__in=TOLD)

    def around_corrections(self) -> Self:
        """With `shown`: the words of corrections, and of what each took the place of."""
        number = OuterRef("number")
        corrections = Version.objects.filter(
            story=OuterRef("story"), number__gte=number, number__lte=number + 1,
            kind=Kind.CORRECTION,
        )  # fmt: skip
        return self.annotate(shown=Case(When(Exists(corrections), then="words")))

    def words_of(self, story: int, numbers: Iterable[int]) -> dict[int, Words | None]:
        """The words of some versions of a story, by number; None where they were taken out."""
        versions = self.filter(story=story, number__in=list(numbers))
        return {n: words_in(kept) for n, kept in versions.values_list("number", "words")}

    def write(  # noqa: PLR0913 - all that a row tells
        self,
        story: Story,
        *,
        number: int,
        kind: str,
        note: str,
        words: Words | None,
        by: str,
        at: datetime,
        buried_at: datetime | None = None,
    ) -> Version:
        """Write down what readers can read from that moment on; or, of words that were taken out
        before the record of their story began, only that there were some."""
        return self.create(
            story=story,
            guid=story.guid,
            number=number,
            kind=kind,
            note=note if kind in TOLD else "",
            words=words,
            by=by,
            made_at=at,
            buried_at=buried_at,
        )

    def bury(self, guid: UUID, *, at: datetime) -> int:
        """Take out the words of a withdrawn story for good; that, when and by whom stays.

        Raises django.db.IntegrityError while no withdrawal of the story stands.
        """
        unburied = self.filter(guid=guid, buried_at=None)
        return models.QuerySet.update(unburied, words=None, note="", buried_at=at)

    def update(self, **_: Any) -> NoReturn:
        raise Sealed

    def delete(self) -> NoReturn:
        raise Sealed

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        raise Sealed

    update.alters_data = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]


class Version(models.Model):
    """What readers could read of a story from one moment on, and why it was changed."""

    story = models.ForeignKey(
        "stories.Story",
        verbose_name=_("story"),
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="versions",
    )
    guid = models.UUIDField(db_index=True)
    """the story's own, by which it is known when it is gone"""
    number = models.PositiveIntegerField(_("number"))
    """1 is the first that readers could see"""
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    note = models.TextField(_("sentence for readers"), max_length=LONGEST_NOTE, blank=True)
    words = models.JSONField(null=True)
    """as `stories.record.wording` puts them"""
    made_at = models.DateTimeField(_("published"))
    by = models.CharField(_("by"), max_length=255, blank=True)
    buried_at = models.DateTimeField(null=True)
    """when its words were taken out for good, as the law may ask"""

    wagtail_reference_index_ignore = True

    objects: ClassVar = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        default_permissions = ()
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="version_once"),
            models.CheckConstraint(
                name="amendment_is_told",
                condition=~Q(kind__in=sorted(AMENDS)) | ~Q(note="") | Q(buried_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guid} {self.number}"

    @property
    def is_told(self) -> bool:
        """Whether it is among the `told`."""
        return self.kind in TOLD and (self.buried_at is None or self.kind == Kind.RETRACTION)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Sealed
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise Sealed
