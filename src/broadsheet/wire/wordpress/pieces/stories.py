"""Posts as stories: planned from what the file says, then stored with all that belongs to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wagtail.blocks import StreamValue

from broadsheet.addresses.models import FormerAddress
from broadsheet.formats.body import PictureRef
from broadsheet.formats.markup import blocks_from, text_from
from broadsheet.kit import paths
from broadsheet.kit.clock import month_of
from broadsheet.stories import keys
from broadsheet.stories.actions import lines_of, note_months
from broadsheet.stories.models import Byline, FiledTopic, Filing, Story
from broadsheet.wire.account.remarks import Change, Remark, changed
from broadsheet.wire.bodies.shaping import shaped
from broadsheet.wire.wordpress import reading
from broadsheet.wire.wordpress.pieces.library import Library, Shelf
from broadsheet.wire.wordpress.pieces.remembering import remember
from broadsheet.wire.wordpress.pieces.subjects import Authors, Topics, unread_filings

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from broadsheet.formats.wxr import Entry
    from broadsheet.topics.models import Author, Section, Topic
    from broadsheet.wire.models import Arrival
    from broadsheet.wire.wordpress.pieces.sections import Sections

LONGEST_SLUG = 120


@dataclass(frozen=True, slots=True)
class Plan:
    """A story to be, unsaved, and what has to be told of it."""

    thing: Story
    authors: list[Author] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    lacks: dict[str, str] = field(default_factory=dict)
    """address of each picture or file its body lacks → why"""


@dataclass(slots=True)
class Stories:
    """Makes stories of posts."""

    library: Library
    sections: Sections
    topics: Topics
    authors: Authors
    zone: ZoneInfo
    now: datetime
    dry_run: bool
    _months: set[date] = field(default_factory=set)

    def plan(self, entry: Entry, fate: reading.Draft | reading.Publish) -> Plan:
        """The story that an entry is to be. Brings in the pictures it needs, and else nothing."""
        story = Story(live=isinstance(fate, reading.Publish))
        plan = Plan(story, self.authors.of(entry), self.topics.of(entry), unread_filings(entry))
        story.section = self.sections.of(entry)
        at = fate.at if isinstance(fate, reading.Publish) else entry.published_at or self.now
        self._write(plan, entry, at=at)
        for_search = reading.ForSearch.of(entry, self.library.survey.site)
        story.search_headline = for_search.headline
        story.search_description = for_search.description
        story.canonical, story.noindex = for_search.canonical, for_search.noindex
        story.slug = reading.slug_of_entry(entry, story.headline, most=LONGEST_SLUG)
        story.edited_at = min(entry.modified_at or at, self.now)
        if isinstance(fate, reading.Publish):
            self._date(plan, fate.at, entry)
        return plan

    def again(self, entry: Entry) -> Plan:
        """Its words and pictures alone, with the pictures that are to be had by now."""
        plan = Plan(Story())
        self._write(plan, entry, at=entry.published_at or entry.modified_at or self.now)
        return plan

    def _write(self, plan: Plan, entry: Entry, *, at: datetime) -> None:
        """Its words and pictures. A correction without a date bears that of the story."""
        story = plan.thing
        survey = self.library.survey
        attached = [each.id for each in survey.attached_to(entry.id)]
        result = blocks_from(entry.content, site=survey.site.address, attached=attached)
        story.headline, of_headline = reading.headline_of(entry, result.blocks)
        story.standfirst = text_from(entry.excerpt)
        shelf = Shelf(self.library)
        if number := reading.number_in(entry.meta.get("_thumbnail_id", "")):
            story.lead_picture_id = shelf.picture(PictureRef("", attachment_id=number))
        body = shaped(
            result.blocks, shelf, day=at.astimezone(self.zone).date(), lead=story.lead_picture_id
        )
        story.body = StreamValue(story.body.stream_block, body.raw, is_lazy=True)
        story.lead_caption = body.lead_caption
        plan.remarks.extend([*of_headline, *map(Remark.of, result.leftovers)])
        plan.lacks.update(shelf.lacks)

    def _date(self, plan: Plan, at: datetime, entry: Entry) -> None:
        """The dates it was published with, and an address that is free on its day."""
        story = plan.thing
        story.first_published_at = story.last_published_at = story.published_at = at
        story.day = day = at.astimezone(self.zone).date()
        if entry.published_at is None:
            plan.remarks.append(changed(Change.DATE, "had none, has that of its last change"))
        wanted, section = story.slug, story.section
        story.slug = reading.first_free(
            wanted, lambda slug: self._taken(section, day, slug), most=LONGEST_SLUG
        )
        if story.slug != wanted:
            plan.remarks.append(changed(Change.ADDRESS, f"“{wanted}” is taken", story.slug))
        elif wanted != entry.slug:
            plan.remarks.append(changed(Change.ADDRESS, f"was “{entry.slug}”", wanted))

    def _taken(self, section: Section, day: date, slug: str) -> bool:
        stories = Story.objects.at_address(section_id=section.pk, day=day, slug=slug)
        if section.pk is not None and stories.exists():
            return True
        # In a dry run nothing that came before is there to be asked.
        address = paths.story(section.slug, day, slug)
        return self.dry_run and not self.library.survey.take(address)

    def store(self, plan: Plan, entry: Entry, _arrival: Arrival) -> Story:
        """Save it with its bylines, topics and lists. To be called in a transaction.

        Does in few statements what publishing does one story at a time; keep the two alike.
        """
        story = plan.thing
        Story.objects.bulk_create([story])
        Byline.objects.bulk_create(
            Byline(story=story, author=author, sort_order=place)
            for place, author in enumerate(plan.authors)
        )
        FiledTopic.objects.bulk_create(
            FiledTopic(story=story, topic=topic, sort_order=place)
            for place, topic in enumerate(plan.topics)
        )
        if story.published_at is not None:
            self._file(plan, at=story.published_at)
        self._remember(story, entry)
        return story

    def _file(self, plan: Plan, *, at: datetime) -> None:
        story = plan.thing
        names = keys.lists_of(
            section_id=story.section.pk,
            parent_section_id=story.section.parent_id,
            topic_ids=[topic.pk for topic in plan.topics],
            author_ids=[author.pk for author in plan.authors],
            is_corrected=story.is_corrected,
        )
        Filing.objects.bulk_create(lines_of(story, names))
        if (month := month_of(at)) not in self._months:
            note_months([at], now=self.now)
            self._months.add(month)

    def _remember(self, story: Story, entry: Entry) -> None:
        site = self.library.survey.site
        former = site.paths_of(entry, is_public=story.live)
        for attachment in self.library.survey.attached_to(entry.id) if story.live else ():
            if site.base == "/":
                former.append(f"/?attachment_id={attachment.id}")
            if (path := site.path_of(attachment.link)) and "?" not in path:
                former.append(path)
        address = story.get_absolute_url() or ""
        if address:
            FormerAddress.objects.free(address)
        remember(former, story, now_at=address)

    def complete(self, plan: Plan, story: Story) -> None:
        """Give a story that nobody has edited since the pictures and files that it lacked."""
        story.body = plan.thing.body
        story.lead_picture_id = plan.thing.lead_picture_id
        story.lead_caption = plan.thing.lead_caption
        story.save(update_fields=["body", "lead_picture", "lead_caption"])
