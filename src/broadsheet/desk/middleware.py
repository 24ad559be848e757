"""The content security policy: a strict one for readers, another for the newsroom's screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csp.middleware import CSPMiddleware
from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class SecurityPolicy(CSPMiddleware):
    """Wagtail's screens carry inline scripts and styles; no reader's page does."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path.startswith(settings.NEWSROOM):
            response._csp_replace = settings.NEWSROOM_POLICY  # noqa: SLF001
        return super().process_response(request, response)
