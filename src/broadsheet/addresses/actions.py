"""What becomes of the addresses of a thing that moves or goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from broadsheet.addresses.models import Addressed, FormerAddress, normal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def as_stored(thing: Addressed) -> Addressed | None:
    """The thing with the address it has, whatever its fields are about to say."""
    return type(thing)._default_manager.filter(pk=thing.pk).first() if thing.pk else None  # noqa: SLF001


@transaction.atomic
def lead_on(
    thing: Addressed, *, before: str | None, known: Mapping[int, str], at: datetime
) -> None:
    """Let the addresses by which a thing was known lead to it, if it is not where it was before."""
    now = thing.get_absolute_url()
    if now == before:
        return
    FormerAddress.objects.remember_all(((path, pk) for pk, path in known.items()), type(thing))
    if now is not None and thing.is_known(at=at):
        FormerAddress.objects.free(now)


@transaction.atomic
def close(thing: Addressed, *, at: datetime) -> None:
    """A thing is about to be deleted: where readers knew it, they are told that it is gone.

    An address that an editor leads elsewhere goes on doing so, and one of something that never
    was public is as if it had never been.
    """
    stored = as_stored(thing)
    address = stored.get_absolute_url() if stored and stored.is_known(at=at) else None
    if address is None:
        FormerAddress.objects.of(thing).delete()
    elif not FormerAddress.objects.written_by_hand().filter(path=normal(address)).exists():
        FormerAddress.objects.remember(address, thing)
