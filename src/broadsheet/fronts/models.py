"""What editors decide about fronts, and the pages that stand outside the news."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from broadsheet.addresses.models import Addressed
from broadsheet.fields import ProseField, SlugInput, validate_slug
from broadsheet.kit import paths, slugs
from broadsheet.topics.models import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

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
        help_text=_("Leave empty for the home page."),
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


ROOT_DEPTH = 2
"""How deep in Wagtail's tree the page lies on which all standing pages hang."""


class StandingPageQuerySet(PageQuerySet):
    def below_root(self) -> Self:
        """All but the one on which they hang, which readers never see."""
        return self.filter(depth__gt=ROOT_DEPTH)

    def at_top(self) -> Self:
        """Those whose addresses are of one part."""
        return self.filter(depth=ROOT_DEPTH + 1)

    def at(self, path: str) -> Self:
        """The page at a path of the paper's, such as `about/team/`."""
        root = Page.objects.filter(depth=ROOT_DEPTH).values_list("url_path", flat=True).first()
        return self.below_root().filter(url_path=f"{root}{path.strip('/')}/")


class StandingPageForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.fields["slug"]
        self.fields["slug"] = SlugInput(
            label=given.label,
            help_text=given.help_text,
            widget=given.widget,
            max_length=given.max_length,
            required=given.required,
        )


class StandingPage(Addressed, Page):
    """A page that stands outside the news: about us, policies, contact."""

    body = ProseField(  # type: ignore[call-arg] # Wagtail's own arguments
        _("text"),
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"],
        blank=True,
    )

    base_form_class = StandingPageForm
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("body")]
    subpage_types: ClassVar = ["fronts.StandingPage"]
    parent_page_types: ClassVar = ["fronts.StandingPage"]

    objects = PageManager.from_queryset(StandingPageQuerySet)()

    print_preview: ClassVar[Callable[[HttpRequest, StandingPage], HttpResponse]]
    """Prints a draft on the reader's page; wired by the app, since a record knows no views."""

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._settle_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._settle_slug()
        super().save(*args, **kwargs)

    def _settle_slug(self) -> None:
        """The slug in its one spelling; Wagtail's field, which is not ours to change."""
        self.slug = slugs.settled(self.slug)  # type: ignore[has-type]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Judge the slug by our rule: by that of Wagtail's field no vowel sign is a letter."""
        without = set(exclude or ())
        super().clean_fields(exclude={*without, "slug"})
        if "slug" not in without:
            try:
                validate_slug(self.slug)
            except ValidationError as error:
                raise ValidationError({"slug": error}) from error

    def clean(self) -> None:
        super().clean()
        if self.depth not in (None, ROOT_DEPTH + 1):
            return
        if self.slug in paths.RESERVED or Section.objects.filter(slug=self.slug).exists():
            raise ValidationError(
                {"slug": _("A section, or the paper itself, has this address already.")}
            )

    @classmethod
    def root(cls) -> StandingPage:
        """The page on which all others hang."""
        return cls.objects.get(depth=ROOT_DEPTH)

    @classmethod
    def has_at_top(cls, slug: str) -> bool:
        """Whether a page, be it public or a draft, has the address that a section would take."""
        return cls.objects.at_top().filter(slug=slug).exists()

    def get_absolute_url(self) -> str:
        """Its place below the root; a new one has none yet, and is taken to be at the top."""
        place = self.url_path.split("/", 2)[-1] if self.url_path else f"{self.slug}/"
        return f"/{place}"

    def is_known(self, *, at: datetime) -> bool:
        return self.depth > ROOT_DEPTH and (self.live or self.first_published_at is not None)

    def known_addresses(self, *, at: datetime) -> dict[int, str]:
        family = StandingPage.objects.descendant_of(self, inclusive=True).defer("body")
        return {page.pk: page.get_absolute_url() for page in family if page.is_known(at=at)}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return type(self).print_preview(request, self)
