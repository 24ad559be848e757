"""A version of a story as plain words: what readers read of it, part by part, without markup.

Pictures, links and how anything is set are no words, and are not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.kit import characters
from broadsheet.media.models import Picture
from broadsheet.stories.body.references import pictures_of
from broadsheet.stories.body.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from broadsheet.stories.body.references import Raw
    from broadsheet.stories.models import Story

    Words = tuple[tuple[str, str], ...]
    """pairs of a part's name and its words, as they stand on the page; never of empty words"""

TEXT, CAPTION = "text", "caption"
"""The parts of which a story may have many."""

PARTS = dict.fromkeys(("picture", "gallery", "embed", "file"), CAPTION) | {"subhead": "subhead"}
"""What the words of a block are; of any other, text. The first four have words below what they
show, and no others."""


def of(story: Story) -> Words:
    """What readers read of a story, or would of a draft."""
    return worded(
        kicker=story.kicker,
        headline=story.headline,
        short_headline=story.short_headline,
        standfirst=story.standfirst,
        names=[author.name for author in story.authors],
        byline_note=story.byline_note,
        dateline=story.dateline,
        lead_picture=story.lead_picture,
        lead_caption=story.lead_caption,
        body=story.body.get_prep_value(),
        source=story.source,
    )


def worded(  # noqa: PLR0913 - all that has words
    *,
    kicker: str,
    headline: str,
    short_headline: str,
    standfirst: str,
    names: Iterable[str],
    byline_note: str,
    dateline: str,
    lead_picture: Picture | None,
    lead_caption: str,
    body: Iterable[Raw],
    source: str,
) -> Words:
    """The same from the fields of a form, so that it can be asked before anything is saved."""
    own_caption = lead_picture.caption if lead_picture else ""
    pairs = [
        ("kicker", kicker),
        ("headline", headline),
        ("short_headline", short_headline),
        ("standfirst", standfirst),
        ("byline", ", ".join(filter(None, (*names, byline_note)))),
        ("dateline", dateline),
        (CAPTION, (lead_caption or own_caption) if lead_picture else ""),
        *_of_body(list(body)),
        ("source", source),
    ]
    tidy = ((part, _in_lines(words)) for part, words in pairs)
    return tuple((part, words) for part, words in tidy if words)


def _in_lines(words: str) -> str:
    """Its lines without what nobody sees: how they are spaced is no word."""
    lines = (characters.line(line) for line in words.splitlines())
    return "\n".join(filter(None, lines))


def _of_body(raw: list[Raw]) -> Iterator[tuple[str, str]]:
    ids = pictures_of(raw)
    pictures = Picture.objects.filter(pk__in=ids) if ids else Picture.objects.none()
    captions = dict(pictures.values_list("pk", "caption"))
    for block in raw:
        yield PARTS.get(block["type"], TEXT), words_of([block], captions)
