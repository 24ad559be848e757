"""What the newsroom's files must be to be handed out."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound
from django.utils.translation import gettext as _
from wagtail import hooks

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.documents.models import AbstractDocument


@hooks.register("before_serve_document")
def only_known_kinds(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    """Forms refuse other kinds; a program that wrote one past them shall not get it served."""
    if PurePath(document.filename).suffix.lower().lstrip(".") in settings.WAGTAILDOCS_EXTENSIONS:
        return None
    return HttpResponseNotFound(
        _("There is no such file."), content_type="text/plain; charset=utf-8"
    )
