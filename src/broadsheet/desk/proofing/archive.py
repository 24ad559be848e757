"""What of this paper's archive concerns a draft: where its links lead, and what is most like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings

from broadsheet.addresses.models import LONGEST_PATH, FormerAddress, normal, path_here
from broadsheet.checking.archive import Archive, Fate, Led, Published
from broadsheet.kit import paths, prose
from broadsheet.paper.models import Paper
from broadsheet.search.index.here import nearest_here
from broadsheet.search.index.likeness import Near
from broadsheet.stories.body.words import words_of
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from broadsheet.checking.draft import Draft

MOST_LINKS: Final = 50
MOST_LINKED, MOST_LIKE = 10, 4
"""Other stories that a draft is compared with: what it leads to or has beside it, and what is most
like it."""


def archive_of(draft: Draft, *, at: datetime) -> Archive:
    """As readers see it at that moment. Where there is no index, nothing is known to be alike."""
    addresses = list(dict.fromkeys(link.address for link in draft.links))[:MOST_LINKS]
    found = _found(addresses, at=at)
    led = tuple(each for each in found if isinstance(each, Led))
    linked = [each for each in found if isinstance(each, int)]
    beside = list(dict.fromkeys([*linked, *draft.related]))[:MOST_LINKED]
    text = "\n".join(passage.text for passage in draft.passages)
    like = nearest_here(Near(text, other_than=draft.story), most=MOST_LIKE)
    others = {*beside, *like} - {draft.story}
    return Archive(led, tuple(_published(others, at=at)))


# --- links ----------------------------------------------------------------------------------------


def _found(addresses: Iterable[str], *, at: datetime) -> list[Led | int]:
    """Of each address the number of the story that readers find there, or why they find none;
    nothing of what is no story of this paper. Two queries, and one more for each that moved."""
    folders = {address: path for address in addresses if (path := _folder_here(address))}
    stories = Story.objects.bare().by_address(folders.values())
    former = FormerAddress.objects.filter(path__in=set(folders.values()) - stories.keys())
    moved = {each.path: each for each in former.select_related("content_type")}
    told: list[Led | int | None] = []
    for address, folder in folders.items():
        if folder in stories:
            told.append(_seen(stories[folder], address, at=at))
        elif folder in moved:
            told.append(_led_on(moved[folder], address, at=at))
        elif paths.is_story(folder):
            told.append(Led(address, Fate.MISSING))
    return [each for each in told if each is not None]


def _folder_here(address: str) -> str:
    """The path of an address of this paper, as it is looked up; none of any other."""
    path, _mark, _query = (path_here(address) or "").partition("?")
    if not path.startswith("/"):
        return ""
    folder, _form = paths.representation(normal(path))
    return folder if folder.isprintable() and len(folder) <= LONGEST_PATH else ""


def _seen(story: Story, address: str, *, at: datetime) -> Led | int:
    if story.is_withdrawn:
        return Led(address, Fate.GONE)
    return story.pk if story.is_public(at=at) else Led(address, Fate.HIDDEN)


def _led_on(former: FormerAddress, address: str, *, at: datetime) -> Led:
    if former.is_gone:
        return Led(address, Fate.GONE)
    target = former.target_for_readers(at=at)
    return Led(address, Fate.MOVED, _whole(target)) if target else Led(address, Fate.HIDDEN)


def _whole(address: str) -> str:
    return f"{settings.SITE}{address}" if address.startswith("/") else address


# --- what is alike --------------------------------------------------------------------------------


def _published(ids: Iterable[int], *, at: datetime) -> Iterator[Published]:
    """Those of them that readers see."""
    stories = Story.objects.public(at=at).filter(pk__in=ids).select_related("section")
    zone = Paper.current().zone
    for story in stories.order_by("pk"):
        body = story.body.get_prep_value()
        yield Published(
            id=story.pk,
            headline=story.headline,
            address=_whole(story.get_absolute_url() or ""),
            day=(story.published_at or at).astimezone(zone).date(),
            text="\n".join([story.headline, story.standfirst, words_of(body, {})]),
            quotes=tuple(
                prose.plain(part["value"]["text"]) for part in body if part["type"] == "quote"
            ),
        )
