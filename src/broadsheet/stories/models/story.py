"""Stories, and what is filed with them: authors, topics, other stories."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PreviewableMixin, Revision

from broadsheet.addresses.models import Addressed
from broadsheet.fields import LineField, LowerSlugField, PassageField
from broadsheet.kit import paths
from broadsheet.stories.body.blocks import Body
from broadsheet.stories.models.drafts import left_of
from broadsheet.stories.publishing.careful import CarefullyPublished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from django.http import HttpRequest, HttpResponse


class Form(models.TextChoices):
    """What kind of journalism a story is; told to readers beside the headline."""

    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    EXPLAINER = "explainer", _("Explainer")
    REVIEW = "review", _("Review")
    LIVE = "live", _("Live")
    OBITUARY = "obituary", _("Obituary")
    CORRECTION = "correction", _("Correction")


WORDS_LOOKED_FOR = 8
"""More words of a search are left out."""


def _parts_of(address: str) -> tuple[str, date, str] | None:
    try:
        return paths.parts_of_story(address)
    except ValueError:
        return None


class StoryQuerySet(models.QuerySet["Story"]):
    def public(self, *, at: datetime) -> Self:
        """Published, not under embargo and not expired at that moment."""
        unexpired = Q(expire_at=None) | Q(expire_at__gt=at)
        return self.filter(unexpired, live=True, published_at__lte=at)

    def known(self, *, at: datetime) -> Self:
        """Those that readers have seen by that moment, whether or not they may now."""
        return self.filter(published_at__lte=at)

    def for_search_engines(self) -> Self:
        """Those that search engines may list: none that belongs to another site."""
        return self.filter(noindex=False, canonical="")

    def at_address(self, *, section_id: int, day: date, slug: str) -> Self:
        """The story that has this address, if any."""
        return self.filter(section_id=section_id, day=day, slug=slug)

    def by_address(self, addresses: Iterable[str]) -> dict[str, Story]:
        """Those of them that have one of these addresses, whoever may see them; one query."""
        asked = {address: parts for address in addresses if (parts := _parts_of(address))}
        if not asked:
            return {}
        sections, days, slugs = (set(some) for some in zip(*asked.values(), strict=True))
        there = self.filter(section__slug__in=sections, day__in=days, slug__in=slugs)
        found = {(story.section.slug, story.day, story.slug): story for story in there}
        return {address: found[parts] for address, parts in asked.items() if parts in found}

    def headlined(self, words: str) -> Self:
        """Those with each of the words, or a part of one, in their headline."""
        found = self
        for word in words.split()[:WORDS_LOOKED_FOR]:
            # SQLite tells cases apart outside A to Z.
            ways = {word} if word.isascii() else {word, word.lower(), word.upper(), word.title()}
            found = found.filter(reduce(or_, (Q(headline__icontains=way) for way in ways)))
        return found

    def bare(self) -> Self:
        """With their sections, and without the body: what they are called and where they are."""
        return self.select_related("section__parent").defer("body")

    def for_cards(self) -> Self:
        """With all that a card shows, and without the body."""
        return (
            self.select_related("section", "lead_picture")
            .prefetch_related("bylines__author")
            .defer("body")
        )


class Story(CarefullyPublished, PreviewableMixin, Addressed, ClusterableModel):
    """What a newspaper is made of. Not a tree page: filed by section and day.

    The row holds what is published; drafts are revisions. `published_at` is the moment it
    is, or will be, first public: never before the embargo ends.
    """

    section = models.ForeignKey(
        "topics.Section",
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        related_name="stories",
    )
    slug = LowerSlugField(
        _("slug"),
        max_length=120,
        help_text=_("The last part of the address. Changing it later keeps the old address alive."),
    )
    form = models.CharField(_("form"), max_length=12, choices=Form, default=Form.NEWS)
    priority = models.PositiveSmallIntegerField(
        _("priority"),
        default=3,
        validators=[MaxValueValidator(9)],
        help_text=_("0 to 9. Fronts fill their top places with the highest of the newest."),
    )

    kicker = LineField(_("kicker"), max_length=60, blank=True)
    headline = LineField(_("headline"), max_length=255)
    short_headline = LineField(
        _("short headline"), max_length=80, blank=True, help_text=_("For fronts and menus.")
    )
    standfirst = PassageField(_("standfirst"), max_length=600, blank=True)
    byline_note = LineField(
        _("byline note"), max_length=120, blank=True, help_text=_("For example: with agencies")
    )
    dateline = LineField(
        _("dateline"), max_length=80, blank=True, help_text=_("The place it was written from.")
    )
    happened = models.DateField(
        _("day of the event"),
        null=True,
        blank=True,
        help_text=_("If it tells of another day than its own. Only the copy checks ask for it."),
    )
    lead_picture = models.ForeignKey(
        "media.Picture",
        verbose_name=_("lead picture"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    lead_caption = PassageField(
        _("caption in this story"),
        blank=True,
        help_text=_("Leave empty to use the picture’s own caption."),
    )
    body = StreamField(Body(), verbose_name=_("story"), blank=True)
    source = LineField(
        _("source"), max_length=160, blank=True, help_text=_("The agency or paper it comes from.")
    )

    search_headline = LineField(_("headline for search"), max_length=120, blank=True)
    search_description = LineField(_("description for search"), max_length=300, blank=True)
    canonical = models.URLField(
        _("original address"),
        max_length=500,
        blank=True,
        help_text=_("If it was first published elsewhere."),
    )
    noindex = models.BooleanField(_("not for search engines"), default=False)

    guid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """names the story to other systems, whatever its address"""

    address_fields: ClassVar = frozenset({"slug", "section", "day"})

    print_preview: ClassVar[Callable[[HttpRequest, Story], HttpResponse]]
    """Prints a draft on the reader's page; wired by the app, since a record knows no views."""

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "day", "slug"],
                name="one_story_at_an_address",
                violation_error_message=_(
                    "Another story of that day in this section has this address."
                ),
            ),
            models.CheckConstraint(
                name="story_expires_after_publication",
                condition=Q(expire_at=None)
                | (
                    (Q(published_at=None) | Q(expire_at__gt=F("published_at")))
                    & (Q(go_live_at=None) | Q(expire_at__gt=F("go_live_at")))
                ),
                violation_error_message=_("A story cannot expire before it is published."),
            ),
            models.CheckConstraint(
                name="story_has_a_day_once_published",
                condition=Q(published_at=None, day=None, live=False)
                | Q(published_at__isnull=False, day__isnull=False),
            ),
            models.CheckConstraint(
                name="story_changes_after_publication",
                condition=Q(changed_at=None) | Q(changed_at__gte=F("published_at")),
            ),
            models.CheckConstraint(
                name="withdrawn_is_down", condition=Q(withdrawn_at=None) | Q(live=False)
            ),
        ]
        indexes = [
            # The words of all headlines, newest first: what a search in the newsroom reads.
            models.Index(fields=["-edited_at", "headline"], name="newsroom_by_headline"),
            models.Index(fields=["section", "-edited_at"], name="newsroom_by_section"),
            models.Index(fields=["form", "-edited_at"], name="newsroom_by_form"),
            models.Index(
                fields=["live", "expired", "has_unpublished_changes", "-edited_at", "published_at"],
                name="newsroom_by_state",
            ),
            models.Index(fields=["-published_at"], name="newsroom_by_publication"),
            # The same with drafts last, which the two databases sort in different places.
            models.Index(
                IsNull(F("published_at"), rhs=True),
                F("published_at").desc(),
                F("id").desc(),
                name="newsroom_by_newest",
            ),
            models.Index(
                fields=["expire_at"],
                condition=Q(live=True, expire_at__isnull=False),
                name="story_to_expire",
            ),
            models.Index(
                fields=["withdrawn_at"], condition=~Q(withdrawn_at=None), name="story_withdrawn"
            ),
        ]
        permissions = [
            ("publish_story", _("Can publish stories")),
            ("lock_story", _("Can lock stories")),
            ("unlock_story", _("Can unlock stories")),
            ("withdraw_story", _("Can withdraw stories")),
        ]

    def __str__(self) -> str:
        return self.headline

    def _update_from_revision(self, revision: Revision, changed: bool = True) -> None:  # noqa: FBT001, FBT002
        self.edited_at = revision.created_at
        self.save(update_fields=["edited_at"])
        super()._update_from_revision(revision, changed=changed)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A draft as an object; what belongs to the story as a whole stays as it is published."""
        draft = super().with_content_json(left_of(content, self))
        draft.published_at = self.published_at
        draft.day = self.day
        draft.changed_at = self.changed_at
        draft.corrected_at = self.corrected_at
        draft.retracted_at = self.retracted_at
        draft.versions_seen = self.versions_seen
        draft.edited_at = self.edited_at
        draft.withdrawn_at = self.withdrawn_at
        draft.guid = self.guid
        draft.live_revision_id = self.live_revision_id
        return draft

    def get_absolute_url(self) -> str | None:
        """The story's address, from its first publication on."""
        return paths.story(self.section.slug, self.day, self.slug) if self.day else None

    def is_public(self, *, at: datetime) -> bool:
        """Whether readers may see the published version at that moment."""
        return (
            self.live
            and self.published_at is not None
            and self.published_at <= at
            and (self.expire_at is None or self.expire_at > at)
        )

    def is_known(self, *, at: datetime) -> bool:
        return self.published_at is not None and self.published_at <= at

    @property
    def is_corrected(self) -> bool:
        """Whether it corrects itself or another story, and belongs among the corrections."""
        kinds = {part["type"] for part in self.body.get_prep_value()}
        return self.corrected_at is not None or self.is_of_corrections or "correction" in kinds

    @property
    def is_of_corrections(self) -> bool:
        """Whether the whole of it is a correction, of another story."""
        return self.form == Form.CORRECTION

    @property
    def authors(self) -> list[Any]:
        """The authors in the order of the byline."""
        return [line.author for line in self.bylines.all()]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return type(self).print_preview(request, self)


class Byline(Orderable):
    """An author of a story, in order."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        "topics.Author", verbose_name=_("author"), on_delete=models.PROTECT, related_name="bylines"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        constraints = [
            models.UniqueConstraint(fields=["story", "author"], name="author_once_in_a_byline")
        ]

    def __str__(self) -> str:
        return str(self.author)


class FiledTopic(Orderable):
    """A topic of a story; the first is what it is about most."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="filed_topics")
    topic = models.ForeignKey(
        "topics.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="filed"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        constraints = [
            models.UniqueConstraint(fields=["story", "topic"], name="topic_once_in_a_story")
        ]

    def __str__(self) -> str:
        return str(self.topic)


class RelatedStory(Orderable):
    """A story that an editor sets beside another."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="related_by_hand")
    other = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("related story")
        constraints = [
            models.UniqueConstraint(fields=["story", "other"], name="related_once"),
            models.CheckConstraint(name="not_related_to_itself", condition=~Q(story=F("other"))),
        ]

    def __str__(self) -> str:
        return str(self.other)
