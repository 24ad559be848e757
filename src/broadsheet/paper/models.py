"""The paper itself: its name, language, zone, publisher, house limits, menus."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.models import Orderable

from broadsheet.fields import LineField, PassageField, validate_addresses


class Fold(models.TextChoices):
    """Where a story is folded, so that a reader opens the rest."""

    NEVER = "never", _("Never")
    SMALL = "small", _("On small screens")
    ALWAYS = "always", _("Always")


def zone_choices() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in sorted(zoneinfo.available_timezones())]


POLICIES = (
    "corrections_policy", "ethics_policy", "ownership", "masthead", "feedback_policy",
)  # fmt: skip
"""Fields that say where a page stands which search engines are told of."""


def is_address(text: str) -> bool:
    """Whether it is a path on this site, or a whole address that starts with https://"""
    if text.startswith("/"):
        return not text.startswith("//") and not any(map(str.isspace, text))
    try:
        URLValidator(schemes=["https"])(text)
    except ValidationError:
        return False
    return True


def validate_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name})


class Paper(ClusterableModel, BaseGenericSetting):
    """The settings of this paper. There is one row."""

    name = LineField(_("name"), max_length=80, default="Broadsheet")
    tagline = LineField(_("tagline"), max_length=160, blank=True)
    description = PassageField(
        _("description"), blank=True, help_text=_("For search engines and feeds.")
    )
    logo = models.ForeignKey(
        "media.Picture",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("For machines and shared links. On the page the name itself is set in type."),
    )
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default="en"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_zone]
    )

    publisher_name = LineField(_("publisher"), max_length=160, blank=True)
    publisher_address = PassageField(_("postal address"), blank=True)
    publisher_email = models.EmailField(_("e-mail address"), blank=True)
    publisher_phone = LineField(_("telephone"), max_length=40, blank=True)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    social_accounts = models.TextField(
        _("social accounts"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("Addresses of the paper’s own accounts, one to a line."),
    )
    corrections_policy = LineField(_("corrections policy"), max_length=200, blank=True)
    ethics_policy = LineField(_("ethics policy"), max_length=200, blank=True)
    ownership = LineField(_("ownership and funding"), max_length=200, blank=True)
    masthead = LineField(_("who works here"), max_length=200, blank=True)
    feedback_policy = LineField(_("how to reach us"), max_length=200, blank=True)

    fold = models.CharField(_("fold stories"), max_length=8, choices=Fold, default=Fold.NEVER)
    headline_limit = models.PositiveSmallIntegerField(
        _("longest headline"),
        default=110,
        validators=[MinValueValidator(20), MaxValueValidator(255)],
        help_text=_("In characters. A longer one can be saved, but not published."),
    )
    grace_minutes = models.PositiveSmallIntegerField(
        _("minutes in which a change is a slip"),
        default=10,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_(
            "Counted from the first publication of a story. Whoever changes its words later says "
            "what kind of change it is."
        ),
    )

    class Meta:
        verbose_name = _("the paper’s settings")
        constraints = [
            models.CheckConstraint(name="one_paper", condition=Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        given = {field: getattr(self, field) for field in POLICIES}
        wrong = [field for field, text in given.items() if text and not is_address(text)]
        if wrong:
            raise ValidationError(dict.fromkeys(wrong, _("Start with / or https://")))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Paper:
        """This paper's settings, or the defaults of one that has not been set up."""
        return cls._first_of(cls.objects.select_related("logo"))

    @classmethod
    def with_language_and_zone(cls) -> Paper:
        """This paper with these settings alone, for who only says a few words, or a day."""
        return cls._first_of(cls.objects.only("language", "time_zone"))

    @classmethod
    def _first_of(cls, papers: models.QuerySet[Paper]) -> Paper:
        return papers.filter(pk=1).first() or cls(pk=1)

    @cached_property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)


class Place(models.TextChoices):
    """Where a menu stands on the page."""

    HEAD = "head", _("Under the name of the paper")
    FOOT = "foot", _("At the foot of the page")


class MenuItem(Orderable):
    """A line of a menu: a section, a standing page or any address."""

    paper = ParentalKey(Paper, on_delete=models.CASCADE, related_name="menu_items")
    place = models.CharField(_("where"), max_length=4, choices=Place, default=Place.HEAD)
    text = LineField(
        _("text"),
        max_length=60,
        blank=True,
        help_text=_("Leave empty to use the name of what it leads to."),
    )
    section = models.ForeignKey(
        "topics.Section", verbose_name=_("section"), null=True, blank=True, on_delete=models.CASCADE
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = LineField(_("address"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")
        constraints = [
            models.CheckConstraint(
                name="menu_item_leads_to_one",
                condition=(
                    Q(section__isnull=False, page=None, address="")
                    | Q(section=None, page__isnull=False, address="")
                    | (Q(section=None, page=None) & ~Q(address=""))
                ),
                violation_error_message=_("Choose a section, or a page, or write an address."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.section or self.page or self.address)

    def clean(self) -> None:
        super().clean()
        if self.address and not self.address.startswith(("/", "https://", "http://", "mailto:")):
            raise ValidationError({"address": _("Start with / or https://")})
        if self.address and not self.text:
            raise ValidationError({"text": _("Say what the address is called.")})

    @property
    def url(self) -> str:
        if self.section is not None:
            return self.section.get_absolute_url()
        return self.page.get_url() if self.page is not None else self.address
