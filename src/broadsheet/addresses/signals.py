"""Sees every thing that moves or goes, whoever saves or deletes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_save, pre_delete, pre_save
from django.utils import timezone

from broadsheet.addresses import actions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from broadsheet.addresses.models import Addressed


def note_addresses(
    sender: type[Addressed], instance: Addressed, update_fields: Iterable[str] | None, **_: Any
) -> None:
    """Before the row changes: where is it, and which addresses do readers know?"""
    if may_move(sender, update_fields):
        stored = actions.as_stored(instance)
        instance._address_before = stored.get_absolute_url() if stored else None  # noqa: SLF001
        instance._known_before = stored.known_addresses(at=timezone.now()) if stored else {}  # noqa: SLF001


def lead_on(
    sender: type[Addressed], instance: Addressed, update_fields: Iterable[str] | None, **_: Any
) -> None:
    if may_move(sender, update_fields):
        actions.lead_on(
            instance,
            before=instance._address_before,  # noqa: SLF001
            known=instance._known_before,  # noqa: SLF001
            at=timezone.now(),
        )


def may_move(kind: type[Addressed], update_fields: Iterable[str] | None) -> bool:
    return update_fields is None or not kind.address_fields.isdisjoint(update_fields)


def close(sender: type[Addressed], instance: Addressed, **_: Any) -> None:
    actions.close(instance, at=timezone.now())


def connect(kind: type[Addressed]) -> None:
    """From now on no thing of that kind loses an address; to be called by its app."""
    pre_save.connect(note_addresses, sender=kind)
    post_save.connect(lead_on, sender=kind)
    pre_delete.connect(close, sender=kind)
