"""What leaves the house: style sheets and scripts answered whole, text compressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from whitenoise.responders import StaticFile


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


class Compression(GZipMiddleware):
    """Compresses text; pictures and archives are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.get("Content-Type", "")
        if not kind.startswith("text/") and not any(part in kind for part in ("xml", "json")):
            return response
        return super().process_response(request, response)
