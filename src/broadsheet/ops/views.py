"""What a load balancer and the operator ask: is it alive, can it serve, how does it do?"""

from __future__ import annotations

from secrets import compare_digest
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from broadsheet import config
from broadsheet.client_address import is_on_this_machine
from broadsheet.ops import metrics
from broadsheet.ops.reporting import report

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when pages can be made, 503 when they cannot; each trouble in a sentence."""
    told = report(timezone.now())
    sentences = "".join(f"{trouble}\n" for trouble in told.troubles)
    return HttpResponse(
        sentences or "ok\n",
        status=200 if told.is_database_there else 503,
        content_type="text/plain; charset=utf-8",
    )


@require_safe
@never_cache
def numbers(request: HttpRequest) -> HttpResponse:
    """The press in numbers, for whoever may have them; for others there is nothing here."""
    if not may_have_numbers(request):
        raise Http404
    return HttpResponse(metrics.exposition(timezone.now()), content_type=metrics.CONTENT_TYPE)


def may_have_numbers(request: HttpRequest) -> bool:
    """Whoever has the token; where none is set, whoever asks from this very machine."""
    if token := config.metrics_token():
        given = request.headers.get("Authorization", "")
        return compare_digest(given.encode(), f"Bearer {token}".encode())
    return is_on_this_machine(request)
