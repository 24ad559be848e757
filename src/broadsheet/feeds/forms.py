"""The other forms in which one story is to be had: as plain text, and as ninjs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from broadsheet.feeds.items import items_of
from broadsheet.formats import ninjs, text
from broadsheet.paper.models import Paper
from broadsheet.paper.printing import plain_style
from broadsheet.press.recording import note
from broadsheet.stories import keys
from broadsheet.stories.sources import sources_of_page, span

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.formats.item import Item
    from broadsheet.stories.models import Story

TEXT, NINJS = "story.txt", "story.json"
"""The last part of each one's address."""
MEDIA_TYPES = {TEXT: text.MEDIA_TYPE, NINJS: ninjs.MEDIA_TYPE}


def in_form(name: str, story: Story, *, at: datetime) -> bytes:
    """A public story in that form."""
    with plain_style(Paper.current()) as masthead:
        (item,) = items_of([story], masthead=masthead, at=at)
        raw = _as_text(item) if name == TEXT else ninjs.dump(item)
    said = raw, story.noindex
    note(keys.form(name, story.pk), said, sources=sources_of_page(story), **span(story, at=at))
    return raw


def _as_text(item: Item) -> bytes:
    words = text.Words(
        by=_("By {names}"), source=_("Source: {name}"), updated=_("updated {moment}")
    )
    return text.dump(item, words=words)
