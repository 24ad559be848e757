"""Who has a story open is told to whoever else opens it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession

from broadsheet.stories.newsroom.together.presence import HERE, people_in
from tests.newsroom import url

pytestmark = pytest.mark.django_db


class TestPeopleIn:
    def see(self, client, story, **seen):
        client.get(url("edit", story.pk))
        EditingSession.objects.update(**seen)

    def test_names_who_has_the_story_open(self, editor, story):
        self.see(editor, story)
        (person,) = people_in([story.pk], at=timezone.now())[story.pk]
        assert (person.name, person.is_writing) == ("Editor", False)

    def test_tells_whose_words_are_not_saved_yet(self, editor, story):
        self.see(editor, story, is_editing=True)
        (person,) = people_in([story.pk], at=timezone.now())[story.pk]
        assert person.is_writing

    def test_forgets_who_was_not_heard_of_for_a_while(self, editor, story):
        self.see(editor, story)
        later = timezone.now() + HERE + timedelta(seconds=1)
        assert people_in([story.pk], at=later) == {}

    @pytest.mark.parametrize(("ago", "names"), [(HERE / 2, ["Editor"]), (HERE * 2, [])])
    def test_tells_an_open_form_the_same(self, editor, reporter, story, ago, names):
        self.see(editor, story, last_seen_at=timezone.now() - ago)
        reporter.get(url("edit", story.pk))
        mine = EditingSession.objects.latest("pk").pk
        asked = reverse(
            "wagtailadmin_editing_sessions:ping", args=["stories", "story", story.pk, mine]
        )
        others = reporter.post(asked).json()["other_sessions"]
        assert [other["user"] for other in others] == names

    def test_counts_two_windows_once(self, editor, story):
        self.see(editor, story)
        self.see(editor, story)
        assert len(people_in([story.pk], at=timezone.now())[story.pk]) == 1

    def test_asks_once_however_many_stories(self, editor, story, django_assert_num_queries):
        self.see(editor, story)
        people_in([story.pk], at=timezone.now())
        with django_assert_num_queries(1):
            people_in(range(500), at=timezone.now())

    def test_is_told_beside_the_form_even_without_script(self, editor, reporter, story):
        self.see(editor, story, is_editing=True)
        page = " ".join(reporter.get(url("edit", story.pk)).content.decode().split())
        assert "In this story now: Editor (writing)" in page
