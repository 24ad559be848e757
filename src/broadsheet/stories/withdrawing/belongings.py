"""What goes with a story when it is withdrawn, and by what it would be known again."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from django.contrib.contenttypes.models import ContentType
from wagtail.log_actions import registry as log_registry
from wagtail.models import ReferenceIndex, Revision

from broadsheet.addresses.models import FormerAddress
from broadsheet.kit import paths, prose
from broadsheet.media.models import Picture
from broadsheet.paper.models import Paper
from broadsheet.press.withdrawing.traces import Trace
from broadsheet.stories.body.references import pictures_of, pictures_of_version
from broadsheet.stories.models import Story, Version
from broadsheet.topics.models import Author, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMS: Final = ("story.json", "story.txt", paths.CHANGES)
PUBLISHED: Final = ("wagtail.publish", "wagtail.publish.scheduled")

SHORTEST_HEADLINE: Final = 12
"""Characters; fewer may stand anywhere."""
SHORTEST_PIECE, LONGEST_PIECE = 40, 120
"""Characters of a passage: by fewer it would not be known, more are not needed."""
HEADLINES: Final = ("headline", "short_headline")
MOST_PIECES: Final = 8
_TAG: Final = re.compile(r"<[^<>]*>")


def addresses_of(story: Story) -> list[str]:
    """Every address of the story's own that readers may know, the last one first."""
    address = story.get_absolute_url()
    former = FormerAddress.objects.of(story).order_by("path").values_list("path", flat=True)
    return list(dict.fromkeys([*([address] if address else []), *former]))


def with_forms(addresses: Iterable[str]) -> Iterator[str]:
    """The addresses, each followed by those of its other forms."""
    for address in addresses:
        yield address
        if address.endswith("/") and address != "/":
            yield from (f"{address}{form}" for form in FORMS)


# --- pictures ---------------------------------------------------------------------------------


def pictures_with(story: Story) -> list[Picture]:
    """The pictures that the story has, or had in a published version, and nothing else shows."""
    mine = Picture.objects.filter(pk__in=picture_ids(story)).order_by("pk")
    return [picture for picture in mine if not _is_shown_elsewhere(picture, than=story)]


def picture_ids(story: Story) -> set[int]:
    """The pictures that the story has, or had in a published version."""
    logs = log_registry.get_logs_for_instance(story).filter(action__in=PUBLISHED)
    versions = Revision.objects.filter(pk__in=logs.values_list("revision_id", flat=True))
    found = pictures_of(list(story.body.get_prep_value())) | {story.lead_picture_id}
    for content in versions.values_list("content", flat=True):
        found |= pictures_of_version(content)
    return {pk for pk in found if pk is not None}


def _is_shown_elsewhere(picture: Picture, *, than: Story) -> bool:
    """Whether anything else that is public shows it, or will without anybody's doing."""
    stories = Story.objects.filter(live=True).exclude(pk=than.pk)
    return (
        stories.filter(lead_picture=picture).exists()
        or Topic.objects.filter(picture=picture).exists()
        or Author.objects.filter(portrait=picture).exists()
        or Paper.objects.filter(logo=picture).exists()
        or any(_is_public(kind, ids) for kind, ids in _references(picture, apart_from=than))
    )


def _references(picture: Picture, *, apart_from: Story) -> Iterator[tuple[type[Any], list[str]]]:
    """The things that lead to the picture, as published, by kind."""
    lines = ReferenceIndex.get_references_to(picture).exclude(
        base_content_type=ContentType.objects.get_for_model(Story), object_id=str(apart_from.pk)
    )
    pairs = set(lines.values_list("content_type", "object_id"))
    for content_type in {kind for kind, _pk in pairs}:
        kind = ContentType.objects.get_for_id(content_type).model_class()
        if kind is not None:
            yield kind, [pk for each, pk in pairs if each == content_type]


def _is_public(kind: type[Any], ids: list[str]) -> bool:
    things = kind._default_manager.filter(pk__in=ids)  # noqa: SLF001 - whatever it is called there
    return (things.filter(live=True) if hasattr(kind, "live") else things).exists()


# --- words ------------------------------------------------------------------------------------


def traces_of(story: Story, addresses: Iterable[str]) -> tuple[Trace, ...]:
    """What of the story stands nowhere else: its number, addresses, headlines, passages."""
    traces = [Trace("its number", str(story.guid))]
    traces += [Trace("its address", address) for address in addresses]
    traces += [Trace("its headline", words) for words in _headlines(story)]
    traces += [Trace("its text", words) for words in _passages(story)]
    return tuple(traces)


def _headlines(story: Story) -> Iterator[str]:
    """Those it has, and had in versions that readers could have seen."""
    others = Story.objects.exclude(pk=story.pk)
    found = {story.headline, story.short_headline, story.search_headline}
    for version in Version.objects.filter(story=story.pk).values_list("words", flat=True):
        found |= {words for part, words in version or () if part in HEADLINES}
    for words in sorted(found):
        if len(words) >= SHORTEST_HEADLINE and not others.filter(headline__contains=words).exists():
            yield words


def _passages(story: Story) -> list[str]:
    """The longest pieces of running text and of what was told of changes, without markup."""
    notes = Version.objects.of([story.pk]).values_list("note", flat=True)
    strings = [story.standfirst, *notes, *_strings(story.body.get_prep_value())]
    pieces = {
        prose.clip(unescape(piece).strip(), at=LONGEST_PIECE).rstrip("…")
        for text in strings
        for piece in _TAG.split(text)
    }
    long = (piece for piece in pieces if len(piece) >= SHORTEST_PIECE and "://" not in piece)
    return sorted(long, key=lambda piece: (-len(piece), piece))[:MOST_PIECES]


def _strings(value: Any) -> Iterator[str]:
    """Every text in a stored body, but for what only names its parts."""
    match value:
        case str():
            yield value
        case dict():
            for name, inner in value.items():
                if name not in {"id", "type", "caption"}:
                    yield from _strings(inner)
        case list():
            for inner in value:
                yield from _strings(inner)
        case _:
            pass
