"""What is done to all that stories stand in: subjects, pictures, fronts, the paper itself."""

from __future__ import annotations

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from broadsheet.addresses.models import FormerAddress
from broadsheet.fronts.models import Front, Slot, StandingPage
from broadsheet.media.models import Picture
from broadsheet.paper.models import MenuItem, Paper
from broadsheet.stories.models import Byline, Episode, FiledTopic, RelatedStory, Story
from broadsheet.topics.models import Author, Section, Storyline, Topic
from tests.machinery.deeds.hands import Hands
from tests.making import make_author, make_section, make_topic

MOST_FILES = 2


class OtherDeeds(Hands):
    """Each method is a deed, done as the newsroom does it."""

    def edit_topic(self) -> None:
        topic = self.any(Topic)
        field = self.in_turn("name", "description", "slug", "same_as", "picture", "parent")
        match field:
            case "slug":
                value = self.name("topic").replace(" ", "-")
            case "same_as":
                value = f"https://www.wikidata.org/wiki/Q{self.random.randint(1, 99)}"
            case "picture":
                value = self.any(Picture)
            case "parent":
                value = self._parent_for(topic)
            case _:
                value = self.name("Topic")
        setattr(topic, field, value)
        topic.save()

    def _parent_for(self, topic: Topic) -> Topic | None:
        """Another that it may stand under; none for one that has a parent, or is one."""
        if topic.parent or Topic.objects.filter(parent=topic).exists():
            return None
        others = Topic.objects.filter(parent=None).exclude(pk=topic.pk).order_by("pk")
        return self.random.choice([*others, None])

    def edit_author(self) -> None:
        author = self.any(Author)
        field = self.in_turn("name", "role", "bio", "slug", "portrait", "email")
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
        field = self.in_turn("name", "description", "slug", "hue", "order", "parent")
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
        field = self.in_turn("description", "caption", "credit", "title", "file_hash")
        value = f"{self.random.getrandbits(160):040x}" if field == "file_hash" else self.name("Pic")
        Picture.objects.filter(pk=picture.pk).update(**{field: value})

    def bring_file(self) -> None:
        if Document.objects.count() >= MOST_FILES:
            return
        content = ContentFile(b"%PDF-1.7", name=f"{self.name('plan')}.pdf")
        Document.objects.create(title=self.name("Plan"), file=content)

    def edit_file(self) -> None:
        file = self.any(Document)
        match self.in_turn("title", "file", "delete"):
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
        what = self.in_turn("topic", "author", "section", "delete")
        slug = self.name(what).replace(" ", "-")
        match what:
            case "topic" if Topic.objects.count() < 5:
                make_topic(slug)
            case "author" if Author.objects.count() < 4:
                make_author(slug)
            case "section" if Section.objects.count() < 5:
                make_section(slug)
            case _:
                thing = self.any(self.in_turn(Topic, Author, Section))
                if type(thing).objects.count() > 2:
                    thing.delete()

    def edit_paper(self) -> None:
        paper = Paper.current()
        field = self.in_turn("name", "tagline", "description", "logo", "language", "time_zone")
        match field:
            case "language":
                value = self.random.choice(["en", "ar"])
            case "time_zone":
                value = self.random.choice(["UTC", "Asia/Kolkata"])
            case "logo":
                value = self.random.choice([None, self.any(Picture)])
            case _:
                value = self.name("Paper")
        setattr(paper, field, value)
        paper.save()

    def fold_elsewhere(self) -> None:
        paper = Paper.current()
        paper.fold = "never" if paper.fold == "always" else "always"
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
        if page := self._standing_page():
            page.body = self.about_us()
            page.save_revision().publish()

    def move_standing(self) -> None:
        page = self._standing_page()
        match self.in_turn("slug", "unpublish", "publish", "delete"):
            case _ if page is None:
                self.stand(self.name("page").replace(" ", "-"))
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

    def _standing_page(self) -> StandingPage | None:
        return StandingPage.objects.below_root().order_by("pk").first()

    def stand_for_a_moment(self) -> None:
        """A page is out and down again before anybody has looked."""
        if not StandingPage.objects.filter(slug="soon").exists():
            page = self.stand("soon")
            page.save_revision().publish()
            StandingPage.objects.get(pk=page.pk).unpublish()

    def clear_away(self) -> None:
        for page in StandingPage.objects.filter(slug="soon"):
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
        what, field = self.in_turn(
            (Story, "headline"),
            (Topic, "name"),
            (Author, "name"),
            (Section, "name"),
            (MenuItem, "text"),
            (Byline, ""),
            (FiledTopic, ""),
            (RelatedStory, ""),
            (Storyline, "name"),
            (Episode, "line"),
            (Episode, ""),
            (Slot, ""),
        )
        if (found := self.any(what)) is None:
            return
        row = what.objects.filter(pk=found.pk)
        if field:
            row.update(**{field: self.name("Bulk")})
        else:
            row.delete()
