"""Sitemaps and robots.txt at their addresses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from broadsheet.feeds import sitemaps
from broadsheet.formats import sitemap
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import plain_style

if TYPE_CHECKING:
    from django.http import HttpRequest

ROBOTS = """\
User-agent: *
Disallow: /newsroom/
Disallow: /search/
Disallow: /accounts/
Disallow: /me/

Sitemap: {site}/sitemap.xml
Sitemap: {site}/news-sitemap.xml
"""


def _xml(raw: bytes) -> HttpResponse:
    return HttpResponse(raw, content_type=f"{sitemap.MEDIA_TYPE}; charset=utf-8")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return _xml(sitemap.index(sitemaps.shards(settings.SITE, at=timezone.now())))


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    return _xml(sitemap.urlset(sitemaps.pages(settings.SITE, at=timezone.now())))


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories of a month; 404 for a month that is none, or has none."""
    try:
        first_on = date(year, month, 1)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    entries = sitemaps.month(first_on, site=settings.SITE, at=timezone.now())
    if not entries:
        raise Http404
    return _xml(sitemap.urlset(entries))


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    with plain_style(Paper.current()) as masthead:
        return _xml(sitemap.urlset(sitemaps.news(masthead, at=timezone.now())))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS.format(site=settings.SITE), content_type="text/plain; charset=utf-8")
