"""A story's page as JSON-LD: NewsArticle and its kin (schema.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.kit import prose
from broadsheet.paper.structured import Data, absolute, breadcrumb, dump, publisher, without_empty
from broadsheet.stories.context import CorrectionNote
from broadsheet.stories.models import Form

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.media.context import Print
    from broadsheet.paper.context import Frame
    from broadsheet.stories.context import StoryPage, Subject

HEADLINE_FOR_MACHINES = 110
_TYPES = {
    Form.ANALYSIS: "AnalysisNewsArticle",
    Form.OPINION: "OpinionNewsArticle",
    Form.REVIEW: "ReviewNewsArticle",
    Form.EXPLAINER: "BackgroundNewsArticle",
    Form.LIVE: "LiveBlogPosting",
}
_THINGS = {"person": "Person", "place": "Place", "organisation": "Organization", "event": "Event"}


def article(page: StoryPage, frame: Frame, *, prints: tuple[Print, ...]) -> str:
    """The JSON-LD of a story: `prints` is its lead picture in 16:9, 4:3 and 1:1."""
    url = frame.site + page.url
    data: Data = {
        "@type": _TYPES.get(Form(page.form), "NewsArticle"),
        "@id": f"{url}#article",
        "mainEntityOfPage": url,
        "url": url,
        "headline": prose.clip(page.headline, at=HEADLINE_FOR_MACHINES),
        "description": page.standfirst,
        "image": [frame.site + each.largest for each in prints],
        "datePublished": _moment(page.published_at, frame),
        "dateModified": _moment(page.changed_at or page.published_at, frame),
        "coverageStartTime": _moment(page.published_at, frame) if page.form == Form.LIVE else None,
        "author": [
            {"@type": "Person", "name": person.name, "url": frame.site + person.url}
            for person in page.authors
        ],
        "publisher": {"@id": f"{frame.site}/#publisher"},
        "articleSection": page.section.name,
        "about": [_thing(subject, frame) for subject in page.topics[:1]],
        "mentions": [_thing(subject, frame) for subject in page.topics[1:]],
        "contentLocation": {"@type": "Place", "name": page.dateline} if page.dateline else None,
        "isAccessibleForFree": True,
        "inLanguage": frame.language,
        "isBasedOn": page.canonical,
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": prose.plain(block.html),
                "datePublished": block.made_on.isoformat(),
            }
            for block in page.body
            if isinstance(block, CorrectionNote)
        ],
    }
    return dump(data, breadcrumb(frame, page.crumbs, url=url), publisher(frame))


def _moment(moment: datetime, frame: Frame) -> str:
    """With the offset of the paper's zone, as the page itself shows it."""
    return moment.astimezone(frame.zone).isoformat(timespec="seconds")


def _thing(subject: Subject, frame: Frame) -> Data:
    return without_empty(
        {
            "@type": _THINGS.get(subject.kind, "Thing"),
            "name": subject.name,
            "url": absolute(frame, subject.url),
            "sameAs": list(subject.same_as),
        }
    )
