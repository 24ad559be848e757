"""Has Django render an address as it looks to everybody.

The request is the same for every reader: nothing of theirs comes this far, so that a page cannot
know who reads it.
"""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signals
from django.core.asgi import get_asgi_application
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import InterfaceError, OperationalError
from django.http import StreamingHttpResponse

from broadsheet.press.addressing import path_and_query
from broadsheet.press.pressing import Answer
from broadsheet.press.recording import recording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

FAILURE = "broadsheet.failure"
"""Where a request carries what went wrong."""


class Django:
    """Django, set up once. Renders in as many threads as there are."""

    def __init__(self) -> None:
        self.application = get_asgi_application()
        self._handler = BaseHandler()
        self._handler.load_middleware()
        signals.got_request_exception.connect(_remember_failure, dispatch_uid=FAILURE)
        site = urlsplit(settings.SITE)
        self._scheme = site.scheme
        self._host = site.netloc
        self._name = site.hostname or ""
        self._port = str(site.port or (443 if site.scheme == "https" else 80))

    def render(self, address: str) -> Answer:
        """What stands at a public address, whatever that is."""
        environ = self._environ(address)
        signals.request_started.send(sender=type(self), environ=environ)
        request = WSGIRequest(environ)
        with recording() as record:
            response = self._handler.get_response(request)
            try:
                is_streamed = isinstance(response, StreamingHttpResponse)
                body = response.getvalue()
            finally:
                # Tells Django that the request has ended, and so gives its connections back.
                response.close()
        return Answer(
            status=_status(request, response),
            headers=tuple(_headers(response)),
            body=body,
            recording=record,
            is_streamed=is_streamed,
        )

    def _environ(self, address: str) -> dict[str, Any]:
        path, query = path_and_query(address)
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # WSGI has bytes in the letters of latin-1.
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self._name,
            "SERVER_PORT": self._port,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self._host,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }


def _remember_failure(sender: object, request: HttpRequest, **kwargs: object) -> None:
    request.META[FAILURE] = sys.exception()


def _status(request: HttpRequest, response: HttpResponseBase) -> int:
    """That of the response; 503 if it failed because the database is away."""
    is_away = isinstance(request.META.get(FAILURE), OperationalError | InterfaceError)
    return 503 if is_away and response.status_code == 500 else response.status_code


def _headers(response: HttpResponseBase) -> Iterator[tuple[str, str]]:
    for name, value in response.items():
        yield name.lower(), value
    for cookie in response.cookies.values():
        yield "set-cookie", cookie.OutputString()
