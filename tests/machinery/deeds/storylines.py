"""What is done to storylines."""

from __future__ import annotations

from datetime import date, timedelta

from broadsheet.stories.models import Episode, Story
from broadsheet.stories.storylines import actions
from broadsheet.topics.models import Storyline
from tests.machinery.deeds.hands import Hands

MOST_STORYLINES = 3


class StorylineDeeds(Hands):
    """Each method is a deed, done as the newsroom does it."""

    def make_storyline(self) -> None:
        """Of a few stories at once: published ones, drafts, those under embargo."""
        if Storyline.objects.count() >= MOST_STORYLINES:
            return self.add_episode()
        storyline = actions.make(self.name("Storyline"))
        for story in self.some(Story):
            actions.add(storyline, story, line=self.random.choice(["", self.name("It began")]))
        return None

    def make_storyline_of_what_is_coming(self) -> None:
        """It begins when its first story may be read, though nobody does anything then."""
        if Storyline.objects.count() >= MOST_STORYLINES:
            self.delete_storyline()
        if story := self.something_coming():
            actions.add(actions.make(self.name("Storyline")), story)
            self.then("let_a_while_pass")

    def go_on_with_what_is_coming(self) -> None:
        """A storyline that readers follow has one story more, though nobody does anything then."""
        storyline, story = self.any(Storyline), self.something_coming()
        if storyline and story:
            actions.add(storyline, story)
            self.then("let_a_while_pass")

    def edit_storyline(self) -> None:
        if storyline := self.any(Storyline):
            field = self.in_turn("name", "slug", "standfirst")
            value = self.name(field)
            setattr(storyline, field, value.replace(" ", "-") if field == "slug" else value)
            storyline.save()

    def add_episode(self) -> None:
        if (storyline := self.any(Storyline)) is None:
            return self.make_storyline()
        for story in self.some(Story):
            actions.add(storyline, story, line=self.random.choice(["", self.name("It went on")]))
        return None

    def amend_episode(self) -> None:
        """In other words, or on another day, so that it stands elsewhere."""
        if episode := self.any(Episode):
            day = date(2026, 3, 4) + timedelta(days=self.random.randint(-9, 9))
            line, day = self.random.choice(
                [(self.name("It was so"), episode.happened_on), (episode.line, day), ("", None)]
            )
            actions.amend(episode, line=line, happened_on=day)

    def put_another_in_its_place(self) -> None:
        """As a screen may: the row is the same, and another story's."""
        episode, story = self.any(Episode), self.any(Story)
        if episode and story:
            episode.story = story
            episode.save()

    def remove_episode(self) -> None:
        if episode := self.any(Episode):
            actions.remove(episode)

    def delete_storyline(self) -> None:
        if Storyline.objects.count() > 1 and (storyline := self.any(Storyline)):
            storyline.delete()
