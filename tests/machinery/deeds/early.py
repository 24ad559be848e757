"""What readers look for before it is there: that there is nothing is a page as well."""

from __future__ import annotations

from django.utils import timezone

from broadsheet.stories.models import Story
from broadsheet.stories.storylines import actions
from broadsheet.topics.models import Author, Section, Storyline, Topic
from tests.machinery.deeds.stories import MOST_STORIES, StoryDeeds
from tests.making import make_author, make_section, make_topic

Subject = Author | Section | Storyline | Topic


class EarlyDeeds(StoryDeeds):
    """Each method is a deed, done as the newsroom does it; what was looked for follows at once."""

    looked_for: tuple[Section, str]
    """the section and the slug of a story"""
    subject_looked_for: type[Subject]
    name_looked_for: str
    subject: Subject | None = None

    def ask_too_early(self) -> None:
        section, slug = self.any(Section), self.name("early").replace(" ", "-")
        self.looked_for = section, slug
        path = f"/{section.slug}/{timezone.now():%Y/%m/%d}/{slug}/"
        self.awaited = {path, f"{path}story.txt"}
        self.then(self.in_turn("_publish_what_was_asked_for", "_think_better_of_it"))

    def _publish_what_was_asked_for(self) -> Story:
        if Story.objects.count() >= MOST_STORIES:
            self.delete_story()
        return self._publish_new(self.name("Story"), *self.looked_for)

    def _think_better_of_it(self) -> None:
        """It is out and down again before anybody has looked."""
        story = self._publish_what_was_asked_for()
        story.refresh_from_db()
        story.unpublish()

    def ask_for_a_subject_too_early(self) -> None:
        self.subject_looked_for = self.in_turn(Author, Section, Storyline, Topic)
        self.name_looked_for = self.name("early")
        slug = self.name_looked_for.replace(" ", "-")
        self.awaited = {self.subject_looked_for(slug=slug).get_absolute_url()}
        self.then("_make_what_was_asked_for")

    def _make_what_was_asked_for(self) -> None:
        slug = self.name_looked_for.replace(" ", "-")
        if self.subject_looked_for is Storyline:
            self.subject = actions.make(self.name_looked_for)
            for story in self.some(Story):
                actions.add(self.subject, story)
        else:
            make = {Author: make_author, Section: make_section, Topic: make_topic}
            self.subject = make[self.subject_looked_for](slug)
        self.then("_take_it_away_again")

    def _take_it_away_again(self) -> None:
        self.subject.delete()
