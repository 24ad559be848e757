"""A story at its address, and a draft as it would look there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from broadsheet.kit import figures, paths, prose
from broadsheet.media.context import Print, Ratio
from broadsheet.paper.context import Head, Link
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import house_style, notice, printed
from broadsheet.paper.structured import breadcrumb, dump, publisher
from broadsheet.stories import pages, structured
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest

    from broadsheet.paper.context import Frame
    from broadsheet.stories.context import StoryPage

DESCRIPTION_LENGTH = 200


@require_safe
def story(request: HttpRequest, section: str, day: date, slug: str) -> HttpResponse:
    """The story's page: 410 once it was public and no longer is, 404 if it never was."""
    now = timezone.now()
    found = pages.for_reading(section, day, slug, at=now)
    if found is None:
        raise Http404
    if not found.is_public(at=now):
        return notice(410 if found.is_known(at=now) else 404)
    return print_story(found, at=now)


@require_safe
def changes(request: HttpRequest, section: str, day: date, slug: str) -> HttpResponse:
    """All versions of the story, two of them compared: 404 if there is but one, or not those."""
    now = timezone.now()
    found = pages.for_reading(section, day, slug, at=now, among=Story.objects.bare())
    if found is None:
        raise Http404
    if not found.is_public(at=now):
        return notice(410 if found.is_known(at=now) else 404)
    asked = versions_asked(request.GET.get("from", ""), request.GET.get("to", ""))
    with house_style(Paper.current()) as frame:
        page = pages.history_page(found, asked=asked)
        if page is None:
            raise Http404
        url = frame.site + paths.changes(page.story_url)
        title = _("Changes: %(headline)s") % {"headline": page.headline}
        data = dump(breadcrumb(frame, page.crumbs, url=url), publisher(frame))
        head = Head(title=title, description="", url=url, noindex=True, data=data)
        return printed("pages/changes.html", frame=frame, head=head, page=page)


def versions_asked(first: str, last: str) -> tuple[int, int] | None:
    """The numbers of two versions to compare; 0 and one, for that by itself; None if none are."""
    before, after = (figures.whole(each, most=paths.LAST_VERSION) or 0 for each in (first, last))
    return (before, after) if after and before < after else None


def print_story(found: Story, *, at: datetime) -> HttpResponse:
    paper = Paper.current()
    with house_style(paper) as frame:
        page = pages.story_page(found, paper=paper, at=at)
        head = head_of(found, page, frame)
        return printed("pages/story.html", frame=frame, head=head, page=page)


def preview(request: HttpRequest, draft: Story) -> HttpResponse:
    """The draft as readers would see it, were it published now."""
    return print_story(draft, at=timezone.now())


def head_of(found: Story, page: StoryPage, frame: Frame) -> Head:
    picture = found.lead_picture
    shapes = (Ratio.LEAD, Ratio.CLASSIC, Ratio.FACE)
    prints = tuple(Print.of(picture, shape) for shape in shapes) if picture else ()
    url = frame.site + page.url
    return Head(
        title=found.search_headline or found.headline,
        description=prose.clip(found.search_description or found.standfirst, at=DESCRIPTION_LENGTH),
        url=found.canonical or url,
        kind="article",
        image=frame.site + prints[0].largest if prints else "",
        image_width=prints[0].largest_width if prints else 0,
        image_height=prints[0].largest_height if prints else 0,
        image_alt=prints[0].alt if prints else "",
        noindex=found.noindex,
        feeds=(Link(page.section.name, f"{page.section.url}rss.xml"),),
        data=structured.article(page, frame, prints=prints),
    )
