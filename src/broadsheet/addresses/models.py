"""Addresses that things had, and where they lead now: nothing once public is lost by a move."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

LONGEST_PATH = 500
AT_ONCE = 2000
"""Lines that are written with one statement."""


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


def on_this_site(address: str) -> str:
    """The path that an address leads to on this site, as it is looked up; none elsewhere."""
    site = settings.SITE + "/"
    if address.startswith(site):
        address = address.removeprefix(settings.SITE)
    return normal(address) if address.startswith("/") else ""


def path_here(address: str) -> str | None:
    """Path and query of an address that names one of this paper's hosts, or none; no other's."""
    try:
        parts = urlsplit(address)
        is_ours = not parts.netloc or parts.hostname in settings.ALLOWED_HOSTS
    except ValueError:
        return None
    if not is_ours or parts.scheme not in {"", "http", "https"}:
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _batches(lines: Iterable[tuple[str, int]]) -> Iterator[dict[str, int]]:
    """The lines in portions, with no path twice in any."""
    rest = iter(lines)
    while some := {normal(path): pk for path, pk in islice(rest, AT_ONCE)}:
        yield some


class FormerAddressQuerySet(models.QuerySet["FormerAddress"]):
    def remember(self, path: str, thing: models.Model) -> None:
        """From now on the path leads to the thing, whatever it led to before."""
        self.remember_all([(path, thing.pk)], type(thing))

    def remember_all(self, lines: Iterable[tuple[str, int]], kind: type[models.Model]) -> None:
        """From now on each path leads to the thing of that kind with the id beside it."""
        content_type = ContentType.objects.get_for_model(kind)
        for some in _batches(lines):
            self.bulk_create(
                [
                    FormerAddress(path=path, content_type=content_type, object_id=pk)
                    for path, pk in some.items()
                ],
                update_conflicts=True,
                unique_fields=["path"],
                update_fields=["content_type", "object_id", "to_address"],
            )

    def of(self, thing: models.Model) -> Self:
        """Those that lead to the thing."""
        content_type = ContentType.objects.get_for_model(thing)
        return self.filter(content_type=content_type, object_id=thing.pk)

    def written_by_hand(self) -> Self:
        return self.exclude(to_address="")

    def lead_by_hand_to(self, addresses: Iterable[str]) -> Self:
        """Those by which an editor leads to one of these addresses."""
        return self.filter(to_address__in=set(addresses)).exclude(to_address="")

    def free(self, path: str) -> None:
        """Something lives at the path again: it leads nowhere else."""
        self.filter(path=normal(path)).delete()

    def at(self, path: str) -> FormerAddress | None:
        """What is known of a path at which nothing is to be seen now."""
        return self.filter(path=normal(path)).select_related("content_type").first()

    def leading_from(self, path: str) -> str | None:
        """Where a request for the path is sent, or None."""
        found = self.at(path)
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

    is_living: ClassVar[Callable[[str], bool]]
    """Whether readers find a page at a path; wired by the app that prints pages."""

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
        if not self.to_address:
            return
        if on_this_site(self.to_address) == self.path:
            raise ValidationError({"to_address": _("It leads to itself.")})
        if self._leads_in_a_circle():
            raise ValidationError({"to_address": _("From there readers are led back to here.")})
        if FormerAddress.is_living(self.path):
            raise ValidationError(
                {"path": _("Readers find a page at this address. Unpublish or move it first.")}
            )

    def _leads_in_a_circle(self) -> bool:
        """Whether what stands there now would in the end lead back to this path."""
        seen, path = {self.path}, on_this_site(self.to_address)
        while path and path not in seen:
            seen.add(path)
            path = on_this_site(FormerAddress.objects.leading_from(path) or "")
        return bool(path)

    @property
    def target(self) -> str | None:
        """The address that it stands for, be it told to readers or not; None while it has none."""
        if self.to_address:
            return self.to_address
        thing = self.thing
        # A file is no record of ours, and calls it otherwise.
        return (
            thing.get_absolute_url()
            if isinstance(thing, Addressed)
            else getattr(thing, "url", None)
        )

    def target_for_readers(self, *, at: datetime) -> str | None:
        """The address to send readers to at that moment; None while the thing is not public."""
        thing = None if self.to_address else self.thing
        is_hidden = isinstance(thing, Addressed) and not thing.is_told(at=at)
        return None if is_hidden else self.target

    @property
    def is_gone(self) -> bool:
        """Whether what was there is deleted or withdrawn, and no editor leads elsewhere instead."""
        if self.to_address:
            return False
        thing = self.thing
        return thing is None or (isinstance(thing, Addressed) and thing.is_withdrawn)


class Addressed(models.Model):
    """A thing whose old addresses go on leading to it, and say that it is gone once it is."""

    address_fields: ClassVar = frozenset({"slug"})
    """What its address is made of; a save that leaves these alone moves nothing."""

    _address_before: str | None
    _known_before: dict[int, str]

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """With it, or not at all, the address it leaves is remembered: see `signals`."""
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str | None:
        raise NotImplementedError

    def is_known(self, *, at: datetime) -> bool:
        """Whether readers have seen it at its address."""
        return True

    def is_told(self, *, at: datetime) -> bool:
        """Whether readers who come by an old address may be told the one that it has now."""
        return True

    @property
    def is_withdrawn(self) -> bool:
        """Whether not even its address is to be told."""
        return False

    def known_addresses(self, *, at: datetime) -> dict[int, str]:
        """The addresses by which readers know it, and what has its place beneath it, by id."""
        address = self.get_absolute_url()
        return {self.pk: address} if address and self.is_known(at=at) else {}
