"""What is done to stories."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from wagtail.documents.models import Document

from broadsheet.fronts.models import StandingPage
from broadsheet.kit.clock import next_month, start_of
from broadsheet.media.models import Picture
from broadsheet.press.models import Change
from broadsheet.stories import schedule
from broadsheet.stories.actions import set_alike
from broadsheet.stories.models import Byline, FiledTopic, Form, RelatedStory, Story, Withdrawal
from broadsheet.stories.record.kinds import OFFERED
from broadsheet.stories.withdrawing import actions
from broadsheet.stories.withdrawing.older_words import OlderWords
from broadsheet.topics.models import Author, Section, Topic
from tests.machinery.deeds.hands import Hands
from tests.making import paragraph

MOST_STORIES = 7


class StoryDeeds(Hands):
    """Each method is a deed, done as the newsroom does it."""

    file_shown: Document

    def publish_new_story(self) -> None:
        if Story.objects.count() >= MOST_STORIES:
            return self.delete_story()
        title = self.name("Story")
        self._publish_new(title, self.any(Section), title.lower().replace(" ", "-"))
        return None

    def _publish_new(self, title: str, section: Section, slug: str) -> Story:
        story = Story(
            section=section, slug=slug, headline=title,
            byline_note="Our own staff", live=False,
            body=[("paragraph", "<p>The quay.</p>")] * self.random.choice([1, 4]),
            lead_picture=self.random.choice([None, self.any(Picture)]),
        )  # fmt: skip
        story.bylines = [Byline(author=self.any(Author))] if self.random.random() < 0.7 else []
        story.filed_topics = [FiledTopic(topic=topic) for topic in self.some(Topic)]
        story.save()
        story.save_revision().publish()
        return story

    def do_several_at_once(self) -> None:
        for _ in range(3):
            self.do_something()

    def edit_words(self) -> None:
        if story := self.any(Story):
            field = self.in_turn(
                "headline", "short_headline", "kicker", "standfirst", "byline_note", "dateline",
                "lead_caption", "source", "search_headline", "search_description",
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
                self.then("edit_file", chance=0.5)
            if page := self.any(StandingPage):
                link = f'<a linktype="page" id="{page.pk}">there</a>'
                parts.append(paragraph(link))
            count = self.random.randint(1, len(parts))
            self.edited(story, body=self.random.sample(parts, count))

    def write_at_length(self) -> None:
        """So that there is something to fold."""
        if story := Story.objects.filter(live=True).first():
            self.edited(story, body=[paragraph(self.name("Text")) for _ in range(4)])
            self.then("fold_elsewhere")

    def show_file(self) -> None:
        """By its title, which is then another."""
        file, story = self.any(Document), Story.objects.filter(live=True).first()
        if file and story:
            shown = {"type": "file", "value": {"file": file.pk, "title": ""}}
            self.edited(story, body=[paragraph(self.name("Text")), shown])
            self.file_shown = file
            self.then("_retitle_the_file")

    def _retitle_the_file(self) -> None:
        self.file_shown.title = self.name("Plan")
        self.file_shown.save()

    def lead_to_what_is_coming(self) -> None:
        story, other = self.any(Story), self.something_coming()
        if story and other and story != other:
            # Of no topic, so that nothing else tells when it comes.
            self.edited(story, body=[{"type": "related", "value": other.pk}], filed_topics=[])
            self.then("let_a_while_pass")

    def edit_facts(self) -> None:
        if story := self.any(Story):
            values = {
                "form": self.random.choice(list(Form)),
                "priority": self.random.randint(0, 9),
                "noindex": not story.noindex,
                "lead_picture": self.random.choice([None, self.any(Picture)]),
                "canonical": self.random.choice(["", "https://example.org/first"]),
            }
            field = self.in_turn(*values)
            self.edited(story, **{field: values[field]})

    def amend(self) -> None:
        """An editor changes what readers have read, and says why."""
        if story := self.any(Story):
            kind = self.in_turn(*(name for name, _label in OFFERED))
            field = self.in_turn("headline", "standfirst", "dateline")
            words = {field: self.name("Words"), "change_note": self.name("It was wrong")}
            self.edited(story, change_kind=kind, **words)

    def amend_a_picture(self) -> None:
        """No word is another, and readers are told all the same."""
        if story := self.any(Story):
            picture = self.random.choice([None, self.any(Picture)])
            self.edited(
                story, change_kind="correction", change_note=self.name("Not the pier"),
                lead_picture=picture,
            )  # fmt: skip

    def refile(self) -> None:
        if story := self.any(Story):
            draft = story.get_latest_revision_as_object()
            draft.bylines = [Byline(author=author) for author in self.some(Author)]
            draft.filed_topics = [FiledTopic(topic=topic) for topic in self.some(Topic)]
            other = self.any(Story)
            draft.related_by_hand = [RelatedStory(other=other)] if other != story else []
            draft.byline_note = "Our own staff"
            self.publish(draft)

    def find_alike(self) -> None:
        """As the index might, which knows of no embargo that began since."""
        if story := self.any(Story):
            found = {other.pk: self.random.randint(20, 100) for other in self.some(Story)}
            set_alike(story.pk, found)

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
        story = self.any(Story)
        if story and (revision := story.get_latest_revision()):
            said = revision.content["change_kind"] or "typo"
            revision.content = {**revision.content, "change_kind": said}
            revision.publish()

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
            words = self.in_turn(OlderWords.BURY, OlderWords.KEEP)
            actions.lift(
                withdrawal, older_words=words, reason="It may.", by="Ada", now=timezone.now()
            )
            if story := withdrawal.story:
                story.refresh_from_db()
                story.save_revision().publish()

    def embargo(self) -> None:
        if story := Story.objects.filter(published_at=None).first():
            moment = timezone.now() + timedelta(minutes=self.random.randint(1, 60))
            self.edited(story, embargo_until=moment)
            return
        self.embargo_another()
        self.then("let_a_while_pass", chance=0.3)

    def embargo_another(self) -> None:
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

    def begin_a_month(self) -> None:
        """The first story of a month is one that nobody may read yet."""
        self.clock.move_to(start_of(next_month(timezone.now().date())))
        self.embargo_another()
        self.then("let_a_while_pass")

    def schedule_change(self) -> None:
        if story := self.any(Story):
            draft = story.get_latest_revision_as_object()
            draft.headline = self.name("Scheduled")
            draft.change_kind, draft.change_note = "update", self.name("News")
            draft.go_live_at = timezone.now() + timedelta(minutes=self.random.randint(1, 60))
            draft.save_revision().publish()

    def set_expiry(self) -> None:
        if story := self.any(Story):
            moment = timezone.now() + timedelta(minutes=self.random.randint(1, 90))
            self.edited(story, expire_at=moment)
            self.then("let_a_while_pass", chance=0.5)

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

    def let_a_while_pass(self) -> None:
        """Longer than any embargo and any expiry lies ahead, and nobody is there."""
        self.clock.shift(timedelta(minutes=100))
