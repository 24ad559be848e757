"""A storyline's page as JSON-LD: a series of news articles (schema.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from broadsheet.fronts.context import StorylinePage
    from broadsheet.paper.context import Frame
    from broadsheet.paper.structured import Data


def storyline(page: StorylinePage, frame: Frame, *, url: str) -> Data:
    """What it is, and its stories in the order in which it happened."""
    return {
        "@type": "CreativeWorkSeries",
        "@id": f"{url}#storyline",
        "url": url,
        "name": page.name,
        "description": page.standfirst,
        "inLanguage": frame.language,
        "publisher": {"@id": f"{frame.site}/#publisher"},
        "startDate": page.episodes[0].day.isoformat(),
        "hasPart": [
            {
                "@type": "NewsArticle",
                "@id": f"{frame.site}{episode.url}#article",
                "url": frame.site + episode.url,
                "headline": episode.headline,
            }
            for episode in page.episodes
        ],
    }
