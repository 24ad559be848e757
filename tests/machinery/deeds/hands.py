"""What everybody in the newsroom needs for whatever is done: names, things to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.documents.models import Document

from broadsheet.fronts.models import StandingPage
from broadsheet.stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Hashable
    from random import Random


class Hands:
    """Who does something, by chance; what is drawn depends on the seed alone."""

    random: Random
    number: int
    left: dict[tuple[Hashable, ...], list]
    """of what is done in turn, what has not had its turn yet"""
    addresses: set[str]
    awaited: set[str] = frozenset()
    """addresses that are looked at until after the deed that follows"""
    next: str | None = None
    """the deed that follows, where it is not left to chance"""

    def then(self, deed: str, *, chance: float = 1.0) -> None:
        """What shows only by two deeds, one right after the other, would hardly happen else."""
        if self.random.random() < chance:
            self.next = deed

    def in_turn(self, *ways: Hashable):
        """One of them by chance, but none again before all the others: hundreds of deeds leave out
        what is left to chance alone.
        """
        left = self.left.setdefault(ways, [])
        if not left:
            left.extend(self.random.sample(ways, len(ways)))
        return left.pop()

    def name(self, stem: str) -> str:
        self.number += 1
        return f"{stem} {self.number}"

    def any(self, model):
        found = list(model.objects.order_by("pk"))
        return self.random.choice(found) if found else None

    def something_coming(self) -> Story | None:
        """A story under embargo, which nobody may see yet; there is one then."""
        coming = Story.objects.filter(live=True, published_at__gt=timezone.now())
        if not coming.exists():
            self.embargo_another()
        return coming.first()

    def embargo_another(self) -> None:
        """Write a story that nobody may see yet."""
        raise NotImplementedError

    def stand(self, slug: str) -> StandingPage:
        page = StandingPage(title=self.name("Page"), slug=slug, body=self.about_us())
        StandingPage.root().add_child(instance=page)
        self.addresses.add(f"/{slug}/")
        return page

    def about_us(self) -> str:
        file = self.any(Document)
        link = f'<a linktype="document" id="{file.pk}">a file</a>' if file else "no file"
        return f"<p>{self.name('About')}: {link}</p>"

    def edited(self, story: Story, **fields) -> None:
        draft = story.get_latest_revision_as_object()
        for field, value in fields.items():
            setattr(draft, field, value)
        self.publish(draft)

    def publish(self, draft: Story) -> None:
        """As a small change, unless it is said to be another."""
        draft.change_kind = draft.change_kind or "typo"
        draft.save_revision().publish()

    def some(self, model):
        found = list(model.objects.order_by("pk"))
        return self.random.sample(found, self.random.randint(0, len(found)))
