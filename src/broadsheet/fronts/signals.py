"""Keeps the addresses of standing pages, which Wagtail moves about without saving each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.signals import post_page_move

from broadsheet.addresses import actions
from broadsheet.addresses.signals import connect as keep_addresses_of
from broadsheet.fronts.models import StandingPage

if TYPE_CHECKING:
    from wagtail.models import Page


def lead_on(
    sender: type[Page], instance: Page, url_path_before: str, url_path_after: str, **_: Any
) -> None:
    """A page was moved with all beneath it: what they were called before leads to them."""
    now = timezone.now()
    moved = StandingPage.objects.filter(pk=instance.pk).first()
    if moved is None or url_path_before == url_path_after:
        return
    before, after = (path.split("/", 2)[-1] for path in (url_path_before, url_path_after))
    known = {
        pk: f"/{before}{path.removeprefix(f'/{after}')}"
        for pk, path in moved.known_addresses(at=now).items()
    }
    actions.lead_on(moved, before=f"/{before}", known=known, at=now)


def connect() -> None:
    keep_addresses_of(StandingPage)
    post_page_move.connect(lead_on)
