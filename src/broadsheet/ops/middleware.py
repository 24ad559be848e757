"""What comes to the door and what leaves the house: names that are not ours are turned away,
style sheets and scripts answered whole, text compressed.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.utils.log import log_response
from whitenoise.middleware import WhiteNoiseMiddleware

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase
    from whitenoise.responders import StaticFile


logger = logging.getLogger(__name__)

LONGEST_NAME = 100
HEALTH = frozenset({"/livez", "/readyz", "/metrics"})


class KnownHosts:
    """Turns away, in one line of the log, whoever asks for a host that this server is not.

    Scanners do so all day; Django would log a traceback each time. Health is answered by whatever
    name a machine is asked: a load balancer knows but its number.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.host = urlsplit(settings.SITE).netloc

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in HEALTH:
            request.META["HTTP_HOST"] = self.host
        try:
            request.get_host()
        except DisallowedHost:
            response = HttpResponseBadRequest(
                "This server does not answer to the name you asked for.\n"
                "Please check the address.\n",
                content_type="text/plain; charset=utf-8",
            )
            asked = request.META.get("HTTP_HOST", "")[:LONGEST_NAME]
            message = "no such host: “%s” (if it should be, name it in BROADSHEET_HOSTS)"
            # Django's own way of logging an answer: it does not do so once more.
            log_response(message, asked, response=response, logger=logger, level="info")
            return response
        return self.get_response(request)


class StaticFiles(WhiteNoiseMiddleware):
    """An asynchronous server cannot stream a plain file, and ours are small enough not to be."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponse:
        found = static_file.get_response(request.method, request.META)
        body = b""
        if found.file is not None:
            with found.file:
                body = found.file.read()
        response = HttpResponse(body, status=int(found.status))
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response


class Methods:
    """Says in a sentence what an address cannot be asked; Django says so with nothing at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = f"This address only takes {response['Allow']}.\n"
            response["Content-Type"] = "text/plain; charset=utf-8"
            response["Content-Length"] = str(len(response.content))
        return response


class Compression(GZipMiddleware):
    """Compresses text; pictures and archives are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.get("Content-Type", "")
        if not kind.startswith("text/") and not any(part in kind for part in ("xml", "json")):
            return response
        return super().process_response(request, response)
