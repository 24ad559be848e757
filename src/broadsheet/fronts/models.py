"""What editors decide about fronts, and the pages that stand outside the news."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from broadsheet.kit import paths
from broadsheet.topics.models import Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class Front(ClusterableModel):
    """The curated top of the home page, or of a section's front. The newest fill what is empty."""

    section = models.OneToOneField(
        Section,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="front",
        help_text=_("Empty: the home page."),
    )

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(section=None),
                name="one_home_front",
                violation_error_message=_("The home page has a front already: edit that one."),
            ),
        ]

    def __str__(self) -> str:
        return self.section.name if self.section else str(_("Home page"))


class Slot(Orderable):
    """A place on a front that an editor has filled: the first is the lead."""

    front = ParentalKey(Front, on_delete=models.CASCADE, related_name="slots")
    story = models.ForeignKey(
        "stories.Story", verbose_name=_("story"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("place")
        constraints = [
            models.UniqueConstraint(fields=["front", "story"], name="story_once_on_a_front")
        ]

    def __str__(self) -> str:
        return str(self.story)


class StandingPage(Page):
    """A page that stands outside the news: about us, policies, contact."""

    body = RichTextField(
        _("text"),
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"],
        blank=True,
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("body")]
    subpage_types: ClassVar = ["fronts.StandingPage"]
    parent_page_types: ClassVar = ["fronts.StandingPage"]

    print_preview: ClassVar[Callable[[HttpRequest, StandingPage], HttpResponse]]
    """Prints a draft on the reader's page; wired by the app, since a record knows no views."""

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    def clean(self) -> None:
        super().clean()
        if self.depth not in (None, 3):
            return
        if self.slug in paths.RESERVED or Section.objects.filter(slug=self.slug).exists():
            raise ValidationError({"slug": _("A section or the paper itself has this address.")})

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return type(self).print_preview(request, self)
