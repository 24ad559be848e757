"""Pages as standing pages, in the same tree; a page that has not come yet is kept a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Page

from broadsheet.formats.markup import blocks_from, text_from
from broadsheet.fronts.models import ROOT_DEPTH, StandingPage
from broadsheet.kit import paths, prose
from broadsheet.topics.models import Section
from broadsheet.wire.account.remarks import Change, Remark, changed
from broadsheet.wire.bodies.richtext import html_of
from broadsheet.wire.models import Outcome
from broadsheet.wire.wordpress import reading
from broadsheet.wire.wordpress.pieces.library import Library, Shelf
from broadsheet.wire.wordpress.pieces.remembering import remember

if TYPE_CHECKING:
    from datetime import datetime

    from broadsheet.formats.wxr import Entry
    from broadsheet.wire.models import Arrival
    from broadsheet.wire.wordpress.survey import PageStub

LONGEST = 255
PLACE_KEPT = "a place kept for a page further on in the file"
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """A standing page to be, unsaved, and what has to be told of it."""

    thing: StandingPage
    remarks: list[Remark]
    lacks: dict[str, str]


@dataclass(slots=True)
class Pages:
    """Makes standing pages of pages."""

    library: Library
    now: datetime

    def plan(self, entry: Entry, fate: reading.Draft | reading.Publish) -> Plan:
        """The page that an entry is to be."""
        result = blocks_from(entry.content, site=self.library.survey.site.address)
        headline, of_headline = reading.headline_of(entry, result.blocks)
        shelf = Shelf(self.library)
        html, of_shape = html_of(result.blocks, shelf)
        for_search = reading.ForSearch.of(entry, self.library.survey.site)
        at = fate.at if isinstance(fate, reading.Publish) else None
        page = StandingPage(
            title=headline,
            draft_title=headline,
            slug=reading.slug_of_entry(entry, headline, most=LONGEST),
            body=html,
            live=at is not None,
            first_published_at=at,
            last_published_at=max(at, min(entry.modified_at or at, self.now)) if at else None,
            seo_title=for_search.headline,
            search_description=for_search.description or text_from(entry.excerpt),
        )
        leftovers = map(Remark.of, result.leftovers)
        return Plan(page, [*of_headline, *of_shape, *leftovers], dict(shelf.lacks))

    def again(self, entry: Entry) -> Plan:
        """Its words alone, with the files that are to be had by now."""
        return self.plan(entry, reading.Draft(""))

    def store(self, plan: Plan, entry: Entry, arrival: Arrival) -> StandingPage:
        """Put it into the tree. To be called in a transaction."""
        wanted = plan.thing.slug
        kept = arrival.thing if arrival.pk and arrival.outcome == Outcome.IMPORTED else None
        if isinstance(kept, StandingPage):
            page = self._fill(kept, plan.thing)
        else:
            page = plan.thing
            parent = self._parent(entry.parent_id, within={entry.id})
            page.slug = _free(page.slug, parent)
            parent.add_child(instance=page)
        if page.slug != wanted:
            plan.remarks.append(changed(Change.ADDRESS, f"“{wanted}” is taken", page.slug))
        if page.live:
            # What has taken its address answers there itself.
            former = self.library.survey.site.paths_of(entry, is_public=page.slug == wanted)
            remember(former, page, now_at=page.get_absolute_url())
        return page

    def _fill(self, kept: StandingPage, page: StandingPage) -> StandingPage:
        """Put a page in the place that was kept for it."""
        for name in (
            *("title", "draft_title", "body", "live", "first_published_at"),
            *("last_published_at", "seo_title", "search_description"),
        ):
            setattr(kept, name, getattr(page, name))
        kept.save()
        return kept

    def _parent(self, number: int, *, within: set[int]) -> StandingPage:
        """The page above, or a place for it; the root for what has none in the file."""
        stub = self.library.survey.page(number) if number and number not in within else None
        if stub is None or len(within) > DEEPEST:
            return StandingPage.root()
        arrival = self.library.past.at("page", str(number))
        page = arrival.thing if arrival.pk else None
        if isinstance(page, StandingPage):
            return page
        return self._keep_place(stub, arrival, within=within | {number})

    def _keep_place(self, stub: PageStub, arrival: Arrival, *, within: set[int]) -> StandingPage:
        above = self._parent(stub.parent, within=within)
        title = prose.clip(text_from(stub.title) or f"Page {stub.id}", at=LONGEST)
        slug = reading.slug_from(stub.slug, title, f"page-{stub.id}", most=LONGEST)
        page = StandingPage(title=title, slug=_free(slug, above), live=False)
        above.add_child(instance=page)
        arrival.came(page, at=self.now, reason=PLACE_KEPT)
        arrival.save()
        return page

    def complete(self, plan: Plan, page: StandingPage) -> None:
        """Give a page that nobody has edited since the files that it lacked."""
        page.body = plan.thing.body
        page.save(update_fields=["body"])


def _free(slug: str, parent: Page) -> str:
    """The slug, or one like it that nothing beside it has."""
    at_top = parent.depth == ROOT_DEPTH
    siblings = Page.objects.child_of(parent)

    def is_taken(each: str) -> bool:
        return siblings.filter(slug=each).exists() or (
            at_top and (each in paths.RESERVED or Section.objects.filter(slug=each).exists())
        )

    return reading.first_free(slug, is_taken, most=LONGEST)
