"""Keeps what readers hold in their hands: addresses of standing pages, and files in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex
from wagtail.signals import post_page_move, published

from broadsheet.addresses import actions
from broadsheet.addresses.signals import connect as keep_addresses_of
from broadsheet.fronts.models import StandingPage
from broadsheet.fronts.pages.files import published_with

if TYPE_CHECKING:
    from wagtail.documents.models import Document
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


def note_files(sender: type[StandingPage], instance: StandingPage, **_: Any) -> None:
    """Files are handed out for as long as a page leads to them: it must be known at once."""
    ReferenceIndex.create_or_update_for_object(instance)


def keep_file(sender: type[Document], instance: Document, **_: Any) -> None:
    """Refuse to delete a file that something published leads to. Raises ProtectedError."""
    if users := list(published_with(instance)):
        raise ProtectedError(f"file {instance.pk} is in use", set(users))


def connect() -> None:
    keep_addresses_of(StandingPage)
    published.connect(note_files, sender=StandingPage)
    pre_delete.connect(keep_file, sender=get_document_model())
    post_page_move.connect(lead_on)
