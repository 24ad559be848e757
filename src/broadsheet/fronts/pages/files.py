"""Which files readers may have, and what leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from broadsheet.addresses.models import FormerAddress
from broadsheet.fronts.models import StandingPage
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from wagtail.documents.models import Document


def published_with(file: Document) -> Iterator[Story | StandingPage]:
    """The stories and standing pages that lead to the file, as they are published."""
    references = ReferenceIndex.get_references_to(file)
    for kind in (Story, StandingPage):
        content_type = ContentType.objects.get_for_model(kind)
        ids = references.filter(content_type=content_type).values_list("object_id", flat=True)
        yield from kind.objects.filter(pk__in=set(map(int, ids)), live=True)


def is_shown(file: Document, *, at: datetime) -> bool:
    """Whether readers may have the file: something that they may see leads to it.

    A former address does, too: there the archive that it came from had it for everyone.
    """
    return FormerAddress.objects.of(file).exists() or any(
        thing.is_public(at=at) if isinstance(thing, Story) else not thing.get_view_restrictions()
        for thing in published_with(file)
    )
