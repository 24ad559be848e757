"""Where search shows a story: what has to be asked when that is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from broadsheet.kit.folding import words
from broadsheet.search.index.here import shelf_of_this_node
from broadsheet.search.pages import Wanted
from broadsheet.stories.body.words import words_of
from broadsheet.stories.pages import filed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from broadsheet.stories.models import Story

SUGGEST: Final = "/search/suggest"
MOST_WORDS: Final = 8


def searches_with(source: str) -> Iterator[str]:
    """What finds the story of a source, and what suggests it, if there is an index to look in."""
    story = filed(source)
    if story is not None and shelf_of_this_node().current is not None:
        yield Wanted(typed=" ".join(_words_of(story))).address()
        yield f"{SUGGEST}?{urlencode({'q': ' '.join(words(story.headline)[-MOST_WORDS:])})}"


def _words_of(story: Story) -> list[str]:
    """Long words of the story, but none of its headline: what is typed stands on the page of
    results, and must not be taken for what was found."""
    headline = words(story.headline)
    told = words(f"{story.standfirst} {story.dateline} {words_of(story.body.get_prep_value(), {})}")
    chosen = set(told) - set(headline) or set(headline)
    return sorted(chosen, key=lambda word: (len(word), word), reverse=True)[:MOST_WORDS]
