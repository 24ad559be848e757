"""Puts the demo paper into the newsroom: as an editor would, through the same actions."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, cast

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.models import Page

from broadsheet.demo import drawing
from broadsheet.demo.reading import REGISTER_KNOWN_ON, load_paper, load_register, told
from broadsheet.feeds.markup import html_of
from broadsheet.formats import body as copy
from broadsheet.fronts.models import Front, Slot, StandingPage
from broadsheet.media import actions as media
from broadsheet.paper.models import MenuItem, Paper, Place
from broadsheet.register import actions as register
from broadsheet.stories import actions as stories
from broadsheet.stories.body.intake import body_of
from broadsheet.stories.body.printing import blocks_of
from broadsheet.stories.body.references import find
from broadsheet.stories.models import RelatedStory, Story
from broadsheet.stories.record import wording
from broadsheet.stories.record.kinds import Kind
from broadsheet.stories.storylines import actions as storylines
from broadsheet.topics.models import Author, Section, Storyline, Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from broadsheet.demo.reading import DemoPaper, DemoPicture, DemoStory
    from broadsheet.media.models import Picture

JPEG_QUALITY = 88


@dataclass(slots=True)
class Made:
    """What is in the newsroom so far, by the names the content uses."""

    pictures: dict[str, Picture] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)

    # What `stories.body.intake` asks:

    def picture(self, ref: copy.PictureRef) -> int | None:
        found = self.pictures.get(ref.src)
        return found.pk if found else None

    def file(self, ref: copy.FileRef) -> int | None:
        return self.files.get(ref.url)

    def story(self, ref: copy.Related) -> int | None:
        found = self.stories.get(ref.url)
        return found.pk if found else None


def exists() -> bool:
    """Whether there is a paper already."""
    return Section.objects.exists() or Story.objects.exists()


def build(*, now: datetime, report: Callable[[str], None]) -> Paper:
    """Make the whole demo paper, all or nothing; `report` is told what is being made."""
    content = load_paper()
    with transaction.atomic():
        made = Made()
        _add_pictures(content.pictures, made, now=now, report=report)
        report("register of offices, people and places")
        register.take_in(load_register(), on=REGISTER_KNOWN_ON)
        report("sections, topics, authors")
        _add_files(content.files, made)
        _add_sections(content, made)
        _add_topics(content, made)
        _add_authors(content, made)
        report(f"{len(content.stories)} stories")
        paper = _add_settings(content)
        _add_stories(content.stories, made, paper=paper, now=now)
        _add_storylines(content, made)
        _add_pages(content, made, now=now)
        _add_menus(content, paper, made)
        _curate_home(content.stories, made)
    return paper


def _add_pictures(
    pictures: Iterable[DemoPicture], made: Made, *, now: datetime, report: Callable[[str], None]
) -> None:
    pictures = tuple(pictures)
    for number, each in enumerate(pictures, start=1):
        report(f"picture {number} of {len(pictures)}: {each.title}")
        image = drawing.draw(each.drawing, **each.params).convert("RGB")
        raw = BytesIO()
        image.save(raw, "JPEG", quality=JPEG_QUALITY)
        made.pictures[each.slug] = media.take_in(
            ContentFile(raw.getvalue(), name=f"{each.slug}.jpg"),
            title=each.title,
            alt=each.alt,
            caption=each.caption,
            credit=each.credit,
            licence=each.licence,
            rights_note=each.rights_note,
            focal_point=(each.focal_point[0], each.focal_point[1]),
            taken_on=each.taken_on,
            now=now,
        )


def _add_files(files: Iterable[Path], made: Made) -> None:
    for path in files:
        file = ContentFile(path.read_bytes(), name=path.name)
        title = path.stem.replace("-", " ").capitalize()
        document = get_document_model()(title=title, file=file, file_size=file.size)
        document.save()
        made.files[path.name] = document.pk


def _add_sections(content: DemoPaper, made: Made) -> None:
    for each in sorted(content.sections, key=lambda section: bool(section.parent)):
        made.sections[each.slug] = Section.objects.create(
            slug=each.slug,
            name=each.name,
            description=each.description,
            hue=each.hue,
            order=each.order,
            parent=made.sections.get(each.parent),
        )


def _add_topics(content: DemoPaper, made: Made) -> None:
    for each in content.topics:
        made.topics[each.slug] = Topic.objects.create(
            slug=each.slug,
            name=each.name,
            kind=each.kind,
            description=each.description,
            same_as="\n".join(each.same_as),
            picture=made.pictures.get(each.picture),
        )
    for each in content.topics:
        if each.parent:
            made.topics[each.slug].parent = made.topics[each.parent]
            made.topics[each.slug].save()


def _add_authors(content: DemoPaper, made: Made) -> None:
    for each in content.authors:
        made.authors[each.slug] = Author.objects.create(
            slug=each.slug,
            name=each.name,
            role=each.role,
            bio=each.bio,
            email=each.email,
            portrait=made.pictures.get(each.picture),
        )


def _add_settings(content: DemoPaper) -> Paper:
    publisher = content.publisher
    policies: Mapping[str, str] = content.policies
    paper = Paper(
        name=content.name,
        tagline=content.tagline,
        description=content.description,
        language=content.language,
        time_zone=content.time_zone,
        publisher_name=publisher.name,
        publisher_address=publisher.address,
        publisher_email=publisher.email,
        publisher_phone=publisher.phone,
        founded_on=publisher.founded_on,
        social_accounts="\n".join(content.social),
        **{name: f"/{slug}/" for name, slug in policies.items()},
    )
    paper.save()
    return paper


def _add_stories(content: Iterable[DemoStory], made: Made, *, paper: Paper, now: datetime) -> None:
    """The oldest first, so that a story may point to those before it, then what points back."""
    content = sorted(content, key=lambda story: -story.age_hours)
    for each in content:
        made.stories[each.slug] = _add_story(each, made, paper=paper, now=now)
    for each in content:
        _relate(each, made, paper=paper, now=now)
        if each.correction:
            _correct(each, made.stories[each.slug])


def _add_story(each: DemoStory, made: Made, *, paper: Paper, now: datetime) -> Story:
    published_at = each.published_at(now=now)
    each = told(each, published_at=published_at, zone=paper.zone)
    changed = each.changed_after_hours
    return stories.bring_in(
        Story(
            section=made.sections[each.section],
            slug=each.slug,
            form=each.form,
            priority=each.priority,
            kicker=each.kicker,
            headline=each.headline,
            short_headline=each.short_headline,
            standfirst=each.standfirst,
            byline_note=each.byline_note,
            dateline=each.place,
            lead_picture=made.pictures.get(each.picture),
            lead_caption=each.picture_caption,
            body=_body(each, made, published_at=published_at, paper=paper),
            source=each.source,
            search_headline=each.search_headline,
            search_description=each.search_description,
            noindex=each.noindex,
        ),
        authors=[made.authors[slug] for slug in each.authors],
        topics=[made.topics[slug] for slug in each.topics],
        first_published_at=published_at,
        changed_at=published_at + timedelta(hours=changed) if changed else None,
    )


def _body(each: DemoStory, made: Made, *, published_at: datetime, paper: Paper) -> str:
    day = published_at.astimezone(paper.zone).date()
    return json.dumps(body_of(each.body, made, day=day))


def _relate(each: DemoStory, made: Made, *, paper: Paper, now: datetime) -> None:
    """Set what could not be set before every story was there."""
    story = made.stories[each.slug]
    RelatedStory.objects.bulk_create(
        RelatedStory(story=story, other=made.stories[slug], sort_order=place)
        for place, slug in enumerate(each.related)
    )
    whole = told(each, published_at=each.published_at(now=now), zone=paper.zone)
    if any(isinstance(block, copy.Related) for block in whole.body):
        published_at = each.published_at(now=now)
        story.body = _body(whole, made, published_at=published_at, paper=paper)
        story.save(update_fields=["body"])


def _correct(each: DemoStory, story: Story) -> None:
    """Let readers see what it said before its change."""
    words = wording.of(story)
    for now, then in each.earlier:
        words = tuple((part, text.replace(now, then)) for part, text in words)
    at = cast("datetime", story.changed_at)
    stories.bring_in_change(story, before=words, kind=Kind.CORRECTION, note=each.correction, at=at)


def _add_storylines(content: DemoPaper, made: Made) -> None:
    for each in content.storylines:
        storyline = Storyline.objects.create(
            slug=each.slug, name=each.name, standfirst=each.standfirst
        )
        for episode in each.episodes:
            story = made.stories[episode.story]
            before = timedelta(days=episode.days_before)
            storylines.add(
                storyline,
                story,
                line=episode.line,
                happened_on=story.day - before if story.day and before else None,
            )


def _add_pages(content: DemoPaper, made: Made, *, now: datetime) -> None:
    root = StandingPage.root()
    for each in content.pages:
        raw = body_of(each.body, made, day=now.date())
        html = html_of(blocks_of(raw, find([raw], cards_of=lambda _ids: {})), site="")
        root.add_child(
            instance=StandingPage(
                title=each.title,
                slug=each.slug,
                body=html,
                search_description=each.intro,
                first_published_at=now,
                last_published_at=now,
            )
        )
    Page.objects.filter(pk=root.pk).update(title=content.name)


def _add_menus(content: DemoPaper, paper: Paper, made: Made) -> None:
    """The sections under the masthead, the standing pages at the foot."""
    tops = [section for section in made.sections.values() if section.parent is None]
    places = [MenuItem(paper=paper, place=Place.HEAD, section=section) for section in tops]
    pages = StandingPage.objects.at_top().order_by("path")
    places += [MenuItem(paper=paper, place=Place.FOOT, page=page) for page in pages]
    for number, item in enumerate(places):
        item.sort_order = number
        item.save()


def _curate_home(content: Iterable[DemoStory], made: Made) -> None:
    """An editor has chosen the lead; the rest of the front fills itself."""
    lead = max(content, key=lambda story: story.priority)
    front = Front.objects.create(section=None)
    Slot.objects.create(front=front, story=made.stories[lead.slug], sort_order=0)
