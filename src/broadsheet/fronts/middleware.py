"""Sends requests for old addresses to where their things are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponsePermanentRedirect

from broadsheet.addresses.models import LONGEST_PATH, FormerAddress
from broadsheet.topics.models import Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


class OldAddresses:
    """Asks only after a 404, so that a page that is there costs nothing more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        target = new_address(request.path)
        return HttpResponsePermanentRedirect(target) if target else response


def new_address(path: str) -> str | None:
    """Where the path leads now: by itself, or because its section has a new slug."""
    if len(path) > LONGEST_PATH or "\x00" in path:
        return None
    if target := FormerAddress.objects.leading_from(path):
        return target
    first, _, rest = path.lstrip("/").partition("/")
    if not rest:
        return None
    former = FormerAddress.objects.filter(path=f"/{first}/", content_type__model="section").first()
    if former is None or not isinstance(former.thing, Section):
        return None
    return former.thing.get_absolute_url() + rest
