"""A story's page as JSON-LD: NewsArticle and its kin (schema.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.kit import prose
from broadsheet.paper.structured import Data, absolute, breadcrumb, dump, publisher, without_empty
from broadsheet.stories.context import CorrectionNote
from broadsheet.stories.models import Form
from broadsheet.stories.record.kinds import AMENDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from broadsheet.media.context import Print
    from broadsheet.paper.context import Frame
    from broadsheet.stories.context import SoFar, StoryPage, Subject

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
        "dateModified": _moment(page.record.changed_at or page.published_at, frame),
        "coverageStartTime": _moment(page.published_at, frame) if page.form == Form.LIVE else None,
        "author": [
            {"@type": "Person", "name": person.name, "url": frame.site + person.url}
            for person in page.authors
        ],
        "publisher": {"@id": f"{frame.site}/#publisher"},
        "articleSection": page.section.name,
        "isPartOf": [_series(each, frame) for each in page.beside.storylines],
        "about": [_thing(subject, frame) for subject in page.topics[:1]],
        "mentions": [_thing(subject, frame) for subject in page.topics[1:]],
        "contentLocation": {"@type": "Place", "name": page.dateline} if page.dateline else None,
        "isAccessibleForFree": True,
        "inLanguage": frame.language,
        "isBasedOn": page.canonical,
        "correction": [*_amendments(page, frame), *_older_notes(page)],
    }
    return dump(data, breadcrumb(frame, page.crumbs, url=url), publisher(frame))


def _amendments(page: StoryPage, frame: Frame) -> Iterator[Data]:
    for note in page.record.notes:
        if note.kind in AMENDS:
            yield _correction(note.text, _moment(note.made_at, frame))


def _older_notes(page: StoryPage) -> Iterator[Data]:
    """Those that stand in the text of stories that were brought in: a day is all they have."""
    for block in page.body:
        if isinstance(block, CorrectionNote):
            yield _correction(prose.plain(block.html), block.made_on.isoformat())


def _correction(text: str, moment: str) -> Data:
    return {"@type": "CorrectionComment", "text": text, "datePublished": moment}


def _moment(moment: datetime, frame: Frame) -> str:
    """With the offset of the paper's zone, as the page itself shows it."""
    return moment.astimezone(frame.zone).isoformat(timespec="seconds")


def _series(storyline: SoFar, frame: Frame) -> Data:
    """As its own page says it."""
    url = frame.site + storyline.url
    series = {"@type": "CreativeWorkSeries", "@id": f"{url}#storyline"}
    return {**series, "name": storyline.name, "url": url}


def _thing(subject: Subject, frame: Frame) -> Data:
    return without_empty(
        {
            "@type": _THINGS.get(subject.kind, "Thing"),
            "name": subject.name,
            "url": absolute(frame, subject.url),
            "sameAs": list(subject.same_as),
        }
    )
