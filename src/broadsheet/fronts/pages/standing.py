"""Pages that stand outside the news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.rich_text import expand_db_html

from broadsheet.fronts import context
from broadsheet.fronts import keys as facts
from broadsheet.fronts.models import StandingPage
from broadsheet.media import keys as pictures
from broadsheet.paper.context import Crumb, home_crumb
from broadsheet.paper.keys import PAGES
from broadsheet.press.recording import note
from broadsheet.stories.body.markup import flowing

if TYPE_CHECKING:
    from datetime import datetime


HEADINGS = frozenset({"h2", "h3", "hr", "blockquote"})
"""What a standing page may have beside paragraphs and lists."""


def standing_at(path: str, *, at: datetime) -> StandingPage | None:
    """The page at a path such as `about/team/`, public or not any more."""
    found = StandingPage.objects.at(path).public().first()
    is_known = found is not None and found.is_known(at=at)
    note(facts.known(path), is_known, sources=[PAGES])
    said = _said_on(found) if found is not None and found.live else None
    note(facts.standing(path), said, sources=[PAGES, pictures.FILES])
    return found


def _said_on(page: StandingPage) -> tuple[object, ...]:
    html = expand_db_html(page.body)
    words = page.title, page.seo_title, page.search_description, html, page.last_published_at
    return (page.pk, *words)


def standing_page(found: StandingPage) -> context.StandingPageView:
    """A page that stands outside the news, or a draft of one."""
    changed_at = found.last_published_at
    return context.StandingPageView(
        title=found.title,
        html=flowing(expand_db_html(found.body), further=HEADINGS),
        crumbs=(home_crumb(), Crumb(text=found.title, url="")),
        changed_on=f"{changed_at:%Y-%m-%d}" if changed_at else "",
    )
