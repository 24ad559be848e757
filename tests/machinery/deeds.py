"""A newsroom's deeds: a small paper that has every kind of page, and all that may be done to it."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.documents.models import Document

from broadsheet.addresses.models import FormerAddress
from broadsheet.fronts.models import Front, Slot, StandingPage
from broadsheet.media.models import Picture
from broadsheet.paper.models import MenuItem, Paper
from broadsheet.press.models import Change
from broadsheet.stories import schedule
from broadsheet.stories.models import Byline, FiledTopic, Form, RelatedStory, Story, Withdrawal
from broadsheet.stories.publishing import fitness
from broadsheet.stories.withdrawing import actions
from broadsheet.topics.models import Author, Kind, Section, Topic
from tests.making import make_author, make_paper, make_picture, make_section, make_topic, paragraph

if TYPE_CHECKING:
    from random import Random

START = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
MOST_STORIES = 10
MOST_OLD_ADDRESSES = 20
REFUSED = (IntegrityError, ValidationError, ProtectedError, fitness.NotFit)
"""What the house or the database refuses is no change."""

FIXED = frozenset(
    {
        "/", "/latest/", "/latest/?page=2", "/corrections/", "/topics/", "/authors/", "/about/",
        "/feeds/rss.xml", "/feeds/feed.json", "/corrections/rss.xml", "/sitemap.xml",
        "/sitemap/pages.xml", "/sitemap/2026-03.xml", "/news-sitemap.xml", "/robots.txt",
        "/nowhere/", "/?p=7",
    }
)  # fmt: skip


class Paperwork:
    """The newsroom: each method is a deed, done as the newsroom does it."""

    def __init__(self, random: Random, clock) -> None:
        self.random, self.clock = random, clock
        self.number = 0
        self.addresses = set(FIXED)
        self.asked_early: tuple[int, str] | None = None
        make_paper(name="The Test Courier", time_zone="UTC")
        sport = make_section("sport")
        make_section("news")
        make_section("football", parent=sport)
        for slug in ("ada-byrne", "ben-cole"):
            make_author(slug)
        world = make_topic("world", kind=Kind.PLACE)
        make_topic("harbour", kind=Kind.PLACE, parent=world)
        make_topic("tides")
        for title in ("Quay", "Pier"):
            make_picture(title, caption=f"The {title}", credit="Drawn by hand")
        self.bring_file()
        Front.objects.create(section=None)
        self.stand("about")
        for _ in range(6):
            self.publish_new_story()

    def do_something(self) -> str:
        """One deed, all of it or nothing; returns its name."""
        deed = self.random.choice(DEEDS)
        with contextlib.suppress(*REFUSED), transaction.atomic():
            getattr(self, deed)()
        return deed

    # --- helpers --------------------------------------------------------------------------

    def name(self, stem: str) -> str:
        self.number += 1
        return f"{stem} {self.number}"

    def any(self, model):
        found = list(model.objects.order_by("pk"))
        return self.random.choice(found) if found else None

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
        draft.save_revision().publish()

    def note_addresses(self) -> None:
        """Every address of what there is now, and some that things had before."""
        new = set(FIXED)
        for kind in (Section, Topic, Author):
            for thing in kind.objects.all():
                path = thing.get_absolute_url()
                new |= {path, f"{path}?page=2", f"{path}atom.xml"}
        for story in Story.objects.exclude(day=None):
            path = story.get_absolute_url()
            new |= {path, f"{path}story.txt", f"{path}story.json"}
        old = sorted(self.addresses - new)
        self.addresses = new | set(self.random.sample(old, min(len(old), MOST_OLD_ADDRESSES)))

    # --- deeds ----------------------------------------------------------------------------

    def publish_new_story(self) -> None:
        if Story.objects.count() >= MOST_STORIES:
            return self.delete_story()
        title = self.name("Story")
        section, slug = self.any(Section), title.lower().replace(" ", "-")
        if self.asked_early:
            pk, slug = self.asked_early
            section = Section.objects.filter(pk=pk).first() or section
            self.asked_early = None
        story = Story(
            section=section, slug=slug, headline=title,
            byline_note="Our own staff", live=False, body=[("paragraph", "<p>The quay.</p>")],
            lead_picture=self.random.choice([None, self.any(Picture)]),
        )  # fmt: skip
        story.bylines = [Byline(author=self.any(Author))] if self.random.random() < 0.7 else []
        story.filed_topics = [FiledTopic(topic=topic) for topic in self.some(Topic)]
        story.save()
        story.save_revision().publish()
        return None

    def some(self, model):
        found = list(model.objects.order_by("pk"))
        return self.random.sample(found, self.random.randint(0, len(found)))

    def ask_too_early(self) -> None:
        """A reader looks for a story that is not there yet."""
        section, slug = self.any(Section), self.name("early").replace(" ", "-")
        self.asked_early = section.pk, slug
        path = f"/{section.slug}/{timezone.now():%Y/%m/%d}/{slug}/"
        self.addresses |= {path, f"{path}story.txt"}

    def think_better_of_it(self) -> None:
        """A story is out and down again before anybody has looked."""
        self.publish_new_story()
        if story := Story.objects.order_by("-pk").first():
            story.unpublish()

    def do_several_at_once(self) -> None:
        for _ in range(3):
            self.do_something()

    def edit_words(self) -> None:
        if story := self.any(Story):
            field = self.random.choice(
                ["headline", "short_headline", "kicker", "standfirst", "byline_note", "dateline",
                 "lead_caption", "source", "search_headline", "search_description"]
            )  # fmt: skip
            self.edited(story, **{field: self.name("Words")})

    def edit_body(self) -> None:
        if story := self.any(Story):
            other, picture = self.any(Story), self.any(Picture)
            parts = [
                paragraph(self.name("Text")),
                {"type": "related", "value": other.pk},
                {"type": "correction", "value": {"made_on": "2026-03-04", "text": "<p>Wrong.</p>"}},
            ]
            if picture:
                value = {"picture": picture.pk, "caption": self.name("Caption")}
                parts.append({"type": "picture", "value": value})
            if file := self.any(Document):
                parts.append({"type": "file", "value": {"file": file.pk, "title": ""}})
            if page := self.any(StandingPage):
                link = f'<a linktype="page" id="{page.pk}">there</a>'
                parts.append(paragraph(link))
            count = self.random.randint(1, len(parts))
            self.edited(story, body=self.random.sample(parts, count))

    def edit_facts(self) -> None:
        if story := self.any(Story):
            field, value = self.random.choice(
                [
                    ("form", self.random.choice(list(Form))),
                    ("priority", self.random.randint(0, 9)),
                    ("noindex", not story.noindex),
                    ("readers_should_know", True),
                    ("lead_picture", self.random.choice([None, self.any(Picture)])),
                    ("canonical", self.random.choice(["", "https://example.org/first"])),
                ]
            )
            self.edited(story, **{field: value})

    def refile(self) -> None:
        if story := self.any(Story):
            draft = story.get_latest_revision_as_object()
            draft.bylines = [Byline(author=author) for author in self.some(Author)]
            draft.filed_topics = [FiledTopic(topic=topic) for topic in self.some(Topic)]
            other = self.any(Story)
            draft.related_by_hand = [RelatedStory(other=other)] if other != story else []
            draft.byline_note = "Our own staff"
            draft.save_revision().publish()

    def save_draft(self) -> None:
        if story := self.any(Story):
            draft = story.get_latest_revision_as_object()
            draft.headline = self.name("Draft")
            draft.save_revision()

    def reslug(self) -> None:
        if story := self.any(Story):
            self.edited(story, slug=self.name("slug").replace(" ", "-"))

    def move_to_section(self) -> None:
        if story := self.any(Story):
            self.edited(story, section=self.any(Section))

    def unpublish(self) -> None:
        if story := self.any(Story):
            story.unpublish()

    def republish(self) -> None:
        if story := self.any(Story):
            story.get_latest_revision().publish() if story.get_latest_revision() else None

    def delete_story(self) -> None:
        if story := self.any(Story):
            story.delete()

    def withdraw(self) -> None:
        story = self.any(Story)
        if story is not None and story.is_known(at=timezone.now()):
            actions.withdraw(story, reason="A court says so.", by="Ada", now=timezone.now())
            Change.leave_no_copies()

    def lift_withdrawal(self) -> None:
        for withdrawal in Withdrawal.objects.standing():
            actions.lift(withdrawal, reason="It may.", by="Ada", now=timezone.now())
            if story := withdrawal.story:
                story.refresh_from_db()
                story.save_revision().publish()

    def embargo(self) -> None:
        if story := Story.objects.filter(published_at=None).first():
            moment = timezone.now() + timedelta(minutes=self.random.randint(1, 60))
            self.edited(story, embargo_until=moment)
            return
        title = self.name("Embargoed")
        moment = timezone.now() + timedelta(minutes=self.random.randint(1, 60))
        story = Story(
            section=self.any(Section), slug=title.lower().replace(" ", "-"), headline=title,
            byline_note="Our own staff", live=False, embargo_until=moment,
            body=[("paragraph", "<p>Not yet.</p>")],
        )  # fmt: skip
        story.filed_topics = [FiledTopic(topic=topic) for topic in self.some(Topic)]
        story.save()
        story.save_revision().publish()

    def schedule_change(self) -> None:
        if story := self.any(Story):
            draft = story.get_latest_revision_as_object()
            draft.headline = self.name("Scheduled")
            draft.go_live_at = timezone.now() + timedelta(minutes=self.random.randint(1, 60))
            draft.save_revision().publish()

    def set_expiry(self) -> None:
        if story := self.any(Story):
            moment = timezone.now() + timedelta(minutes=self.random.randint(1, 90))
            self.edited(story, expire_at=moment)

    def let_time_pass(self) -> None:
        self.let_time_pass_unattended()
        now = timezone.now()
        schedule.publish_due(now)
        schedule.expire_due(now)

    def let_time_pass_unattended(self) -> None:
        """Whoever takes down what has expired is late."""
        leaps = [
            timedelta(minutes=10),
            timedelta(minutes=45),
            timedelta(days=3),
            timedelta(days=20),
        ]
        self.clock.shift(self.random.choice(leaps))

    def edit_topic(self) -> None:
        topic = self.any(Topic)
        field = self.random.choice(["name", "description", "slug", "same_as", "picture", "parent"])
        match field:
            case "slug":
                value = self.name("topic").replace(" ", "-")
            case "same_as":
                value = f"https://www.wikidata.org/wiki/Q{self.random.randint(1, 99)}"
            case "picture":
                value = self.any(Picture)
            case "parent":
                value = None
            case _:
                value = self.name("Topic")
        setattr(topic, field, value)
        topic.save()

    def edit_author(self) -> None:
        author = self.any(Author)
        field = self.random.choice(["name", "role", "bio", "slug", "portrait", "email"])
        match field:
            case "slug":
                value = self.name("author").replace(" ", "-")
            case "portrait":
                value = self.any(Picture)
            case "email":
                value = "desk@example.org"
            case _:
                value = self.name("Author")
        setattr(author, field, value)
        author.save()

    def edit_section(self) -> None:
        section = self.any(Section)
        field = self.random.choice(["name", "description", "slug", "hue", "order", "parent"])
        match field:
            case "slug":
                value = self.name("section").replace(" ", "-")
            case "hue" | "order":
                value = self.random.randint(1, 360)
            case "parent":
                tops = Section.objects.filter(parent=None).exclude(pk=section.pk)
                is_whole = section.children.exists()
                value = self.random.choice([None, *([] if is_whole else tops)])
            case _:
                value = self.name("Section")
        setattr(section, field, value)
        section.save()

    def edit_picture(self) -> None:
        picture = self.any(Picture)
        field = self.random.choice(["description", "caption", "credit", "title", "file_hash"])
        value = f"{self.random.getrandbits(160):040x}" if field == "file_hash" else self.name("Pic")
        Picture.objects.filter(pk=picture.pk).update(**{field: value})

    def bring_file(self) -> None:
        content = ContentFile(b"%PDF-1.7", name=f"{self.name('plan')}.pdf")
        Document.objects.create(title=self.name("Plan"), file=content)

    def edit_file(self) -> None:
        file = self.any(Document)
        match self.random.choice(["title", "file", "delete"]):
            case _ if file is None:
                self.bring_file()
            case "title":
                file.title = self.name("Plan")
                file.save()
            case "file":
                file.file = ContentFile(self.name("%PDF").encode(), name="other.pdf")
                file.save()
            case "delete":
                file.delete()

    def make_and_delete_subjects(self) -> None:
        what = self.random.choice(["topic", "author", "section", "delete"])
        slug = self.name(what).replace(" ", "-")
        match what:
            case "topic" if Topic.objects.count() < 5:
                make_topic(slug)
            case "author" if Author.objects.count() < 4:
                make_author(slug)
            case "section" if Section.objects.count() < 5:
                make_section(slug)
            case _:
                thing = self.any(self.random.choice([Topic, Author, Section]))
                if type(thing).objects.count() > 2:
                    thing.delete()

    def edit_paper(self) -> None:
        paper = Paper.current()
        field = self.random.choice(
            ["name", "tagline", "description", "fold", "fold", "logo", "language", "time_zone"]
        )
        match field:
            case "language":
                value = self.random.choice(["en", "ar"])
            case "time_zone":
                value = self.random.choice(["UTC", "Asia/Kolkata"])
            case "fold":
                value = self.random.choice(["never", "always"])
            case "logo":
                value = self.random.choice([None, self.any(Picture)])
            case _:
                value = self.name("Paper")
        setattr(paper, field, value)
        paper.save()

    def edit_menu(self) -> None:
        MenuItem.objects.all().delete()
        if self.random.random() < 0.6:
            MenuItem.objects.create(
                paper=Paper.current(), section=self.any(Section), text=self.name("Menu")
            )

    def curate(self) -> None:
        front, _ = Front.objects.get_or_create(
            section=self.random.choice([None, self.any(Section)])
        )
        front.slots.all().delete()
        Slot.objects.bulk_create(
            Slot(front=front, story=story, sort_order=n) for n, story in enumerate(self.some(Story))
        )

    def edit_standing(self) -> None:
        page = StandingPage.objects.below_root().order_by("pk").first()
        what = self.random.choice(["words", "slug", "unpublish", "publish", "delete"])
        match what:
            case _ if page is None:
                self.stand(self.name("page").replace(" ", "-"))
            case "words":
                page.body = self.about_us()
                page.save_revision().publish()
            case "slug":
                page.slug = self.name("page").replace(" ", "-")
                page.save_revision().publish()
                self.addresses.add(page.get_absolute_url())
            case "unpublish":
                page.unpublish()
            case "publish":
                page.get_latest_revision_as_object().save_revision().publish()
            case "delete":
                page.delete()

    def lead_on(self) -> None:
        FormerAddress.objects.update_or_create(
            path=self.random.choice(["/nowhere/", "/?p=7"]),
            defaults={"to_address": self.random.choice(["/latest/", "/topics/"])},
        )

    def forget_lead(self) -> None:
        if former := self.any(FormerAddress):
            former.delete()

    def write_past_the_models(self) -> None:
        """Bulk writes send no signal, and are seen all the same."""
        what, field = self.random.choice(
            [
                (Story, "headline"),
                (Topic, "name"),
                (Author, "name"),
                (Section, "name"),
                (MenuItem, "text"),
                (Byline, ""),
                (FiledTopic, ""),
                (RelatedStory, ""),
                (Slot, ""),
            ]
        )
        if (found := self.any(what)) is None:
            return
        row = what.objects.filter(pk=found.pk)
        if field:
            row.update(**{field: self.name("Bulk")})
        else:
            row.delete()


NO_DEEDS = {"name", "any", "some", "stand", "edited", "note_addresses", "do_something", "about_us"}
DEEDS = [name for name in vars(Paperwork) if not name.startswith("_") and name not in NO_DEEDS]
