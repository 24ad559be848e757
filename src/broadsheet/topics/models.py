"""What and who a story is filed under: sections, typed topics, authors, storylines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, assert_never

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from modelcluster.models import ClusterableModel
from wagtail.search import index

from broadsheet.addresses.models import Addressed
from broadsheet.fields import LineField, LowerSlugField, PassageField, validate_addresses
from broadsheet.kit import paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class Section(Addressed):
    """A part of the paper with a front of its own. May nest once; its address never shows it."""

    name = LineField(_("name"), max_length=60)
    slug = LowerSlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_("The section’s part of every address in it. Old addresses keep working."),
    )
    description = PassageField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        limit_choices_to={"parent": None},
    )
    hue = models.PositiveSmallIntegerField(
        _("hue"),
        default=210,
        validators=[MaxValueValidator(360)],
        help_text=_("Degrees on the colour wheel (0 to 360), for kicker and rule."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    is_taken: ClassVar[Callable[[str], bool]]
    """Whether a page of another kind has that slug; wired by the app of those pages."""

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                name="section_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message=_("A section cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.slug in paths.RESERVED:
            raise ValidationError({"slug": _("The paper itself needs this address.")})
        if Section.is_taken(self.slug):
            raise ValidationError({"slug": _("A standing page has this address already.")})
        if self.parent is None:
            return
        if self.parent.parent_id is not None:
            raise ValidationError({"parent": _("Sections nest only once. Choose one at the top.")})
        if self.pk and self.children.exists():
            raise ValidationError({"parent": _("This section has parts of its own.")})

    def get_absolute_url(self) -> str:
        return paths.section(self.slug)


class Kind(models.TextChoices):
    """What a topic is."""

    PERSON = "person", _("Person")
    PLACE = "place", _("Place")
    ORGANISATION = "organisation", _("Organisation")
    EVENT = "event", _("Event")
    THEME = "theme", _("Theme")

    @property
    def plural(self) -> str:
        """What many of that kind are called, as a heading."""
        match self:
            case Kind.PERSON:
                return pgettext("topics", "People")
            case Kind.PLACE:
                return pgettext("topics", "Places")
            case Kind.ORGANISATION:
                return pgettext("topics", "Organisations")
            case Kind.EVENT:
                return pgettext("topics", "Events")
            case Kind.THEME:
                return pgettext("topics", "Themes")
            case _:
                assert_never(self)


def _registered(model: str, name: Any) -> Any:
    """What the register has of a topic, where it has something; readers see nothing of it."""
    return models.ForeignKey(
        f"register.{model}",
        verbose_name=name,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="topics",
    )


class Topic(index.Indexed, Addressed):
    """A person, place, organisation, event or theme that stories are about."""

    name = LineField(_("name"), max_length=120)
    slug = LowerSlugField(_("slug"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.THEME)
    description = PassageField(_("description"), blank=True)
    picture = models.ForeignKey(
        "media.Picture",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    same_as = models.TextField(
        _("same as"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("Addresses that stand for the same thing elsewhere, one to a line: Wikidata…"),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("lies in"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        limit_choices_to={"kind": Kind.PLACE},
        help_text=_("For places: the larger place."),
    )

    person = _registered("Person", _("in the register, this person"))
    place = _registered("Place", _("in the register, this place"))
    organisation = _registered("Organisation", _("in the register, this organisation"))

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.FilterField("kind"),
        index.FilterField("name"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="only_places_lie_in_places",
                condition=Q(parent=None) | Q(kind=Kind.PLACE),
                violation_error_message=_("Only a place can lie in another place."),
            ),
            *(
                models.CheckConstraint(
                    name=f"topic_registered_as_{kind}",
                    condition=Q(**{kind: None}) | Q(kind=kind),
                    violation_error_message=_("That entry of the register is of another kind."),
                )
                for kind in ("person", "place", "organisation")
            ),
            models.CheckConstraint(
                name="topic_not_in_itself", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="topic_by_kind")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        seen, above = {self.pk}, self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("This would put the place inside itself.")})
            seen.add(above.pk)
            above = above.parent

    def get_absolute_url(self) -> str:
        return paths.topic(self.slug)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The `same_as` addresses, in the editor's order."""
        return tuple(self.same_as.split())


class Author(index.Indexed, Addressed):
    """Somebody whose name stands over stories."""

    name = LineField(_("name"), max_length=120)
    slug = LowerSlugField(_("slug"), max_length=120, unique=True)
    role = LineField(_("role"), max_length=120, blank=True)
    bio = PassageField(_("about"), blank=True)
    portrait = models.ForeignKey(
        "media.Picture",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    email = models.EmailField(_("public e-mail address"), blank=True)
    links = models.TextField(
        _("other addresses"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("One to a line."),
    )

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.FilterField("name"),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return paths.author(self.slug)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The author's addresses elsewhere, in the editor's order."""
        return tuple(self.links.split())


class Storyline(Addressed, ClusterableModel):
    """Something that goes on for longer than one story tells: what happened, one after the other.

    Its episodes are stories, each with a day and a line. Nothing of it is to be seen before readers
    may see one of them.
    """

    name = LineField(_("name"), max_length=120)
    slug = LowerSlugField(
        _("slug"),
        max_length=120,
        unique=True,
        help_text=_("The last part of the address. Changing it later keeps the old address alive."),
    )
    standfirst = PassageField(_("standfirst"), max_length=600, blank=True)

    has_begun: ClassVar[Callable[[int, datetime], bool]]
    """Whether readers see something of it at that moment; wired, with the next, by the stories."""
    was_seen: ClassVar[Callable[[int, datetime], bool]]
    """Whether they have seen something of it by then, be it gone by now."""

    class Meta:
        verbose_name = _("storyline")
        verbose_name_plural = _("storylines")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return paths.storyline(self.slug)

    def is_known(self, *, at: datetime) -> bool:
        return Storyline.was_seen(self.pk, at)

    def is_told(self, *, at: datetime) -> bool:
        return Storyline.has_begun(self.pk, at)
