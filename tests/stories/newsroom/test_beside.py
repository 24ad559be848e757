"""The panels beside a story's form, and the day that its copy is checked for."""

from __future__ import annotations

import pytest
from django.urls import reverse

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Story
from tests.making import NOON, make_draft, make_story
from tests.newsroom import BACKGROUND, PUBLISH, filled_in, log_in, paragraphs, url
from tests.register.making import make_office, make_person, make_place, make_tenure

pytestmark = pytest.mark.django_db


class TestPanel:
    def test_of_a_draft_leaves_the_day_to_each_asking(self):
        page = log_in(Role.EDITOR).get(url("edit", make_draft().pk)).content.decode()
        assert 'day=""' in page

    def test_of_a_published_story_asks_for_its_own_day(self):
        page = log_in(Role.EDITOR).get(url("edit", make_story().pk)).content.decode()
        assert f'day="{NOON.date()}"' in page

    def test_is_told_from_wagtails_checks_of_the_page(self):
        page = log_in(Role.EDITOR).get(url("edit", make_draft().pk)).content.decode()
        assert "Toggle copy checks" in page
        assert "Toggle page checks" in page
        assert "Toggle checks" not in page


class TestPlan:
    def test_is_led_to_as_soon_as_a_new_story_has_saved_itself(self):
        editor = log_in(Role.EDITOR)
        saved = editor.post(url("add"), filled_in(), headers=BACKGROUND).json()
        story = Story.objects.get()
        added = editor.get(saved["hydrate_url"]).content.decode()
        assert reverse("board_card", args=[story.pk]) in added


class TestDayOfTheEvent:
    @pytest.fixture(autouse=True)
    def president(self):
        office = make_office("president", country=make_place("Chad", adjectives="Chadian"))
        make_tenure(make_person("Idriss Déby Itno", short="Déby"), office, "1990", "2021-04-20")

    @pytest.mark.parametrize(("happened", "is_published"), [("2017-05-03", True), ("", False)])
    def test_is_that_on_which_somebody_must_have_held_an_office(self, happened, is_published):
        text = paragraphs("Chadian President Idriss Déby Itno opened the harbour.")
        form = filled_in(headline="Harbour", happened=happened, body=text, **PUBLISH)
        log_in(Role.EDITOR).post(url("add"), form)
        assert Story.objects.filter(live=True).exists() == is_published

    def test_is_kept_with_the_draft(self):
        log_in(Role.EDITOR).post(url("add"), filled_in(happened="2017-05-03"))
        story = Story.objects.get()
        assert story.get_latest_revision_as_object().happened.isoformat() == "2017-05-03"
