"""Addresses that things had, and where they lead now: nothing once public is lost by a move."""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import unquote, urlsplit

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_PATH = 500


def normal(address: str) -> str:
    """An address as it is looked up: decoded, one slash at the end, its query as it is."""
    address = address.strip()
    if "://" in address:
        parts = urlsplit(address)
        address = f"{parts.path}?{parts.query}"
    way, _mark, query = address.partition("?")
    path = "/" + "/".join(piece for piece in unquote(way).split("/") if piece)
    last = path.rpartition("/")[2]
    slashed = path if path == "/" or "." in last else f"{path}/"
    return f"{slashed}?{query}" if query else slashed


class FormerAddressQuerySet(models.QuerySet["FormerAddress"]):
    def remember(self, path: str, thing: models.Model) -> None:
        """From now on the path leads to the thing, whatever it led to before."""
        self.update_or_create(
            path=normal(path),
            defaults={
                "content_type": ContentType.objects.get_for_model(thing),
                "object_id": thing.pk,
                "to_address": "",
            },
        )

    def free(self, path: str) -> None:
        """Something lives at the path again: it leads nowhere else."""
        self.filter(path=normal(path)).delete()

    def leading_from(self, path: str) -> str | None:
        """Where a request for the path is sent, or None."""
        found = self.filter(path=normal(path)).select_related("content_type").first()
        return found.target if found else None


class FormerAddress(models.Model):
    """An old path, and the thing or the address that a request for it is sent to (301)."""

    path = models.CharField(
        _("old address"),
        max_length=LONGEST_PATH,
        unique=True,
        help_text=_("Path on this site, for example /2019/old-story/"),
    )
    content_type = models.ForeignKey(
        ContentType, null=True, blank=True, editable=False, on_delete=models.CASCADE
    )
    object_id = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    thing = GenericForeignKey("content_type", "object_id")
    to_address = models.CharField(
        _("leads to"),
        max_length=LONGEST_PATH,
        blank=True,
        help_text=_("Path on this site, or an address elsewhere starting with https://"),
    )

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="former_address_leads_to_one",
                condition=(
                    Q(content_type=None, object_id=None) & ~Q(to_address="")
                    | Q(content_type__isnull=False, object_id__isnull=False, to_address="")
                ),
                violation_error_message=_("Say where the old address leads."),
            ),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="former_addresses_of")]

    def __str__(self) -> str:
        return self.path

    def clean(self) -> None:
        super().clean()
        self.path = normal(self.path)
        if self.to_address and not self.to_address.startswith(("/", "https://", "http://")):
            raise ValidationError({"to_address": _("Start with / or https://")})
        if self.to_address.startswith("//"):
            raise ValidationError({"to_address": _("Start with one slash or with https://")})
        if self.to_address and normal(self.to_address) == self.path:
            raise ValidationError({"to_address": _("It leads to itself.")})

    @property
    def target(self) -> str | None:
        """The address to send readers to now; None while the thing is not public."""
        if self.to_address:
            return self.to_address
        thing = self.thing
        return thing.get_absolute_url() if thing is not None else None


class Addressed(models.Model):
    """A thing whose old addresses go on working when its slug changes."""

    class Meta:
        abstract = True

    _address_as_loaded: str | None = None

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **further: Any) -> Self:
        thing = super().from_db(db, field_names, values, **further)
        if "slug" in field_names:
            thing._address_as_loaded = thing.get_absolute_url()  # noqa: SLF001 - its own class
        return thing

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        before, now = self._address_as_loaded, self.get_absolute_url()
        if before == now:
            return
        FormerAddress.objects.free(now)
        if before is not None:
            FormerAddress.objects.remember(before, self)
        self._address_as_loaded = now

    def get_absolute_url(self) -> str:
        raise NotImplementedError
